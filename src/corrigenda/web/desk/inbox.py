"""The lists: open cases by demand, what waits for a second person, what is settled."""

from django.conf.locale import LANG_INFO
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk import actions, bulk, listing, queries, sign_off_queries
from corrigenda.desk.models import Case, NotCheckable
from corrigenda.web.desk.exports import as_file, file_wanted
from corrigenda.web.desk.filters import asked_for, choices
from corrigenda.web.desk.list_files import IN_WORK, OPEN_CASES, SETTLED_CASES, work_of
from corrigenda.web.desk.screen import desk_screen, typed


@desk_screen
def open_cases(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Open cases, most asked first; filtered by what the address says."""
    if wanted := file_wanted(request):
        return as_file(wanted, OPEN_CASES, _cases(request, member, settled=False), member=member)
    if request.method == "GET":
        actions.count_news()
    context = _listed(request, member, settled=False) | {
        "section": "inbox",
        "tabs": listing.tab_counts(member),
        "saved": bulk.saved_searches(member),
        "last_change": bulk.last_change(member),
        "reasons": NotCheckable.choices,
        "waiting_count": queries.waiting_fact_checks().count(),
        "since": now().isoformat(),
    }
    return render(request, "desk/inbox.html", context)


@desk_screen
def waiting(request: HttpRequest, member: Member) -> HttpResponseBase:
    """What waits for a second person, and the drafts."""
    known = sign_off_queries.languages_in_work()
    lang = typed(request.GET, "in")
    lang = lang if lang in {*known, *LANG_INFO} else ""
    if wanted := file_wanted(request):
        return as_file(wanted, IN_WORK, work_of(member, lang=lang), member=member)
    context = {
        "section": "waiting",
        "lang": lang,
        "languages": known,
        "waiting": sign_off_queries.waiting_queue(member, lang=lang),
        "due_count": sign_off_queries.due_for_review().count(),
        "page": Paginator(queries.drafts(lang=lang), listing.PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/waiting.html", context)


@desk_screen
def settled(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Cases that were answered or found not checkable."""
    if wanted := file_wanted(request):
        return as_file(wanted, SETTLED_CASES, _cases(request, member, settled=True), member=member)
    return render(request, "desk/settled.html", _listed(request, member, settled=True) | {"section": "settled"})


def _listed(request: HttpRequest, member: Member, *, settled: bool) -> dict[str, object]:
    known = choices(settled=settled)
    shown = asked_for(request.GET, known, settled=settled)
    page = _page(request, listing.listed_cases(shown, member=member))
    return {"shown": shown, "known": known, "page": page, "rows": listing.case_rows(list(page))}


def _cases(request: HttpRequest, member: Member, *, settled: bool) -> QuerySet[Case]:
    shown = asked_for(request.GET, choices(settled=settled), settled=settled)
    return listing.listed_cases(shown, member=member)


def _page(request: HttpRequest, cases: QuerySet[Case]) -> Page[Case]:
    return Paginator(cases, listing.PAGE).get_page(request.GET.get("page"))

"""The lists: open cases by demand, what waits for a second person, what is settled."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from corrigenda.core.models import Member
from corrigenda.desk import queries, sign_off_queries
from corrigenda.desk.models import Case
from corrigenda.web.desk.screen import desk_screen, typed

DRAFTS_SHOWN = 50


@desk_screen
def open_cases(request: HttpRequest, member: Member) -> HttpResponse:
    """Open cases, most asked first; filtered by what the address says."""
    shown = queries.CaseFilter(lang=typed(request.GET, "in"), owner=typed(request.GET, "owner"))
    languages = queries.languages_of_open_cases()
    if shown.lang not in languages:
        shown = queries.CaseFilter(owner=shown.owner)
    page = _page(request, queries.open_cases(shown, member=member))
    context = {
        "section": "inbox",
        "page": page,
        "rows": queries.case_rows(list(page)),
        "shown": shown,
        "languages_in_use": languages,
        "waiting_count": queries.waiting_fact_checks().count(),
    }
    return render(request, "desk/inbox.html", context)


@desk_screen
def waiting(request: HttpRequest, member: Member) -> HttpResponse:
    """What waits for a second person, and the drafts."""
    context = {
        "section": "waiting",
        "waiting": sign_off_queries.waiting_queue(member),
        "due_count": sign_off_queries.due_for_review().count(),
        "drafts": queries.drafts()[:DRAFTS_SHOWN],
    }
    return render(request, "desk/waiting.html", context)


@desk_screen
def settled(request: HttpRequest, member: Member) -> HttpResponse:
    """Cases that were answered or found not checkable."""
    page = _page(request, queries.settled_cases())
    return render(
        request, "desk/settled.html", {"section": "settled", "page": page, "rows": queries.case_rows(list(page))}
    )


def _page(request: HttpRequest, cases: QuerySet[Case]) -> Page[Case]:
    return Paginator(cases, queries.PAGE).get_page(request.GET.get("page"))

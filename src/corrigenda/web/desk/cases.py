"""A case: what was asked, what may answer it already, and what to do with it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from corrigenda.core.models import Member
from corrigenda.desk import actions, case_page, queries
from corrigenda.desk.grouping import grouping_of, remaining_case
from corrigenda.desk.mentions import members_who_can_be_named, unseen_mentions
from corrigenda.desk.models import Answering, Case, CaseState, NotCheckable
from corrigenda.desk.presence import others_looking, stamp_of
from corrigenda.intake.models import Message
from corrigenda.matching.queries import suggestions
from corrigenda.reply.queries import told
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed
from corrigenda.web.desk.search import search_register


@desk_screen
def case(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """One case."""
    shown = queries.case_by(case_id)
    if shown.state == CaseState.MERGED:
        return SeeOther("case", case_id=remaining_case(shown).public_id)
    unseen = _mentions_left(shown, member=member)
    context = {"case": shown, "unseen_mentions": unseen, **_always(request, shown, member)}
    context |= _while_open(request, shown, member) if shown.state == CaseState.OPEN else _once_closed(shown)
    return render(request, "desk/case.html", context)


def _always(request: HttpRequest, shown: Case, member: Member) -> dict[str, object]:
    asked = case_page.case_messages(shown)
    page = Paginator(asked, case_page.MESSAGES_A_PAGE).get_page(request.GET.get("page"))
    rows = case_page.shown_messages(asked[max(0, page.start_index() - 1) : page.end_index()])
    notes = list(case_page.case_notes(shown)[: case_page.NOTES_SHOWN + 1])
    return {
        "page": page,
        "rows": rows,
        "cut_from": case_page.cut_from(rows),
        "notes": case_page.shown_notes(notes[: case_page.NOTES_SHOWN]),
        "older_notes": len(notes) > case_page.NOTES_SHOWN,
        "names": [each.name for each in members_who_can_be_named()],
        "looking": others_looking(shown, member=member),
        "stamp": stamp_of(shown, messages=page.paginator.count),
    }


def _while_open(request: HttpRequest, shown: Case, member: Member) -> dict[str, object]:
    words = typed(request.GET, "q", most=500)
    return {
        "section": "inbox",
        "suggestions": suggestions(Message.objects.filter(case_message__case=shown)),
        "rejected": case_page.rejected_for(shown),
        "reasons": NotCheckable.choices,
        "grouping": grouping_of(shown) if member.may_write else None,
        "q": words,
        "found": search_register(words) if words else [],
    }


def _once_closed(shown: Case) -> dict[str, object]:
    answering = Answering.objects.filter(case=shown).select_related("answered_by").first()
    return {"section": "settled", "answering": answering, "told": told(shown)}


def _mentions_left(shown: Case, *, member: Member) -> int:
    """Marks those in this case as seen; how many there are in other cases."""
    unseen = list(unseen_mentions(member).values_list("note__case_id", flat=True))
    if shown.pk in unseen:
        actions.mark_mentions_seen(shown, member=member)
    return len(unseen) - unseen.count(shown.pk)


@desk_action(back="case")
def take(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Take a case."""
    actions.take_case(queries.case_by(case_id).pk, member=member)
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def release(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Let go of a case."""
    actions.release_case(queries.case_by(case_id).pk, member=member)
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def write(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Start the fact-check of a case, or go on with it."""
    fact_check = actions.start_fact_check(queries.case_by(case_id).pk, member=member)
    return SeeOther("editor", fact_check_id=fact_check.public_id)

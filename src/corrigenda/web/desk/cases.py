"""A case: what was asked, what may answer it already, and what to do with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.grouping import grouping_of, remaining_case
from corrigenda.desk.models import CaseState, NotCheckable
from corrigenda.intake.models import Message
from corrigenda.matching.queries import suggestions
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed
from corrigenda.web.desk.search import search_register

MOST_AT_ONCE = 30  # fact-checks of one claim


@desk_screen
def case(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """One case."""
    shown = queries.case_by(case_id)
    if shown.state == CaseState.MERGED:
        return SeeOther("case", case_id=remaining_case(shown).public_id)
    words = typed(request.GET, "q", most=500)
    is_open = shown.state == CaseState.OPEN
    context = {
        "section": "inbox" if is_open else "settled",
        "case": shown,
        "case_messages": queries.messages_of(shown),
        "wordings": shown.case_messages.count(),
        "suggestions": suggestions(Message.objects.filter(case_message__case=shown)) if is_open else [],
        "notes": shown.notes.select_related("written_by"),
        "reasons": NotCheckable.choices,
        "grouping": grouping_of(shown, member=member) if is_open and member.may_write else None,
        "q": words,
        "found": search_register(words) if words else [],
    }
    return render(request, "desk/case.html", context)


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
def note(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Add a note."""
    actions.add_note(queries.case_by(case_id).pk, typed(request.POST, "text"), member=member)
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def not_checkable(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Close a case with a reason."""
    actions.mark_not_checkable(queries.case_by(case_id).pk, typed(request.POST, "reason"), member=member)
    messages.success(request, _("Closed as not checkable. Those who asked are told why."))
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def reopen(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Open a case again."""
    actions.reopen_case(queries.case_by(case_id).pk, member=member)
    messages.success(request, _("The case is open again."))
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def write(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Start the fact-check of a case, or go on with it."""
    fact_check = actions.start_fact_check(queries.case_by(case_id).pk, member=member)
    return SeeOther("editor", fact_check_id=fact_check.public_id)


@desk_action(back="case")
def answer(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Answer a case with a published fact-check."""
    existing = queries.fact_check_by(typed(request.POST, "fact_check"), ours=False)
    actions.use_existing(queries.case_by(case_id).pk, existing.pk, member=member)
    messages.success(request, _("Answered. Everyone who asked gets this fact-check."))
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def reject(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Say that a suggested claim is another one: every fact-check of it that was shown is rejected."""
    sent = [value.replace("\x00", "")[:64] for value in request.POST.getlist("fact_check")] or [""]
    rejected = [queries.fact_check_by(public_id, ours=False) for public_id in sent[:MOST_AT_ONCE]]
    for other in rejected:
        actions.reject_suggestion(queries.case_by(case_id).pk, other.pk, member=member)
    return SeeOther("case", case_id=case_id)

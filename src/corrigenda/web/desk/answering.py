"""What may answer a case already: confirm, reject, and take both back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.web.desk.screen import SeeOther, desk_action, typed

MOST_AT_ONCE = 30  # fact-checks of one claim


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
    messages.success(request, _("Noted: another claim. It stands below the suggestions, if you want it back."))
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def reconsider(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Suggest again what was said to be another claim."""
    other = queries.fact_check_by(typed(request.POST, "fact_check", most=64), ours=False)
    actions.reconsider_suggestion(queries.case_by(case_id).pk, other.pk, member=member)
    messages.success(request, _("It is among the suggestions again."))
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def take_back(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Take back the answer of a case."""
    actions.take_back_answer(queries.case_by(case_id).pk, member=member)
    messages.success(request, _("Taken back: the case is open again, and whoever has not read the answer waits again."))
    return SeeOther("case", case_id=case_id)

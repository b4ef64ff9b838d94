"""A case is answered: with a fact-check that exists already, or with the one just published."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, State
from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Answering, Case, CaseState
from corrigenda.matching import actions as matching
from corrigenda.matching.models import Match, MatchState


@transaction.atomic
def use_existing(case_id: int, fact_check_id: int, *, member: Member) -> None:
    """Answer every message of a case with a published fact-check, ours or another publisher's, and close it.

    Raises NotFound, NotAllowed, or StateConflict for a case that is closed or a fact-check not published.
    """
    need_writer(member)
    case = locked_case(case_id)
    fact_check = FactCheck.objects.filter(pk=fact_check_id).first()
    if fact_check is None:
        raise NotFound
    if fact_check.explains:
        raise Invalid(_("An explainer has no rating and answers no message."))
    if fact_check.state != State.PUBLISHED:
        raise StateConflict(_("Only a published fact-check can answer a case."))
    if case.fact_check is not None and case.fact_check.state == State.WAITING:
        raise StateConflict(_("A fact-check of this case waits for sign-off. Take it back first."))
    Answering.objects.create(case=case, fact_check=fact_check, draft=case.fact_check, answered_by=member)
    _answer(case, fact_check, member)
    audit.record("use_existing", case, member=member, fact_check=fact_check.public_id)


@transaction.atomic
def reject_suggestion(case_id: int, fact_check_id: int, *, member: Member) -> None:
    """Say that no message of this case carries that claim. Raises NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    case = locked_case(case_id)
    suggested = Match.objects.filter(
        message__case_message__case=case, fact_check_id=fact_check_id, state=MatchState.SUGGESTED
    )
    for match_id in list(suggested.values_list("pk", flat=True)):
        matching.reject_match(match_id, member=member)


@transaction.atomic
def reconsider_suggestion(case_id: int, fact_check_id: int, *, member: Member) -> None:
    """Undo `reject_suggestion`: the claim is suggested again. Raises NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    case = locked_case(case_id)
    rejected = Match.objects.filter(
        message__case_message__case=case, fact_check_id=fact_check_id, state=MatchState.REJECTED
    )
    for match_id in list(rejected.values_list("pk", flat=True)):
        matching.reconsider_match(match_id, member=member)


@transaction.atomic
def close_case_as_answered(fact_check_id: int) -> None:
    """Answer the open cases that a fact-check was written for, now that it is published. Twice is harmless."""
    fact_check = FactCheck.objects.filter(pk=fact_check_id, state=State.PUBLISHED).first()
    if fact_check is None:
        raise NotFound
    open_cases = Case.objects.select_for_update().filter(fact_check=fact_check, state=CaseState.OPEN)
    for case in open_cases:
        _answer(case, fact_check, None)
        audit.record("close_case_as_answered", case, member=None, fact_check=fact_check.public_id)


@transaction.atomic
def close_if_answered(message_id: int) -> None:
    """Close the open case of a message once all its messages have their answer. Twice is harmless.

    A case whose own fact-check is in work stays open: somebody writes a better answer.
    """
    case = (
        Case.objects.select_for_update(of=["self"])
        .filter(case_messages__message_id=message_id, state=CaseState.OPEN, fact_check=None)
        .first()
    )
    if case is None:
        return
    confirmed = Match.objects.filter(message__case_message__case=case, state=MatchState.CONFIRMED)
    answers = list(confirmed.order_by("decided_at", "pk"))
    if len(answers) < case.case_messages.count():
        return
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.ANSWERED, fact_check=answers[-1].fact_check_id, closed_at=now()
    )
    Answering.objects.create(case=case, fact_check_id=answers[-1].fact_check_id)
    audit.record("close_if_answered", case, member=None)


def _answer(case: Case, fact_check: FactCheck, member: Member | None) -> None:
    for message_id in case.case_messages.order_by("pk").values_list("message_id", flat=True):
        matching.link(message_id, fact_check.pk, member=member)
    Case.objects.filter(pk=case.pk).update(state=CaseState.ANSWERED, fact_check=fact_check, closed_at=now())

"""A case with nothing to check is closed with a reason, and can be opened again."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import State
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case, CaseState, NotCheckable


@transaction.atomic
def mark_not_checkable(case_id: int, reason: str, *, member: Member) -> None:
    """Close a case as not checkable and let those who asked know. Raises Invalid, NotAllowed, StateConflict."""
    need_writer(member)
    if reason not in NotCheckable.values:
        raise Invalid(_("Choose why there is nothing to check."))
    case = locked_case(case_id)
    if case.fact_check is not None and case.fact_check.state != State.DRAFT:
        raise StateConflict(_("A fact-check of this case waits for sign-off. Take it back first."))
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOT_CHECKABLE, not_checkable=reason, closed_at=now())
    audit.record("mark_not_checkable", case, member=member, reason=reason)
    for message_id in case.case_messages.values_list("message_id", flat=True):
        events.message_not_checkable.send(Case, message_id=message_id, reason=reason)


@transaction.atomic
def reopen_case(case_id: int, *, member: Member) -> None:
    """Open a case again that was closed as not checkable. Replies that nobody has read yet are withdrawn.

    Raises NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    case = locked_case(case_id, state=CaseState.NOT_CHECKABLE)
    Case.objects.filter(pk=case.pk).update(state=CaseState.OPEN, not_checkable="", closed_at=None)
    audit.record("reopen_case", case, member=member)
    for message_id in case.case_messages.values_list("message_id", flat=True):
        events.answer_taken_back.send(Case, message_id=message_id)

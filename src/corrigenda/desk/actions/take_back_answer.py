"""An answer was the wrong one: the case is open again, and nobody else is told it."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core import audit, events
from corrigenda.core.exceptions import StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Answering, Case, CaseState
from corrigenda.matching import actions as matching


@transaction.atomic
def take_back_answer(case_id: int, *, member: Member) -> None:
    """Open a case again that was answered with a fact-check which existed already; its draft is its own again.

    Replies that nobody has read yet are withdrawn. What somebody has read stays where it is until the case has
    another answer, which takes its place. Raises NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    case = locked_case(case_id, state=CaseState.ANSWERED)
    answering = Answering.objects.filter(case=case).first()
    if answering is None:
        raise StateConflict(_("This case was answered with its own fact-check. Correct what is published instead."))
    Case.objects.filter(pk=case.pk).update(state=CaseState.OPEN, fact_check=answering.draft_id, closed_at=None)
    fact_check = answering.fact_check
    answering.delete()
    for message_id in case.case_messages.order_by("pk").values_list("message_id", flat=True):
        matching.unlink(message_id, fact_check.pk, member=member)
        events.answer_taken_back.send(Case, message_id=message_id)
    audit.record("take_back_answer", case, member=member, fact_check=fact_check.public_id)

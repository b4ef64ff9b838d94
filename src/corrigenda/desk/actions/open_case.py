"""A message nobody has answered becomes a case, or joins the open case of its near repeats."""

from django.db import connection, transaction

from corrigenda.core import audit
from corrigenda.core.exceptions import NotFound
from corrigenda.desk.models import Case, CaseMessage, CaseState
from corrigenda.engine.text import numbers, shared
from corrigenda.engine.text.repeats import NEAR_SHARE
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match, MatchState


@transaction.atomic
def open_case_for(message_id: int) -> Case | None:
    """The case of a message: its own, that of an open near repeat, or a new one.

    Doing it twice changes nothing. None for a message that has its answer already. Raises NotFound.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        raise NotFound
    _wait_for_near_repeats(message)
    existing = Case.objects.filter(case_messages__message=message).first()
    if existing is not None:
        return existing
    if Match.objects.filter(message=message, state=MatchState.CONFIRMED).exists():
        return None
    case = _open_case_of_near_repeats(message)
    if case is None:
        case = Case.objects.create()
        audit.record("open_case", case, member=None)
    CaseMessage.objects.create(case=case, message=message)
    return case


def _wait_for_near_repeats(message: Message) -> None:
    # Hundreds may forward the same words within a minute: one after another, so that they meet in one case.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [message.near_key or message.pk])


def _open_case_of_near_repeats(message: Message) -> Case | None:
    if not message.near_key:
        return None
    near = CaseMessage.objects.select_related("case", "message").filter(
        message__near_key=message.near_key, case__state=CaseState.OPEN
    )
    for other in near.order_by("pk")[:20]:
        if _same_words(message.text, other.message.text):
            return other.case
    return None


def _same_words(one: str, other: str) -> bool:
    # A sketch can coincide, and one figure can make another claim.
    return shared(one, other) >= NEAR_SHARE and numbers(one) == numbers(other)

"""A fact-check was retracted: nothing finds it any more, and what it answered is open again."""

from django.db import transaction

from corrigenda.claims.models import FactCheck, State
from corrigenda.core import events
from corrigenda.matching import engine_room
from corrigenda.matching.actions.index import hold_the_switch
from corrigenda.matching.models import Indexed, Match, MatchState


@transaction.atomic
def withdraw(fact_check_id: int) -> int:
    """Take a retracted fact-check out of the index; return how many messages lost their answer by it.

    Their matches wait for a decision again: it was the claim, but there is no finding on it now. Twice is harmless.
    """
    fact_check = FactCheck.objects.filter(pk=fact_check_id, state=State.RETRACTED).first()
    if fact_check is None:
        return 0
    hold_the_switch()
    engine_room.ensure_index()
    engine_room.store().remove([fact_check.public_id])
    Indexed.objects.filter(fact_check=fact_check).delete()
    answered = Match.objects.select_for_update().filter(fact_check=fact_check, state=MatchState.CONFIRMED)
    messages = list(answered.order_by("pk").values_list("message_id", flat=True))
    answered.update(state=MatchState.SUGGESTED, automatic=False, decided_by=None, decided_at=None)
    for message_id in messages:
        events.message_unanswered.send(Match, message_id=message_id)
    return len(messages)

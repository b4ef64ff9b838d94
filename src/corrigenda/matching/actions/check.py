"""A person looks at what was answered without one: it was right, or it answers another claim."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.matching import answers
from corrigenda.matching.actions.decide import check_may_decide
from corrigenda.matching.models import Match, MatchState


@transaction.atomic
def find_right(message_id: str, *, member: Member) -> None:
    """It carries this claim. It stays an automatic answer, and counts as a right one. Raises NotAllowed, NotFound."""
    match = _to_check(message_id, member)
    _decide(match, member)
    audit.record("find_answer_right", match, member=member, fact_check=match.fact_check.public_id)


@transaction.atomic
def find_wrong(message_id: str, *, member: Member) -> None:
    """It carries another claim: the answer is taken back, and the message goes to the desk.

    Who has not read it waits again; who has is told on the receipt. Raises NotAllowed, NotFound.
    """
    match = _to_check(message_id, member)
    _decide(match, member, state=MatchState.REJECTED, automatic=False)
    audit.record("find_answer_wrong", match, member=member, fact_check=match.fact_check.public_id)
    events.answer_taken_back.send(Match, message_id=match.message_id)
    events.message_unanswered.send(Match, message_id=match.message_id)


@transaction.atomic
def undo_check(message_id: str, *, member: Member) -> None:
    """Take back what was decided about an automatic answer: it stands again, unlooked at.

    Raises NotAllowed, NotFound, StateConflict.
    """
    check_may_decide(member)
    match = _locked(message_id).filter(pk__in=answers.checked().values("pk")).first()
    if match is None:
        raise NotFound
    confirmed = Match.objects.filter(message=match.message_id, state=MatchState.CONFIRMED).exclude(pk=match.pk)
    if confirmed.exists():
        raise StateConflict(_("This message has another answer by now."))
    was_wrong = match.state == MatchState.REJECTED
    Match.objects.filter(pk=match.pk).update(
        state=MatchState.CONFIRMED, automatic=True, decided_by=None, decided_at=match.created_at, drawn=False
    )
    audit.record("undo_check", match, member=member, fact_check=match.fact_check.public_id)
    if was_wrong:
        events.message_answered.send(Match, message_id=match.message_id, fact_check_id=match.fact_check_id)


def question(message_id: int) -> bool:
    """Who asked says that an automatic answer is about something else: a person will look at it first.

    Who it was is nowhere noted. Returns whether there was such an answer.
    """
    standing = Match.objects.filter(message=message_id, automatic=True, state=MatchState.CONFIRMED, decided_by=None)
    standing.filter(questioned_at=None).update(questioned_at=now())
    return standing.exists()


def _decide(match: Match, member: Member, **fields: object) -> None:
    by_chance = answers.is_drawn(match)
    Match.objects.filter(pk=match.pk).update(decided_by=member, decided_at=now(), drawn=by_chance, **fields)


def _to_check(message_id: str, member: Member) -> Match:
    check_may_decide(member)
    match = _locked(message_id).filter(automatic=True, state=MatchState.CONFIRMED, decided_by=None).first()
    if match is None:
        raise NotFound(_("Somebody has looked at this answer meanwhile, or it was taken back."))
    return match


def _locked(message_id: str) -> QuerySet[Match]:
    found = Match.objects.select_for_update(of=["self"]).select_related("fact_check", "message")
    return found.filter(message__public_id=message_id, was_automatic=True)

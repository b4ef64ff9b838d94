"""A message without an answer becomes a case, together with those that ask the same."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from corrigenda.core import audit
from corrigenda.core.exceptions import NotFound
from corrigenda.desk.models import Case, CaseMessage, CaseState, Merge, Parting
from corrigenda.engine.text import numbers, shared
from corrigenda.engine.text.repeats import NEAR_SHARE
from corrigenda.engine.types import EngineError
from corrigenda.intake.models import Message
from corrigenda.matching.actions import group
from corrigenda.matching.models import Match, MatchState

logger = logging.getLogger(__name__)
NEAREST = 24  # waiting messages that are looked at closely
ENOUGH = 12  # messages of one case that a newcomer is compared with
Odds = Mapping[int, float]  # by message


@transaction.atomic
def open_case_for(message_id: int) -> Case | None:
    """The case of a message: its own, that of open messages with the same claim, or a new one.

    Doing it twice changes nothing. None for a message that has its answer already. Raises NotFound.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        raise NotFound
    _one_after_another()
    existing = Case.objects.filter(case_messages__message=message).first()
    if existing is not None:
        return existing
    if Match.objects.filter(message=message, state=MatchState.CONFIRMED).exists():
        return None
    case = _open_case_of_near_repeats(message) or _grouped(message)
    if case is None:
        case = Case.objects.create()
        audit.record("open_case", case, member=None)
    CaseMessage.objects.create(case=case, message=message)
    return case


def _one_after_another() -> None:
    # Hundreds may forward the same within a minute, in other words each: they meet in one case.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('corrigenda.cases'))")


def _open_case_of_near_repeats(message: Message) -> Case | None:
    """The case of the same words. Where an editor parted such messages, those the editor moved decide."""
    if not message.near_key:
        return None
    near = CaseMessage.objects.select_related("case", "message").filter(
        message__near_key=message.near_key, case__state=CaseState.OPEN
    )
    near = near.exclude(case__in=_barred(message))
    for other in near.order_by("message__partings__parted_at", "pk")[:20]:
        if _same_words(message.text, other.message.text):
            return other.case
    return None


def _same_words(one: str, other: str) -> bool:
    # A sketch can coincide, and one figure can make another claim.
    return shared(one, other) >= NEAR_SHARE and numbers(one) == numbers(other)


def _grouped(message: Message) -> Case | None:
    try:
        return _open_case_of_same_claim(message)
    except EngineError:  # a case of its own is better than none
        logger.exception("The engine could not be asked for the case of a message.")
        return None


def _open_case_of_same_claim(message: Message) -> Case | None:
    """The case whose messages most likely carry the claim of this one, where the engine is sure enough."""
    if not group.can_be_grouped(message):
        return None
    waiting = dict(
        CaseMessage.objects.filter(case__state=CaseState.OPEN)
        .exclude(case__in=_barred(message))
        .values_list("message_id", "case_id")
    )
    if not waiting:
        return None
    near = group.nearest_messages(message.pk, among=list(waiting), limit=NEAREST)
    members = _members({waiting[other] for other in near}, near=near)
    parted = _parted_from(members)
    odds = group.log_odds_of_same_claim(message.pk, sorted({*_all(members), *_all(parted)}))
    merged = set(Merge.objects.filter(into__in=list(members)).values_list("into_id", flat=True))
    likely = {
        # What a person merged may be worded in ways that have little in common: like one of them is like all.
        case: max(odds[other] for other in own) if case in merged else sum(odds[other] for other in own) / len(own)
        for case, own in members.items()
        if not _follows_the_parted(odds, own, parted.get(case, []))
    }
    best = max(likely, key=lambda case: likely[case], default=None)
    return Case.objects.get(pk=best) if best is not None and likely[best] >= group.sure_from() else None


def _barred(message: Message) -> list[int]:
    """The cases that an editor split this message off."""
    return list(Parting.objects.filter(message=message).values_list("case_id", flat=True))


def _members(cases: Iterable[int], *, near: list[int]) -> dict[int, list[int]]:
    """Some messages of each case: the nearest, then the first that came."""
    place = {message: number for number, message in enumerate(near)}
    members: dict[int, list[int]] = defaultdict(list)
    rows = CaseMessage.objects.filter(case__in=list(cases)).values_list("case_id", "message_id")
    for case, message in sorted(rows, key=lambda row: (place.get(row[1], len(near)), row[1])):
        if len(members[case]) < ENOUGH:
            members[case].append(message)
    return members


def _parted_from(cases: Iterable[int]) -> dict[int, list[int]]:
    """The messages that editors split off these cases."""
    parted: dict[int, list[int]] = defaultdict(list)
    for case, message in Parting.objects.filter(case__in=list(cases)).values_list("case_id", "message_id"):
        parted[case].append(message)
    return parted


def _follows_the_parted(odds: Odds, members: list[int], parted: list[int]) -> bool:
    """Whether a message is more like what an editor took out of a case than like what was left in it."""
    return max((odds.get(other, 0.0) for other in parted), default=-99.0) > max(odds[other] for other in members)


def _all(members: Mapping[int, list[int]]) -> Iterable[int]:
    return (message for own in members.values() for message in own)

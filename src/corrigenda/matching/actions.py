"""Every write of matching: decide, confirm, reject, and keep the index true."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import connection, transaction

from corrigenda.claims.models import FactCheck
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.engine.dense import passage
from corrigenda.engine.types import Decision, KnownClaim, Query
from corrigenda.intake.models import Message
from corrigenda.matching import engine_room, queries
from corrigenda.matching.models import Indexed, Match, MatchState

BATCH = 512
SETTLE_AFTER = 1_000  # new fact-checks at once, after which the index is put in order
Progress = Callable[[int, int], None]  # done, total


def match_message(message_id: int) -> None:
    """Decide what to do with a message, and let the other steps know. Doing it twice is harmless."""
    message = Message.objects.get(pk=message_id)
    decision = engine_room.searcher().decide(Query(text=message.text, lang=message.lang or None))
    apply_decision(message, decision)


@transaction.atomic
def apply_decision(message: Message, decision: Decision) -> bool:
    """Keep what the engine said of a message. Returns whether the message now has its answer."""
    confirmed = Match.objects.filter(message=message, state=MatchState.CONFIRMED).first()
    if confirmed is None:
        found = queries.fact_checks_of(decision.hits)
        _suggest(message, found)
        if decision.outcome == "answer" and found and found[0].fact_check.public_id == decision.hits[0].claim.id:
            confirmed = _confirm_as_safe(message, found[0].fact_check)
    if confirmed is not None:
        events.message_answered.send(Match, message_id=message.pk, fact_check_id=confirmed.fact_check_id)
    else:
        events.message_unanswered.send(Match, message_id=message.pk)
    return confirmed is not None


def _suggest(message: Message, found: Sequence[queries.Found]) -> None:
    """Keep suggestions. What an editor decided about a pair is never touched again."""
    Match.objects.bulk_create(
        [Match(message=message, fact_check=each.fact_check, probability=each.probability) for each in found],
        ignore_conflicts=True,
    )


def _confirm_as_safe(message: Message, fact_check: FactCheck) -> Match | None:
    if settings.CORRIGENDA_ANSWERS != "automatic" or not queries.may_answer(fact_check):
        return None
    suggested = Match.objects.filter(message=message, fact_check=fact_check, state=MatchState.SUGGESTED)
    if suggested.update(state=MatchState.CONFIRMED, automatic=True, decided_at=now()):
        return Match.objects.get(message=message, fact_check=fact_check)
    return None  # an editor rejected this very pair


def confirm_match(match_id: int, *, member: Member) -> Match:
    """A person says: this message carries this claim. Replaces an automatic decision on the same message."""
    match = _match(match_id)
    return link(match.message_id, match.fact_check_id, member=member)


@transaction.atomic
def link(message_id: int, fact_check_id: int, *, member: Member | None) -> Match:
    """Confirm that a message carries the claim of a published fact-check.

    `member` None: the fact-check was written for this very message and has now been published.
    Raises NotAllowed, StateConflict.
    """
    _check_may_decide(member)
    if not queries.published().filter(pk=fact_check_id).exists():
        raise StateConflict("Only a published fact-check can answer a message.")
    Message.objects.select_for_update().get(pk=message_id)
    others = Match.objects.filter(message_id=message_id, state=MatchState.CONFIRMED)
    others.exclude(fact_check_id=fact_check_id).update(
        state=MatchState.REJECTED, automatic=False, decided_by=member, decided_at=now()
    )
    match, _ = Match.objects.update_or_create(
        message_id=message_id,
        fact_check_id=fact_check_id,
        defaults={
            "state": MatchState.CONFIRMED,
            "automatic": False,
            "decided_by": member,
            "decided_at": now(),
        },
    )
    audit.record("confirm_match", match, member=member, fact_check=match.fact_check.public_id)
    events.message_answered.send(Match, message_id=message_id, fact_check_id=fact_check_id)
    return match


@transaction.atomic
def reject_match(match_id: int, *, member: Member) -> Match:
    """A person says: this is another claim. It is not suggested for this message again."""
    _check_may_decide(member)
    match = _match(match_id)
    changed = Match.objects.filter(pk=match_id, state=MatchState.SUGGESTED).update(
        state=MatchState.REJECTED, decided_by=member, decided_at=now()
    )
    if changed:
        audit.record("reject_match", match, member=member, fact_check=match.fact_check.public_id)
    return _match(match_id)


@transaction.atomic
def reconsider_match(match_id: int, *, member: Member) -> Match:
    """Undo a rejection: the match is a suggestion again."""
    _check_may_decide(member)
    changed = Match.objects.filter(pk=match_id, state=MatchState.REJECTED).update(
        state=MatchState.SUGGESTED, decided_by=None, decided_at=None
    )
    match = _match(match_id)
    if changed:
        audit.record("reconsider_match", match, member=member, fact_check=match.fact_check.public_id)
    return match


def _match(match_id: int) -> Match:
    try:
        return Match.objects.select_related("fact_check", "message").get(pk=match_id)
    except Match.DoesNotExist:
        raise NotFound("There is no such match.") from None


def _check_may_decide(member: Member | None) -> None:
    if member is not None and not member.may_write:
        raise NotAllowed("Volunteers cannot decide about matches. Leave a note on the case instead.")


def index_pending(*, progress: Progress | None = None) -> list[str]:
    """Take published fact-checks into the index that are new or changed; return their public ids.

    Stops and starts again where it was: each batch is one transaction.
    """
    total = queries.pending_fact_checks().count()
    taken: list[str] = []
    while rows := list(queries.pending_fact_checks()[:BATCH]):
        _index(rows)
        taken += [row.public_id for row in rows]
        if progress:
            progress(len(taken), max(total, len(taken)))
    if len(taken) > SETTLE_AFTER:
        engine_room.store().settle()
    return taken


@transaction.atomic
def _index(rows: Sequence[FactCheck]) -> None:
    taken_at = now()
    store, encoder = engine_room.store(), engine_room.encoder()
    claims = [known_claim(row) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('corrigenda.index'))")
    store.create(dimensions=encoder.dimensions)
    vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
    store.add(claims, vectors, model_id=encoder.model_id)
    Indexed.objects.bulk_create(
        [Indexed(fact_check=row, indexed_at=taken_at, model_id=encoder.model_id) for row in rows],
        update_conflicts=True,
        unique_fields=["fact_check"],
        update_fields=["indexed_at", "model_id"],
    )


def known_claim(fact_check: FactCheck) -> KnownClaim:
    """A fact-check as the engine knows it: by its claim, title and summary."""
    return KnownClaim(
        id=fact_check.public_id,
        text=fact_check.claim.text,
        title=fact_check.title,
        more=(fact_check.summary,) if fact_check.summary else (),
        lang=fact_check.lang or fact_check.claim.lang or None,
        url=fact_check.url,
        date=str(fact_check.reviewed_on or fact_check.published_at or "")[:10],
    )


def reindex(*, progress: Progress | None = None) -> int:
    """Drop everything derived and build it again from the register; return how many fact-checks."""
    with transaction.atomic():
        engine_room.store().drop()
        Indexed.objects.all().delete()
    return len(index_pending(progress=progress))


def match_waiting(fresh: Sequence[str]) -> int:
    """Ask again for every message that waits, now that `fresh` fact-checks (public ids) are known.

    Returns how many were answered. A message is touched only if one of the fresh ones is a hit.
    """
    new = frozenset(fresh)
    searcher, answered = engine_room.searcher(), 0
    for message in queries.waiting_messages().iterator(chunk_size=BATCH):
        decision = searcher.decide(Query(text=message.text, lang=message.lang or None))
        if any(hit.claim.id in new for hit in decision.hits):
            answered += apply_decision(message, decision)
    return answered

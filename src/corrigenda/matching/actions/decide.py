"""A message is looked at by the engine; people confirm and reject what it suggests."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.engine.text import groups_of
from corrigenda.engine.types import Decision, Query
from corrigenda.intake.models import Message
from corrigenda.matching import engine_room, queries
from corrigenda.matching.models import Match, MatchState

WORTH_A_LOOK = 0.05  # fewer than one in twenty of those below it are the same claim; an editor's time is worth more
REPEATS = frozenset(("exact", "near"))


def match_message(message_id: int) -> None:
    """Decide what to do with a message, and let the other steps know. Doing it twice is harmless."""
    message = Message.objects.get(pk=message_id)
    decision = engine_room.searcher().decide(Query(text=message.text, lang=message.lang or None))
    apply_decision(message, decision)


@transaction.atomic
def apply_decision(message: Message, decision: Decision) -> bool:
    """Keep what the engine said of a message. Returns whether the message now has its answer."""
    Message.objects.select_for_update().get(pk=message.pk)  # a person may be deciding about it just now
    confirmed = Match.objects.filter(message=message, state=MatchState.CONFIRMED).first()
    if confirmed is None:
        found = queries.fact_checks_of(decision.hits)
        _suggest(message, [each for each in found if each.probability >= WORTH_A_LOOK], decision)
        if decision.outcome == "answer" and found and found[0].fact_check.public_id == decision.hits[0].claim.id:
            confirmed = _confirm_as_safe(message, queries.best_versions(found, lang=message.lang))
    if confirmed is not None:
        events.message_answered.send(Match, message_id=message.pk, fact_check_id=confirmed.fact_check_id)
    else:
        events.message_unanswered.send(Match, message_id=message.pk)
    return confirmed is not None


def _suggest(message: Message, found: Sequence[queries.Found], decision: Decision) -> None:
    """Keep suggestions. What an editor decided about a pair is never touched again."""
    if not found:
        return
    hits = {hit.claim.id: hit for hit in decision.hits}
    groups = groups_of(message.text, message.lang or None)
    made = []
    for each in found:
        hit = hits[each.fact_check.public_id]
        match = Match(message=message, fact_check=each.fact_check, probability=each.probability)
        match.doubted = decision.reason == "doubted" and hit is decision.hits[0]  # it is asked about the first only
        match.held_back = bool(hit.differences) or decision.reason in {"too_short", "doubted"}
        if not REPEATS.intersection(hit.found_by):  # the score of a repeat is not the ranker's
            match.score, match.ranker_version, match.groups = hit.score, engine_room.ranker_version(), groups
        made.append(match)
    Match.objects.bulk_create(made, ignore_conflicts=True)


def _confirm_as_safe(message: Message, versions: Sequence[FactCheck]) -> Match | None:
    """Confirm the first of a claim's fact-checks that may answer, unless a person said it is another claim."""
    decided = Match.objects.filter(message=message, fact_check__in=versions, state=MatchState.REJECTED)
    fact_check = next(filter(queries.may_answer, versions), None)
    if settings.CORRIGENDA_ANSWERS != "automatic" or fact_check is None or decided.exists():
        return None
    suggested = Match.objects.filter(message=message, fact_check=fact_check, state=MatchState.SUGGESTED)
    if suggested.update(state=MatchState.CONFIRMED, automatic=True, was_automatic=True, decided_at=now()):
        return Match.objects.get(message=message, fact_check=fact_check)
    return None


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
    check_may_decide(member)
    if not queries.published().filter(pk=fact_check_id).exists():
        raise StateConflict(_("Only a published fact-check can answer a message."))
    Message.objects.select_for_update().get(pk=message_id)
    others = Match.objects.filter(message_id=message_id, state=MatchState.CONFIRMED)
    others.exclude(fact_check_id=fact_check_id).update(
        state=MatchState.REJECTED, automatic=False, decided_by=member, decided_at=now()
    )
    match, _created = Match.objects.update_or_create(
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
def unlink(message_id: int, fact_check_id: int, *, member: Member) -> None:
    """Undo `link`: a suggestion is one again, a link made by hand goes. Without a link nothing happens.

    What the engine had answered by itself counts as rejected, so that it does not answer so again. Raises NotAllowed.
    """
    check_may_decide(member)
    match = (
        Match.objects.select_for_update(of=["self"])
        .select_related("fact_check")
        .filter(message_id=message_id, fact_check_id=fact_check_id, state=MatchState.CONFIRMED)
        .first()
    )
    if match is None:
        return
    audit.record("take_back_match", match, member=member, fact_check=match.fact_check.public_id)
    this_one = Match.objects.filter(pk=match.pk)
    if match.was_automatic:
        this_one.update(state=MatchState.REJECTED, automatic=False, decided_by=member, decided_at=now())
    elif match.probability is None:
        this_one.delete()
    else:
        this_one.update(state=MatchState.SUGGESTED, decided_by=None, decided_at=None)


@transaction.atomic
def reject_match(match_id: int, *, member: Member) -> Match:
    """A person says: this is another claim. It is not suggested for this message again."""
    check_may_decide(member)
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
    check_may_decide(member)
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
        raise NotFound from None


def check_may_decide(member: Member | None) -> None:
    """Raises NotAllowed for volunteers."""
    if member is not None and not member.may_write:
        raise NotAllowed(_("Volunteers cannot decide about matches. Leave a note on the case instead."))

"""What was answered without a person, for a person to look at: what was questioned, and a draw by chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import MD5

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.matching import queries
from corrigenda.matching.models import Match, MatchState

DRAWN = 10  # shown at once
DRAWN_FROM = timedelta(days=30)  # answers older than that say little about those of today
UNDONE_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AnswerToCheck:
    """An automatic answer nobody has looked at, with what both texts share and how they differ."""

    match: Match
    compared: queries.Suggested


def to_check(*, lang: str = "") -> QuerySet[Match]:
    """Automatic answers that stand and that no person has decided about; `lang` is the message's."""
    found = Match.objects.filter(automatic=True, state=MatchState.CONFIRMED, decided_by=None)
    found = found.filter(message__lang=lang) if lang else found
    return found.select_related("message", "fact_check__claim", "fact_check__rating", "fact_check__publisher")


def questioned(*, lang: str = "") -> list[AnswerToCheck]:
    """Those of which somebody who asked said that they answer something else, the oldest first."""
    found = to_check(lang=lang).exclude(questioned_at=None).order_by("questioned_at", "pk")
    return [_compared(match) for match in found[:DRAWN]]


def drawn(*, lang: str = "") -> list[AnswerToCheck]:
    """A few drawn by chance, the same ones until they are decided about: nobody chooses what is looked at."""
    return [_compared(match) for match in _in_the_draw(lang)[:DRAWN]]


def is_drawn(match: Match) -> bool:
    """Whether it stands on the page by chance, among all or among those of its language."""
    return any(match in _in_the_draw(lang)[:DRAWN] for lang in {"", match.message.lang})


def languages_to_check() -> list[str]:
    """Languages of the messages that were answered without a person and not looked at."""
    found = to_check().exclude(message__lang="").order_by().values_list("message__lang", flat=True)
    return sorted(set(found.distinct()))


def last_checked(member: Member) -> Match | None:
    """What a member decided about last, while it can be taken back with one press."""
    since = now() - UNDONE_WITHIN
    found = checked().filter(decided_by=member, decided_at__gte=since)
    return found.select_related("message").order_by("-decided_at", "-pk").first()


def checked() -> QuerySet[Match]:
    """Automatic answers found right, which stay automatic, or wrong; not those a person has made their own answer."""
    right, wrong = Q(state=MatchState.CONFIRMED, automatic=True), Q(state=MatchState.REJECTED)
    return Match.objects.filter(right | wrong, was_automatic=True).exclude(decided_by=None)


def _in_the_draw(lang: str) -> QuerySet[Match]:
    found = to_check(lang=lang).filter(questioned_at=None, created_at__gte=now() - DRAWN_FROM)
    return found.order_by(MD5(F("message__public_id")))


def _compared(match: Match) -> AnswerToCheck:
    found = queries.Found(match.fact_check, match.probability or 0.0)
    [compared] = queries.explained(match.message.text, [found], lang=match.message.lang or None)
    return AnswerToCheck(match, replace(compared, message=match.message))

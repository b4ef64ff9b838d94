"""Reads of matching: search of the register by meaning, what waits for the index, what waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from corrigenda.claims.models import FactCheck, State
from corrigenda.core.clock import now
from corrigenda.engine.types import Hit, Query
from corrigenda.intake.models import Message
from corrigenda.matching.engine_room import searcher
from corrigenda.matching.models import MatchState


@dataclass(frozen=True, slots=True)
class Found:
    """A published fact-check that may be about the text looked up."""

    fact_check: FactCheck
    probability: float  # that it is the same claim, 0 to 1


def published() -> QuerySet[FactCheck]:
    """Fact-checks that may be shown and repeated."""
    return FactCheck.objects.filter(state=State.PUBLISHED).select_related("claim", "rating", "publisher")


def search(text: str, *, lang: str | None = None, limit: int = 10) -> list[Found]:
    """Published fact-checks about the claim in `text`, best first. Raises EngineError."""
    if not text.strip():
        return []
    return fact_checks_of(searcher().decide(Query(text=text, lang=lang)).hits)[:limit]


def fact_checks_of(hits: Iterable[Hit]) -> list[Found]:
    """The published fact-checks behind hits of the engine, in the same order."""
    probability = {hit.claim.id: hit.probability for hit in hits}
    rows = {row.public_id: row for row in published().filter(public_id__in=probability)}
    return [Found(rows[key], value) for key, value in probability.items() if key in rows]


def may_answer(fact_check: FactCheck) -> bool:
    """Whether a fact-check may be repeated without a person: public, and not past its date."""
    in_date = fact_check.review_by is None or fact_check.review_by >= now().date()
    return fact_check.state == State.PUBLISHED and in_date


def pending_fact_checks() -> QuerySet[FactCheck]:
    """Published fact-checks that the index does not hold as they are now."""
    not_there = Q(indexed=None) | Q(indexed__indexed_at__lt=F("updated_at"))
    return published().filter(not_there).order_by("pk")


def waiting_messages() -> QuerySet[Message]:
    """Messages without a confirmed match, oldest first."""
    return Message.objects.exclude(matches__state=MatchState.CONFIRMED).order_by("pk")

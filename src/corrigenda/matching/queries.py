"""Reads of matching: search of the register by meaning, suggestions with their reasons, what waits for what."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F, Q, QuerySet

from corrigenda.claims.models import FactCheck, Kind, State
from corrigenda.core.clock import now
from corrigenda.engine.contrast import contrast
from corrigenda.engine.explain import Explanation, explain
from corrigenda.engine.guard import differences
from corrigenda.engine.same_claim import much_alike, surely_one
from corrigenda.engine.types import Difference, EngineError, Hit, KnownClaim, Query
from corrigenda.intake.models import Message
from corrigenda.matching.engine_room import searcher, store
from corrigenda.matching.models import Match, MatchState

SUGGESTIONS = 10  # claims shown for one case
LOOKED_THROUGH = 30  # fact-checks suggested for a case, the likeliest first
LOOKED_CLOSELY = 3  # of them, those whose rare words are asked of the index
NEARLY_ANSWERED = 0.8  # probability from which words that keep the engine from answering are worth showing


@dataclass(frozen=True, slots=True)
class Found:
    """A published fact-check that may be about the text looked up."""

    fact_check: FactCheck
    probability: float  # that it is the same claim, 0 to 1
    found_by: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A claim worth a look, by the best of its fact-checks, with what speaks for it and what differs."""

    fact_check: FactCheck
    probability: float | None  # the best of its fact-checks; None: not compared by the engine
    explanation: Explanation
    others: tuple[FactCheck, ...] = ()  # who else checked this claim, best first
    message: Message | None = None  # of several, the one it was compared with
    doubted: bool = False  # the engine's judge read both texts together and held the answer back

    @property
    def versions(self) -> tuple[FactCheck, ...]:
        """Every fact-check of this claim, best first."""
        return (self.fact_check, *self.others)


def published() -> QuerySet[FactCheck]:
    """Fact-checks that may be shown and repeated. Explainers answer nothing, so they are none of them."""
    found = FactCheck.objects.filter(state=State.PUBLISHED, kind=Kind.FACT_CHECK)
    return found.select_related("claim", "rating", "publisher")


def search(text: str, *, lang: str | None = None, limit: int = 10) -> list[Found]:
    """Published fact-checks about the claim in `text`, best first. Raises EngineError."""
    if not text.strip():
        return []
    return fact_checks_of(searcher().decide(Query(text=text, lang=lang)).hits)[:limit]


def fact_checks_of(hits: Iterable[Hit]) -> list[Found]:
    """The published fact-checks behind hits of the engine, in the same order."""
    by_id = {hit.claim.id: hit for hit in hits}
    rows = {row.public_id: row for row in published().filter(public_id__in=by_id)}
    return [
        Found(rows[key], hit.probability, hit.found_by, hit.differences) for key, hit in by_id.items() if key in rows
    ]


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


def explained(text: str, found: Sequence[Found], *, lang: str | None = None, at_least: float = 0.0) -> list[Suggested]:
    """What was found for a text, each claim once, with the reasons and the differences in words.

    ``at_least``: the probability that the likeliest fact-check of a claim has to have; its others come along.
    """
    groups = _each_claim_once(found, lang=lang, at_least=at_least)
    return [_explained(text, group, lang=lang) for group in groups]


def suggestions(messages: QuerySet[Message]) -> list[Suggested]:
    """What is suggested for some messages and not yet decided about, the likeliest claim first, each claim once."""
    matches = (
        Match.objects.filter(
            message__in=messages.values("pk"), state=MatchState.SUGGESTED, fact_check__state=State.PUBLISHED
        )
        .select_related("message", "fact_check__claim", "fact_check__rating", "fact_check__publisher")
        .order_by(F("probability").desc(nulls_last=True), "pk")
    )
    best: dict[int, Match] = {}
    for match in matches[: LOOKED_THROUGH * 4]:  # of a case with many messages, each suggests the same ones
        if len(best) < LOOKED_THROUGH:
            best.setdefault(match.fact_check_id, match)
    asked = {pk: match.message for pk, match in best.items()}
    lang = next((message.lang for message in asked.values() if message.lang), None)
    found = [Found(match.fact_check, match.probability or 0.0) for match in best.values()]
    groups = _each_claim_once(found, lang=lang)[:SUGGESTIONS]
    doubted = {pk for pk, match in best.items() if match.doubted}
    return [
        _suggested(
            asked[group[0].fact_check.pk],
            group,
            doubted=any(each.fact_check.pk in doubted for each in group),
            closely=place < LOOKED_CLOSELY,
        )
        for place, group in enumerate(groups)
    ]


def best_versions(found: Sequence[Found], *, lang: str | None = None) -> list[FactCheck]:
    """The fact-checks of the first one's very claim and with its rating, best first; the first is among them.

    Any of them may be sent instead of the first: nothing else is told by it. Of two that rate one claim otherwise,
    only a person can choose.
    """
    first, *rest = found
    of_one_claim = [each for each in rest if not each.differences and _one_finding(first.fact_check, each.fact_check)]
    return sorted([first.fact_check, *(each.fact_check for each in of_one_claim)], key=_worth(lang))


def may_answer(fact_check: FactCheck) -> bool:
    """Whether a fact-check may be repeated without a person: public, and not past its date."""
    in_date = fact_check.review_by is None or fact_check.review_by >= now().date()
    return fact_check.state == State.PUBLISHED and in_date and not fact_check.explains


def pending_fact_checks() -> QuerySet[FactCheck]:
    """Published fact-checks that the index does not hold as they are now."""
    not_there = Q(indexed=None) | Q(indexed__indexed_at__lt=F("updated_at"))
    return published().filter(not_there).order_by("pk")


def waiting_messages() -> QuerySet[Message]:
    """Messages without a confirmed match, oldest first."""
    return Message.objects.exclude(matches__state=MatchState.CONFIRMED).order_by("pk")


def _each_claim_once(found: Sequence[Found], *, lang: str | None, at_least: float = 0.0) -> list[list[Found]]:
    """Fact-checks of one claim together, in the order of the likeliest of each; the best version of each first.

    ``found`` comes likeliest first; what is less likely than ``at_least`` may join others and is not shown by itself.
    """
    groups: list[list[Found]] = []
    for each in found:
        group = next((group for group in groups if _alike(group[0].fact_check, each.fact_check)), None)
        if group is not None:
            group.append(each)
        elif each.probability >= at_least:
            groups.append([each])
    worth = _worth(lang)
    return [sorted(group, key=lambda each: worth(each.fact_check)) for group in groups]


def _alike(one: FactCheck, other: FactCheck) -> bool:
    return one.claim_id == other.claim_id or much_alike(known_claim(one), known_claim(other))


def _one_finding(one: FactCheck, other: FactCheck) -> bool:
    same_rating = (one.rating_id, _own_words(one)) == (other.rating_id, _own_words(other))
    return same_rating and (one.claim_id == other.claim_id or surely_one(known_claim(one), known_claim(other)))


def _own_words(fact_check: FactCheck) -> str:
    """How a publisher rated it, where nobody has said which step of the scale that is."""
    return "" if fact_check.rating_id else fact_check.rating_words.casefold().strip()


def _worth(lang: str | None) -> Callable[[FactCheck], tuple[bool, bool, int, bool]]:
    """Sorts versions of one claim: in date, in the asker's language, the newest, our own."""

    def worth(each: FactCheck) -> tuple[bool, bool, int, bool]:
        checked_on = each.reviewed_on or (each.published_at.date() if each.published_at else None)
        return not may_answer(each), each.lang != lang, -(checked_on.toordinal() if checked_on else 0), not each.ours

    return worth


def _suggested(message: Message, group: Sequence[Found], *, doubted: bool, closely: bool) -> Suggested:
    lang = message.lang or None
    claim = known_claim(group[0].fact_check)
    here = differences(message.text, claim, lang=lang)
    if closely and not here and group[0].probability >= NEARLY_ANSWERED:
        here = _other_words(message.text, claim)
    best = Found(group[0].fact_check, group[0].probability, (), here)
    return replace(_explained(message.text, [best, *group[1:]], lang=lang, message=message), doubted=doubted)


def _other_words(text: str, claim: KnownClaim) -> tuple[Difference, ...]:
    """The rare words that the engine misses in a message, if the index can say which words are rare."""
    try:
        with transaction.atomic():  # a missing index must not spoil the caller's own transaction
            index = store()
            found = contrast(text, claim, find=index.sizes, summary=index.summary())
    except EngineError:
        return ()
    return (found,) if found else ()


def _explained(text: str, group: Sequence[Found], *, lang: str | None, message: Message | None = None) -> Suggested:
    best = group[0]
    claim = known_claim(best.fact_check)
    return Suggested(
        fact_check=best.fact_check,
        probability=max(each.probability for each in group),
        explanation=explain(text, claim, differences=best.differences, found_by=best.found_by, lang=lang),
        others=tuple(each.fact_check for each in group[1:]),
        message=message,
    )

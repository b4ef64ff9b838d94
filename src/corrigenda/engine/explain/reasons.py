"""Why a claim was suggested for a message: what both say, where, and what one says otherwise. For an editor's eye.

Nothing is decided here. Places are counted in characters (code points) of the texts as they were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corrigenda.engine.explain.common_runs import Place, Run, SharedKind, common_runs
from corrigenda.engine.explain.passage import Span, locate, passage
from corrigenda.engine.text import text_key
from corrigenda.engine.text.places import Placed, Unit, placed
from corrigenda.engine.types import Difference, KnownClaim

DifferenceKind = Literal["number", "date", "place", "name", "negation", "words"]
Likeliness = Literal["almost_certain", "very_likely", "likely", "perhaps", "unlikely"]
Ground = Literal["same_text", "nearly_same_text", "shared", "meaning"]

MOST_SHARED = 8  # things named as shared
FAR_LONGER = 4  # times the claim's length: such a message says more than the claim
MOST_SPANS = 40  # marked in one text
MESSAGE_SHOWN = 420  # characters of a longer message that are shown
CLAIM_SHOWN = 320
LONGEST_NAMED = 70  # characters of a shared phrase in the list; longer ones end in an ellipsis
_FROM: tuple[tuple[float, Likeliness], ...] = (
    (0.95, "almost_certain"),
    (0.80, "very_likely"),
    (0.50, "likely"),
    (0.20, "perhaps"),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its spans (in order, none overlaps another) and the passage of it that is worth showing."""

    text: str
    spans: tuple[Span, ...]
    shown_from: int
    shown_to: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Something both texts say, as the claim spells it."""

    kind: SharedKind
    words: str


@dataclass(frozen=True, slots=True)
class Differing:
    """Something said otherwise, as each text spells it; empty on the side that does not say it."""

    kind: DifferenceKind
    in_message: tuple[str, ...]
    in_claim: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why, and what differs. ``title`` is empty where it only repeats the claim."""

    ground: Ground
    shared: tuple[Shared, ...]  # what tells most first
    differences: tuple[Differing, ...]
    message: Marked
    claim: Marked
    title: Marked


def likeliness(probability: float) -> Likeliness:
    """A same-claim probability as one of five words."""
    return next((word for least, word in _FROM if probability >= least), "unlikely")


def explain(
    message: str,
    claim: KnownClaim,
    *,
    differences: Sequence[Difference] = (),
    found_by: Sequence[str] = (),
    lang: str | None = None,
) -> Explanation:
    """What a message shares with a claim and its title, and where; ``differences`` are found again in both texts.

    ``lang`` is the message's, where it is known. Pure; a few milliseconds for the longest message.
    """
    said, title = claim.text or claim.title, claim.title if claim.text else ""
    title = "" if text_key(title) == text_key(said) else title
    asked, claimed, headed = placed(message), placed(said), placed(title)
    differing = [_differing(each, asked, claimed) for each in differences]
    marks = _Marks(asked, claimed, headed)
    for _, here, there in differing:
        marks.differ(here, there)
    shared = marks.share(lang, claim.lang)
    return Explanation(
        ground=_ground(message, said, found_by=found_by, shared=bool(shared)),
        shared=shared,
        differences=tuple(each for each, _, _ in differing),
        message=_marked(asked, marks.spans[0], most=MESSAGE_SHOWN),
        claim=_marked(claimed, marks.spans[1], most=CLAIM_SHOWN),
        title=_marked(headed, marks.spans[2], most=CLAIM_SHOWN),
    )


class _Marks:
    """The spans found so far in message, claim and title. What is marked first stays."""

    def __init__(self, *texts: Placed) -> None:
        self.texts = texts
        self.spans: tuple[list[Span], ...] = ([], [], [])

    def differ(self, in_message: Sequence[Place], in_claim: Sequence[Place]) -> None:
        """Mark what is said otherwise."""
        for side, places in enumerate((in_message, in_claim)):
            for start, end in places:
                self._mark(side, Span(start, end, "differing"))

    def share(self, *langs: str | None) -> tuple[Shared, ...]:
        """Mark what is shared, what tells most first, and name it."""
        named: dict[tuple[str, ...], Shared] = {}
        for side, run in sorted(self._runs(langs), key=lambda each: -each[1].weight):
            repeats = run.keys in named or not (self._free(0, *run.in_one) and self._free(side, *run.in_other))
            if not repeats and len(named) >= MOST_SHARED:
                continue
            if not repeats:
                named[run.keys] = Shared(run.kind, _short(self.texts[side].text[slice(*run.in_other)]))
            self._mark(0, Span(*run.in_one, run.kind))
            self._mark(side, Span(*run.in_other, run.kind))
        return tuple(named.values())

    def _runs(self, langs: Sequence[str | None]) -> list[tuple[int, Run]]:
        message, *others = self.texts
        taken = [[(span.start, span.end) for span in spans] for spans in self.spans]
        return [
            (side, run)
            for side, other in enumerate(others, start=1)
            for run in common_runs(message, other, langs=langs, without=(taken[0], taken[side]))
        ]

    def _free(self, side: int, start: int, end: int) -> bool:
        return not any(span.start < end and start < span.end for span in self.spans[side])

    def _mark(self, side: int, span: Span) -> None:
        if len(self.spans[side]) < MOST_SPANS and self._free(side, span.start, span.end):
            self.spans[side].append(span)


def _differing(found: Difference, asked: Placed, claimed: Placed) -> tuple[Differing, list[Place], list[Place]]:
    """A difference with the places of its words in both texts, spelled as they spell them."""
    here = locate(found.in_query, asked, near=_closest(asked, claimed))
    there = locate(found.in_claim, claimed)
    in_message = _spelled(asked.text, here) or _listed(found.in_query)
    in_claim = _spelled(claimed.text, there) or _listed(found.in_claim)
    return Differing(found.kind, in_message, in_claim), here, there


def _closest(asked: Placed, claimed: Placed) -> Place:
    """The sentence of the message that has most words of the claim."""
    wanted = {unit.key for unit in claimed.units}
    sentences: list[list[Unit]] = [[]]
    for unit in asked.units:
        if unit.anew and sentences[-1]:
            sentences.append([])
        sentences[-1].append(unit)
    best = max(sentences, key=lambda sentence: len(wanted.intersection(unit.key for unit in sentence)))
    return (best[0].start, best[-1].end) if best else (0, 0)


def _spelled(text: str, places: Sequence[Place]) -> tuple[str, ...]:
    words = {text[start:end].casefold(): _short(text[start:end]) for start, end in reversed(places)}
    return tuple(reversed(words.values()))


def _listed(found: str) -> tuple[str, ...]:
    return tuple(part for part in found.split(", ") if part)


def _short(words: str) -> str:
    """One line of it, cut between words where it is long."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_NAMED:
        return line
    cut = line[:LONGEST_NAMED]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "\u2026"


def _ground(message: str, said: str, *, found_by: Sequence[str], shared: bool) -> Ground:
    may_be_same = bool(said) and len(message) < FAR_LONGER * len(said)
    if "exact" in found_by or (may_be_same and text_key(message) == text_key(said)):
        return "same_text"
    if "near" in found_by:
        return "nearly_same_text"
    return "shared" if shared else "meaning"


def _marked(text: Placed, spans: Sequence[Span], *, most: int) -> Marked:
    ordered = tuple(sorted(spans, key=lambda span: span.start))
    return Marked(text.text, ordered, *passage(text, ordered, most=most))

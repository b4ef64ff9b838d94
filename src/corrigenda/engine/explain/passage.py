"""Places in a text: where some words stand, and which passage of a long text is worth showing."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corrigenda.engine.explain.common_runs import Place
from corrigenda.engine.text import numbers
from corrigenda.engine.text.places import Placed, placed

Kind: TypeAlias = Literal["name", "number", "phrase", "differing"]
WEIGHT: dict[Kind, float] = {"name": 1.5, "number": 1.2, "phrase": 1.0, "differing": 3.0}

MOST_PLACES = 4  # of one word that differs
LEAD = 60  # characters shown before the first mark and after the last
LITTLE = 180  # characters that are shown in any case


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is shared with the other text, or differs from it."""

    start: int
    end: int
    kind: Kind


def locate(words: str, text: Placed, *, near: Place | None = None) -> list[Place]:
    """Where a text says these words or numbers (``", "`` between them), in ``near`` if it says them there at all."""
    found: list[Place] = []
    for part in filter(None, words.split(", ")):
        places = _figures(part, text) or _words(part, text)
        nearer = [place for place in places if near and near[0] <= place[0] < near[1]]
        found += (nearer or places)[:MOST_PLACES]
    return _merged(sorted(found))


def _figures(part: str, text: Placed) -> list[Place]:
    values = set(numbers(part)) if any(char.isdecimal() for char in part) else set()
    return [(figure.start, figure.end) for figure in text.figures if figure.value in values]


def _words(part: str, text: Placed) -> list[Place]:
    """Where the words follow one another; with their accents, or else without."""
    wanted = placed(part)
    return _in_a_row(wanted.exact, text.exact, text) or _in_a_row(wanted.keys, text.keys, text)


def _in_a_row(row: tuple[str, ...], keys: tuple[str, ...], text: Placed) -> list[Place]:
    size = len(row)
    begins = [at for at, key in enumerate(keys) if key == row[0] and keys[at : at + size] == row] if size else []
    return [(text.starts[at], text.ends[at + size - 1]) for at in begins]


def _merged(places: Sequence[Place]) -> list[Place]:
    """Places that touch or overlap as one."""
    merged: list[Place] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def passage(text: Placed, spans: Sequence[Span], *, most: int) -> Place:
    """What holds the marks best in ``most`` characters or fewer; never cut inside a word or a letter."""
    whole = text.text
    if len(whole) <= min(most, LITTLE):
        return 0, len(whole)
    starts = [0, *(max(0, span.start - LEAD) for span in spans)]
    best = max(starts, key=lambda start: (_held(spans, start, start + most), -start))
    last = max((span.end for span in spans if span.end <= best + most), default=0)
    end = min(best + most, max(best + min(most, LITTLE), last + LEAD))
    return _begin(text, min(best, max(0, len(whole) - most))), _finish(text, end)


def _held(spans: Sequence[Span], start: int, end: int) -> float:
    return sum(WEIGHT[span.kind] * math.sqrt(span.end - span.start) for span in spans if start <= span.start < end)


def _begin(text: Placed, place: int) -> int:
    """The first word that begins at a place or after it."""
    at = bisect_left(text.starts, place)
    return 0 if place == 0 else text.starts[at] if at < len(text.starts) else place


def _finish(text: Placed, place: int) -> int:
    """The end of the last word that ends at a place or before it."""
    at = bisect_right(text.ends, place)
    return len(text.text) if place >= len(text.text) else text.ends[at - 1] if at else place

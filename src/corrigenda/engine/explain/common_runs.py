"""Words and letters that two texts have in common, in runs as long as possible, each with a kind and a weight.

Matching is by folded, stemmed words; where both texts carry accents, as Vietnamese mostly does, accents count too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from corrigenda.engine.text.places import GRAMS, Placed, Unit
from corrigenda.engine.text.stop_words import begins_no_word, ends_no_word, says_nothing, stop_words

Place: TypeAlias = tuple[int, int]
Pair: TypeAlias = tuple[Unit, Unit]
SharedKind: TypeAlias = Literal["name", "number", "phrase"]

MOST_PLACES = 6  # of one word in the other text
MOST_RUNS = 120
HYPHENS = {"-", "\u2010", "\u2011"}
GAP = 3  # characters between two words of one run


@dataclass(frozen=True, slots=True)
class Run:
    """``one[slice(*in_one)]`` and ``other[slice(*in_other)]`` say the same; a greater ``weight`` tells more."""

    kind: SharedKind
    in_one: Place
    in_other: Place
    keys: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Rules:
    """What counts as said by both."""

    with_accents: bool
    lone_from: int  # letters a word needs to be worth anything without a neighbour
    stops: frozenset[str]


def common_runs(
    one: Placed, other: Placed, *, langs: Sequence[str | None] = (), without: tuple[Sequence[Place], Sequence[Place]]
) -> list[Run]:
    """Every run both texts share, but for the places in ``without`` (of the one, of the other)."""
    rules = _rules(one, other, langs)
    mine, theirs = _row(one, rules, without[0]), _row(other, rules, without[1])
    seeds: dict[str, list[int]] = {}
    for at, seed in enumerate(theirs.seeds):
        seeds.setdefault(seed, []).append(at)
    seeds.pop("", None)
    runs: list[Run] = []
    done: dict[int, int] = {}  # for each distance between the texts, how far it has been looked at
    for at in [at for at, seed in enumerate(mine.seeds) if seed in seeds]:
        for there in seeds[mine.seeds[at]][:MOST_PLACES]:
            if at < done.get(at - there, 0) or len(runs) >= MOST_RUNS:
                continue
            length = _length(mine, at, other=theirs, there=there)
            done[at - there] = at + length
            pairs = list(zip(one.units[at : at + length], other.units[there : there + length], strict=True))
            runs += _split(pairs, texts=(one.text, other.text), rules=rules)
    return runs + list(_joined_names(one, other, flip=False)) + list(_joined_names(other, one, flip=True))


@dataclass(frozen=True, slots=True)
class _Row:
    """The units of a text as they are compared: what of each, and where a run may begin ("": nowhere)."""

    units: Sequence[Unit]
    keys: Sequence[str]  # "" for a unit that must not be matched
    seeds: Sequence[str]


def _rules(one: Placed, other: Placed, langs: Sequence[str | None]) -> _Rules:
    """Accents count where both texts have them; short words of two languages, or without accents, prove little."""
    foreign = len({lang for lang in langs if lang}) > 1
    lone_from = 5 if foreign else 4 if one.accented != other.accented else 3
    return _Rules(one.accented and other.accented, lone_from, stop_words(*langs))


def _row(text: Placed, rules: _Rules, without: Sequence[Place]) -> _Row:
    keys = list(text.exact if rules.with_accents else text.keys)
    for start, end in without:
        for at in range(bisect_right(text.ends, start), bisect_left(text.starts, end)):
            keys[at] = ""
    seeds = [
        gram or (key if unit.kind not in GRAMS and (unit.named or unit.key not in rules.stops) else "")
        for gram, key, unit in zip(text.grams, keys, text.units, strict=True)
    ]
    return _Row(text.units, keys, seeds)


def _length(one: _Row, at: int, *, other: _Row, there: int) -> int:
    """For how many units both say the same from here on, within a sentence."""
    length, most = 1, min(len(one.keys) - at, len(other.keys) - there)
    while length < most and one.keys[at + length] == other.keys[there + length] != "":
        if not _goes_on(one.units, at + length) or not _goes_on(other.units, there + length):
            break
        length += 1
    return length


def _goes_on(units: Sequence[Unit], at: int) -> bool:
    return not units[at].anew and units[at].start - units[at - 1].end <= GAP


def _split(pairs: list[Pair], *, texts: tuple[str, str], rules: _Rules) -> Iterator[Run]:
    """A run as one of names, numbers and phrases; little words at the edges come off."""
    kinds = [_kind(pair) for pair in pairs]
    for at, (unit, other) in enumerate(pairs):
        if kinds[at] == "phrase" and unit.kind == "word" and unit.key not in rules.stops:
            capital = texts[0][unit.start].isupper() and texts[1][other.start].isupper()
            first = capital and kinds[at + 1 : at + 2] == ["name"]  # "Bill Gates" at the beginning of a sentence
            last = len(unit.key) < 3 and kinds[at - 1 : at] == ["name"]  # "Bộ Y tế"
            kinds[at] = "name" if first or last else "phrase"
        elif kinds[at] == "number" and kinds[at - 1 : at] == ["name"]:
            joined = texts[0][pairs[at - 1][0].end : unit.start], texts[1][pairs[at - 1][1].end : other.start]
            kinds[at] = "name" if set(joined) <= HYPHENS else "number"  # "Covid-19"
    for kind, group in groupby(zip(kinds, pairs, strict=True), key=lambda each: each[0]):
        part = [pair for _, pair in group]
        if kind == "number":
            yield from (_run("number", [pair]) for pair in part)
        elif kind == "name":
            yield _run("name", part)
        elif trimmed := _trimmed(part, rules):
            yield _run("phrase", trimmed)


def _kind(pair: Pair) -> SharedKind:
    if pair[0].kind == "figure":
        return "number"
    return "name" if pair[0].named or pair[1].named else "phrase"


def _trimmed(part: list[Pair], rules: _Rules) -> list[Pair]:
    """Without what says nothing at either end; nothing at all where the rest says nothing alone."""
    while part and (part[0][0].key in rules.stops or begins_no_word(part[0][0].key)):
        part = part[1:]
    while part and (part[-1][0].key in rules.stops or ends_no_word(part[-1][0].key)):
        part = part[:-1]
    if not part:
        return []
    first, kind = part[0][0], part[0][0].kind
    if kind in GRAMS and len({unit.kind for unit, _ in part}) == 1:
        too_little = len(part) < GRAMS[kind] or says_nothing("".join(unit.key for unit, _ in part), kind=kind)
        return [] if too_little else part
    return [] if len(part) == 1 and len(first.key) < rules.lone_from else part


def _run(kind: SharedKind, pairs: Sequence[Pair]) -> Run:
    return Run(
        kind=kind,
        in_one=(pairs[0][0].start, pairs[-1][0].end),
        in_other=(pairs[0][1].start, pairs[-1][1].end),
        keys=tuple(unit.key for unit, _ in pairs),
        weight=sum(_weight(unit, kind) for unit, _ in pairs),
    )


def _weight(unit: Unit, kind: SharedKind) -> float:
    """What sharing it tells, without a register to count in: names and longer numbers most, then longer words."""
    if kind == "number":
        return 0.8 if len(unit.key) < 3 else 2.2
    if unit.kind in GRAMS:
        return 0.9 if unit.kind == "two" else 0.45
    return 0.4 + 0.16 * min(len(unit.key), 10) + (1.2 if kind == "name" else 0.0)


def _joined_names(one: Placed, other: Placed, *, flip: bool) -> Iterator[Run]:
    """Names written as two words in the one and as one in the other: "Việt Nam" and "Vietnam"."""
    alone = {unit.key: unit for unit in other.units if unit.kind == "word" and len(unit.key) > 4}
    for at in [at for at, unit in enumerate(one.units) if unit.named and at] if alone else ():
        first, second = one.units[at - 1], one.units[at]
        found = alone.get(first.key + second.key)
        if found and one.text[first.start].isupper() and other.text[found.start].isupper():
            here, there = (first.start, second.end), (found.start, found.end)
            in_one, in_other = (there, here) if flip else (here, there)
            yield Run("name", in_one, in_other, (found.key,), 3.0)

"""Where the words and figures of a text stand in it, counted in the characters of the text as it was written.

``words`` forgets where a word stood, because folding changes lengths. Here each word keeps its place, so that what
two texts share can be marked in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corrigenda.engine.text.clean import _UNSEEN, LONGEST, fold_clean
from corrigenda.engine.text.figures import _NUMBER, numbers
from corrigenda.engine.text.links import _LINK
from corrigenda.engine.text.words import _BIGRAM_SCRIPTS, _TRIGRAM_SCRIPTS, LONGEST_WORD, stem

_SIGNS = "".join(
    char
    for char in map(chr, range(0x300, 0x1F000))
    if unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
)
_HIDDEN = _UNSEEN.pattern[1:-1]
_LETTER = re.compile(rf"(?s).(?:[\u1039\u17d2].|[{re.escape(_SIGNS)}])*")  # those two put the next letter below
_RUNS = re.compile(
    rf"(?P<two>[{_BIGRAM_SCRIPTS}]+)|(?P<three>[{_TRIGRAM_SCRIPTS}](?:[{_TRIGRAM_SCRIPTS}{_HIDDEN}]*[{_TRIGRAM_SCRIPTS}])?)"
    rf"|(?P<word>[^\W_{_BIGRAM_SCRIPTS}{_TRIGRAM_SCRIPTS}]"
    rf"(?:[^\W_{_BIGRAM_SCRIPTS}{_TRIGRAM_SCRIPTS}]|[{re.escape(_SIGNS)}]|[{_HIDDEN}]+(?=[^\W_]))*)"
)
GRAMS = {"two": 2, "three": 4}  # letters in a row that are worth looking at, where no spaces part words
_STARTS_ANEW = re.compile(r"[.!?…。！？:;|\n\r•]")
_SHOUTED = 0.5  # share of capitalised words from which capitals say nothing about names


class Unit(NamedTuple):
    """A word, a figure, or one letter with its signs in a script that has no spaces. ``text[start:end]`` is it."""

    key: str  # folded and stemmed; "#1000" for a figure
    exact: str  # the same with its accents
    start: int
    end: int
    kind: str  # "word", "figure"; "two" or "three": a letter of a script that is looked up in such n-grams
    anew: bool = False  # whether a sentence begins with it
    named: bool = False  # a capital where none is needed


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its value in the form of ``numbers``."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A text taken apart. Links are left out."""

    text: str
    units: tuple[Unit, ...]
    figures: tuple[Figure, ...]
    accented: bool  # whether most of its words carry accents, as Vietnamese does
    # One for each unit, for quick looking through:
    keys: tuple[str, ...]
    exact: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    grams: tuple[str, ...]  # "" for a word; a letter with those behind it, "" where there are too few


@lru_cache(maxsize=64)  # one message is explained against several claims
def placed(text: str) -> Placed:
    """The words and figures of a text with their places; only the first ``LONGEST`` characters are looked at."""
    seen = text[:LONGEST]
    dead = [found.span() for found in _LINK.finditer(seen)]
    figures = tuple(
        Figure(value, *found.span())
        for found in _NUMBER.finditer(seen)
        if not _inside(found.start(), dead)
        for value in numbers(found.group())
    )
    in_order = sorted(_units(seen, figures=figures, dead=dead), key=lambda unit: unit.start)
    units = tuple(_with_names(seen, in_order))
    spaced = [unit for unit in units if unit.kind == "word"]
    accented = sum(len(unit.exact) > len(unit.key) for unit in spaced) * 5 >= 2 * max(1, len(spaced))
    keys, exact, starts, ends, kinds, *_ = zip(*units, strict=True) if units else ((),) * 7
    return Placed(text, units, figures, accented, keys, exact, starts, ends, _grams(keys, kinds))


def _grams(keys: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[str, ...]:
    found = [""] * len(keys)
    for at, kind in enumerate(kinds):
        size = GRAMS.get(kind)
        if size and kinds[at : at + size] == (kind,) * size:
            found[at] = "".join(keys[at : at + size])
    return tuple(found)


def _units(text: str, *, figures: tuple[Figure, ...], dead: list[tuple[int, int]]) -> Iterator[Unit]:
    mixed: set[int] = set()  # places in words of letters and figures ("5G"), whose figures are no numbers of their own
    for run in _RUNS.finditer(text):
        start, end, written = *run.span(), run.group()
        if dead and _inside(start, dead):
            continue
        if run.lastgroup != "word":
            yield from _letters(run)
        elif not written.isdecimal() and (keys := _word(written))[0]:
            mixed.update(range(start, end))
            yield Unit(*keys, start, end, "word")
    for figure in figures:
        if figure.start not in mixed:
            yield Unit(f"#{figure.value}", f"#{figure.value}", figure.start, figure.end, "figure")


def _letters(run: re.Match[str]) -> Iterator[Unit]:
    """Each letter of a run without spaces, with the signs that belong to it."""
    kind, start = run.lastgroup or "", run.start()
    for letter in _LETTER.finditer(run.group()):
        key = _plain(letter.group())
        if key and not key.isdecimal():
            yield Unit(key, key, start + letter.start(), start + letter.end(), kind)


@lru_cache(maxsize=65536)
def _plain(written: str) -> str:
    return fold_clean(unicodedata.normalize("NFKC", _UNSEEN.sub("", written)))


@lru_cache(maxsize=65536)
def _word(written: str) -> tuple[str, str]:
    """The key of a word, and the same with its accents."""
    key = stem(_plain(written)[:LONGEST_WORD])
    return key, key + _accents(written)


def _accents(word: str) -> str:
    """The accents of a word wherever in it they stand, so that "hoà" and "hòa" are one word."""
    if word.isascii():
        return ""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(sorted(char for char in apart if "\u0300" <= char <= "\u036f" or char == "đ"))


def _with_names(text: str, units: list[Unit]) -> Iterator[Unit]:
    """The units, told whether a sentence begins with them and whether they look like part of a name."""
    words = [text[unit.start : unit.end] if unit.kind == "word" else "" for unit in units]
    capitals = [word[:1].isupper() for word in words]
    anew = _sentence_starts(text, units)
    loud = [len(word) > 1 and word.isupper() for word in words]
    shouts = [one and word.isalpha() for one, word in zip(loud, words, strict=True)]
    in_a_row = [one and (shouts[at - 1 : at] == [True] or shouts[at + 1 : at + 2] == [True])
                for at, one in enumerate(shouts)]  # fmt: skip
    calm = [capitals[at] for at, word in enumerate(words) if word and not anew[at] and not in_a_row[at]]
    title_case = sum(calm) > _SHOUTED * len(calm)
    after_name = False
    for at, unit in enumerate(units):
        initials = loud[at] and not in_a_row[at]  # WHO, 5G
        capital = capitals[at] and not (title_case or anew[at] or in_a_row[at]) and (len(words[at]) > 1 or after_name)
        after_name = capital or initials
        yield unit._replace(anew=anew[at], named=after_name) if anew[at] or after_name else unit


def _sentence_starts(text: str, units: list[Unit]) -> list[bool]:
    before, starts = 0, []
    for at, unit in enumerate(units):
        starts.append(at == 0 or (unit.start > before and bool(_STARTS_ANEW.search(text, before, unit.start))))
        before = unit.end
    return starts


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)

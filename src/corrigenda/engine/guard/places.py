"""Countries and large cities in a text, under any of their names: Việt Nam, Vietnam, เวียดนาม and Viêt Nam are one.

``places.json`` is written by ``scripts/places.py``. Latin names count when written with a capital, or in a text
without capitals at all; names in scripts without spaces wherever they stand.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from corrigenda.engine.guard.aliases import ALSO_WORDS, CITIES, COUNTRIES
from corrigenda.engine.text.clean import clean, fold_clean

Kind = Literal["country", "city", "state"]
# Vowel signs of the scripts of India are no word characters to ``re``, and no ends of words either.
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff])+(?:\.(?=[^\W\d_]\.?))?")
_PACKED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_START = 4  # characters of a name in a script without spaces by which it is found
_LONGEST = 5  # words of a name


@dataclass(frozen=True, slots=True)
class Place:
    """One country, city or state. ``country`` is its ISO code; a country's own is its code too."""

    kind: Kind
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text: which, where, how it is written, and whether that may be another word."""

    place: Place
    start: int
    end: int
    written: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, by their first word (folded), or by their first characters where no spaces part words."""

    spaced: dict[str, list[tuple[tuple[str, ...], Place]]]
    spelt: set[str]  # names of one word as they are spelt, lower case
    packed: dict[str, list[tuple[str, Place]]]
    by_lang: dict[Place, dict[str, str]]


@lru_cache(maxsize=256)
def mentions(text: str) -> tuple[Mention, ...]:
    """The places named in a clean text, in order; the longest name wins."""
    found = [*_spaced(text), *_packed(text)]
    return tuple(sorted(found, key=lambda each: each.start))


def _spaced(text: str) -> list[Mention]:
    names = gazetteer().spaced
    tokens = [(found.start(), found.end(), fold_clean(found.group())) for found in _WORD.finditer(text)]
    cased = text != text.upper() and text != text.lower()
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        step = 1
        for name, place in names.get(tokens[at][2], ()):
            if tuple(token[2] for token in tokens[at : at + len(name)]) != name:
                continue
            start, end = tokens[at][0], tokens[at + len(name) - 1][1]
            written = text[start:end]
            if len(name) == 1 and written.casefold() not in gazetteer().spelt and written.casefold() != name[0]:
                continue  # "Bị" is not Bi
            if cased and not any(char.isupper() for char in written) and written[0].lower() != written[0].upper():
                continue
            doubtful = len(name) == 1 and (name[0] in ALSO_WORDS or not cased)
            found.append(Mention(place, start, end, written, doubtful))
            step = len(name)
            break
        at += step
    return found


def _packed(text: str) -> list[Mention]:
    names, found = gazetteer().packed, []
    for run in _PACKED.finditer(text):
        at, piece = 0, run.group()
        while at < len(piece) - 1:
            options = names.get(piece[at : at + _START], []) + names.get(piece[at : at + 3], [])
            hit = next(((name, place) for name, place in options if piece.startswith(name, at)), None)
            if hit is None:
                at += 1
                continue
            start = run.start() + at
            found.append(Mention(hit[1], start, start + len(hit[0]), hit[0], doubtful=False))
            at += len(hit[0])
    return found


def name_in(place: Place, lang: str) -> str | None:
    """The usual name in a language; None where it is not known there."""
    return gazetteer().by_lang[place].get(lang)


@cache
def gazetteer() -> Gazetteer:
    """The list, read once."""
    held = json.loads(resources.files(__package__).joinpath("places.json").read_text(encoding="utf-8"))
    made = Gazetteer(defaultdict(list), set(), defaultdict(list), defaultdict(dict))
    for code, by_lang in held["countries"].items():
        place = Place("country", by_lang["en"][0], code)
        made.by_lang[place].update({lang: names[0] for lang, names in by_lang.items()})
        _add(made, place, names=[name for names in by_lang.values() for name in names])
        _add(made, place, names=COUNTRIES.get(code, "").split("|"))
    for state in held["states"]:
        place = Place("state", state, "US")
        made.by_lang[place]["en"] = state
        _add(made, place, names=[state])
    for country, name, by_lang, others in held["cities"]:
        place = Place("city", name, country)
        made.by_lang[place].update({"en": name, **by_lang})
        for other in others:
            made.by_lang[place].setdefault("th" if "\u0e00" < other[0] < "\u0e7f" else "", other)
        _add(made, place, names=[name, *by_lang.values(), *others, *CITIES.get((country, name), "").split("|")])
    # Stable: of names as long, countries stand before states before cities, large ones before small ones.
    for spaced in made.spaced.values():
        spaced.sort(key=lambda each: -len(each[0]))
    for packed in made.packed.values():
        packed.sort(key=lambda each: -len(each[0]))
    return Gazetteer(dict(made.spaced), made.spelt, dict(made.packed), made.by_lang)


def _add(made: Gazetteer, place: Place, *, names: list[str]) -> None:
    for name in filter(None, names):
        if _PACKED.match(name):
            if len(name) > 2:
                made.packed[name[:_START]].append((name, place))
            continue
        made.spelt.add(clean(name).casefold())
        tokens = tuple(fold_clean(found) for found in _WORD.findall(clean(name)))
        if tokens and len(tokens) <= _LONGEST and (tokens, place) not in made.spaced[tokens[0]]:
            made.spaced[tokens[0]].append((tokens, place))

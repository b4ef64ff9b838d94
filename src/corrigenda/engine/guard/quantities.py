"""Quantities in a text: figures and words for numbers, with what multiplies them and what they count."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corrigenda.engine.guard import number_words
from corrigenda.engine.text.clean import fold_clean

NEAR = 0.02  # quantities this close are one, where either is rounded
_FIGURE = re.compile(
    r"(?<![^\W_])(?<![^\W\d_][-.])(?<!#)(?<!\d:)(?P<sign>[$€£฿₫¥]\s?)?"
    r"(?P<figure>\d{1,3}(?:[.,٬' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,٫]\d+)?)(?!:\d|/\d|\d)"
    r"(?P<glued>(?:k|m|bn|b|tr|kg|km|cm|mm|ml|mg|g|x|mph|rb|jt|gb|mb|th|st|nd|rd|ers?|e)(?![^\W_]))?(?![^\W\d_\u0e00-\u0e7f])"
)
_LAUGHTER = re.compile("5{3,}")
_BEHIND = re.compile(r"\s*-?\s*(%|[^\W\d_]+(?:\s[^\W\d_]+)?|[$€£฿₫])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity. ``values`` has more than one reading of ``1.000``; ``unit`` is "%", "$" or a folded word."""

    values: tuple[float, ...]
    unit: str
    rounded: bool
    start: int
    end: int
    written: str


@lru_cache(maxsize=512)
def quantities(text: str, lang: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a clean text, in order."""
    plain = _latin_digits(text).casefold()
    if len(plain) != len(text):  # casefolding lengthens a few letters
        plain = _latin_digits(text).lower()
    found = [_read(plain, text, match) for match in _FIGURE.finditer(plain)]
    if number_words.guess(plain) == "th":
        found = [each for each in found if not _laughs(each)]
    taken = {at for each in found for at in range(each.start, each.end)}
    pattern, values = number_words.pattern(lang or number_words.guess(plain))
    spelt = [match for match in pattern.finditer(plain) if match.start() not in taken] if pattern else []
    found.extend(_with_multiplier(plain, text, match, value=(values[match.group(1)],)) for match in spelt)
    return tuple(sorted(found, key=lambda each: each.start))


def _laughs(figure: Quantity) -> bool:
    """Whether it is Thai laughter: five is said "ha". Before something that is counted it stays a number."""
    return _LAUGHTER.fullmatch(_latin_digits(figure.written)) is not None and figure.unit not in number_words.UNITS


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities may be one: equal in some reading, or close where either is rounded or a fraction."""
    return any(_close(a, b, rounded=one.rounded or other.rounded) for a in one.values for b in other.values)


def _close(one: float, other: float, *, rounded: bool) -> bool:
    if one == other:
        return True
    fraction = one % 1 or other % 1
    return bool((rounded or fraction) and max(one, other) >= 1.9 and abs(one - other) <= NEAR * max(one, other))


def _read(plain: str, text: str, match: re.Match[str]) -> Quantity:
    glued = match.group("glued") or ""
    values = _values(match.group("figure"))
    factor = number_words.GLUED.get(glued, 1.0)
    unit = "$" if match.group("sign") else "" if factor > 1 or glued in number_words.ORDINALS else glued
    return _with_multiplier(plain, text, match, value=tuple(value * factor for value in values), unit=unit)


def _with_multiplier(
    plain: str, text: str, match: re.Match[str], *, value: tuple[float, ...], unit: str = ""
) -> Quantity:
    end, factor = match.end(), 1.0
    while (by := number_words.MULTIPLIER.match(plain, end)) and factor < 1e12:
        factor *= number_words.FACTORS[fold_clean(by.group(1))]
        end = by.end()
    behind = _BEHIND.match(plain, end)
    if behind and not unit:
        unit = _unit(behind.group(1))
    counted = tuple(each * factor for each in value)
    hedge = number_words.HEDGE.search(plain[max(0, match.start() - 22) : match.start()])
    return Quantity(counted, unit, bool(hedge) or _round(counted[0]), match.start(), end, text[match.start() : end])


def _round(value: float) -> bool:
    """Two zeros at the end: nobody counted."""
    return value >= 100 and value % 100 == 0


def _unit(behind: str) -> str:
    folded = fold_clean(behind)
    for unit, words in number_words.UNITS.items():
        if any(folded == word or folded.startswith(word) for word in words):
            return unit
    return folded.split()[0][:5]


def _values(figure: str) -> tuple[float, ...]:
    digits = re.sub(r"[^\d]", "", figure)
    if figure.isdigit():
        return (float(digits),)
    if re.fullmatch(r"\d{1,3}(?:[.,٬' ]\d{3})+", figure):
        decimal = figure.replace(",", ".").replace("٫", ".")
        return (float(digits), float(decimal)) if decimal.count(".") == 1 and " " not in decimal else (float(digits),)
    if part := re.fullmatch(r"(.*)[.,٫](\d+)", figure):
        return (float(f"{re.sub(r'[^0-9]', '', part.group(1))}.{part.group(2)}"),)
    return (float(digits),)


def _latin_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)

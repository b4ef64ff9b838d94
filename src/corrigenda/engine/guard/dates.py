"""Dates in a text: year, month, day, each where it is said. Buddhist years are read as years of our era."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = (
    "january|jan|enero|ene|janeiro|janvier|januari|มกราคม|ม.ค.|tháng giêng",
    "february|feb|febrero|fevereiro|fev|février|fevrier|februari|กุมภาพันธ์|ก.พ.",
    "march|mar|marzo|março|marco|mars|maret|mac|มีนาคม|มี.ค.",
    "april|apr|abril|abr|avril|เมษายน|เม.ย.",
    "may|mayo|maio|mai|mei|พฤษภาคม|พ.ค.",
    "june|jun|junio|junho|juin|juni|มิถุนายน|มิ.ย.",
    "july|jul|julio|julho|juillet|juli|julai|กรกฎาคม|ก.ค.",
    "august|aug|agosto|ago|août|aout|agustus|ogos|สิงหาคม|ส.ค.",
    "september|sept|sep|septiembre|setembro|septembre|กันยายน|ก.ย.",
    "october|oct|octubre|outubro|octobre|oktober|okt|ตุลาคม|ต.ค.",
    "november|nov|noviembre|novembro|novembre|พฤศจิกายน|พ.ย.",
    "december|dec|diciembre|dic|dezembro|dez|décembre|decembre|desember|disember|ธันวาคม|ธ.ค.",
)
_NUMBER_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAME = "|".join(re.escape(name) for name in sorted(_NUMBER_OF, key=len, reverse=True))
_YEAR = r"(?:1[89]\d\d|20\d\d|2[45]\d\d)"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th|er|º)?"
_NAMED = re.compile(
    rf"(?:(?<!\d)(?P<day>{_DAY})\s?(?:of |de |tháng )?)?(?<![^\W\d_])(?P<name>{_NAME})(?![^\W\d_])"
    rf"(?:\s?(?P<behind>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?"
    rf"(?:,?\s?(?:de |del |năm |พ\.ศ\. ?|ค\.ศ\. ?)?(?P<year>{_YEAR})(?!\d))?"
)
_FIGURES = re.compile(rf"(?<![\d./-])([0-3]?\d)[/.-]([0-3]?\d)[/.-]({_YEAR}|\d\d)(?![\d/.-]\d|\d)")
_ISO = re.compile(rf"(?<!\d)({_YEAR})-([01]\d)-([0-3]\d)(?!\d)")
_SHORT = re.compile(r"(?:ngày|วันที่|día|dia|le|tanggal|tarikh|mùng|hôm)\s?([0-3]?\d)[/-]([01]?\d)(?![\d/])")
_VIETNAMESE = re.compile(rf"(?:ngày\s([0-3]?\d)[,\s]+)?tháng\s([01]?\d)(?!\d)(?:[/,\s]+(?:năm\s)?({_YEAR}))?")
_MONTH_YEAR = re.compile(rf"(?<![\d/])([01]?\d)/({_YEAR})(?!\d)")
_ALONE = re.compile(
    rf"(?<![\d.,/$€£#@-])(?<![^\W\d_])({_YEAR})(?![\d%])(?![.,/-]\d|\s?(?:people|คน|người|personas|pessoas|orang|km|บาท|đồng))"
)
# Written with a small letter they are other words.
_VERBS = frozenset(
    {"may", "march", "mar", "mars", "mai", "mei", "mac", "ago", "dec", "sep", "jan", "dez", "set", "ene"}
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is said. ``other`` is the day and month read the other way round, where that is possible."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    written: str
    swapped: bool = False  # 5/3 may be the third of May

    def contradicts(self, other: Date) -> bool:
        """Whether both say the same part of a date otherwise. A coarser date contradicts nothing."""
        if self.year and other.year and self.year != other.year:
            return True
        mine, theirs = (self.month, self.day), (other.month, other.day)
        if (self.swapped or other.swapped) and mine == theirs[::-1]:
            return False
        if self.month and other.month and self.month != other.month:
            return True
        return bool(self.month and other.month and self.day and other.day and self.day != other.day)


@lru_cache(maxsize=512)
def dates(text: str) -> tuple[Date, ...]:
    """The dates of a clean text, in order; of those that overlap the fullest."""
    plain = _latin_digits(text)
    low = plain.lower() if len(plain.lower()) == len(plain) else plain
    thai = any("\u0e00" < char < "\u0e7f" for char in text)
    found: list[Date] = []
    for year, month, day, match in (*_numeric(low), *_by_name(low, plain), *_years(low)):
        full = _era(year, thai=thai)
        if (month and not 1 <= month <= 12) or (day and not 1 <= day <= 31):
            continue
        if any(match.start() < each.end and each.start < match.end() for each in found):
            continue
        swapped = "/" in match.group() and bool(day and day <= 12)
        found.append(
            Date(full, month, day, match.start(), match.end(), text[match.start() : match.end()].strip(), swapped)
        )
    return tuple(sorted(found, key=lambda each: each.start))


Read = tuple[int | None, int | None, int | None, re.Match[str]]


def _numeric(text: str) -> list[Read]:
    found: list[Read] = [(int(m[1]), int(m[2]), int(m[3]), m) for m in _ISO.finditer(text)]
    for m in _FIGURES.finditer(text):
        day, month = int(m[1]), int(m[2])
        day, month = (month, day) if month > 12 else (day, month)
        year = int(m[3]) + (0 if len(m[3]) > 2 else 2000 if int(m[3]) < 50 else 1900)
        found.append((year, month, day, m))
    found.extend((None, int(m[2]), int(m[1]), m) for m in _SHORT.finditer(text))
    found.extend(
        (int(m[3]) if m[3] else None, int(m[2]), int(m[1]) if m[1] else None, m)
        for m in _VIETNAMESE.finditer(text)
        if m[1] or m[3]
    )
    found.extend((int(m[2]), int(m[1]), None, m) for m in _MONTH_YEAR.finditer(text))
    return found


def _by_name(text: str, cased: str) -> list[Read]:
    found: list[Read] = []
    for m in _NAMED.finditer(text):
        name, year = m["name"], int(m["year"]) if m["year"] else None
        day = int(re.sub(r"\D", "", m["day"])) if m["day"] else int(m["behind"]) if m["behind"] else None
        if name in _VERBS and not (day or year) and (len(name) < 5 or not cased[m.start("name")].isupper()):
            continue
        if len(name) < 4 and name.isascii() and not (day or year):
            continue
        found.append((year, _NUMBER_OF[name], day, m))
    return found


def _years(text: str) -> list[Read]:
    return [(int(m[1]), None, None, m) for m in _ALONE.finditer(text)]


def _era(year: int | None, *, thai: bool) -> int | None:
    if year is None or year < 2400:
        return year
    return year - 543 if thai or year >= 2500 else year


def _latin_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)

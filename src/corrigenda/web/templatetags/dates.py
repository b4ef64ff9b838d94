"""Dates as people write them: this `date` filter stands in for Django's in every template.

Django writes Vietnamese dates as a sentence of their own ("Ngày 22 tháng 11 năm 2026"), which cannot stand inside
another, and Thai ones in the Gregorian year. Vietnamese papers write 22/11/2026, Thai ones count by the Buddhist era
(543 years ahead; the default of CLDR, the Unicode locale data, for Thai).
"""

from __future__ import annotations

from datetime import date as day_of
from datetime import datetime

from django import template
from django.template.defaultfilters import date as plain_date
from django.utils.dateformat import DateFormat
from django.utils.translation import get_language

register = template.Library()

BUDDHIST_ERA = 543  # years
FORMATS = {
    "vi": {"DATE_FORMAT": "d/m/Y", "DATETIME_FORMAT": "H:i, d/m/Y", "SHORT_DATETIME_FORMAT": "H:i d/m/Y"},
    "th": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y, H:i น.", "SHORT_DATETIME_FORMAT": "j M Y, H:i"},
}


class ThaiDate(DateFormat):
    """Counts years by the Buddhist era."""

    def Y(self) -> int:
        assert isinstance(self.data, day_of)
        return self.data.year + BUDDHIST_ERA


@register.filter(expects_localtime=True)
def date(value: day_of | str | None, pattern: str | None = None) -> str:
    """A date or a moment by a named format of the reader's language; by any other pattern as Django does it."""
    lang = get_language() or ""
    named = FORMATS.get(lang, {}).get(pattern or "DATE_FORMAT")
    if named is None or not isinstance(value, day_of):
        return str(plain_date(value, pattern))
    if not isinstance(value, datetime) and "H" in named:
        named = FORMATS[lang]["DATE_FORMAT"]
    return str((ThaiDate if lang == "th" else DateFormat)(value).format(named))

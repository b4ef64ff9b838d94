"""Dates as people of each language write them, whatever Django's own formats are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

MOMENT = datetime(2026, 11, 22, 3, 6, tzinfo=UTC)


def shown(value: object, pattern: str, *, lang: str) -> str:
    with translation.override(lang), timezone.override("Asia/Bangkok"):
        return Template("{{ value|date:pattern }}").render(Context({"value": value, "pattern": pattern}))


@pytest.mark.parametrize(
    ("lang", "pattern", "wanted"),
    [
        ("vi", "DATE_FORMAT", "22/11/2026"),
        ("vi", "DATETIME_FORMAT", "10:06, 22/11/2026"),
        ("vi", "SHORT_DATETIME_FORMAT", "10:06 22/11/2026"),
        ("th", "DATE_FORMAT", "22 พฤศจิกายน 2569"),
        ("th", "DATETIME_FORMAT", "22 พฤศจิกายน 2569, 10:06 น."),
        ("en", "DATE_FORMAT", "Nov. 22, 2026"),
        # What machines read is the same everywhere.
        ("th", "Y-m-d", "2026-11-22"),
        ("th", "c", "2026-11-22T10:06:00+07:00"),
    ],
)
def test_a_moment_reads_as_people_write_it(lang: str, pattern: str, wanted: str) -> None:
    assert shown(MOMENT, pattern, lang=lang) == wanted


@pytest.mark.parametrize(("lang", "wanted"), [("vi", "01/02/2026"), ("th", "1 กุมภาพันธ์ 2569"), ("en", "Feb. 1, 2026")])
def test_a_day_has_no_time(lang: str, wanted: str) -> None:
    assert shown(date(2026, 2, 1), "DATE_FORMAT", lang=lang) == wanted


@pytest.mark.parametrize("lang", ["vi", "th"])
def test_a_day_that_is_asked_for_its_time_is_shown_as_a_day(lang: str) -> None:
    assert shown(date(2026, 2, 1), "DATETIME_FORMAT", lang=lang) == shown(date(2026, 2, 1), "DATE_FORMAT", lang=lang)


@pytest.mark.parametrize("lang", ["vi", "th", "en"])
def test_no_date_is_nothing(lang: str) -> None:
    assert shown(None, "DATE_FORMAT", lang=lang) == ""

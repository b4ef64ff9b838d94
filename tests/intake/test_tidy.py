"""A text is stored as a reader sees it, whatever was hidden in it."""

import pytest

from corrigenda.intake.masking import masked
from corrigenda.intake.tidy import tidy


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "\u200b\u200e\u2060\ufeff", "\x00\x00", "\ud800", "\u200d", "\ufe0f", "\u3164\u115f", "\u0301"],
)
def test_a_text_in_which_nothing_can_be_seen_is_empty(text: str) -> None:
    assert tidy(text) == ""


@pytest.mark.parametrize("text", ["😀", "👩‍👩‍👧‍👦", "🇻🇳", "❤️", "?", "ก"])
def test_one_visible_sign_is_a_text(text: str) -> None:
    assert tidy(text) == text


def test_nul_surrogates_and_direction_overrides_go() -> None:
    assert tidy("a\x00b\ud800c\u202ed\u202c") == "abcd"


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert tidy("می‌خواهم") == "می‌خواهم"


def test_a_number_cannot_hide_behind_unseen_characters() -> None:
    assert masked(tidy("0\u200b9\u200c0\u200d1\u20602\ufeff3\u00ad4567")) == "[phone]"


def test_lines_stay_and_empty_ones_are_one() -> None:
    assert tidy("một\r\nhai\n\n\n\n  ba   bốn") == "một\nhai\n\nba bốn"


def test_vietnamese_typed_in_parts_is_brought_together() -> None:
    assert tidy("Tie\u0302\u0301ng Vie\u0323\u0302t") == "Tiếng Việt"

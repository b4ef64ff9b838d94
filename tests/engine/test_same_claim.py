"""Two claims are held to be one only where nothing that matters differs."""

from __future__ import annotations

import pytest

from corrigenda.engine.same_claim import much_alike, surely_one
from corrigenda.engine.types import KnownClaim


def claims(left: str, right: str, lang: str = "en") -> tuple[KnownClaim, KnownClaim]:
    return KnownClaim("a", left, title="One title", lang=lang), KnownClaim("b", right, title="Another", lang=lang)


@pytest.mark.parametrize(
    ("left", "right", "lang"),
    [
        ("Hot lemon water cures cancer.", "HOT LEMON WATER CURES CANCER", "en"),
        ("The hot lemon water cures cancers", "Hot lemon water cured a cancer", "en"),
        ("Uống nước chanh nóng mỗi sáng chữa khỏi ung thư.", "“Uống nước chanh nóng mỗi sáng chữa khỏi ung thư”", "vi"),
        ("ดื่มน้ำมะนาวโซดาทุกวันรักษามะเร็ง", "ดื่มน้ำมะนาวโซดา ทุกวัน รักษามะเร็ง!", "th"),
        ("The vaccine killed 1,000 people in May", "The vaccine killed 1000 people in May", "en"),
    ],
)
def test_the_same_claim_in_other_clothes_is_one(left: str, right: str, lang: str) -> None:
    one, other = claims(left, right, lang)
    assert surely_one(one, other)
    assert surely_one(other, one)
    assert much_alike(one, other)


LONG = "The ministry of health of the northern province announced yesterday evening on its official page that {}"


@pytest.mark.parametrize(
    ("left", "right", "lang"),
    [
        ("Lemon water cures all cancer", "Lemon water does not cure all cancer", "en"),
        ("The mayor of Hanoi was arrested", "The mayor of Hue was arrested", "en"),
        ("The team of Ajax beat the team of Porto", "The team of Porto beat the team of Ajax", "en"),
        ("The vaccine killed 10 people in May", "The vaccine killed 100 people in May", "en"),
        ("The fine for it rises by 5 % this year", "The fine for it rises by 5 € this year", "en"),
        (LONG.format("Anna will be dismissed"), LONG.format("Anne will be dismissed"), "en"),
        ("Ăn thịt bò mỗi ngày gây bệnh", "Ăn thịt bỏ mỗi ngày gây bệnh", "vi"),
        ("ดื่มน้ำมะนาวรักษามะเร็งได้", "ดื่มน้ำมะนาวรักษามะเร็งไม่ได้", "th"),
        ("This is true", "This is true", "en"),
        ("", "", "en"),
    ],
)
def test_one_word_that_matters_keeps_a_machine_from_taking_them_for_one(left: str, right: str, lang: str) -> None:
    one, other = claims(left, right, lang)
    assert not surely_one(one, other)
    assert not surely_one(other, one)


def test_a_typing_error_folds_two_claims_for_a_person_but_not_for_a_machine() -> None:
    one, other = claims(LONG.format("schools will be closed"), LONG.format("schools wil be closed"))
    assert much_alike(one, other)
    assert not surely_one(one, other)


def test_a_number_or_a_denial_never_folds_two_claims() -> None:
    for right in ("schools open in 9 days", "schools do not open in 5 days"):
        assert not much_alike(*claims(LONG.format("schools open in 5 days"), LONG.format(right)))

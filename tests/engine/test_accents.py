"""Vietnamese typed without accents is read as if it had them; everything else stays as it was."""

from __future__ import annotations

import time

import pytest

from corrigenda.engine.dense import windows
from corrigenda.engine.text.accents import spelt_like, spelt_out, with_accents


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ngan hang khoa tai khoan neu khong cap nhat", "ngân hàng khóa tài khoản nếu không cập nhật"),
        ("nuoc chanh chua khoi benh ung thu", "nước chanh chữa khỏi bệnh ung thư"),
        ("Thu tuong tham Trung Quoc ngay 25/6", "Thủ tướng thăm Trung Quốc ngày 25/6"),
        ("BO Y TE khuyen cao nguoi dan", "BỘ Y TẾ khuyến cáo người dân"),
        ("toi ko biet co dc khong", "tôi không biết có được không"),
    ],
)
def test_most_accents_come_back(typed: str, meant: str) -> None:
    got = with_accents(typed).split()
    same = sum(one == other for one, other in zip(got, meant.split(), strict=True))
    assert same >= 0.75 * len(got), got


def test_what_is_no_syllable_stays_where_it_was() -> None:
    typed = "Facebook  sap thu phi,\n\tnguoi dung (2.500 dong)!"
    got = with_accents(typed)
    assert got.startswith("Facebook  ")
    assert got.endswith(" đồng)!")
    assert ",\n\t" in got
    assert "2.500" in got


@pytest.mark.parametrize(
    "text",
    [
        "Uống nước chanh chữa khỏi ung thư, bác sĩ xác nhận",
        "Lemon water cures cancer, my aunt says so",
        "El agua con limón cura el cáncer, dice mi tía",
        "Minum air lemon boleh sembuhkan kanser kata doktor",
        "น้ำมะนาวรักษามะเร็งได้",
        "",
        "🙏🙏🙏",
        "\x00\ud800 khong",
    ],
)
def test_other_texts_are_not_touched(text: str) -> None:
    assert spelt_out(text) == text


def test_the_encoder_reads_accents_that_nobody_typed() -> None:
    (window,) = windows("Uong nuoc chanh moi ngay chua khoi benh ung thu, khong can thuoc")
    assert "bệnh ung thư" in window
    assert "không" in window


def test_a_very_long_text_is_read_in_reasonable_time() -> None:
    began = time.monotonic()
    assert len(with_accents("khong duoc uong nuoc chanh " * 600)) > 15_000
    assert time.monotonic() - began < 10


def test_a_bare_syllable_gets_the_accents_of_the_text_beside_it() -> None:
    claim = "Uống nước chanh nóng mỗi ngày tiêu diệt được tế bào ung thư."
    bare = "uong nuoc chanh nong moi ngay tieu diet duoc te bao ung thu dung khong a"
    assert spelt_like(bare, claim).startswith(claim.rstrip(".").lower())
    assert spelt_like(claim, bare) == claim  # what has its accents keeps them
    assert spelt_like("Is it true that lemon water cures cancer", claim) == "Is it true that lemon water cures cancer"

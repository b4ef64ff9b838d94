"""What identifies a person is out of a text before it is stored; what does not, stays."""

import pytest

from corrigenda.intake.masking import is_thai_identity, masked, passes_luhn


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Gọi 0901 234 567 ngay", "Gọi [phone] ngay"),
        ("sđt: 0901.234.567.", "sđt: [phone]."),
        ("+84 90 123 45 67", "[phone]"),
        ("(024) 3825 1234", "[phone]"),
        ("Hotline 1900 9095", "Hotline [phone]"),
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘ ด่วน", "โทร [phone] ด่วน"),
        ("โทร 02 123 4567", "โทร [phone]"),
        ("０９０１２３４５６７", "[phone]"),
        ("٠٩٠١٢٣٤٥٦٧", "[phone]"),
        ("0️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "[phone]"),
        ("call (415) 555-2671 or 00 44 7911 123456", "call [phone] or [phone]"),
        ("84901234567", "[phone]"),
        ("https://zalo.me/0901234567?x=1", "https://zalo.me/[phone]?x=1"),
        ("https://example.org/lien-he/0901234567", "https://example.org/lien-he/[phone]"),
        ("viết cho lan.nguyen@example.com nhé", "viết cho [e-mail] nhé"),
        ("c (at) example (dot) vn", "[e-mail]"),
        ("lan＠example.com", "[e-mail]"),
        ("CCCD 001085012345", "CCCD [id number]"),
        ("CMND 123456789.", "CMND [id number]."),
        ("บัตร 1-1037-02071-81-1", "บัตร [id number]"),
        ("passport C1234567", "passport [id number]"),
        ("thẻ 4111 1111 1111 1111", "thẻ [card]"),
        ("STK 19036789012345 Techcombank", "STK [account] Techcombank"),
        ("xe 51F-123.45 gây tai nạn", "xe [plate] gây tai nạn"),
        ("ทะเบียน 1กข 1234", "ทะเบียน [plate]"),
        ("ngày 01-02-2021 0901234567", "ngày 01-02-2021 [phone]"),
    ],
)
def test_what_identifies_a_person_goes(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "giá 1.000.000.000 đồng",
        "99,999,999,999 baht",
        "5G gây COVID-19 năm 2020-2021",
        "1900-1975, 2019/2020",
        "01.01.2020 - 31.12.2020",
        "10:30 01/02/2023",
        "2021-03-04",
        "3.14159265358979",
        "0.123456789",
        "192.168.100.200",
        "123456789 người",
        "dân số 98000000",
        "tăng +10.000.000",
        "https://example.com/posts/1234567890123456",
        "Gọi 113 hoặc 115",
        "ปี 2564 มีคน 1,234,567 คน",
        "H5N1, B12, Q10, 37.5°C, 100%",
    ],
)
def test_quantities_dates_and_links_stay(text: str) -> None:
    assert masked(text) == text


def test_masking_twice_changes_nothing_more() -> None:
    once = masked("Gọi 0901234567, STK 19036789012345, a@example.com, 4111 1111 1111 1111")
    assert masked(once) == once
    assert not any(digit in once for digit in "0123456789")


def test_a_long_text_of_digits_is_masked_in_reasonable_time() -> None:
    assert "0901234567" not in masked("0 9 0 1 " * 2_000 + " 0901234567")


def test_check_digits_are_those_of_their_standards() -> None:
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
    assert is_thai_identity("1103702071811")
    assert not is_thai_identity("1103702071812")

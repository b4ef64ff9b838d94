"""Vietnamese writes syllables apart, and most of its words have two: the index holds them together."""

from __future__ import annotations

import pytest

from corrigenda.engine.text import terms
from corrigenda.engine.text.vietnamese import is_syllable
from corrigenda.engine.text.words import is_vietnamese, words


def test_two_syllables_are_one_term_with_and_without_accents() -> None:
    written = terms("Uống nước chanh nóng chữa khỏi bệnh ung thư")
    typed = terms("uong nuoc chanh nong chua khoi benh ung thu co dung khong")
    assert {"nuoc", "~nuoc_chanh", "~ung_thu"} <= set(written) & set(typed)


def test_foreign_words_keep_their_pieces_and_end_a_pair() -> None:
    found = terms("Ông Zuckerberg nói tại Hà Nội rằng được thưởng 15 triệu đồng")
    assert {"~zuck", "~ha_noi", "#15"} <= set(found)
    assert not any("zuckerberg_" in term or "_zuckerberg" in term for term in found)


@pytest.mark.parametrize(
    "text",
    [
        "Građani su rekli da đak ide đonom kroz đubrivo u školi",  # Croatian has đ
        "Người ở Hanoi said the new bridge would certainly collapse within fourteen days of opening",  # mostly English
        "Não é verdade que a vacina contém grafeno",
        "Ọmọ mi ti jẹ ẹja ni ọja, o si dun pupọ",  # Yoruba has dots below
        "Apa fierbinte cu lămâie nu vindecă cancerul, spun medicii după ce au văzut știrea",  # Romanian has ă
        "Hot lemon water kills cancer cells",
        "ดื่มน้ำมะนาวโซดารักษาโรคเบาหวาน",
        "",
    ],
)
def test_other_languages_have_no_pairs(text: str) -> None:
    assert not is_vietnamese(text, words(text))
    assert not [term for term in terms(text) if term[0] == "~" and "_" in term[2:-1]]


@pytest.mark.parametrize(("word", "expected"), [("nghieng", True), ("uong", True), ("x", False), ("drink", False)])
def test_the_shape_of_a_syllable(word: str, expected: bool) -> None:
    assert is_syllable(word) is expected


def test_each_syllable_is_held_once_alone_and_once_with_the_next() -> None:
    assert terms("nước chanh nóng " * 3) == [
        "nuoc", "~nuoc_chanh", "chanh", "~chanh_nong", "nong", "~nong_nuoc",
        "nuoc", "~nuoc_chanh", "chanh", "~chanh_nong", "nong", "~nong_nuoc",
        "nuoc", "~nuoc_chanh", "chanh", "~chanh_nong", "nong",
    ]  # fmt: skip

"""Messages as people may have typed them, from which encoder, judge and trees learn."""

from __future__ import annotations

import random

import pytest

from benchmarks.teach.noise import hurried, noisy
from benchmarks.train.look_ups import mistyped
from corrigenda.engine.types import Query

SAID = {
    "en": "The government said that people with children are going to pay nothing before Friday in Ohio.",
    "vi": "Không ai được hỏi người nào uống nước lá ổi với mật ong trước khi ngủ.",
    "th": "ดื่มน้ำมะนาวอุ่นทุกเช้ารักษาโรคเบาหวานให้หายขาด",
    "ar": "شرب الماء الساخن مع الليمون يشفي من مرض السكري",
}


@pytest.mark.parametrize("lang", SAID)
def test_what_is_typed_in_a_hurry_stays_near_what_was_meant(lang: str) -> None:
    text = SAID[lang]
    copies = [hurried(text, random.Random(number), lang=lang) for number in range(60)]
    assert len(set(copies)) > 20
    assert all(0.6 * len(text) <= len(copy) <= 1.25 * len(text) for copy in copies)


def test_vietnamese_loses_its_accents_and_english_its_spelling() -> None:
    assert any(hurried(SAID["vi"], random.Random(number), lang="vi").isascii() for number in range(20))
    chatted = [hurried(SAID["en"], random.Random(number), lang="en").lower() for number in range(40)]
    assert any("ppl" in text for text in chatted)


@pytest.mark.parametrize("text", ["", "?", "5", "🙏🙏", "ạ", "\x00", "a" * 20_000])
def test_nothing_is_too_short_or_too_long(text: str) -> None:
    for number in range(30):
        assert isinstance(hurried(text, random.Random(number), lang="en"), str)
        assert isinstance(noisy(text, random.Random(number), lang=None), str)


def test_copies_of_a_message_differ_and_are_the_same_each_time() -> None:
    query = Query(SAID["en"], "en", "7")
    first, second = mistyped(query, copies=2)
    assert first.text != second.text
    assert {first.id, second.id} == {"7"}
    assert [first, second] == mistyped(query, copies=2)
    assert mistyped(query, copies=0) == []

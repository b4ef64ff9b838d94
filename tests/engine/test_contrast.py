"""A short message that leaves out or swaps the words that tell claims apart is looked at by a person."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from corrigenda.engine.contrast import contrast
from corrigenda.engine.text import terms
from corrigenda.engine.types import IndexSummary, KnownClaim, Postings

REGISTER = [
    KnownClaim("octopus", "An octopus has three hearts.", title="True: three hearts and blue blood"),
    KnownClaim(
        "zalo", "Zalo sắp thu phí người dùng, phải chuyển tiếp tin này cho 20 người.", title="Zalo vẫn miễn phí"
    ),
    KnownClaim(
        "lemon", "Uống nước chanh nóng mỗi sáng tiêu diệt tế bào ung thư.", title="Nước chanh không diệt ung thư"
    ),
    KnownClaim("meter", "การไฟฟ้าส่งลิงก์ทาง SMS ให้กดรับเงินคืนค่าประกันมิเตอร์", title="อย่ากดลิงก์"),
    KnownClaim("squid", "A squid has ten arms.", title="Squids and their arms"),
    KnownClaim("sugar", "Eating sugar makes children hyperactive.", title="Sugar does not do that"),
]
SUMMARY = IndexSummary(count=len(REGISTER), highest=len(REGISTER), model_id="x", dimensions=3)


def find(wanted: Sequence[str]) -> Postings:
    """The postings of a small register."""
    held = {term: [n for n, claim in enumerate(REGISTER) if term in terms(claim.text)] for term in wanted}
    known = tuple(term for term, docs in held.items() if docs)
    docs = [n for term in known for n in held[term]]
    sizes = np.array([len(held[term]) for term in known], dtype=np.int32)
    return Postings(
        terms=known,
        sizes=sizes,
        entries=sizes,
        docs=np.array(docs, dtype=np.int32),
        weights=np.ones(len(docs), dtype=np.float32),
    )


def differs(message: str, claim_id: str) -> bool:
    claim = next(claim for claim in REGISTER if claim.id == claim_id)
    return contrast(message, claim, find=find, summary=SUMMARY) is not None


@pytest.mark.parametrize(
    ("message", "claim_id"),
    [
        ("Fun fact: an octopus has nine brains", "octopus"),
        ("Viber sắp thu phí người dùng, phải chuyển tiếp tin này cho 20 người", "zalo"),
        ("Viber sap thu phi nguoi dung, phai chuyen tiep tin nay cho 20 nguoi", "zalo"),
        ("Uống nước chanh nóng mỗi sáng giúp giảm cân", "lemon"),
        ("การประปาส่งลิงก์ทาง SMS ให้กดรับเงินคืนค่าประกันมิเตอร์", "meter"),
    ],
)
def test_a_swapped_word_is_noticed(message: str, claim_id: str) -> None:
    assert differs(message, claim_id)


@pytest.mark.parametrize(
    ("message", "claim_id"),
    [
        ("Is it true that an octopus has three hearts???", "octopus"),
        ("ZALO SẮP THU PHÍ người dùng!! phải chuyển tiếp tin này cho 20 người", "zalo"),
        ("uong nuoc chanh nong moi sang tieu diet te bao ung thu do ba con", "lemon"),
        ("ด่วน การไฟฟ้าส่งลิงก์ทาง SMS ให้กดรับเงินคืนค่าประกันมิเตอร์ จริงไหม", "meter"),
    ],
)
def test_the_claim_itself_is_let_through(message: str, claim_id: str) -> None:
    assert not differs(message, claim_id)


@pytest.mark.parametrize("message", ["", "🙏", "https://example.org/x", "\u200b", "a" * 100_000])
def test_what_says_nothing_breaks_nothing(message: str) -> None:
    assert isinstance(differs(message, "lemon"), bool)


def test_a_claim_without_words_breaks_nothing() -> None:
    assert contrast("anything", KnownClaim("empty", ""), find=find, summary=SUMMARY) is None

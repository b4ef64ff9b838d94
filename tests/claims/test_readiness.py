"""What is missing is said truly: needed lines are the database's, hints are plain rules, no figure is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from corrigenda.claims.drafts import Draft, EvidenceRow
from corrigenda.claims.readiness import readiness, repeats, sources
from corrigenda.claims.reading_level import reading_level
from corrigenda.core.clock import now

EASY = "The cat sat on the mat. It was warm. The sun was out. Then the dog came in and sat down too. " * 4
HARD = (
    "Notwithstanding institutional considerations regarding pharmaceutical administration, epidemiological "
    "investigators characterised immunological susceptibility disproportionately. " * 4
)


def standing(draft: Draft, **options: object) -> dict[str, bool]:
    return {check.code: check.there for check in readiness(draft, **options)}  # type: ignore[arg-type]


def test_an_empty_draft_is_told_everything_it_needs() -> None:
    needed = [check.code for check in readiness(Draft(lang="vi")) if check.needed and not check.there]
    assert needed == ["claim", "title", "rating", "summary", "evidence"]


def test_an_explainer_needs_a_text_but_no_claim_and_no_rating() -> None:
    needed = [check.code for check in readiness(Draft(lang="th"), explainer=True) if check.needed]
    assert needed == ["title", "summary", "body", "evidence"]


@pytest.mark.parametrize(
    ("urls", "count"),
    [
        (["https://who.int/a", "https://www.who.int/b"], 1),
        (["https://who.int/a", "http://WHO.int:8080/b"], 1),
        (["https://who.int/a", "https://moh.example/b"], 2),
        (["https://[bad/", "https://moh.example/b"], 1),
    ],
)
def test_independent_sources_are_different_hosts(urls: list[str], count: int) -> None:
    assert len(sources(tuple(EvidenceRow(url=url, quote="x") for url in urls))) == count


@pytest.mark.parametrize(
    ("lang", "claim", "title", "same"),
    [
        ("en", "Lemon water cures cancer in three days", "Lemon water cures cancer in 3 days", True),
        ("en", "Lemon water cures cancer in three days", "Lemon water does not cure cancer", False),
        ("en", "Lemon water cures cancer in three days", "What doctors know about citrus fruit", False),
        ("vi", "Uống nước chanh nóng chữa khỏi ung thư", "Uống nước chanh nóng chữa khỏi ung thư?", True),
        ("vi", "Uống nước chanh nóng chữa khỏi ung thư", "Nước chanh nóng không chữa khỏi ung thư", False),
        ("th", "ดื่มน้ำมะนาวร้อนรักษามะเร็งได้", "ดื่มน้ำมะนาวร้อน รักษามะเร็งได้", True),
        ("th", "ดื่มน้ำมะนาวร้อนรักษามะเร็งได้", "ดื่มน้ำมะนาวร้อนไม่รักษามะเร็ง", False),
    ],
)
def test_a_title_that_repeats_the_falsehood_is_noticed(lang: str, claim: str, title: str, same: bool) -> None:
    assert repeats(title, Draft(claim=claim, lang=lang)) is same


def test_what_is_rated_true_may_say_so_in_its_title() -> None:
    draft = Draft(claim="Water boils at 100 degrees", title="Water boils at 100 degrees", lang="en", rating="true")
    assert standing(draft, rating_value=1)["title_repeats"] is False
    assert "title_repeats" not in standing(draft, rating_value=5)


def test_the_level_is_measured_only_where_that_is_honest() -> None:
    assert reading_level(EASY, "en").hard is False
    assert reading_level(HARD, "en").hard is True
    assert reading_level("น้ำมะนาวไม่รักษามะเร็ง " * 60, "th").measure == "not measured"
    assert reading_level("Ngắn quá.", "vi").measure == "too short"
    assert reading_level("Nước chanh không chữa được ung thư. " * 12, "vi").measure == "sentence"
    assert reading_level("từ " * 90 + ".", "vi").hard is True


def test_a_day_that_is_past_is_no_day_to_check_again() -> None:
    draft = Draft(review_by=now().date() - timedelta(days=1))
    assert standing(draft)["review_by"] is False
    assert standing(replace(draft, review_by=now().date() + timedelta(days=1)))["review_by"] is True

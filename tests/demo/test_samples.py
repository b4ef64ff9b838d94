"""The demo's own samples, decided by the real engine: a near miss never gets an automatic answer.

The limits of `engine/contrast.py` were chosen with these samples in view: this guards them, it measures nothing.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.demo.load import read_lines
from corrigenda.engine.types import Decision, Query
from corrigenda.matching import actions, engine_room


@pytest.fixture
def decisions(db: None) -> list[tuple[dict[str, object], Decision, str | None]]:
    """Each sample with what the engine decides, and the demo id of the first hit."""
    publisher = Publisher.objects.create(site="demo.example", name="Demo")
    known = {}
    for record in read_lines("register.jsonl"):
        fact_check = FactCheck.objects.create(
            origin="imported",
            publisher=publisher,
            claim=Claim.objects.create(text=record["claim"], lang=record["lang"]),
            lang=record["lang"],
            title=record["title"],
            summary=record["summary"],
            state="published",
            published_at=timezone.now(),
        )
        known[fact_check.public_id] = record["id"]
    actions.bring_up_to_date()
    searcher = engine_room.searcher()
    decided = []
    for sample in read_lines("messages.jsonl"):
        decision = searcher.decide(Query(sample["text"], lang=sample["lang"]))
        decided.append((sample, decision, known.get(decision.hits[0].claim.id) if decision.hits else None))
    return decided


def right(sample: dict[str, object]) -> set[object]:
    return {sample["answers"], *sample.get("also", [])} - {None}  # type: ignore[misc]


def test_no_sample_is_answered_with_another_claim(decisions: list[tuple[dict[str, object], Decision, str]]) -> None:
    wrong = [s["id"] for s, decision, first in decisions if decision.outcome == "answer" and first not in right(s)]
    assert not wrong


def test_samples_in_every_language_are_answered_at_once(
    decisions: list[tuple[dict[str, object], Decision, str]],
) -> None:
    answered = [sample["lang"] for sample, decision, _ in decisions if decision.outcome == "answer"]
    assert {lang: answered.count(lang) >= 5 for lang in ("en", "vi", "th")} == {"en": True, "vi": True, "th": True}

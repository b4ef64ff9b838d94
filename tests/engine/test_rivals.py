"""How far a candidate is ahead: of other claims, not of other checks of the same one."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.memory import MemoryIndex
from corrigenda.engine.dense import Encodes, passage
from corrigenda.engine.features import NAMES
from corrigenda.engine.rivals import FIELD, ONE_CLAIM, margin, over_field, ranks, rivals
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Floats, KnownClaim, Query

LEMON = KnownClaim("lemon", "Hot lemon water kills cancer cells.", lang="en")
AGAIN = replace(LEMON, id="again", text="Drinking hot lemon water destroys cancer cells", title="No cure")
OTHERS = tuple(
    KnownClaim(f"other-{number}", text, lang="en")
    for number, text in enumerate(
        (
            "Garlic water kills the coronavirus.",
            "A photo shows a shark swimming on a flooded highway in Houston.",
            "The government will shut down mobile networks during the election.",
            "Baking soda removes pesticides from vegetables completely.",
        )
    )
)
SCORES: Floats = np.array([0.9, 0.88, 0.5, 0.4], np.float32)
TWO_OF_ONE: Floats = np.array([[1, 0, 0], [0.95, 0.3122, 0], [0, 1, 0], [0, 0, 1]], np.float32)


class TestWhoIsARival:
    def test_another_claim_is_and_another_check_is_not(self) -> None:
        others = rivals(TWO_OF_ONE)
        assert others.tolist() == [
            [False, False, True, True],
            [False, False, True, True],
            [True, True, False, True],
            [True, True, True, False],
        ]

    def test_nobody_is_of_itself(self) -> None:
        assert not rivals(np.eye(3, dtype=np.float32)).diagonal().any()

    def test_no_candidates_no_rivals(self) -> None:
        assert rivals(np.empty((0, 384), np.float32)).shape == (0, 0)

    def test_no_other_core_is_kept_busy(self) -> None:
        vectors = np.random.default_rng(1).normal(size=(120, 384)).astype(np.float32)
        assert min(_of_all_cores(vectors) for _ in range(3)) < 1.5


class TestHowFarAhead:
    def test_the_second_check_costs_the_first_nothing(self) -> None:
        others = rivals(TWO_OF_ONE)
        assert margin(SCORES, others) == pytest.approx([0.4, 0.38, -0.4, -0.5])
        assert ranks(SCORES, others).tolist() == [0, 0, 2, 3]

    def test_where_all_are_other_claims_it_is_the_lead_over_the_next(self) -> None:
        others = rivals(np.eye(4, dtype=np.float32))
        assert margin(SCORES, others) == pytest.approx([0.02, -0.02, -0.4, -0.5])
        assert ranks(SCORES, others).tolist() == [0, 1, 2, 3]

    def test_the_field_is_the_ten_best_rivals(self) -> None:
        scores = np.linspace(1, 0, 21).astype(np.float32)
        others = rivals(np.eye(21, dtype=np.float32))
        assert over_field(scores, others)[0] == pytest.approx(1 - scores[1 : FIELD + 1].mean())
        assert over_field(scores, others)[20] == pytest.approx(0 - scores[:FIELD].mean())

    def test_without_a_rival_the_score_stands_for_itself(self) -> None:
        alone = rivals(np.ones((2, 1), np.float32))
        some = np.array([0.7, 0.6], np.float32)
        assert margin(some, alone) == pytest.approx(some)
        assert over_field(some, alone) == pytest.approx(some)

    def test_no_candidates_nothing_said(self) -> None:
        none, nobody = np.empty(0, np.float32), np.zeros((0, 0), np.bool_)
        assert margin(none, nobody).size == ranks(none, nobody).size == over_field(none, nobody).size == 0


def test_two_checks_of_one_claim_are_alike_to_the_shipped_encoder(encoder: Encodes) -> None:
    known = [LEMON, AGAIN, *OTHERS]
    vectors = encoder.encode([passage(claim) for claim in known], kind="passage")
    assert rivals(vectors)[0].tolist() == [False, False, True, True, True, True]
    assert (vectors[0] @ vectors[2:].T).max() < ONE_CLAIM


def test_a_second_check_in_the_register_leaves_the_first_as_probable(encoder: Encodes) -> None:
    asked = Query("my aunt says hot lemon water kills cancer cells, please share with everyone", "en")
    alone, beside = (_best(encoder, [LEMON, *second, *OTHERS], asked) for second in ((), (AGAIN,)))
    assert alone > 0.9
    assert beside == pytest.approx(alone, abs=0.01)


def _of_all_cores(vectors: Floats) -> float:
    """Processor time of this process over that of this thread."""
    began, own = time.process_time(), time.thread_time()
    for _ in range(200):
        rivals(vectors)
        time.sleep(0.0005)  # in which helpers of a larger product would spin
    return (time.process_time() - began) / (time.thread_time() - own)


def _best(encoder: Encodes, known: list[KnownClaim], asked: Query) -> float:
    vectors = encoder.encode([passage(claim) for claim in known], kind="passage")
    index = MemoryIndex(known, vectors, model_id=encoder.model_id)
    looked = Searcher(index, encoder).look(asked)
    assert looked.table.shape[1] == len(NAMES)
    return Searcher(index, encoder).decide(asked).hits[0].probability

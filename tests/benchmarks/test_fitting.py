"""Which group of languages is judged by its own curve, and what a threshold's evidence is counted from."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.teach.written import WRITTEN
from benchmarks.train.fitting import at_least, stands_alone
from benchmarks.train.look_ups import REAL, LookUp, State, counts
from corrigenda.engine.calibrate import Evidence, GroupCalibration
from corrigenda.engine.types import Floats, Query

SCORES = np.linspace(0, 1, 101, dtype=np.float32)


def group(name: str, *, answer_from: float, decisions: int, may_answer: bool = True) -> GroupCalibration:
    evidence = (Evidence("some", decisions, decisions),)
    return GroupCalibration(name, SCORES, SCORES, answer_from, 0.02, evidence, may_answer=may_answer)


def first_hits(right: int, wrong: int) -> tuple[Floats, Floats]:
    """Scores above every threshold here, and their labels."""
    return np.full(right + wrong, 0.97, np.float32), np.array([1.0] * right + [0.0] * wrong, np.float32)


def test_a_threshold_that_is_high_for_lack_of_evidence_gives_way_to_that_of_its_kin() -> None:
    own, kin = group("pt", answer_from=0.99, decisions=40), group("latin", answer_from=0.95, decisions=300)
    score, label = first_hits(98, 1)
    assert not stands_alone(own, kin, score=score, label=label)


def test_a_group_that_may_not_answer_yet_is_judged_with_its_kin() -> None:
    own, kin = group("th", answer_from=1, decisions=0, may_answer=False), group("any", answer_from=0.95, decisions=300)
    score, label = first_hits(15, 0)
    assert not stands_alone(own, kin, score=score, label=label)


def test_where_the_promise_of_its_kin_fails_it_a_group_is_judged_by_itself() -> None:
    own, kin = (
        group("de", answer_from=1, decisions=0, may_answer=False),
        group("latin", answer_from=0.95, decisions=300),
    )
    score, label = first_hits(24, 3)
    assert stands_alone(own, kin, score=score, label=label)


def test_a_group_whose_own_evidence_lets_more_be_answered_is_judged_by_it() -> None:
    own, kin = group("en", answer_from=0.9, decisions=120), group("latin", answer_from=0.95, decisions=300)
    score, label = first_hits(100, 0)
    assert stands_alone(own, kin, score=score, label=label)


@pytest.mark.parametrize(("wrong", "count", "each"), [(0, 10, 0.02), (1, 40, 0.02), (3, 27, 0.02), (5, 5, 0.5)])
def test_so_many_wrong_ones_are_as_rare_as_counting_them_out_says(wrong: int, count: int, each: float) -> None:
    counted = sum(math.comb(count, k) * each**k * (1 - each) ** (count - k) for k in range(wrong, count + 1))
    assert at_least(wrong, count, each=each) == pytest.approx(counted)


@pytest.mark.parametrize(("state", "stands"), [("there", True), ("gone", True), ("made", False), ("asked", False)])
def test_a_curve_rests_on_what_people_sent_and_on_nothing_made(state: State, stands: bool) -> None:
    empty = np.empty(0, np.float32)
    of_set = {name: LookUp(name, Query("?"), 1, state, (), empty, empty, empty) for name in (*REAL, WRITTEN)}
    assert {name for name, up in of_set.items() if counts(up)} == (set(REAL) if stands else set())

"""The figures mean what they say."""

import pytest

from corrigenda.engine.evaluate import (
    Judged,
    automatic_answers,
    average_precision,
    calibration_error,
    mean_with_interval,
    precision_at_coverage,
    recall,
    success,
)

RUN = [
    Judged("a", "answer", ("x", "y"), (0.9, 0.1)),
    Judged("b", "answer", ("y",), (0.8,)),
    Judged("c", "suggest", ("z",), (0.4,)),
    Judged("d", "none", ()),
]
RIGHT = {"a": {"x"}, "b": {"x"}, "c": {"z"}, "d": {"q"}}


def test_average_precision_counts_rank_and_is_one_for_a_perfect_list() -> None:
    assert average_precision(["x", "y"], {"x"}, k=5) == 1
    assert average_precision(["y", "x"], {"x"}, k=5) == 0.5
    assert average_precision(["x", "q", "y"], {"x", "y"}, k=5) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(["q"] * 5 + ["x"], {"x"}, k=5) == 0
    assert average_precision([], {"x"}, k=5) == average_precision(["x"], set(), k=5) == 0


def test_success_and_recall_at_k() -> None:
    assert success(["y", "x"], {"x"}, k=1) == 0
    assert success(["y", "x"], {"x"}, k=2) == 1
    assert recall(["y", "x"], {"x", "z"}, k=2) == 0.5


def test_an_answer_to_a_message_whose_claim_was_taken_out_is_wrong() -> None:
    every = automatic_answers(RUN, RIGHT)
    assert (every.answered, every.right, every.answerable) == (2, 1, 4)
    assert (every.precision, every.coverage) == (0.5, 0.25)
    assert automatic_answers(RUN, RIGHT, absent={"a"}).right == 0


def test_precision_at_coverage_takes_the_most_probable_first() -> None:
    assert precision_at_coverage(RUN, RIGHT, coverage=0.25) == 1
    assert precision_at_coverage(RUN, RIGHT, coverage=0.5) == 0.5


def test_calibration_error_is_nought_for_honest_probabilities() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([1.0] * 4, [False] * 4) == pytest.approx(1)
    assert calibration_error([], []) == 0


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    found = mean_with_interval([0.0, 1.0] * 50)
    assert found.low < found.value == 0.5 < found.high
    assert found == mean_with_interval([0.0, 1.0] * 50)
    assert mean_with_interval([]).value == 0

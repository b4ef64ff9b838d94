"""B-cubed against figures worked out by hand."""

import pytest

from corrigenda.engine.evaluate import b_cubed, b_cubed_interval


def test_the_right_clusters_are_perfect_whatever_they_are_called() -> None:
    assert b_cubed([7, 7, 9], ["a", "a", "b"]).f1 == 1.0


def test_everything_alone_is_precise_and_everything_together_complete() -> None:
    groups = ["a", "a", "a", "b"]
    alone, together = b_cubed([1, 2, 3, 4], groups), b_cubed([1, 1, 1, 1], groups)
    assert (alone.precision, alone.recall) == (1.0, pytest.approx((3 * 1 / 3 + 1) / 4))
    assert (together.precision, together.recall) == (pytest.approx((3 * 3 / 4 + 1 / 4) / 4), 1.0)


def test_one_item_in_the_wrong_place_costs_both() -> None:
    found = b_cubed([1, 1, 2, 2], ["a", "a", "a", "b"])
    assert found.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    clusters, groups = [1, 1, 2, 3, 3, 4], ["a", "a", "a", "b", "c", "c"]
    found = b_cubed_interval(clusters, groups)
    assert found.low <= found.value <= found.high
    assert found.low < found.high
    assert b_cubed_interval(clusters, groups) == found


def test_nothing_measured_is_nothing_reached() -> None:
    assert b_cubed([], []).f1 == 0.0
    assert b_cubed_interval([], []).value == 0.0


def test_a_missing_item_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="one cluster and one group"):
        b_cubed([1], ["a", "b"])

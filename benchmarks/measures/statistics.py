"""Figures with their 95 % bootstrap intervals over messages. Seeded, so that equal runs print equal figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.evaluate import Interval, calibration_error

DRAWS = 1_000
SEED = 0


def mean(values: Sequence[float]) -> Interval:
    """A mean over messages."""
    return macro({"": values})


def macro(groups: Mapping[str, Sequence[float]]) -> Interval:
    """The mean of the groups' means; messages are drawn again within their group. Empty groups count nothing."""
    filled = [np.asarray(values, dtype=np.float64) for values in groups.values() if len(values)]
    if not filled:
        return Interval(0.0, 0.0, 0.0)
    rng = np.random.default_rng(SEED)
    drawn = np.mean(
        [values[rng.integers(0, values.size, (DRAWS, values.size))].mean(axis=1) for values in filled], axis=0
    )
    return _interval(float(np.mean([values.mean() for values in filled])), drawn)


def ratio(above: Sequence[float], below: Sequence[float], *, empty: float = 0.0) -> Interval:
    """Sum over sum, both drawn again by message: right answers among answers, a share of another figure.

    ``empty`` is said where nothing stands below: of a desk that answered nothing, nothing was wrong.
    """
    tops, bottoms = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    if not bottoms.size or bottoms.sum() == 0:
        return Interval(empty, 0.0, 1.0)
    rows = np.random.default_rng(SEED).integers(0, tops.size, (DRAWS, tops.size))
    sums = bottoms[rows].sum(axis=1)
    drawn = np.where(sums > 0, tops[rows].sum(axis=1) / np.maximum(sums, 1e-9), empty)
    return _interval(float(tops.sum() / bottoms.sum()), drawn)


def precision(right: Sequence[bool], answered: Sequence[bool]) -> Interval:
    """Right among answered; 1 where nothing was answered.

    Of answers that are all right a bootstrap draws nothing else, so the lower end is the rule of three's: 1 - 3 / n
    (Hanley and Lippman-Hand, 1983).
    """
    found = ratio(right, answered, empty=1.0)
    count = sum(answered)
    return Interval(1.0, max(0.0, 1 - 3 / count), 1.0) if count and sum(right) == count else found


def calibration_by_chance(probabilities: Sequence[float]) -> float:
    """The calibration error that these very probabilities would show on as many messages if they were exactly true.

    Labels are drawn from them. An engine that states these cannot be expected to show less, however true they are.
    """
    stated = np.asarray(probabilities, dtype=np.float64)
    if not stated.size:
        return 0.0
    drawn = np.random.default_rng(SEED).random((DRAWS, stated.size)) < stated
    return float(np.mean([calibration_error(stated.tolist(), right.tolist()) for right in drawn]))


def loss(before: Sequence[float], after: Sequence[float]) -> Interval:
    """How much is lost, message by message: both values of a message are drawn together."""
    return mean([one - other for one, other in zip(before, after, strict=True)])


def precision_at(scores: Sequence[float], right: Sequence[bool], *, answerable: int, coverage: float) -> float | None:
    """Precision when as many messages are answered rightly as ``coverage`` asks for, the surest first; None: never."""
    good = _rights(scores, right)
    reached = np.flatnonzero(good >= coverage * answerable - 1e-9)
    if not reached.size or not answerable or coverage <= 0:
        return None
    return float(good[reached[0]] / (reached[0] + 1))


def coverage_at(scores: Sequence[float], right: Sequence[bool], *, answerable: int, precision: float) -> float:
    """The greatest share of the answerable that one threshold on the score answers rightly at this precision.

    The threshold is chosen on the very messages it is judged on: flattering, alike for everybody.
    """
    good = _rights(scores, right)
    # Equal scores stand or fall together: a threshold cannot pass between them.
    ordered = np.sort(np.asarray(scores, dtype=np.float64))[::-1]
    last = np.r_[ordered[1:] != ordered[:-1], True] if ordered.size else np.empty(0, dtype=bool)
    fit = np.flatnonzero(last & (good / np.arange(1, good.size + 1) >= precision))
    return float(good[fit[-1]] / answerable) if fit.size and answerable else 0.0


def _rights(scores: Sequence[float], right: Sequence[bool]) -> NDArray[np.float64]:
    """How many are right among the first 1, 2, 3 ... by falling score; of equal scores the wrong ones first."""
    order = np.lexsort((np.asarray(right, dtype=int), -np.asarray(scores, dtype=np.float64)))
    return np.cumsum(np.asarray(right, dtype=np.float64)[order])


def _interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(value, float(low), float(high))

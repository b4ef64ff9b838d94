"""Fits a group's curve and its threshold from decided pairs; numpy only. Used by training and by the desk.

The curve: a logistic fit of the score (Platt, 1999), or of what another calibration said, corrected by pooling
neighbours that fall (isotonic regression by pooling adjacent violators). Each pool is held to the logistic fit by
``hold`` imagined rows: few rows give the logistic curve, many rows give the pools. How firmly it is held, and whether
the first hits, whose probability decides, weigh more than the rest, is chosen by the cross-validated log loss of the
first hits.

The threshold: the lowest score from which first hits keep the promise, not as counted but as it can be believed: with
a uniform prior, the posterior of their precision must lie above the promise with the chance ``SURE``. So 79 answers
without a mistake are the least that let a group answer at 98 %, 148 with one, 212 with two. Nothing is answered below
``WORST`` either, however sure those above it are: the promise is to each asker, not only on average.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.calibrate import Evidence, GroupCalibration
from corrigenda.engine.evaluate import calibration_error
from corrigenda.engine.types import Floats

PROMISED = 0.98  # of automatic answers are right
SURE = 0.8
WORST = 0.9  # no pair is answered that is less probable than this by itself
LEAST_DECIDED = 60  # first hits; a curve through fewer is a guess, and no threshold could be believed either
SUGGEST_FROM = 0.02
NEVER = 1.0  # no probability reaches it
FOLDS = 5
LOWEST, HIGHEST = 0.0005, 0.998
KNOTS = 64
STEP = 1e-5  # between neighbouring knots at least, so that order survives calibration
HOLDS = (2.0, 20.0, 200.0, math.inf)
FIRSTS_COUNT = (1.0, 10.0)

Doubles: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of drawing the curve: how firmly pools are held, how many times a first hit counts."""

    hold: float
    firsts_count: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scores with their labels; ``firsts`` are the rows of first hits, ``fold`` keeps rows of a query together."""

    scores: Doubles
    labels: Doubles
    weights: Doubles
    firsts: Rows
    fold: NDArray[np.int64]

    def weighted(self, way: Way) -> Doubles:
        """The rows' weights with first hits counted more often, their mean 1."""
        weights = self.weights.copy()
        weights[self.firsts] *= way.firsts_count
        return weights / float(weights.mean())

    def part(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Some of the rows."""
        place = np.cumsum(chosen) - 1
        firsts = place[self.firsts[chosen[self.firsts]]]
        return Pairs(self.scores[chosen], self.labels[chosen], self.weights[chosen], firsts, self.fold[chosen])


def fit(
    scores: Floats,
    labels: Floats,
    weights: Floats,
    *,
    firsts: Sequence[int] | Rows,
    queries: Sequence[int] | Rows | None = None,
    sets: Sequence[str] | None = None,
    trusted: Sequence[int] | Rows | None = None,
    name: str = "any",
    prior: GroupCalibration | None = None,
    promised: float = PROMISED,
    sure: float = SURE,
    suggest_from: float = SUGGEST_FROM,
) -> GroupCalibration:
    """A group's calibration from decided pairs: scores of models that never saw them, labels 1 (same claim) or 0.

    ``firsts``: row numbers of the best candidate of each message. ``queries``: the query of each row, so that folds do
    not part them; None: each row by itself. ``sets``: where each row comes from, for the evidence. ``trusted``: the
    first hits the threshold may rest on, all of them where None (a desk's own leaves out those that a guard held
    back). ``sure``: the chance with which the promise must hold. ``prior``: a calibration to start from instead of the
    bare score. Takes at least one row, of any labels.
    """
    rows = np.arange(len(scores)) if queries is None else np.unique(np.asarray(queries), return_inverse=True)[1]
    pairs = Pairs(
        scores=np.asarray(scores, dtype=np.float64),
        labels=np.asarray(labels, dtype=np.float64),
        weights=np.asarray(weights, dtype=np.float64),
        firsts=np.asarray(firsts, dtype=np.intp),
        fold=np.random.default_rng(0).permutation(rows.max() + 1)[rows] % FOLDS,
    )
    way, error = _best_way(pairs, prior)
    curve = _curve(pairs, way, prior=prior)
    decided = pairs.firsts if trusted is None else np.asarray(trusted, dtype=np.intp)
    asked = curve.probability(pairs.scores[decided].astype(np.float32)).astype(np.float64)
    answer_from = surest(asked, pairs.labels[decided], promised=promised, sure=sure)
    may_answer = answer_from is not None and len(decided) >= LEAST_DECIDED
    threshold = answer_from if may_answer and answer_from is not None else NEVER
    of_set = np.asarray(sets if sets is not None else ["decided"] * len(pairs.scores))
    return GroupCalibration(
        name=name,
        scores=curve.scores,
        probabilities=curve.probabilities,
        answer_from=threshold,
        suggest_from=suggest_from,
        evidence=_evidence(asked >= threshold, pairs.labels[decided], of_set[decided]),
        may_answer=may_answer,
        error=error,
    )


def surest(probabilities: Doubles, labels: Doubles, *, promised: float = PROMISED, sure: float = SURE) -> float | None:
    """The lowest probability from which first hits can be believed to keep the promise; None where there is none."""
    order = np.argsort(-probabilities, kind="stable")
    stated, wrong = probabilities[order], np.cumsum(1 - labels[order])
    count = np.arange(1, order.size + 1)
    last_of_equals = np.r_[stated[1:] < stated[:-1], True][: order.size]
    possible = last_of_equals & (stated >= WORST) & (wrong <= (1 - promised) * count)
    for place in np.flatnonzero(possible)[::-1]:
        if chance(int(count[place] - wrong[place]), int(count[place]), promised=promised) >= sure:
            return math.floor(float(stated[place]) * 1e6) / 1e6
    return None


def chance(right: int, decisions: int, *, promised: float = PROMISED) -> float:
    """How probable it is that the precision is at least as promised, with a uniform prior (a beta posterior).

    By the beta distribution's tie to the binomial: that of more wrong ones than there are among one decision more.
    """
    wrong, n = decisions - right, decisions + 1
    logs = [
        math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        + k * math.log(1 - promised) + (n - k) * math.log(promised)
        for k in range(wrong + 1)
    ]  # fmt: skip
    return max(0.0, 1 - math.fsum(math.exp(each) for each in logs))


def _evidence(answered: NDArray[np.bool_], labels: Doubles, sets: NDArray[np.str_]) -> tuple[Evidence, ...]:
    names = [str(name) for name in np.unique(sets)]
    chosen = [(name, answered & (sets == name)) for name in names]
    return tuple(Evidence(name, int(rows.sum()), int(labels[rows].sum())) for name, rows in chosen)


def _best_way(pairs: Pairs, prior: GroupCalibration | None) -> tuple[Way, float | None]:
    """The way with the least log loss on first hits it has not seen, and the calibration error it has there."""
    ways = [Way(hold, count) for hold, count in product(reversed(HOLDS), FIRSTS_COUNT)]
    if len(pairs.firsts) < LEAST_DECIDED:
        return ways[0], None
    unseen = [_unseen(pairs, way, prior=prior) for way in ways]
    truth, weights = pairs.labels[pairs.firsts], pairs.weights[pairs.firsts]
    losses = [np.average(-np.log(np.where(truth > 0.5, stated, 1 - stated)), weights=weights) for stated in unseen]
    best = int(np.argmin(losses))
    return ways[best], calibration_error(unseen[best].tolist(), (truth > 0.5).tolist())


def _unseen(pairs: Pairs, way: Way, *, prior: GroupCalibration | None) -> Doubles:
    """The probability of each first hit by a curve drawn without its fold."""
    stated = np.full(len(pairs.firsts), 0.5)
    for fold in range(FOLDS):
        out = pairs.fold == fold
        asked = out[pairs.firsts]
        if asked.any() and not out.all():
            curve = _curve(pairs.part(~out), way, prior=prior)
            stated[asked] = curve.probability(pairs.scores[pairs.firsts[asked]].astype(np.float32))
    return stated


def _curve(pairs: Pairs, way: Way, *, prior: GroupCalibration | None) -> GroupCalibration:
    weights = pairs.weighted(way)
    line = _Line.through(pairs, weights, prior=prior)
    at = _knots(pairs.scores, prior)
    steep = line.log_odds(at)
    if math.isfinite(way.hold):
        centres, sizes, means = _pools(pairs.scores, pairs.labels, weights)
        held = line.log_odds(centres)
        shares = (sizes * means + way.hold * _share(held)) / (sizes + way.hold)
        steep = steep + np.interp(at, centres, _log_odds(shares) - held)
    risen = np.maximum.accumulate(_share(steep).clip(LOWEST, HIGHEST)) + STEP * np.arange(len(at))
    return GroupCalibration(
        name="",
        scores=at.astype(np.float32),
        probabilities=risen.round(6).astype(np.float32),
        answer_from=NEVER,
        suggest_from=SUGGEST_FROM,
        evidence=(),
    )


def _knots(scores: Doubles, prior: GroupCalibration | None) -> Doubles:
    """Where the curve is kept: denser towards the top, where thresholds lie."""
    tail = np.r_[np.linspace(0, 0.9, KNOTS // 4), 1 - np.geomspace(0.1, 1e-4, KNOTS // 2), 1.0]
    known = np.array([], dtype=np.float64) if prior is None else prior.scores.astype(np.float64)
    spread = max(float(np.ptp(scores)), 1.0)
    ends = (float(scores.min()) - spread, float(scores.max()) + spread / 10)
    return np.unique(np.concatenate([np.quantile(scores, tail), known, ends]).round(5))


@dataclass(frozen=True, slots=True)
class _Line:
    """Log odds that rise straight with the score, or with the log odds of a prior calibration."""

    prior: GroupCalibration | None
    middle: float
    spread: float
    slope: float
    offset: float

    @classmethod
    def through(cls, pairs: Pairs, weights: Doubles, *, prior: GroupCalibration | None) -> _Line:
        """The best line, targets drawn in by Platt's rule. A prior is left only as far as the rows insist."""
        scores = pairs.scores
        middle, spread = (0.0, 1.0) if prior else (float(scores.mean()), max(float(scores.std()), 1e-6))
        blank = cls(prior, middle, spread, 1.0, 0.0)
        above, below = float(weights @ pairs.labels), float(weights @ (1 - pairs.labels))
        targets = np.where(pairs.labels > 0.5, (above + 1) / (above + 2), 1 / (below + 2))
        slope, offset = _newton(blank.log_odds(scores), targets, weights, pull=5.0 if prior else 0.01)
        return cls(prior, middle, spread, max(slope, 0.05), offset)

    def log_odds(self, scores: Doubles) -> Doubles:
        """Of a score being right."""
        if self.prior is None:
            seen = (scores - self.middle) / self.spread
        else:
            seen = _log_odds(np.interp(scores, self.prior.scores, self.prior.probabilities))
        return np.asarray(self.slope * seen + self.offset)


def _newton(seen: Doubles, targets: Doubles, weights: Doubles, *, pull: float) -> tuple[float, float]:
    """Slope and offset of a weighted logistic fit, pulled to 1 and 0 as if by so many rows."""
    table = np.stack([seen, np.ones_like(seen)], axis=1)
    start = np.array([1.0, 0.0])
    found = start
    for _ in range(50):
        share = _share(table @ found)
        slope = table.T @ (weights * (targets - share)) - pull * (found - start)
        bend = (table * (weights * share * (1 - share))[:, None]).T @ table + (pull + 1e-9) * np.eye(2)
        step = np.linalg.solve(bend, slope)
        found = found + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-7:
            break
    return float(found[0]), float(found[1])


def _pools(scores: Doubles, labels: Doubles, weights: Doubles) -> tuple[Doubles, Doubles, Doubles]:
    """Pools of neighbours whose shares rise: centre, size (weight) and share of each."""
    at, place = np.unique(scores, return_inverse=True)
    sizes, rights = np.bincount(place, weights), np.bincount(place, weights * labels)
    pools: list[tuple[float, float, float]] = []  # size, size times centre, size times share
    for size, centre, right in zip(sizes.tolist(), (sizes * at).tolist(), rights.tolist(), strict=True):
        pools.append((size, centre, right))
        while len(pools) > 1 and pools[-2][2] * pools[-1][0] >= pools[-1][2] * pools[-2][0]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    table = np.array(pools)
    return table[:, 1] / table[:, 0], table[:, 0], table[:, 2] / table[:, 0]


def _share(log_odds: Doubles) -> Doubles:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def _log_odds(share: Doubles) -> Doubles:
    held = np.clip(share, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(held / (1 - held)))

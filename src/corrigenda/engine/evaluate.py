"""How good a run is: pure functions over ranked ids, decisions and judgements. No file, no model, no print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from corrigenda.engine.types import Outcome

Judgements = Mapping[str, Set[str]]  # query id -> ids of the claims that are right


@dataclass(frozen=True, slots=True)
class Judged:
    """One query of a run: what was decided, which claims were ranked (best first), how probable each was."""

    query_id: str
    outcome: Outcome
    claim_ids: tuple[str, ...]
    probabilities: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over queries with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def average_precision(ranked: Sequence[str], right: Set[str], *, k: int) -> float:
    """Average precision at k: mean of the precision at each right claim, over min(right, k). 0 to 1."""
    found, total = 0, 0.0
    for position, claim_id in enumerate(ranked[:k], start=1):
        if claim_id in right:
            found += 1
            total += found / position
    return total / min(len(right), k) if right else 0.0


def success(ranked: Sequence[str], right: Set[str], *, k: int) -> float:
    """1.0 when a right claim is among the first k, else 0.0."""
    return float(any(claim_id in right for claim_id in ranked[:k]))


def recall(ranked: Sequence[str], right: Set[str], *, k: int) -> float:
    """The share of the right claims among the first k."""
    return len(right & set(ranked[:k])) / len(right) if right else 0.0


def per_query(
    run: Sequence[Judged], right: Judgements, measure: Callable[[Sequence[str], Set[str]], float]
) -> list[float]:
    """A measure for every judged query; one the run does not have counts 0."""
    ranked = {entry.query_id: entry.claim_ids for entry in run}
    return [measure(ranked.get(query_id, ()), claims) for query_id, claims in right.items()]


def mean_with_interval(values: Sequence[float], *, draws: int = 1000, seed: int = 0) -> Interval:
    """Mean and 95 % percentile bootstrap over queries; seeded, so that equal runs print equal figures."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    sample = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(seed)
    means = np.array([rng.choice(sample, sample.size).mean() for _ in range(draws)])
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(sample.mean()), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Automatic:
    """What answering without a person did: how many were answered, how many rightly, how many could have been."""

    answered: int
    right: int
    answerable: int
    queries: int

    @property
    def precision(self) -> float:
        """Right answers among automatic answers; 1.0 where none was given."""
        return self.right / self.answered if self.answered else 1.0

    @property
    def coverage(self) -> float:
        """Share of the answerable messages that got a right answer automatically."""
        return self.right / self.answerable if self.answerable else 0.0


def automatic_answers(run: Sequence[Judged], right: Judgements, *, absent: Set[str] = frozenset()) -> Automatic:
    """Judge the answers of a run. ``absent`` are queries whose claims were taken out: any answer there is wrong."""
    answers = [entry for entry in run if entry.outcome == "answer" and entry.claim_ids]
    good = [entry for entry in answers if entry.claim_ids[0] in right.get(entry.query_id, frozenset())]
    good = [entry for entry in good if entry.query_id not in absent]
    answerable = sum(1 for query_id, claims in right.items() if claims and query_id not in absent)
    return Automatic(answered=len(answers), right=len(good), answerable=answerable, queries=len(run))


def precision_at_coverage(run: Sequence[Judged], right: Judgements, *, coverage: float) -> float:
    """Precision of the first hits when this share of the queries is answered, the most probable first."""
    firsts = [entry for entry in run if entry.claim_ids and entry.probabilities]
    firsts.sort(key=lambda entry: -entry.probabilities[0])
    taken = firsts[: max(1, round(coverage * len(run)))] if firsts else []
    hits = [entry.claim_ids[0] in right.get(entry.query_id, frozenset()) for entry in taken]
    return float(np.mean(hits)) if hits else 0.0


def calibration_error(probabilities: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al., 2015): mean gap between probability and share right, by bin size."""
    if not probabilities:
        return 0.0
    stated, true = np.asarray(probabilities, dtype=np.float64), np.asarray(right, dtype=np.float64)
    place = np.minimum((stated * bins).astype(int), bins - 1)
    gaps = [abs(stated[place == b].mean() - true[place == b].mean()) * (place == b).sum() for b in np.unique(place)]
    return float(sum(gaps) / stated.size)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision and recall of a clustering, each a mean over items. See ``b_cubed``."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


def b_cubed(clusters: Sequence[Hashable], groups: Sequence[Hashable]) -> BCubed:
    """B-cubed (Bagga and Baldwin, 1998) of found ``clusters`` against true ``groups``, one of each for every item."""
    return _mean_of(b_cubed_by_item(clusters, groups))


def b_cubed_by_item(clusters: Sequence[Hashable], groups: Sequence[Hashable]) -> list[BCubed]:
    """For each item: the share of its cluster that is of its group, and of its group that is in its cluster."""
    if len(clusters) != len(groups):
        raise ValueError("There must be one cluster and one group for each item.")
    pairs = list(zip(clusters, groups, strict=True))
    in_cluster, in_group, in_both = Counter(clusters), Counter(groups), Counter(pairs)
    return [BCubed(in_both[pair] / in_cluster[pair[0]], in_both[pair] / in_group[pair[1]]) for pair in pairs]


def b_cubed_interval(
    clusters: Sequence[Hashable], groups: Sequence[Hashable], *, draws: int = 1000, seed: int = 0
) -> Interval:
    """B-cubed F1 with its 95 % percentile bootstrap over groups, seeded; items of one group are drawn together."""
    items = b_cubed_by_item(clusters, groups)
    if not items:
        return Interval(0.0, 0.0, 0.0)
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    sums = np.zeros((len(numbers), 3))
    for item, group in zip(items, groups, strict=True):
        sums[numbers[group]] += (item.precision, item.recall, 1)
    rng = np.random.default_rng(seed)
    drawn = [sums[rng.integers(len(sums), size=len(sums))].sum(axis=0) for _ in range(draws)]
    low, high = np.percentile([BCubed(p / n, r / n).f1 for p, r, n in drawn], [2.5, 97.5])
    return Interval(_mean_of(items).f1, float(low), float(high))


def _mean_of(items: Sequence[BCubed]) -> BCubed:
    if not items:
        return BCubed(0.0, 0.0)
    return BCubed(sum(item.precision for item in items) / len(items), sum(item.recall for item in items) / len(items))

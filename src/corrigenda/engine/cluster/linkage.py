"""Average linkage over few known pairs: the same clusters whatever the order they are given in.

Sokal and Michener's UPGMA (1958) with a heap; a pair nobody scored counts ``unknown``.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence

# Log odds, the best of a few tried on the fitting half of benchmarks/clusters.py.
UNKNOWN = -3.0
LEAST, MOST = -6.0, 3.0  # one certain pair must not outvote many doubtful ones

Odds = Mapping[int, Mapping[int, float]]  # number -> number -> log odds, both ways


def average_link(numbers: Iterable[int], odds: Odds, *, join_from: float) -> list[list[int]]:
    """The clusters of these numbers, each sorted; clusters join while their mean log odds reach ``join_from``."""
    members = {number: [number] for number in sorted(numbers)}
    sums = {number: _within(odds.get(number, {}), members) for number in members}
    heap = [(-total, a, b) for a, row in sums.items() for b, total in row.items() if a < b and total >= join_from]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in members or b not in members or -negative != sums[a][b] / (len(members[a]) * len(members[b])):
            continue  # one of them has joined another since
        _join(a, b, members=members, sums=sums)
        for other in sums[a]:
            mean = sums[a][other] / (len(members[a]) * len(members[other]))
            if mean >= join_from:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return sorted(sorted(cluster) for cluster in members.values())


def _within(row: Mapping[int, float], members: Mapping[int, Sequence[int]]) -> dict[int, float]:
    return {other: _bounded(value) for other, value in row.items() if other in members}


def _bounded(value: float) -> float:
    return min(max(value, LEAST), MOST)


def _join(a: int, b: int, *, members: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> None:
    """Put ``b`` into ``a``. Sums of log odds add up; a pair unknown on one side adds ``UNKNOWN`` for each member."""
    row, gone = sums[a], sums.pop(b)
    row.pop(b)
    gone.pop(a)
    sizes = len(members[a]), len(members[b])
    for other in {*row, *gone}:
        size = len(members[other])
        total = row.get(other, UNKNOWN * sizes[0] * size) + gone.get(other, UNKNOWN * sizes[1] * size)
        row[other] = sums[other][a] = total
        sums[other].pop(b, None)
    members[a] += members.pop(b)

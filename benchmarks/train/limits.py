"""Which limits of the second look keep most right pairs for the near misses they let through: a table to choose by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from benchmarks.train.agreement import Seen

AGREES = (-4.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5)
ON_DENIAL = (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0)
ON_OTHER_WORDS = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
RIGHT_KEPT = (0.97, 0.95, 0.93, 0.91, 0.89, 0.87, 0.85)


def tried(seen: Sequence[Seen]) -> Iterator[dict[str, float]]:
    """For each share of right pairs that must stay: the limits that let the fewest near misses through."""
    sure = [one for one in seen if one.sure and not one.differs and one.look.odds is not None]
    odds = np.array([one.look.odds for one in sure], dtype=np.float64)
    denies, others = (np.array([getattr(one.look, name) for one in sure]) for name in ("deny_unlike", "other_words"))
    label = np.array([one.label for one in sure])
    real, ours = (np.array([getattr(one, name) for one in sure]) for name in ("counts", "ours"))
    right = np.array([one.state == "there" and one.label > 0.5 for one in sure])
    made = np.array([one.state == "made" for one in sure])
    found = []
    for agrees, denial, words in product(AGREES, ON_DENIAL, ON_OTHER_WORDS):
        least = np.where(denies, max(agrees, denial), agrees)
        passes = (~others | (odds >= words)) & (odds >= least)
        found.append(
            {
                "right kept": _mean(passes[right & ~ours]),
                "near misses": _mean(passes[made & ~ours]),
                "written kept": _mean(passes[right & ours]),
                "written near misses": _mean(passes[made & ours]),
                "denials": _mean(passes[made & denies]),
                "precision": _mean(label[real & passes]),
                "agrees": agrees,
                "on denial": denial,
                "on other words": words,
            }
        )
    for kept in RIGHT_KEPT:
        enough = [one for one in found if one["right kept"] >= kept]
        if enough:
            yield min(enough, key=lambda one: (one["near misses"] + one["written near misses"], -one["right kept"]))


def _mean(some: np.ndarray) -> float:
    return round(float(some.mean()), 3) if some.size else 0.0

"""What each limit of the judge's odds keeps of right pairs and lets through of near misses: a table to choose by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.train.agreement import Seen

LIMITS = (-2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0)


def tried(seen: Sequence[Seen]) -> Iterator[dict[str, float]]:
    """Shares of the first hits that are sure and that the guard lets pass, for each limit."""
    sure = [one for one in seen if one.sure and not one.differs]
    odds, label = (np.array([getattr(one, name) for one in sure], np.float64) for name in ("odds", "label"))
    real, ours = (np.array([getattr(one, name) for one in sure], np.bool_) for name in ("counts", "ours"))
    right = np.array([one.state == "there" and one.label > 0.5 for one in sure], np.bool_)
    made = np.array([one.state == "made" for one in sure], np.bool_)
    for limit in LIMITS:
        passes = odds >= limit
        yield {
            "agrees from": limit,
            "right kept": _mean(passes[right & ~ours]),
            "near misses": _mean(passes[made & ~ours]),
            "written kept": _mean(passes[right & ours]),
            "written near misses": _mean(passes[made & ours]),
            "precision": _mean(label[real & passes]),
        }


def _mean(some: np.ndarray) -> float:
    return round(float(some.mean()), 3) if some.size else 0.0

"""Labels that leave things out are completed: how often was an unlabelled candidate the same claim after all?

Of the posts' best unlabelled candidates some were read: by the makers of the data (``judged.tsv``), and those that an
earlier ranker put highest by one of us, from the texts alone (``read.tsv``, fold 1). From both follows how probable it
is, at a score, that an unlabelled one is the same claim; the calibration counts it as that much of a right one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks import sets
from benchmarks.train.look_ups import LookUp
from benchmarks.train.said import readings
from corrigenda.engine.types import Floats

PULL = 0.05  # of the slope, so that few readings do not make a cliff
COUNTED = 3  # best candidates of a message


def completed(ups: Sequence[LookUp], scores: Sequence[Floats]) -> list[Floats]:
    """The probability that each candidate is the same claim, as far as labels and readings tell; 0 to 1."""
    said = readings(sets.POSTS)
    seen, same = [], []
    for up, score in zip(ups, scores, strict=True):
        for row in np.argsort(-score)[:COUNTED]:
            label = said.get((up.query.id, up.claims[row].id))
            if label is not None and up.set == sets.POSTS and up.state == "there":
                seen.append(float(score[row]))
                same.append(float(label == 2))
    slope, offset = _logistic(np.array(seen), np.array(same))
    return [_labels(up, score, said, slope=slope, offset=offset) for up, score in zip(ups, scores, strict=True)]


def _labels(up: LookUp, score: Floats, said: dict[tuple[str, str], int], *, slope: float, offset: float) -> Floats:
    if up.state == "made":
        return up.same
    label = np.array([said.get((up.query.id, claim.id), -1) for claim in up.claims])
    own = np.maximum(up.same, label == 2)
    guessed = 1 / (1 + np.exp(-(slope * score + offset)))
    settled = (up.known > 0) | (label >= 0) | (own > 0)
    return np.asarray(np.where(settled, own, guessed), np.float32)


def _logistic(seen: np.ndarray, same: np.ndarray) -> tuple[float, float]:
    """Slope and offset by Newton's method; with no readings, an offset that makes everything another claim."""
    if seen.size < 20 or not same.any():
        return 0.0, -10.0
    slope, offset = 0.3, float(np.log(same.mean() / (1 - same.mean())))
    for _ in range(50):
        share = 1 / (1 + np.exp(-(slope * seen + offset)))
        error, spread = share - same, share * (1 - share)
        gradient = np.array([(error * seen).sum() + PULL * slope, error.sum()])
        across = (spread * seen).sum()
        bend = np.array([[(spread * seen * seen).sum() + PULL, across], [across, spread.sum()]])
        step = np.linalg.solve(bend + 1e-6 * np.eye(2), gradient)
        slope, offset = slope - float(step[0]), offset - float(step[1])
    return max(0.0, slope), offset

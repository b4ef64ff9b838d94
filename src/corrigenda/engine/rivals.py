"""A candidate's rivals: the other candidates, less those that are checks of the same claim.

A register holds many checks of one claim (other publishers, re-uploads). How far a candidate is ahead says how sure it
is only if it is compared with other claims: two checks of the right one stand side by side, and both are right.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.types import Floats

# Cosine of two known claims from which they count as one here. Of pairs that answer one post two fifths lie above it;
# of other pairs among one post's best thirty 1 in 440. Nothing is merged by it.
ONE_CLAIM = 0.85
FIELD = 10  # rivals
# Rows multiplied at once. A larger product wakes the other threads of numpy's OpenBLAS, which then spin for work: that
# doubled the processor time of a message (28 to 58 ms) on the cores where other messages are being decided.
AT_ONCE = 4

Rivals: TypeAlias = NDArray[np.bool_]


def rivals(vectors: Floats) -> Rivals:
    """Whether the second is a rival of the first, (candidates, candidates); ``vectors`` are of length one."""
    others = np.empty((len(vectors), len(vectors)), dtype=np.bool_)
    for start in range(0, len(vectors), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        others[part] = vectors[part] @ vectors.T < ONE_CLAIM
    np.fill_diagonal(others, val=False)
    return others


def margin(scores: Floats, others: Rivals) -> Floats:
    """Each score less that of its best rival; the score itself where there is none."""
    best = _of_rivals(scores, others).max(axis=1, initial=-np.inf)
    return np.asarray(np.where(np.isfinite(best), scores - best, scores), dtype=np.float32)


def ranks(scores: Floats, others: Rivals) -> Floats:
    """How many rivals stand higher."""
    return np.asarray((_of_rivals(scores, others) > scores[:, None]).sum(axis=1), dtype=np.float32)


def over_field(scores: Floats, others: Rivals) -> Floats:
    """Each score less the mean of its ten best rivals: what a candidate looks like that is merely about the same."""
    theirs = _of_rivals(scores, others)
    if theirs.shape[1] > FIELD:
        theirs = -np.partition(-theirs, FIELD - 1, axis=1)[:, :FIELD]
    there = np.isfinite(theirs)
    total = np.where(there, theirs, 0).sum(axis=1)
    return np.asarray(scores - total / np.maximum(there.sum(axis=1), 1), dtype=np.float32)


def _of_rivals(scores: Floats, others: Rivals) -> Floats:
    return np.where(others, scores[None, :], np.float32(-np.inf))

"""Two messages side by side: the numbers from which the fitted curves read whether they carry one claim."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.cluster.background import Background
from corrigenda.engine.cluster.fitted import Fitted
from corrigenda.engine.cluster.said import Numbers, Said
from corrigenda.engine.cluster.tongue import may_share_words
from corrigenda.engine.text.repeats import NEAR_SHARE
from corrigenda.engine.types import Floats

MEANING = ("cosine", "closer_than_usual", "shorter", "length_gap")
LESS_IS_MORE = frozenset(("shorter", "length_gap", "other_figures", "one_denies"))  # all others speak for one claim
NAMES = (
    *MEANING,
    "words_alike",  # cosine of the weighted words
    "words_shared",  # Jaccard, weighted
    "words_within",  # shared weight over that of the one with less
    "weight_shared",
    "pieces_alike",
    "pieces_shared",
    "figures_shared",
    "other_figures",  # both have figures, none in common
    "one_denies",
    "link_shared",
)
Sizes = NDArray[np.intp]
NEARLY_THE_SAME = 0.5  # words shared: then a figure or a denial is what makes the difference
KEPT_APART = -6.0  # log odds
NEAR_REPEAT = 10.0  # log odds, times the share of pieces
# A text whose words stand in one of e times its length may be one of several claims there: as likely as not.
HELD, MUCH_LONGER, PERHAPS = 0.8, 1.0, 0.0  # share of its words; logarithm; log odds at most


def table(one: Said, others: Sequence[Said], *, background: Background, crowding: Floats) -> Floats:
    """A row of ``NAMES`` for each of ``others``. ``crowding``: that of ``one``, then those of ``others``."""
    cosines = np.stack([other.vector for other in others]) @ one.vector
    lengths = np.array([other.length for other in others], dtype=np.float32)
    words = _overlap(one.words, [other.words for other in others], background=background)
    pieces = _overlap(one.pieces, [other.pieces for other in others], background=background)
    figures = _shared(one.figures, [other.figures for other in others])
    both_count = np.array([bool(one.figures.size and other.figures.size) for other in others])
    columns = (
        cosines,
        cosines - (crowding[0] + crowding[1:]) / 2,
        np.minimum(lengths, one.length),
        np.abs(lengths - one.length),
        *words,
        *(pieces[0], pieces[1]),
        figures.clip(max=3),
        both_count & (figures == 0),
        [one.denies != other.denies for other in others],
        _shared(one.links, [other.links for other in others]) > 0,
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def same_claim(
    one: Said, others: Sequence[Said], *, background: Background, crowding: Floats, fitted: Fitted
) -> Floats:
    """The log odds that ``one`` and each of ``others`` carry one claim.

    Words count only where both are in languages that could share them. Near repeats need no curve, and those that
    differ in a figure or a denial are kept apart, whatever the curves say. A text inside a much longer one is at most
    as likely as not the claim of both.
    """
    if not others:
        return np.empty(0, dtype=np.float32)
    rows = table(one, others, background=background, crowding=crowding)
    by_all = fitted.words.log_odds(rows)
    by_meaning = fitted.meaning.log_odds(rows[:, : len(MEANING)])
    share = np.array([may_share_words(one.tongue, other.tongue) for other in others])
    odds = np.where(share, by_all, by_meaning)
    held = rows[:, NAMES.index("words_within")] >= HELD
    held &= rows[:, NAMES.index("length_gap")] >= MUCH_LONGER
    odds = np.where(held, np.minimum(odds, PERHAPS), odds)
    repeated = rows[:, NAMES.index("pieces_shared")]
    odds = np.where(repeated >= NEAR_SHARE, np.maximum(odds, NEAR_REPEAT * repeated), odds)
    return np.asarray(np.where(_says_otherwise(one, others, rows), KEPT_APART, odds), dtype=np.float32)


def _says_otherwise(one: Said, others: Sequence[Said], rows: Floats) -> list[bool]:
    alike = rows[:, NAMES.index("words_shared")] >= NEARLY_THE_SAME
    return [bool(near) and _differs(one, other) for near, other in zip(alike, others, strict=True)]


def _differs(one: Said, other: Said) -> bool:
    own = np.setdiff1d(one.figures, other.figures).size
    its_own = np.setdiff1d(other.figures, one.figures).size
    return bool(own and its_own) or one.denies != other.denies


def _overlap(one: Numbers, others: Sequence[Numbers], *, background: Background) -> tuple[Floats, ...]:
    """Cosine, Jaccard, containment and shared weight of weighted terms."""
    mine = background.weight_of(one)
    total, squares = float(mine.sum()) + 1e-6, float((mine**2).sum()) + 1e-6
    flat, sizes = _joined(others)
    weights = background.weight_of(flat)
    shared = weights * _among(flat, one)
    its_total, its_squares = _sums(weights, sizes) + 1e-6, _sums(weights**2, sizes) + 1e-6
    both, both_squares = _sums(shared, sizes), _sums(shared**2, sizes)
    return (
        both_squares / np.sqrt(squares * its_squares),
        both / (total + its_total - both),
        both / np.minimum(total, its_total),
        np.log1p(both),
    )


def _shared(one: Numbers, others: Sequence[Numbers]) -> Floats:
    flat, sizes = _joined(others)
    return _sums(_among(flat, one).astype(np.float32), sizes)


def _joined(others: Sequence[Numbers]) -> tuple[Numbers, Sizes]:
    return np.concatenate(others), np.array([other.size for other in others])


def _among(flat: Numbers, mine: Numbers) -> Floats:
    if not mine.size:
        return np.zeros(flat.size, dtype=np.float32)
    at = np.searchsorted(mine, flat).clip(max=mine.size - 1)
    return np.asarray(mine[at] == flat, dtype=np.float32)


def _sums(values: Floats, sizes: Sizes) -> Floats:
    """The sum of each stretch of these sizes; stretches may be empty, which ``reduceat`` cannot do."""
    found = np.zeros(len(sizes), dtype=np.float32)
    if values.size:
        full = sizes > 0
        found[full] = np.add.reduceat(values, (np.cumsum(sizes) - sizes)[full])
    return found

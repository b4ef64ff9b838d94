"""Which labels can be believed.

In some public sets a message was tied to a fact-check because it linked to it or answered it. Of thirty PolitiFact
pairs read, eight carried the claim ("And I am telling you / I'm not going" was another). Whoever learns from such pairs
learns that anything may be the same claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks import sets
from benchmarks.teach.pairs import Pair, Taught
from corrigenda.engine.dense import Encodes, passage, windows

TRUSTED = frozenset((sets.TWEETS,))
FIRST = {sets.POLITIFACT: 1, sets.COFACTS: 1}  # places in which the own claim must be found
PLACES = 3  # in all other sets
LEAST = 0.72  # cosine to it; unrelated texts lie at .6


def believed(
    known: Taught, near: Encodes | None, *, trusted: frozenset[str] = TRUSTED
) -> tuple[Taught, dict[str, int]]:
    """The pairs whose claim the encoder finds among the claims of its set, and how many of each set it does not.

    Without an encoder, all pairs.
    """
    if near is None:
        return known, {}
    by_set: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in known.pairs:
        by_set[pair.set].append(pair)
    kept: list[Pair] = []
    for name, pairs in by_set.items():
        kept += pairs if name in trusted else _found(name, pairs, near)
    dropped = Counter(pair.set for pair in known.pairs) - Counter(pair.set for pair in kept)
    return replace(known, pairs=kept), dict(dropped)


def _found(name: str, pairs: Sequence[Pair], near: Encodes) -> list[Pair]:
    rows = {pair.claim.id: row for row, pair in enumerate(pairs)}
    claims = near.encode([passage(pairs[row].claim) for row in rows.values()], kind="passage")
    place = {claim: number for number, claim in enumerate(rows)}
    messages = near.encode([windows(pair.query.text)[0] for pair in pairs], kind="query")
    cosines = messages @ claims.T
    own = cosines[np.arange(len(pairs)), [place[pair.claim.id] for pair in pairs]]
    others_before = (cosines > own[:, None] + 1e-4).sum(1)
    fit = (others_before < FIRST.get(name, PLACES)) & (own >= LEAST)
    return [pair for pair, so in zip(pairs, fit.tolist(), strict=True) if so]

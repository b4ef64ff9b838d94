"""Our own encoder without the rest of the engine: what words, ranker and guard add is the difference to this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from corrigenda.engine.dense import Encodes, windows
from corrigenda.engine.types import Floats, Query


class Cosine:
    """Every vector compared; of a long message the best window counts."""

    name = "cosine"

    def __init__(self, passages: Floats, *, kept: Encodes, raw: Encodes) -> None:
        self._passages = passages
        self._kept = kept
        self._raw = raw

    def scores(self, queries: Sequence[Query]) -> Iterator[Floats]:
        """Cosines with every claim, one array a message."""
        for query in queries:
            yield self._with(self._kept, query)

    def answer_one(self, query: Query) -> None:
        """One message from its text to the ten best, for the clock."""
        np.argsort(-self._with(self._raw, query), kind="stable")[:10]

    def _with(self, encoder: Encodes, query: Query) -> Floats:
        scores: Floats = (self._passages @ encoder.encode(windows(query.text), kind="query").T).max(axis=1)
        return scores

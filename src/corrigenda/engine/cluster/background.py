"""What is ordinary around here: how close unrelated messages lie to one another, and how common words are.

Taken from a sample of the messages themselves, chosen by their texts, so that their order makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corrigenda.engine.cluster.said import Numbers, Said
from corrigenda.engine.types import Floats

SAMPLE = 2_048  # messages
BUCKETS = 1 << 18  # of terms; two that share one are taken for one
NEAREST, NEAR = 0.01, 0.04  # shares of the sample: whose cosines tell how crowded it is around a message
TRUST = 200  # messages; a smaller sample is only partly believed


@dataclass(frozen=True, slots=True)
class Background:
    """A sample of messages: their vectors, and the weight of each bucket of terms."""

    vectors: Floats  # (n, dimensions)
    weights: Floats  # (BUCKETS,): idf
    usual: float  # see ``Fitted``

    @classmethod
    def of(cls, messages: Sequence[Said], *, usual: float, also: Sequence[Said] = ()) -> Background:
        """From at most ``SAMPLE`` of these messages; of none, everything is as usual.

        ``also``: other texts of the same kind, of which only the words are looked at.
        """
        sample, chosen = _sample(messages), [*_sample(messages), *_sample(also)]
        counts = np.zeros(BUCKETS, dtype=np.float32)
        for said in chosen:
            for numbers in (said.words, said.pieces, said.figures, said.links):
                counts[np.unique(numbers % BUCKETS)] += 1
        weights = np.log((len(chosen) + 1) / (counts + 0.5)).clip(min=0.05).astype(np.float32)
        vectors = np.stack([said.vector for said in sample]) if sample else np.zeros((0, 1), dtype=np.float32)
        return cls(vectors, weights, usual)

    def weight_of(self, terms: Numbers) -> Floats:
        """How much each of these terms tells."""
        return np.asarray(self.weights[terms % BUCKETS], dtype=np.float32)

    def crowding(self, vectors: Floats) -> Floats:
        """The mean cosine of each vector (n, dimensions) to what lies near it without being the same claim."""
        size = len(self.vectors)
        if not size:
            return np.full(len(vectors), self.usual, dtype=np.float32)
        first, last = int(np.ceil(size * NEAREST)), int(np.ceil(size * NEAR)) + 1
        cosines = vectors @ self.vectors.T
        ranked = -np.partition(-cosines, range(first, min(last, size)), axis=1)[:, first:last]
        near = ranked.mean(axis=1) if ranked.size else np.full(len(vectors), self.usual)
        believed = size / (size + TRUST)
        return np.asarray(believed * near + (1 - believed) * self.usual, dtype=np.float32)


def _sample(messages: Sequence[Said]) -> list[Said]:
    telling = sorted({said.key: said for said in messages if said.says_something}.items())
    return [said for _key, said in telling[:SAMPLE]]  # keys are digests: their order is as good as chance

"""What our figures stand beside: BM25 as a library gives it, and the same encoder's cosine alone."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import numpy as np

from corrigenda.engine.types import Floats, KnownClaim, Query

DEPTH = 10


def bm25(claims: Sequence[KnownClaim], queries: Sequence[Query], *, stopwords: str | list[str]) -> list[list[str]]:
    """The ``bm25s`` package with its own tokeniser over title and text; ids, best first."""
    texts = [f"{claim.title} {claim.text} {' '.join(claim.more)}" for claim in claims]
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords=stopwords, show_progress=False), show_progress=False)
    asked = bm25s.tokenize([query.text for query in queries], stopwords=stopwords, show_progress=False)
    found, _ = index.retrieve(asked, k=min(DEPTH, len(claims)), show_progress=False)
    return [[claims[row].id for row in rows] for rows in found]


def cosine(claims: Sequence[KnownClaim], passages: Floats, asked: Sequence[Floats]) -> list[list[str]]:
    """The encoder alone, every vector compared; ``asked`` has the windows of each query."""
    ranked = []
    for vectors in asked:
        scores = (passages @ vectors.T).max(axis=1)
        ranked.append([claims[row].id for row in np.argsort(-scores, kind="stable")[:DEPTH]])
    return ranked

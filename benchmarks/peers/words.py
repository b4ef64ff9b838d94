"""Peers that compare letters: BM25 as a library gives it, and the Dice coefficient over pairs of characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import bm25s
import numpy as np

from corrigenda.engine.types import Floats, KnownClaim, Query

_SPACE = re.compile(r"\s+")


class Bm25:
    """The ``bm25s`` package with its own tokeniser and settings, over title, text and subtitle.

    English sets get its English stop words, the others none.
    """

    name = "bm25"

    def __init__(self, claims: Sequence[KnownClaim], *, english: bool) -> None:
        self._stopwords: str | list[str] = "en" if english else []
        texts = [f"{claim.title} {claim.text} {' '.join(claim.more)}" for claim in claims]
        self._count = len(texts)
        self._index = bm25s.BM25()
        self._index.index(bm25s.tokenize(texts, stopwords=self._stopwords, show_progress=False), show_progress=False)

    def scores(self, queries: Sequence[Query]) -> Iterator[Floats]:
        """Scores of every claim, one array a message."""
        for query in queries:
            words = bm25s.tokenize([query.text], stopwords=self._stopwords, show_progress=False, return_ids=False)[0]
            known = self._index.get_tokens_ids(words) if words else []
            if len(known):
                yield np.asarray(self._index.get_scores_from_ids(known), dtype=np.float32)
            else:
                yield np.zeros(self._count, dtype=np.float32)

    def answer_one(self, query: Query) -> None:
        """One message to its ten best, for the clock."""
        np.argsort(-next(self.scores([query])), kind="stable")[:10]


class Dice:
    """Twice the pairs of neighbouring characters two texts share over the pairs they have, white space left out.

    As the npm package ``string-similarity`` counts them, which the Cofacts bot ranks by. Of a claim's title and text
    the better one counts.
    """

    name = "dice"

    def __init__(self, claims: Sequence[KnownClaim]) -> None:
        texts = [[claim.text for claim in claims], [claim.title for claim in claims]]
        self._count = len(claims)
        self._sides = [_Side(side) for side in texts if any(side)]

    def scores(self, queries: Sequence[Query]) -> Iterator[Floats]:
        """Coefficients with every claim, 0 to 1, one array a message."""
        for query in queries:
            pairs = _pairs(query.text)
            best = np.zeros(self._count, dtype=np.float32)
            for side in self._sides:
                best = np.maximum(best, 2 * side.shared(pairs) / np.maximum(side.sizes + len(pairs), 1))
            yield best

    def answer_one(self, query: Query) -> None:
        """One message to its ten best, for the clock."""
        np.argsort(-next(self.scores([query])), kind="stable")[:10]


class _Side:
    """Which texts hold which pair."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        rows = [[self._numbers.setdefault(pair, len(self._numbers)) for pair in _pairs(text)] for text in texts]
        self.sizes = np.array([len(row) for row in rows], dtype=np.float32)
        pairs = np.fromiter((number for row in rows for number in row), dtype=np.int32, count=int(self.sizes.sum()))
        order = np.argsort(pairs, kind="stable")
        self._texts = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])[order]
        self._starts = np.searchsorted(pairs[order], np.arange(len(self._numbers) + 1))

    def shared(self, pairs: set[str]) -> Floats:
        """How many of the pairs each text holds."""
        known = [self._numbers[pair] for pair in pairs if pair in self._numbers]
        runs = [self._texts[self._starts[number] : self._starts[number + 1]] for number in known]
        held = np.concatenate(runs) if runs else np.empty(0, dtype=np.int32)
        return np.bincount(held, minlength=self.sizes.size).astype(np.float32)


def _pairs(text: str) -> set[str]:
    """Neighbouring characters; the second "an" of a text is another pair than its first, as in a multiset."""
    letters = _SPACE.sub("", text)
    counted = Counter(letters[at : at + 2] for at in range(len(letters) - 1))
    return {f"{pair}{number}" for pair, count in counted.items() for number in range(count)}

"""The index in this process's memory: what the PostgreSQL store is measured against, and what training looks up in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corrigenda.engine.lexical import affordable, invert, term_weights
from corrigenda.engine.text import numbers, text_key
from corrigenda.engine.types import DocNumbers, Floats, Glance, IndexSummary, KnownClaim, Neighbours, Postings
from corrigenda.matching.store.reading import NEVER_TOO_COMMON, TOO_COMMON


class MemoryIndex:
    """A ``ClaimIndex`` over claims that do not change. ``hide`` takes claims out of sight for one experiment."""

    def __init__(self, claims: Sequence[KnownClaim], vectors: Floats, *, model_id: str) -> None:
        self._model_id = model_id
        self._claims = list(claims)
        self._vectors = np.asarray(vectors, dtype=np.float16).astype(np.float32)
        counted = [term_weights(claim) for claim in claims]
        self._lengths = np.array([counts.total() for counts in counted], dtype=np.float32)
        self._figures = np.array([len(_figures(claim)) for claim in claims], dtype=np.float32)
        lists = invert(counted, numbers=range(len(claims)), average=float(self._lengths.mean()) if len(claims) else 1.0)
        self._postings = {term: (docs, weights) for term, docs, weights in lists}
        self._keys: dict[str, list[int]] = {}
        for doc, claim in enumerate(claims):
            for key in {text_key(claim.text), text_key(claim.title)} - {""}:
                self._keys.setdefault(key, []).append(doc)
        self._seen = np.ones(len(claims), dtype=bool)

    def hide(self, ids: set[str]) -> None:
        """Leave these claims out of everything from now on, and no others."""
        self._seen = np.array([claim.id not in ids for claim in self._claims])

    def summary(self) -> IndexSummary:
        """See ``ClaimIndex``."""
        last = len(self._claims) - 1
        return IndexSummary(count=last + 1, highest=last, model_id=self._model_id, dimensions=self._vectors.shape[1])

    def glance(self, text_keys: Sequence[str], terms: Sequence[str]) -> Glance:
        """See ``ClaimIndex``."""
        return Glance(self.summary(), self.repeats_of(text_keys), self.postings(terms))

    def repeats_of(self, text_keys: Sequence[str]) -> Sequence[int]:
        """See ``ClaimIndex``."""
        return [doc for key in text_keys for doc in self._keys.get(key, ()) if self._seen[doc]]

    def postings(self, terms: Sequence[str]) -> Postings:
        """See ``ClaimIndex``."""
        most = max(NEVER_TOO_COMMON, TOO_COMMON * len(self._claims))
        known = [term for term in terms if term in self._postings and self._postings[term][0].size <= most]
        sizes = np.array([self._postings[term][0].size for term in known], dtype=np.int32)
        near = affordable(known, sizes, documents=len(self._claims))
        kept = [self._visible(term) for term, afford in zip(known, near, strict=True) if afford]
        entries = np.zeros(len(known), dtype=np.int32)
        entries[near] = [docs.size for docs, _ in kept]
        return Postings(
            terms=tuple(known),
            sizes=np.where(near, entries, sizes).astype(np.int32),
            entries=entries,
            docs=np.concatenate([docs for docs, _ in kept] or [np.empty(0, dtype=np.int32)]),
            weights=np.concatenate([weights for _, weights in kept] or [np.empty(0, dtype=np.float32)]),
        )

    def sizes(self, terms: Sequence[str]) -> Postings:
        """See ``ClaimIndex``."""
        return self.postings(terms)

    def nearest(self, vectors: Floats, *, limit: int, also: Sequence[int] = ()) -> Neighbours:
        """See ``ClaimIndex``; every vector is compared."""
        cosines = (self._vectors @ vectors.T).max(axis=1)
        visible = np.where(self._seen, cosines, -2)
        top = np.argpartition(-visible, min(limit, visible.size - 1))[:limit]
        docs = np.union1d(top, np.asarray(also, dtype=np.int64)).astype(np.int32)
        docs = docs[self._seen[docs]]
        docs = docs[np.argsort(-cosines[docs], kind="stable")]
        return Neighbours(
            docs=docs,
            cosines=cosines[docs],
            lengths=self._lengths[docs],
            figures=self._figures[docs],
            vectors=self._vectors[docs],
        )

    def claims(self, docs: Sequence[int]) -> Sequence[KnownClaim]:
        """See ``ClaimIndex``."""
        return [self._claims[doc] for doc in docs]

    def _visible(self, term: str) -> tuple[DocNumbers, Floats]:
        docs, weights = self._postings[term]
        seen = self._seen[docs]
        return docs[seen], weights[seen]


def _figures(claim: KnownClaim) -> set[str]:
    return {number for text in (claim.text, claim.title, *claim.more) for number in numbers(text)}

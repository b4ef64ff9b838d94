"""The main path: exact repeat, near repeat, look up, rank, decide.

searcher = Searcher(index, encoder)
decision = searcher.decide(Query("Lemon water cures cancer, my aunt says"))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from corrigenda.engine.contrast import contrast
from corrigenda.engine.dense import Encodes, windows
from corrigenda.engine.features import Asked, ask, features
from corrigenda.engine.guard import differences
from corrigenda.engine.lexical import Found, look_up
from corrigenda.engine.rerank import Ranker, load_ranker
from corrigenda.engine.text import shared, text_key
from corrigenda.engine.text.repeats import NEAR_SHARE
from corrigenda.engine.types import (
    ClaimIndex,
    Decision,
    Difference,
    EngineError,
    Floats,
    Hit,
    IndexSummary,
    KnownClaim,
    Neighbours,
    Query,
)

CANDIDATES = 50  # of each retriever
HITS = 10
REPEAT = 0.99  # stated for a repeat; the ranker's curve says nothing about them
REPEAT_SCORE = 100.0  # above any score of the ranker's
WORTH_COMPARING = 0.5  # share of the query's BM25 ideal from which a near repeat is possible


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything both retrievers said about one message: a row of ``table`` for each document of ``near``."""

    found: Found
    near: Neighbours
    table: Floats


class Searcher:
    """Decides on messages against one index. Cheap to make; encoder and ranker are what takes memory."""

    def __init__(self, index: ClaimIndex, encoder: Encodes, *, ranker: Ranker | None = None) -> None:
        self._index = index
        self._encoder = encoder
        self._ranker = ranker

    def decide(self, query: Query, *, vectors: Floats | None = None) -> Decision:
        """Answer, suggest or none for one message, with up to ten hits, best first; those of a ``none`` prove nothing.

        ``vectors`` are those of ``dense.windows(query.text)`` where they are known already. Raises EngineError
        when the index was made by another encoder.
        """
        asked = ask(query.text)
        if not asked.wanted:
            return Decision("none", reason="nothing_to_match")
        summary = self._index.summary()
        if not summary.count:
            return Decision("none", reason="nothing_known")
        self._check(summary)
        if asked.says_enough and (repeats := self._exact_repeats(query)):
            return self._with_the_rest(query, Decision("answer", repeats, reason="exact_repeat"), vectors)
        found = self._look_up(asked, summary)
        if asked.says_enough and (repeats := self._near_repeats(query, asked, found)):
            decision = self._sure(query, Decision("answer", repeats, reason="near_repeat"), summary)
            return self._with_the_rest(query, decision, vectors)
        looked = self._look(query, asked, found=found, summary=summary, vectors=vectors)
        return self._sure(query, self._decided(asked, self._ranked(query, looked)), summary)

    def _with_the_rest(self, query: Query, decision: Decision, vectors: Floats | None) -> Decision:
        """Repeats first, then what else is like it; no vectors are made for a repeat, but they are used if there."""
        if vectors is None:
            return decision
        first = {hit.claim.id for hit in decision.hits}
        others = [hit for hit in self._ranked(query, self.look(query, vectors=vectors)) if hit.claim.id not in first]
        return replace(decision, hits=(*decision.hits, *others)[:HITS])

    def encode(self, queries: Sequence[Query]) -> list[Floats]:
        """The vectors of many messages, worked out together: one (windows, dimensions) for each."""
        parts = [windows(query.text) for query in queries]
        vectors = self._encoder.encode([part for several in parts for part in several], kind="query")
        ends = np.cumsum([len(several) for several in parts])
        return np.split(vectors, ends[:-1])

    def look(self, query: Query, *, vectors: Floats | None = None) -> Looked:
        """What ranking sees of a message, repeats or not: for training and measurement."""
        asked, summary = ask(query.text), self._index.summary()
        found = self._look_up(asked, summary)
        return self._look(query, asked, found=found, summary=summary, vectors=vectors)

    def _check(self, summary: IndexSummary) -> None:
        if summary.model_id != self._encoder.model_id:
            raise EngineError(
                f"The search index was made by another encoder ({summary.model_id}). Run: corrigenda reindex",
                code="index_of_other_encoder",
            )

    def _exact_repeats(self, query: Query) -> tuple[Hit, ...]:
        docs = self._index.repeats_of([text_key(query.text)])
        return tuple(Hit(claim, REPEAT_SCORE, REPEAT, ("exact",)) for claim in self._index.claims(docs[:HITS]))

    def _look_up(self, asked: Asked, summary: IndexSummary) -> Found:
        postings = self._index.postings(list(asked.wanted))
        return look_up(asked.wanted, postings=postings, summary=summary, limit=CANDIDATES)

    def _near_repeats(self, query: Query, asked: Asked, found: Found) -> tuple[Hit, ...]:
        likely = [int(doc) for doc in found.docs[:3] if found.share_of_ideal(int(doc)) > WORTH_COMPARING]
        if not likely:
            return ()
        hits = []
        for claim in self._index.claims(likely):
            share = max(shared(query.text, text) for text in (claim.text, claim.title))
            if share >= NEAR_SHARE and not differences(query.text, claim, lang=query.lang):
                hits.append(Hit(claim, REPEAT_SCORE * share, REPEAT, ("near",)))
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    def _look(
        self, query: Query, asked: Asked, *, found: Found, summary: IndexSummary, vectors: Floats | None
    ) -> Looked:
        if vectors is None:
            vectors = self._encoder.encode(windows(query.text), kind="query")
        near = self._index.nearest(vectors, limit=CANDIDATES, also=found.docs.tolist())
        return Looked(found, near, features(asked, found=found, near=near, summary=summary))

    def _ranked(self, query: Query, looked: Looked) -> tuple[Hit, ...]:
        ranker = self._ranker or load_ranker()
        scores = ranker.scores(looked.table)
        probabilities = ranker.calibration.probability(scores)
        best = np.argsort(-scores, kind="stable")[:HITS]
        claims = {claim.id: claim for claim in self._index.claims(looked.near.docs[best].tolist())}
        return tuple(
            Hit(
                claim=claim,
                score=float(scores[row]),
                probability=float(probabilities[row]),
                found_by=_found_by(looked, row=int(row)),
                differences=self._differences(query, claim, probability=float(probabilities[row])),
            )
            for row, claim in zip(best, claims.values(), strict=True)
        )

    def _differences(self, query: Query, claim: KnownClaim, *, probability: float) -> tuple[Difference, ...]:
        """What is said otherwise; not looked for in what is another claim anyway."""
        worth_it = probability >= (self._ranker or load_ranker()).calibration.suggest_from
        return differences(query.text, claim, lang=query.lang) if worth_it else ()

    def _decided(self, asked: Asked, hits: tuple[Hit, ...]) -> Decision:
        limits = (self._ranker or load_ranker()).calibration
        if not hits or hits[0].probability < limits.suggest_from:
            return Decision("none", hits, reason="nothing_like_it")
        if hits[0].probability < limits.answer_from:
            return Decision("suggest", hits, reason="unsure")
        if hits[0].differences:
            return Decision("suggest", hits, reason="differs")
        if not asked.says_enough:
            return Decision("suggest", hits, reason="too_short")
        return Decision("answer", hits, reason="probable")

    def _sure(self, query: Query, decision: Decision, summary: IndexSummary) -> Decision:
        """An answer, unless the words that tell claims apart are others in the message."""
        if decision.outcome != "answer":
            return decision
        first, *others = decision.hits
        other_words = contrast(query.text, first.claim, find=self._index.postings, summary=summary)
        if other_words is None:
            return decision
        marked = replace(first, differences=(*first.differences, other_words))
        return Decision("suggest", (marked, *others), reason="other_words")


def _found_by(looked: Looked, *, row: int) -> tuple[str, ...]:
    lexical = bool((looked.found.docs == looked.near.docs[row]).any())
    return tuple(name for name, by in (("lexical", lexical), ("dense", row < CANDIDATES)) if by)

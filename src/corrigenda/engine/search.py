"""The main path: exact repeat, near repeat, look up, rank, decide, and read both texts before an answer is sent.

searcher = Searcher(index, encoder, judge=judge)
decision = searcher.decide(Query("Lemon water cures cancer, my aunt says"))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from corrigenda.engine.calibrate import GroupCalibration
from corrigenda.engine.contrast import contrast
from corrigenda.engine.dense import Encodes, windows
from corrigenda.engine.features import Asked, ask, features
from corrigenda.engine.guard import differences
from corrigenda.engine.lexical import Found, look_up
from corrigenda.engine.rerank import Ranker, load_ranker
from corrigenda.engine.second_look import AGREES, Judges, read_best, together, weighed
from corrigenda.engine.text import holds, shared, text_key
from corrigenda.engine.text.repeats import NEAR_SHARE
from corrigenda.engine.text.words import says_enough, words
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
WORTH_COMPARING_TEXTS = 0.02  # probability under which nobody looks at a hit
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
    """Decides on messages against one index. Cheap to make; encoder, judge and ranker are what takes memory."""

    def __init__(
        self, index: ClaimIndex, encoder: Encodes, *, judge: Judges | None = None, ranker: Ranker | None = None
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._judge = judge  # None: nothing is read again before it is answered
        self._ranker = ranker

    def decide(self, query: Query, *, vectors: Floats | None = None) -> Decision:
        """Answer, suggest or none for one message, with up to ten hits, best first; those of a ``none`` prove nothing.

        ``vectors`` are those of ``dense.windows(query.text)`` where they are known already. Raises EngineError
        when the index was made by another encoder.
        """
        asked = ask(query.text)
        if not asked.wanted:
            return Decision("none", reason="nothing_to_match")
        glance = self._index.glance([text_key(query.text)], list(asked.wanted))
        summary = glance.summary
        if not summary.count:
            return Decision("none", reason="nothing_known")
        self._check(summary)
        if asked.says_enough and (repeats := self._exact_repeats(glance.repeats)):
            return self._with_the_rest(query, Decision("answer", repeats, reason="exact_repeat"), vectors)
        found = look_up(asked.wanted, postings=glance.postings, summary=summary, limit=CANDIDATES)
        if asked.says_enough and (repeats := self._near_repeats(query, asked, found)):
            decision = self._sure(query, Decision("answer", repeats, reason="near_repeat"), summary)
            return self._with_the_rest(query, decision, vectors)
        looked = self._look(query, asked, found=found, summary=summary, vectors=vectors)
        hits, odds = self._read(query, self._ranked(query, looked))
        return self._sure(query, self._decided(query, asked, hits), summary, odds=odds)

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

    def _exact_repeats(self, docs: Sequence[int]) -> tuple[Hit, ...]:
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
            share = max(_share(query.text, text) for text in (claim.text, claim.title))
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
        scores = ranker.trees.scores(looked.table)
        best = np.argsort(-scores, kind="stable")[:HITS]
        probabilities = self._limits(query).probability(scores[best])
        claims = self._index.claims(looked.near.docs[best].tolist())
        return tuple(
            Hit(
                claim=claim,
                score=float(scores[row]),
                probability=float(probability),
                found_by=_found_by(looked, row=int(row)),
                differences=self._differences(query, claim, probability=float(probability)),
            )
            for row, claim, probability in zip(best, claims, probabilities, strict=True)
        )

    def _read(self, query: Query, hits: tuple[Hit, ...]) -> tuple[tuple[Hit, ...], float | None]:
        """The hits with what the judge says in their scores, best first, and its odds for the first."""
        judge = self._judge
        if judge is None or not hits:
            return hits, None
        scores = np.array([hit.score for hit in hits], np.float32)
        read = read_best(scores, lambda row: weighed(judge, query, hits[row].claim))
        if not read.odds:
            return hits, None
        stated = self._limits(query).probability(read.scores)
        changed = [
            replace(hit, score=float(score), probability=float(probability))
            for hit, score, probability in zip(hits, read.scores, stated, strict=True)
        ]
        order = np.argsort(-read.scores, kind="stable").tolist()
        return tuple(changed[row] for row in order), read.odds.get(order[0])

    def _differences(self, query: Query, claim: KnownClaim, *, probability: float) -> tuple[Difference, ...]:
        """What is said otherwise; not looked for in what is another claim anyway."""
        worth_it = probability >= WORTH_COMPARING_TEXTS
        return differences(query.text, claim, lang=query.lang) if worth_it else ()

    def _limits(self, query: Query) -> GroupCalibration:
        return (self._ranker or load_ranker()).calibration.of(text=query.text, lang=query.lang)

    def _decided(self, query: Query, asked: Asked, hits: tuple[Hit, ...]) -> Decision:
        limits = self._limits(query)
        if not hits or hits[0].probability < limits.suggest_from:
            return Decision("none", hits, reason="nothing_like_it")
        if not limits.may_answer or hits[0].probability < limits.answer_from:
            return Decision("suggest", hits, reason="unsure")
        if hits[0].differences:
            return Decision("suggest", hits, reason="differs")
        if not asked.says_enough:
            return Decision("suggest", hits, reason="too_short")
        return Decision("answer", hits, reason="probable")

    def _sure(self, query: Query, decision: Decision, summary: IndexSummary, *, odds: float | None = None) -> Decision:
        """An answer, unless the judge does not agree; or, without one, the words that tell claims apart are others."""
        if decision.outcome != "answer":
            return decision
        first, *others = decision.hits
        if odds is None and self._judge:
            odds = together(self._judge, query, first.claim)
        if odds is not None and odds >= AGREES:
            return decision
        other_words = contrast(query.text, first.claim, find=self._index.sizes, summary=summary)
        if other_words is not None:
            first = replace(first, differences=(*first.differences, other_words))
            return Decision("suggest", (first, *others), reason="other_words")
        return decision if odds is None else Decision("suggest", decision.hits, reason="doubted")


def _share(message: str, text: str) -> float:
    return NEAR_SHARE if holds(message, text) and says_enough(words(text)) else shared(message, text)


def _found_by(looked: Looked, *, row: int) -> tuple[str, ...]:
    lexical = bool((looked.found.docs == looked.near.docs[row]).any())
    return tuple(name for name, by in (("lexical", lexical), ("dense", row < CANDIDATES)) if by)

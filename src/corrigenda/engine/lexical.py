"""The retriever that reads words: BM25 over the fields of a claim taken as one, with pieces of words beside whole ones.

Fields are weighed before saturation (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields", 2004). A document's share of a term's score is worked out when it is indexed; a look-up only adds up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corrigenda.engine.text import terms
from corrigenda.engine.types import DocNumbers, Floats, IndexSummary, KnownClaim, Postings

K1, B = 1.2, 0.75
MORE_WEIGHT = 0.5  # of subtitles and summaries, beside text and title
LONGEST_QUERY = 400  # distinct terms looked up
SHORTEST_AVERAGE = 8.0  # terms; keeps the first few claims of a register from setting the scale


@dataclass(frozen=True, slots=True)
class Found:
    """What the lexical look-up knows of every document with at least one term of the query.

    ``scores`` has one entry for each document number up to the highest; ``docs`` are the best, best first.
    """

    docs: DocNumbers
    scores: Floats
    postings: Postings
    idf: Floats  # of each term in ``postings.terms``

    @property
    def ideal(self) -> float:
        """What a document would score that holds every term often."""
        return float(self.idf.sum()) * (K1 + 1) or 1.0

    def share_of_ideal(self, doc: int) -> float:
        """A document's score as a share of ``ideal``."""
        return float(self.scores[doc]) / self.ideal


def term_weights(claim: KnownClaim) -> Counter[str]:
    """How often each term occurs in a claim, fields weighed."""
    counted: Counter[str] = Counter()
    for text in (claim.text, claim.title):
        counted.update(terms(text))
    for text in claim.more:
        for term in terms(text):
            counted[term] += MORE_WEIGHT  # type: ignore[assignment]
    return counted


def invert(
    counted: Sequence[Counter[str]], *, numbers: Sequence[int], average: float
) -> Iterable[tuple[str, DocNumbers, Floats]]:
    """The postings of some documents: (term, document numbers ascending, weights), terms in no order.

    ``numbers`` are the documents' numbers, ascending; ``average`` is the length, in terms, of a usual document.
    """
    lists: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, document in zip(numbers, counted, strict=True):
        slack = K1 * (1 - B + B * document.total() / max(average, SHORTEST_AVERAGE))
        for term, frequency in document.items():
            docs, weights = lists[term]
            docs.append(number)
            weights.append(frequency * (K1 + 1) / (frequency + slack))
    for term, (docs, weights) in lists.items():
        yield term, np.array(docs, dtype=np.int32), np.array(weights, dtype=np.float32)


def query_terms(text: str) -> dict[str, int]:
    """The distinct terms of a message with how often each occurs, the first ``LONGEST_QUERY`` of them."""
    counted: dict[str, int] = {}
    for term in terms(text):
        if term in counted:
            counted[term] += 1
        elif len(counted) < LONGEST_QUERY:
            counted[term] = 1
    return counted


def look_up(wanted: dict[str, int], *, postings: Postings, summary: IndexSummary, limit: int) -> Found:
    """The ``limit`` best documents by BM25, from the postings of the query's terms."""
    frequency = postings.sizes.astype(np.float32)
    idf = np.log1p((summary.count - frequency + 0.5).clip(min=0.5) / (frequency + 0.5)).astype(np.float32)
    often = np.sqrt([min(2, wanted[term]) for term in postings.terms], dtype=np.float32)
    each = np.repeat(idf * often, postings.sizes) * postings.weights
    scores = np.bincount(postings.docs, weights=each, minlength=summary.highest + 1).astype(np.float32)
    return Found(docs=_best(scores, limit=limit), scores=scores, postings=postings, idf=idf)


def _best(scores: Floats, *, limit: int) -> DocNumbers:
    top = np.argpartition(-scores, limit)[:limit] if scores.size > limit else np.arange(scores.size)
    top = top[scores[top] > 0]
    return top[np.argsort(-scores[top], kind="stable")].astype(np.int32)

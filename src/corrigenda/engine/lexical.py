"""The retriever that reads words: BM25 over the fields of a claim taken as one, with pieces of words beside whole ones.

Fields are weighed before saturation (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields", 2004). A document's share of a term's score is worked out when it is indexed; a look-up only adds up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.text import terms
from corrigenda.engine.types import DocNumbers, Floats, IndexSummary, KnownClaim, Postings

K1, B = 1.2, 0.75
MORE_WEIGHT = 0.5  # of subtitles and summaries, beside text and title
LONGEST_QUERY = 400  # distinct terms looked up
SHORTEST_AVERAGE = 8.0  # terms; keeps the first few claims of a register from setting the scale
# Entries of postings fetched for one message: this many, and one more for every sixteen documents. On 86,376
# fact-checks of 1,000 characters a fifth of all entries found as much as all of them (docs/decisions/0006).
ENTRIES = 72_000
ENTRIES_FOR_DOCUMENTS = 16
WEIGHT_STEP = 0.01  # of a document's share of a score, as the index keeps it; the greatest is K1 + 1
FOLDED = 64  # scores looked at together when the best are sought
PIECE_COST = 4  # an entry of a piece of a word counts as this many: whole words tell more


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

    ``numbers`` are the documents' numbers, ascending; ``average`` is the length, in terms, of a usual document. Weights
    are multiples of ``WEIGHT_STEP``.
    """
    lists: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, document in zip(numbers, counted, strict=True):
        slack = K1 * (1 - B + B * document.total() / max(average, SHORTEST_AVERAGE))
        for term, frequency in document.items():
            docs, weights = lists[term]
            docs.append(number)
            weights.append(frequency * (K1 + 1) / (frequency + slack))
    for term, (docs, weights) in lists.items():
        stepped = np.rint(np.array(weights) / WEIGHT_STEP) * WEIGHT_STEP
        yield term, np.array(docs, dtype=np.int32), stepped.clip(WEIGHT_STEP).astype(np.float32)


def query_terms(text: str) -> dict[str, int]:
    """The distinct terms of a message with how often each occurs, the first ``LONGEST_QUERY`` of them."""
    counted: dict[str, int] = {}
    for term in terms(text):
        if term in counted:
            counted[term] += 1
        elif len(counted) < LONGEST_QUERY:
            counted[term] = 1
    return counted


def affordable(terms: Sequence[str], sizes: DocNumbers, *, documents: int) -> NDArray[np.bool_]:
    """Which lists are fetched: the shortest, pieces of words last, until ``ENTRIES`` are reached; one at the least.

    The index in PostgreSQL does the same in SQL.
    """
    cost = sizes * np.array([PIECE_COST if term[0] == "~" else 1 for term in terms], dtype=np.int64)
    order = sorted(range(len(terms)), key=lambda row: (cost[row], terms[row].encode()))
    kept = np.zeros(len(terms), dtype=bool)
    kept[order] = np.cumsum(sizes[order]) <= ENTRIES + documents // ENTRIES_FOR_DOCUMENTS
    kept[order[:1]] = True
    return kept


def look_up(wanted: dict[str, int], *, postings: Postings, summary: IndexSummary, limit: int) -> Found:
    """The ``limit`` best documents by BM25, from the postings of the query's terms."""
    frequency = postings.sizes.astype(np.float32)
    idf = np.log1p((summary.count - frequency + 0.5).clip(min=0.5) / (frequency + 0.5)).astype(np.float32)
    often = np.sqrt([min(2, wanted[term]) for term in postings.terms], dtype=np.float32)
    each = np.repeat(idf * often, postings.entries) * postings.weights
    scores = np.bincount(postings.docs, weights=each, minlength=summary.highest + 1).astype(np.float32)
    return Found(docs=_best(scores, limit=limit), scores=scores, postings=postings, idf=idf)


def _best(scores: Floats, *, limit: int) -> DocNumbers:
    """The numbers of the highest scores above zero, best first; the lower number first among equals."""
    rows = scores.size // FOLDED
    likely = np.arange(scores.size)
    if rows > limit:
        # Of the bests of many folds, the limit-th is not above the limit-th of all: few scores are left to sort.
        bests = scores[: rows * FOLDED].reshape(FOLDED, rows).max(axis=0)
        least = np.partition(bests, rows - limit)[rows - limit]
        likely = np.flatnonzero(scores >= least) if least > 0 else np.flatnonzero(scores)
    likely = likely[scores[likely] > 0]
    return likely[np.argsort(-scores[likely], kind="stable")][:limit].astype(np.int32)

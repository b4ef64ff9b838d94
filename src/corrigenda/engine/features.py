"""What the ranker looks at: for each candidate, how both retrievers saw it and what it shares with the message.

Everything comes from numbers the two look-ups brought along already; no candidate's text is read here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corrigenda.engine.dense import windows
from corrigenda.engine.lexical import Found, query_terms
from corrigenda.engine.rivals import margin, over_field, ranks, rivals
from corrigenda.engine.text.vietnamese import typed_without_accents
from corrigenda.engine.text.words import accents_lost, says_enough, words
from corrigenda.engine.types import DocNumbers, Floats, IndexSummary, Neighbours

NAMES = (
    "cosine",
    "cosine_margin",  # to the best rival, see ``rivals``: margins, ranks and fields leave out checks of the same claim
    "cosine_over_field",  # to the mean of the ten best rivals
    "cosine_rank",
    "bm25_share",  # of what a document with every term would get
    "bm25_margin",
    "bm25_relative",  # to the best
    "bm25_over_field",
    "bm25_rank",
    "fusion",
    "fusion_margin",
    "word_share",  # of the query's words, by idf
    "word_weight",
    "word_count",
    "rarest_word",
    "rare_words",  # shared words that few documents have
    "piece_share",
    "piece_weight",
    "shared_of_claim",  # shared terms over the claim's length
    "numbers_shared",
    "numbers_missing",  # in the message, not in the claim
    "numbers_in_claim",
    "query_words",
    "query_unknown",  # share of the message's words the register has never seen
    "claim_length",
    "without_accents",
    "windows",
)
RARE = 12  # documents
FUSION_K = 10.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the message before anything is looked up."""

    wanted: dict[str, int]  # terms, see lexical.query_terms
    without_accents: bool  # Vietnamese typed without its accents
    says_enough: bool  # a text of three words may repeat a claim's and still mean anything
    windows: int  # vectors it is encoded into


@dataclass(frozen=True, slots=True)
class _Shared:
    """Which of the query's terms each candidate holds: (terms, candidates)."""

    held: np.ndarray[tuple[int, int], np.dtype[np.float32]]
    idf: Floats
    sizes: DocNumbers
    is_word: np.ndarray[tuple[int], np.dtype[np.bool_]]
    is_piece: np.ndarray[tuple[int], np.dtype[np.bool_]]


def ask(text: str) -> Asked:
    """Look at a message before looking anything up. ``wanted`` is empty when it holds no word."""
    said = words(text)
    return Asked(
        wanted=query_terms(text),
        without_accents=typed_without_accents(said, accents=accents_lost(text)),
        says_enough=says_enough(said),
        windows=len(windows(text)),
    )


def features(asked: Asked, *, found: Found, near: Neighbours, summary: IndexSummary) -> Floats:
    """One row a candidate in ``near``, one column a name in ``NAMES``."""
    rows = near.docs.size
    columns: dict[str, Floats | float] = {}
    columns.update(_seen_by_both(found, near))
    columns.update(_in_common(asked, shared=_shared(found, near.docs), lengths=near.lengths, summary=summary))
    columns["numbers_in_claim"] = np.minimum(near.figures, 8)
    columns["claim_length"] = np.log1p(near.lengths)
    columns["without_accents"] = float(asked.without_accents)
    columns["windows"] = float(asked.windows)
    table = np.empty((rows, len(NAMES)), dtype=np.float32)
    for position, name in enumerate(NAMES):
        table[:, position] = columns[name]
    return table


def fusion_scores(*, lexical: Floats, dense: Floats, trust_words: float) -> Floats:
    """Reciprocal rank fusion of two score lists over the same candidates; ``trust_words`` weighs the lexical one.

    Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet", 2009, with a smaller constant.
    """
    return trust_words / (FUSION_K + _ranks(lexical)) + 1.0 / (FUSION_K + _ranks(dense))


def _seen_by_both(found: Found, near: Neighbours) -> dict[str, Floats | float]:
    bm25 = found.scores[near.docs] if found.scores.size else np.zeros(near.docs.size, dtype=np.float32)
    best = float(bm25.max(initial=0.0)) or 1.0
    fusion = fusion_scores(lexical=bm25, dense=near.cosines, trust_words=1.0)
    others = rivals(near.vectors)
    return {
        "cosine": near.cosines,
        "cosine_margin": margin(near.cosines, others),
        "cosine_over_field": over_field(near.cosines, others),
        "cosine_rank": np.log1p(ranks(near.cosines, others)),
        "bm25_share": bm25 / found.ideal,
        "bm25_margin": margin(bm25, others) / best,
        "bm25_relative": bm25 / best,
        "bm25_over_field": over_field(bm25, others) / best,
        "bm25_rank": np.log1p(ranks(bm25, others)),
        "fusion": fusion,
        "fusion_margin": margin(fusion, others),
    }


def _in_common(asked: Asked, *, shared: _Shared, lengths: Floats, summary: IndexSummary) -> dict[str, Floats | float]:
    scale = float(np.log1p(summary.count)) or 1.0
    words = [term for term in asked.wanted if term[0] not in "~#"]
    numbers = sum(term[0] == "#" for term in asked.wanted)
    held = shared.held > 0
    word_idf, piece_idf = shared.idf * shared.is_word, shared.idf * shared.is_piece
    unknown = max(0, len(words) - int(shared.is_word.sum()))
    word_weight, piece_weight = word_idf @ held, piece_idf @ held
    numbers_shared = (~shared.is_word & ~shared.is_piece).astype(np.float32) @ held
    return {
        "word_share": word_weight / (float(word_idf.sum()) + unknown * scale or 1.0),
        "word_weight": word_weight / scale,
        "word_count": np.minimum(shared.is_word.astype(np.float32) @ held, 30),
        "rarest_word": (word_idf[:, None] * held).max(axis=0, initial=0.0) / scale,
        "rare_words": np.minimum((shared.is_word & (shared.sizes <= RARE)).astype(np.float32) @ held, 10),
        "piece_share": piece_weight / (float(piece_idf.sum()) or 1.0),
        "piece_weight": piece_weight / scale,
        "shared_of_claim": held.sum(axis=0) / np.maximum(lengths, 1.0),
        "numbers_shared": np.minimum(numbers_shared, 6),
        "numbers_missing": np.minimum(numbers - numbers_shared, 6),
        "query_words": np.log1p(len(words)),
        "query_unknown": unknown / max(1, len(words)),
    }


def _shared(found: Found, docs: DocNumbers) -> _Shared:
    postings = found.postings
    held = np.zeros((len(postings.terms), docs.size), dtype=np.float32)
    if postings.docs.size and docs.size:
        column = np.full(max(int(postings.docs.max()), int(docs.max())) + 1, -1, dtype=np.int32)
        column[docs] = np.arange(docs.size)
        at = column[postings.docs]
        wanted = np.flatnonzero(at >= 0)
        term = np.searchsorted(np.cumsum(postings.entries), wanted, side="right")
        held[term, at[wanted]] = postings.weights[wanted]
    marks = [term[0] for term in postings.terms]
    return _Shared(
        held=held,
        idf=found.idf,
        sizes=postings.sizes,
        is_word=np.array([mark not in "~#" for mark in marks], dtype=bool),
        is_piece=np.array([mark == "~" for mark in marks], dtype=bool),
    )


def _ranks(scores: Floats) -> Floats:
    """Rank of each, 0 for the best; equal scores share the better rank."""
    ordered = np.sort(-scores)
    return np.asarray(np.searchsorted(ordered, -scores, side="left"), dtype=np.float32)

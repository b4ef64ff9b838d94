"""The nouns of the engine, read this first: Query, KnownClaim, Hit, Decision, and the index they need.

The engine knows no database. What it needs of one is the protocol ``ClaimIndex``; the step ``matching``
provides it in PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
DocNumbers: TypeAlias = NDArray[np.int32]
Outcome: TypeAlias = Literal["answer", "suggest", "none"]


class EngineError(Exception):
    """Something the engine cannot do: a sentence for the person, a code for programs, and whether to try again."""

    code = "engine_error"
    permanent = True

    def __init__(self, sentence: str, *, code: str | None = None, permanent: bool | None = None) -> None:
        super().__init__(sentence)
        self.code = code or type(self).code
        self.permanent = type(self).permanent if permanent is None else permanent


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked up: the text of a message, any length, any language."""

    text: str
    lang: str | None = None  # ISO 639-1; None: found out from the text where it matters
    id: str = ""


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """A claim somebody has checked, as the register holds it: what is said, in the affirmative."""

    id: str
    text: str
    title: str = ""
    more: tuple[str, ...] = ()  # other texts of the same fact-check: a subtitle, a summary
    lang: str | None = None
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Postings:
    """What the lexical index holds of some terms, one list after the other.

    ``entries[i]`` of ``docs`` and ``weights`` belong to ``terms[i]``; a document is there once a term. They are as many
    as ``sizes[i]``, or none where the list was too long to bring along (see ``lexical.affordable``).
    """

    terms: tuple[str, ...]
    sizes: DocNumbers  # documents that hold the term
    entries: DocNumbers
    docs: DocNumbers
    weights: Floats  # saturated, length-normalised term frequency; without idf


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Documents with their cosine to the query (the best over its vectors) and what ranking needs of each.

    All arrays have one entry a document, best cosine first.
    """

    docs: DocNumbers
    cosines: Floats
    lengths: Floats  # terms in the document, all fields
    figures: Floats  # distinct numbers in the document
    vectors: Floats  # (documents, dimensions), of length one


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What the index holds as a whole."""

    count: int
    highest: int  # the greatest document number
    model_id: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class Glance:
    """What is asked of the index first, in one go: the whole of it, repeats of the message, its terms' postings."""

    summary: IndexSummary
    repeats: Sequence[int]
    postings: Postings


class ClaimIndex(Protocol):
    """What the engine asks of the place that keeps the register's vectors and postings.

    Documents go by small numbers (int32), given by the index and meaning nothing outside it.
    """

    def summary(self) -> IndexSummary:
        """Count, model and dimensions."""

    def glance(self, text_keys: Sequence[str], terms: Sequence[str]) -> Glance:
        """``summary``, ``repeats_of`` and ``postings`` at once, of one state of the index."""

    def repeats_of(self, text_keys: Sequence[str]) -> Sequence[int]:
        """Documents of which one text has one of these keys (see ``text.text_key``)."""

    def postings(self, terms: Sequence[str]) -> Postings:
        """The postings of those terms that occur, and in few enough documents to tell anything."""

    def sizes(self, terms: Sequence[str]) -> Postings:
        """As ``postings``, without their entries: how many documents hold each term."""

    def nearest(self, vectors: Floats, *, limit: int, also: Sequence[int] = ()) -> Neighbours:
        """The ``limit`` nearest documents to any of ``vectors`` (m, dimensions), and those in ``also``."""

    def claims(self, docs: Sequence[int]) -> Sequence[KnownClaim]:
        """The claims behind these documents, in this order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that keeps two similar texts from being the same claim, for the editor's eye and the guard."""

    kind: Literal["number", "date", "place", "name", "negation", "words"]
    in_query: str
    in_claim: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim worth showing. Scores compare hits of one query, never of two; probabilities compare anywhere."""

    claim: KnownClaim
    score: float
    probability: float  # that the message carries this very claim, calibrated
    found_by: tuple[str, ...]  # of "exact", "near", "lexical", "dense"
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a message. ``answer`` speaks of the first hit; hits are best first, ten at most."""

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    reason: str = ""  # a code: "exact_repeat", "near_repeat", "probable", "differs", "unsure", "nothing_known", ...

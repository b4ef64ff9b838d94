"""Peers that compare vectors: one text in, one vector out, every claim's vector compared (a flat index)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from corrigenda.engine.dense import Kind
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.types import Floats, KnownClaim, Query

LONGEST = 1_200  # characters of a claim; every dense peer looks at no more than 512 pieces


class NotKept(Exception):
    """A slow peer's vectors are not in the cache folder; ``python -m benchmarks.ahead`` puts them there."""


class Vectors(Protocol):
    """An encoder as ``KeptVectors`` wants one."""

    @property
    def dimensions(self) -> int: ...

    @property
    def model_id(self) -> str: ...

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats: ...


class KeptOnly:
    """A slow encoder that works nothing out: whoever asks for what is not kept is told so."""

    def __init__(self, encoder: Vectors) -> None:
        self.dimensions, self.model_id = encoder.dimensions, encoder.model_id

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats:
        """Raises NotKept."""
        raise NotKept


class Dense:
    """One encoder over one register. Vectors worked out once are kept in the cache folder, by their text.

    With ``slow`` they must have been kept before. Raises NotKept.
    """

    def __init__(
        self, name: str, encoder: Vectors, *, claims: Sequence[KnownClaim], cache: Path, slow: bool = False
    ) -> None:
        self.name = name
        self._encoder: Vectors = KeptVectors(KeptOnly(encoder) if slow else encoder, folder=cache)
        self._raw = encoder
        self._passages = self._encoder.encode([whole_text(claim) for claim in claims], kind="passage")

    def keep(self, queries: Sequence[Query]) -> None:
        """Work the messages' vectors out before they are asked for. Raises NotKept."""
        self._encoder.encode([query.text for query in queries], kind="query")

    def scores(self, queries: Sequence[Query]) -> Iterator[Floats]:
        """Cosines with every claim, one array a message."""
        asked = self._encoder.encode([query.text for query in queries], kind="query")
        for vector in asked:
            yield self._passages @ vector

    def answer_one(self, query: Query) -> None:
        """One message from its text to the ten best, nothing of it kept: for the clock."""
        vector = self._raw.encode([query.text], kind="query")[0]
        np.argsort(-(self._passages @ vector), kind="stable")[:10]


def whole_text(claim: KnownClaim) -> str:
    """Title and text, the title once: what a desk that knows no better would encode."""
    if claim.text and claim.title and claim.title.casefold() not in claim.text.casefold():
        return f"{claim.title}. {claim.text}"[:LONGEST]
    return (claim.text or claim.title)[:LONGEST]

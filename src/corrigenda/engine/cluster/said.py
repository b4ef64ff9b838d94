"""What of a message is compared with another: its meaning as one vector, its words, figures, links, denials."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.cluster.tongue import tongue
from corrigenda.engine.guard import negations
from corrigenda.engine.text import clean, links, numbers, terms, text_key
from corrigenda.engine.types import Floats

LOOKED_AT = 2_000  # characters of a message whose words are compared
Numbers: TypeAlias = NDArray[np.uint32]  # of terms, sorted, each once


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One message, ready to be compared. Small: terms are kept as numbers, not as words."""

    key: str  # of the text, see ``text_key``; "" for a text with nothing in it
    vector: Floats  # (dimensions,), of unit length; zeros for a message without words
    words: Numbers
    pieces: Numbers  # four-character pieces, or n-grams where no spaces part words
    figures: Numbers
    links: Numbers
    denies: bool
    tongue: str
    length: float  # natural logarithm of its characters

    @property
    def says_something(self) -> bool:
        """Whether there are words or figures to compare."""
        return bool(self.words.size or self.figures.size)


def say(text: str, vectors: Floats) -> Said:
    """A message and the vectors of its ``dense.windows``, (windows, dimensions), query side."""
    looked_at = clean(text)[:LOOKED_AT]
    found = terms(looked_at)
    words = [term for term in found if term[0] not in "~#"]
    pieces = [term for term in found if term[0] == "~"] or words
    spoken = tongue(looked_at)
    return Said(
        key=text_key(text),
        vector=mean_vector(vectors) if words else np.zeros(vectors.shape[1], dtype=np.float32),
        words=_numbered(words),
        pieces=_numbered(pieces),
        figures=_numbered(numbers(looked_at)),
        links=_numbered(links(text)),
        denies=bool(negations(looked_at, lang=spoken)),
        tongue=spoken,
        length=float(np.log1p(len(clean(text)))),
    )


def mean_vector(vectors: Floats) -> Floats:
    """One unit vector for the several windows of a long message."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def _numbered(found: Iterable[str]) -> Numbers:
    return np.array(sorted({zlib.crc32(each.encode()) for each in found}), dtype=np.uint32)

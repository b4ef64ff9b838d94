"""The retriever that reads meaning: what of a claim and of a message goes to the encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol, TypeAlias

import numpy as np

from corrigenda.engine.text import clean, unshouted, without_links
from corrigenda.engine.text.accents import spelt_out
from corrigenda.engine.types import Floats, KnownClaim

Kind: TypeAlias = Literal["query", "passage"]

PASSAGE = 1_200  # characters of a claim that are encoded
WINDOW = 400  # characters of a message in one vector; with 600 no more was found in training posts, a fifth slower
WINDOWS = 3  # vectors for one message at most: beginning, middle, end


class Encodes(Protocol):
    """Anything that turns texts into vectors the way ``engine.encoder.Encoder`` does."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def model_id(self) -> str:
        """Vectors of different models must never be compared."""

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats:
        """Unit vectors, (n, dimensions)."""


def passage(claim: KnownClaim) -> str:
    """The text of a claim that stands for it: title, then what is claimed; the title once if the text says it."""
    text, title = clean(claim.text), clean(claim.title)
    if not title or title.casefold() in text.casefold():
        return (text or title)[:PASSAGE]
    return f"{title}. {text}"[:PASSAGE] if text else title[:PASSAGE]


def windows(text: str) -> list[str]:
    """The parts of a message that are encoded: all of a short one, up to ``WINDOWS`` stretches of a long one.

    Vietnamese typed without accents is read as if it had them, capitals as small letters.
    """
    said = spelt_out(unshouted(without_links(clean(text)).strip()))
    if len(said) <= WINDOW:
        return [said]
    starts = np.linspace(0, len(said) - WINDOW, min(WINDOWS, -(-len(said) // WINDOW))).astype(int)
    return [said[start : start + WINDOW] for start in starts]

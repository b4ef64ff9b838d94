"""What an encoder does: many texts in, one vector each out, in the order they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corrigenda.engine.encoder.tokeniser import clean

Kind = Literal["query", "passage"]
Progress = Callable[[int], None]

PIECES_AT_ONCE = 1_024  # pieces in one run: enough to keep a core busy, small enough for its cache


@dataclass(frozen=True, slots=True)
class Parts:
    """What an encoder is made of."""

    session: onnxruntime.InferenceSession
    tokeniser: Tokenizer
    model_id: str
    dimensions: int
    query_prefix: str
    passage_prefix: str
    longest: int  # pieces of a text that are looked at, its two ends included
    pad: int


class Encoder:
    """Turns texts into vectors of length one. One encoder may be used by many threads at once.

    ``dimensions`` is the length of a vector; ``model_id`` names the weights and their arithmetic: vectors with
    different ids must not be compared.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.dimensions = parts.dimensions
        self.model_id = parts.model_id

    def encode(
        self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """The vectors of ``texts``, (len(texts), dimensions), each of length one.

        ``kind`` says on which side of the search a text stands: the model was taught the two apart. ``progress`` is
        called with the number of texts done since its last call. Any text is accepted; of a long one the first
        pieces are looked at.
        """
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        pieces = [self._pieces(text, kind) for text in texts]
        for batch in _batches(pieces):
            vectors[batch] = self._run([pieces[number] for number in batch])
            if progress is not None:
                progress(len(batch))
        return vectors

    def _pieces(self, text: str, kind: Kind) -> list[int]:
        prefix = self._parts.query_prefix if kind == "query" else self._parts.passage_prefix
        ids: list[int] = self._parts.tokeniser.encode(prefix + clean(text)).ids
        return ids

    def _run(self, pieces: list[list[int]]) -> NDArray[np.float32]:
        longest = max(map(len, pieces))
        ids = np.full((len(pieces), longest), self._parts.pad, np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(pieces):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        (vectors,) = self._parts.session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


def _batches(pieces: list[list[int]]) -> list[list[int]]:
    """The numbers of the texts, shortest first, cut so that no batch is much more than ``PIECES_AT_ONCE``."""
    batches: list[list[int]] = []
    batch: list[int] = []
    for number in sorted(range(len(pieces)), key=lambda number: len(pieces[number])):
        if batch and (len(batch) + 1) * len(pieces[number]) > PIECES_AT_ONCE:
            batches.append(batch)
            batch = []
        batch.append(number)
    return [*batches, batch] if batch else batches

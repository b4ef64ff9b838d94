"""What an encoder does: many texts in, one vector each out, in the order they came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corrigenda.engine.encoder.tokeniser import clean

Kind: TypeAlias = Literal["query", "passage"]
Pooling: TypeAlias = Literal["mean", "first"]
Progress: TypeAlias = Callable[[int], None]
Floats: TypeAlias = NDArray[np.float32]

PIECES_AT_ONCE = 256  # pieces in one run, padding included: more did not run faster, and waited longer
TEXTS_AT_ONCE = 8_192  # texts that are sorted by length together


@dataclass(frozen=True, slots=True)
class Manner:
    """How a model wants its texts, and what it makes of them."""

    query_prefix: str = ""
    passage_prefix: str = ""
    longest: int = 256  # pieces of a text that are looked at, its two ends included
    pad: int = 0
    pooling: Pooling = "mean"  # of models that give a vector for each piece


class Encoder:
    """Turns texts into vectors of length one. One encoder may be used by many threads at once.

    ``dimensions`` is the length of a vector; ``model_id`` names the weights and their arithmetic: vectors with
    different ids must not be compared.
    """

    def __init__(
        self, session: onnxruntime.InferenceSession, tokeniser: Tokenizer, *, manner: Manner, model_id: str
    ) -> None:
        self.model_id = model_id
        self._session = session
        self._tokeniser = tokeniser
        self._manner = manner
        self._inputs = frozenset(wanted.name for wanted in session.get_inputs())
        outputs = [given.name for given in session.get_outputs()]
        self._output = "sentence_embedding" if "sentence_embedding" in outputs else outputs[0]
        # Cut here and not by the tokeniser, which the judge uses too: it takes 280 MB.
        tokeniser.no_padding()
        tokeniser.no_truncation()
        self._end = tokeniser.encode("").ids[1:]
        self.dimensions = self._run([self._pieces("?", "query")]).shape[1]

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Progress | None = None) -> Floats:
        """The vectors of ``texts``, (len(texts), dimensions), each of length one.

        ``kind`` says on which side of the search a text stands: the model was taught the two apart. ``progress``
        is called with the number of texts done since its last call. Any text is accepted, the empty one and broken
        Unicode too; of a long one only the first pieces are looked at.
        """
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            pieces = [self._pieces(text, kind) for text in texts[start : start + TEXTS_AT_ONCE]]
            for batch in _batches([len(text) for text in pieces]):
                vectors[[start + number for number in batch]] = self._run([pieces[number] for number in batch])
                if progress is not None:
                    progress(len(batch))
        return vectors

    def _pieces(self, text: str, kind: Kind) -> list[int]:
        prefix = self._manner.query_prefix if kind == "query" else self._manner.passage_prefix
        ids: list[int] = self._tokeniser.encode(prefix + clean(text)).ids
        longest = self._manner.longest
        return ids if len(ids) <= longest else ids[: longest - len(self._end)] + self._end

    def _run(self, pieces: list[list[int]]) -> Floats:
        ids = np.full((len(pieces), max(map(len, pieces))), self._manner.pad, np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(pieces):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        inputs = {name: values for name, values in given.items() if name in self._inputs}
        (found,) = self._session.run([self._output], inputs)
        vectors = found if found.ndim == 2 else self._pooled(found, mask)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        normalised: Floats = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
        return normalised

    def _pooled(self, found: Floats, mask: NDArray[np.int64]) -> Floats:
        """One vector for each text, (texts, dimensions), from one for each piece, (texts, pieces, dimensions)."""
        if self._manner.pooling == "first":
            return found[:, 0]
        kept = mask[:, :, None].astype(np.float32)
        mean: Floats = (found * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1)
        return mean


def open_session(path: Path, *, threads: int) -> onnxruntime.InferenceSession:
    """The model at ``path``, ready to run on ``threads`` cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of the texts, shortest first, cut where a batch would pass ``PIECES_AT_ONCE``."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[number] > PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch

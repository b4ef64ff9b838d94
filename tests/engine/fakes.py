"""An encoder made of word hashes: equal words give equal directions. Fast, and always the same."""

import zlib
from collections.abc import Callable, Sequence

import numpy as np

from corrigenda.engine.dense import Kind
from corrigenda.engine.text import words
from corrigenda.engine.types import Floats


class WordEncoder:
    """Stands in for the ONNX encoder where meaning does not matter."""

    dimensions = 32
    model_id = "words-1"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats:
        """See ``Encodes``."""
        self.asked += len(texts)
        return np.stack([self._one(text) for text in texts]) if texts else np.empty((0, 32), np.float32)

    def _one(self, text: str) -> Floats:
        vector = np.full(self.dimensions, 1e-3, dtype=np.float32)
        for word in words(text):
            vector += np.random.default_rng(zlib.crc32(word.encode())).normal(size=self.dimensions)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

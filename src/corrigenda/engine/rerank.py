"""Features in, same-claim probability out: a small LightGBM model, trained by ``benchmarks/train``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corrigenda.engine.calibrate import Calibration, read_calibration
from corrigenda.engine.features import NAMES
from corrigenda.engine.trees import Trees, read_trees
from corrigenda.engine.types import EngineError

SHIPPED = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Ranker:
    """A trained model with the calibration that belongs to it."""

    trees: Trees  # over rows of ``features.features``; scores are log odds before calibration
    calibration: Calibration


@lru_cache(maxsize=2)
def load_ranker_for(model: str) -> Ranker:
    """The shipped ranker for the encoder that a setting names, "" for the packaged one. Raises EngineError.

    Curves and thresholds were fitted to the packaged encoder. Cosines of another one mean something else (of many, any
    two texts stand above .8), so with it what ships only suggests, until the desk's own decisions show a promise holds.
    """
    ranker = load_ranker()
    return ranker if not model else replace(ranker, calibration=ranker.calibration.only_suggesting())


@lru_cache(maxsize=2)
def load_ranker(folder: Path = SHIPPED) -> Ranker:
    """Read ``ranker.txt`` and ``calibration.json`` from a folder. Raises EngineError."""
    trees = read_trees(folder / "ranker.txt")
    if trees.names != NAMES:
        raise EngineError("The ranker was trained for other features than this version's.", code="ranker_mismatch")
    return Ranker(trees=trees, calibration=read_calibration(folder / "calibration.json"))

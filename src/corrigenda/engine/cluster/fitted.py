"""The curves that were fitted and the thresholds that follow, in one small file with the evidence they came from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from corrigenda.engine.types import EngineError, Floats

SHIPPED = Path(__file__).parent / "fitted.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """Logistic regression over hinges: each column of a table bends at its own knots."""

    knots: tuple[tuple[float, ...], ...]  # for each column
    weights: Floats  # of the constant, then for each column of itself and of its hinges

    def log_odds(self, rows: Floats) -> Floats:
        """For rows (n, columns): (n,)."""
        return np.asarray(hinges(rows, self.knots) @ self.weights, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What ``benchmarks/clusters.py`` wrote."""

    words: Curve  # for texts in languages that can share words
    meaning: Curve  # for all others: the vectors alone
    join_from: float  # mean log odds from which two clusters are one
    sure_from: float  # the same for a desk, which does not want to part what was wrongly put together
    usual: float  # mean cosine to what lies near a message without being the same claim
    compare_from: float  # cosine above what is usual around two messages, from which their words are compared
    encoder: str  # the model whose vectors it was fitted on
    evidence: dict[str, float]
    version: str


def hinges(rows: Floats, knots: tuple[tuple[float, ...], ...]) -> Floats:
    """A constant, then each column followed by its part above each of its knots: (n, constant + columns + knots)."""
    made = [np.ones(len(rows), dtype=np.float32)]
    for column, bends in enumerate(knots):
        made.append(rows[:, column])
        made.extend(np.maximum(rows[:, column] - bend, 0) for bend in bends)
    return np.stack(made, axis=1)


@lru_cache(maxsize=2)
def load_fitted(path: Path = SHIPPED) -> Fitted:
    """Read the file. Raises EngineError where it is missing or of another format."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise EngineError(f"{path.name} has a format this version cannot read.", code="clusters_unreadable")
        return Fitted(
            words=_curve(**stored["words"]),
            meaning=_curve(**stored["meaning"]),
            join_from=float(stored["join_from"]),
            sure_from=float(stored["sure_from"]),
            usual=float(stored["usual"]),
            compare_from=float(stored["compare_from"]),
            encoder=str(stored["encoder"]),
            evidence={str(name): float(value) for name, value in stored["evidence"].items()},
            version=str(stored["version"]),
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise EngineError(f"{path.name} cannot be read: {problem}", code="clusters_unreadable") from problem


def _curve(*, knots: list[list[float]], weights: list[float]) -> Curve:
    curve = Curve(tuple(tuple(bends) for bends in knots), np.array(weights, dtype=np.float32))
    if len(curve.weights) != 1 + len(knots) + sum(map(len, knots)):
        raise ValueError("weights and knots do not go together")
    return curve

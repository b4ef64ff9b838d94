"""From the ranker's score to a probability that means what it says, and the thresholds that follow from it.

Both were read off held-out data; the file they come in says which data, how many decisions and how many were right.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corrigenda.engine.types import EngineError, Floats

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a threshold is where it is: what was decided on this set at this threshold, and how much of it was right."""

    set: str
    decisions: int
    right: int

    @property
    def precision(self) -> float:
        """The share that was right; 1.0 where nothing was decided."""
        return self.right / self.decisions if self.decisions else 1.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A monotone curve through (scores, probabilities) and the two thresholds."""

    scores: Floats
    probabilities: Floats
    answer_from: float  # probability from which a match may be sent without a person looking
    suggest_from: float  # probability from which it is worth an editor's look
    evidence: tuple[Evidence, ...]
    version: str

    def probability(self, scores: Floats) -> Floats:
        """Calibrated probabilities, same shape."""
        return np.interp(scores, self.scores, self.probabilities).astype(np.float32)


def read_calibration(path: Path) -> Calibration:
    """Read the file beside the ranker. Raises EngineError where it is missing or of another format."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored.pop("format") != FORMAT:
            raise EngineError(f"{path.name} has a format this version cannot read.", code="calibration_unreadable")
        return Calibration(
            scores=np.array(stored["scores"], dtype=np.float32),
            probabilities=np.array(stored["probabilities"], dtype=np.float32),
            answer_from=float(stored["answer_from"]),
            suggest_from=float(stored["suggest_from"]),
            evidence=tuple(Evidence(**entry) for entry in stored["evidence"]),
            version=str(stored["version"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as problem:
        raise EngineError(f"{path.name} cannot be read: {problem}", code="calibration_unreadable") from problem

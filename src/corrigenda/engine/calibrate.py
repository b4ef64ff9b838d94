"""From the ranker's score to a probability that means what it says, and the thresholds that follow from it.

Both differ by language, so a calibration holds several, and each message is judged by the most special one there is
(``text.groups_of``): its language, the way it is written, or any. Each was read off held-out data by
``fit_calibration``; the file they come in says which data, how many decisions and how many were right.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from corrigenda.engine.text.groups import ANY, groups_of
from corrigenda.engine.types import EngineError, Floats

FORMAT = 2
READABLE = (1, 2)  # 1 held one curve for every language


def wilson(right: int, decisions: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927): 0 to 1 where nothing was decided."""
    if not decisions:
        return 0.0, 1.0
    z = 1.959964
    share, spread = right / decisions, z * z / decisions
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / decisions + spread / (4 * decisions)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


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

    @property
    def at_least(self) -> float:
        """The lower end of the precision's 95 % interval."""
        return wilson(self.right, self.decisions)[0]


@dataclass(frozen=True, slots=True)
class GroupCalibration:
    """A curve that never falls through (scores, probabilities), and the two thresholds, for one group of languages."""

    name: str
    scores: Floats
    probabilities: Floats
    answer_from: float  # probability from which a match may be sent without a person looking
    suggest_from: float  # probability from which it is worth an editor's look
    evidence: tuple[Evidence, ...]
    may_answer: bool = True  # False: too little evidence to send anything without a person
    error: float | None = None  # expected calibration error of first hits, cross-validated; None: not measured

    def probability(self, scores: Floats) -> Floats:
        """Calibrated probabilities, same shape."""
        return np.interp(scores, self.scores, self.probabilities).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibrations of a ranker by group, "any" always among them, and what a desk's own decisions made of some."""

    groups: Mapping[str, GroupCalibration]
    version: str
    desk: Mapping[str, GroupCalibration] = field(default_factory=dict)

    def of(self, *, text: str, lang: str | None = None) -> GroupCalibration:
        """What a message is judged by.

        A desk's own stands for messages whose most special group it is, and for no others: what was decided about
        one language moves no other one's threshold.
        """
        names = groups_of(text, lang)
        return self.desk.get(names[0]) or self.shipped(names)

    def shipped(self, names: Iterable[str]) -> GroupCalibration:
        """What came with the ranker for the first of these groups that has something, "any" at last."""
        return next((self.groups[name] for name in names if name in self.groups), self.groups[ANY])

    def only_suggesting(self) -> Calibration:
        """The same, but nothing that came with the ranker lets a match be sent without a person looking."""
        groups = {name: replace(group, may_answer=False) for name, group in self.groups.items()}
        return replace(self, groups=groups)

    def probability(self, scores: Floats) -> Floats:
        """Calibrated probabilities for a message of any language."""
        return self.groups[ANY].probability(scores)

    @property
    def answer_from(self) -> float:
        """The threshold for a message of any language."""
        return self.groups[ANY].answer_from

    @property
    def suggest_from(self) -> float:
        """The threshold for a message of any language."""
        return self.groups[ANY].suggest_from

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the thresholds for a message of any language rest on."""
        return self.groups[ANY].evidence


def read_calibration(path: Path) -> Calibration:
    """Read the file beside the ranker. Raises EngineError where it is missing or of another format."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] not in READABLE:
            raise EngineError(f"{path.name} has a format this version cannot read.", code="calibration_unreadable")
        groups = read_groups(stored.get("groups") or {ANY: stored})
        if ANY not in groups:
            raise EngineError(f'{path.name} has no group "{ANY}".', code="calibration_unreadable")
        return Calibration(groups=groups, version=str(stored["version"]))
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as problem:
        raise EngineError(f"{path.name} cannot be read: {problem}", code="calibration_unreadable") from problem


def write_calibration(path: Path, groups: Iterable[GroupCalibration], *, version: str) -> None:
    """Write what ``read_calibration`` reads."""
    stored = {"format": FORMAT, "version": version, "groups": as_json(groups)}
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def read_groups(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, GroupCalibration]:
    """What ``as_json`` made. Raises KeyError, TypeError or ValueError."""
    return {name: _read_group(name, fields) for name, fields in stored.items()}


def _read_group(name: str, stored: Mapping[str, Any]) -> GroupCalibration:
    scores = np.array(stored["scores"], dtype=np.float32)
    probabilities = np.array(stored["probabilities"], dtype=np.float32)
    if scores.shape != probabilities.shape or scores.ndim != 1 or not scores.size:
        raise ValueError(f"the curve of {name} is not one")
    if (np.diff(scores) < 0).any() or (np.diff(probabilities) < 0).any():
        raise ValueError(f"the curve of {name} falls")
    error = stored.get("error")
    return GroupCalibration(
        name=name,
        scores=scores,
        probabilities=probabilities,
        answer_from=float(stored["answer_from"]),
        suggest_from=float(stored["suggest_from"]),
        evidence=tuple(Evidence(**entry) for entry in stored["evidence"]),
        may_answer=bool(stored.get("may_answer", True)),
        error=None if error is None else float(error),
    )


def as_json(groups: Iterable[GroupCalibration]) -> dict[str, dict[str, Any]]:
    """Groups by their names, as numbers and lists."""
    return {
        group.name: {
            "scores": [round(float(score), 5) for score in group.scores],
            "probabilities": [round(float(probability), 6) for probability in group.probabilities],
            "answer_from": round(group.answer_from, 6),
            "suggest_from": round(group.suggest_from, 6),
            "may_answer": group.may_answer,
            "error": None if group.error is None else round(group.error, 5),
            "evidence": [asdict(entry) for entry in group.evidence],
        }
        for group in groups
    }

"""What everybody found for the same messages, to be judged by ``figures.py``."""

from __future__ import annotations

from dataclasses import dataclass

from corrigenda.engine.evaluate import Judged

OURS = "corrigenda"
Run = dict[str, Judged]  # message id -> what was found; a peer's probabilities are its scores


@dataclass(frozen=True, slots=True)
class Asked:
    """Runs by who was asked. ``cosines`` are those whose score is a cosine."""

    runs: dict[str, Run]
    cosines: tuple[str, ...] = ()

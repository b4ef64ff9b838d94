"""What took long to prepare is kept in the work folder, so that a run that was stopped goes on at once."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Thing = TypeVar("Thing")


def kept(path: Path, make: Callable[[], Thing]) -> Thing:
    """What ``make`` made the first time. The file is our own: never one that was fetched."""
    if path.exists():
        with path.open("rb") as file:
            found: Thing = pickle.load(file)
        return found
    made = make()
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        pickle.dump(made, file)
    part.replace(path)
    return made

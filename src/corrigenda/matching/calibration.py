"""The thresholds this desk works with: those that came with the ranker, or what its own decisions made of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from corrigenda.engine.calibrate import GroupCalibration, read_groups
from corrigenda.engine.types import EngineError
from corrigenda.matching import engine_room
from corrigenda.matching.models import CalibrationVersion

if TYPE_CHECKING:
    from corrigenda.engine.rerank import Ranker


def ranker_of_this_desk() -> Ranker:
    """The ranker for the encoder in use, with the desk's own thresholds where it has some.

    Asked for every message, so that a new calibration is used at once, in every process. Raises EngineError.
    """
    from corrigenda.engine.rerank import load_ranker_for

    shipped = load_ranker_for(engine_room.named_model())
    kept = list(CalibrationVersion.objects.filter(undone_at=None).values_list("pk", "ranker_version"))
    if not kept:
        return shipped
    version = engine_room.ranker_version()
    desk = next((_groups(key) for key, made_for in kept if made_for == version), {})
    return replace(shipped, calibration=replace(shipped.calibration, desk=desk)) if desk else shipped


def in_use() -> CalibrationVersion | None:
    """The newest that was not undone and belongs to this ranker and encoder. Raises EngineError."""
    version = engine_room.ranker_version()
    return CalibrationVersion.objects.filter(undone_at=None, ranker_version=version).first()


def of_another_ranker() -> CalibrationVersion | None:
    """The newest, where it is not used since the ranker or encoder has changed. Raises EngineError."""
    newest = CalibrationVersion.objects.filter(undone_at=None).first()
    return newest if newest and newest.ranker_version != engine_room.ranker_version() else None


def groups_of_version(version: CalibrationVersion | None) -> dict[str, GroupCalibration]:
    """The groups a version holds; none for None. Raises EngineError where they cannot be read."""
    try:
        return read_groups(version.groups) if version else {}
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise EngineError(
            f"The desk's own calibration cannot be read ({problem}). Run: corrigenda calibrate --undo",
            code="calibration_unreadable",
        ) from problem


@lru_cache(maxsize=4)
def _groups(key: int) -> dict[str, GroupCalibration]:
    return groups_of_version(CalibrationVersion.objects.get(pk=key))

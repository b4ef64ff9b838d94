"""From held-out scores to calibrated groups, and what they would have decided."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.train.completed import COUNTED
from benchmarks.train.look_ups import LookUp, counts
from corrigenda.engine.calibrate import GroupCalibration
from corrigenda.engine.fit_calibration import LEAST_DECIDED, fit
from corrigenda.engine.text.groups import ANY, groups_of
from corrigenda.engine.types import Floats

SURE = 0.65  # chance with which what ships must keep the promise; what a desk fits to its own evidence: .8
SHARES = (0.98, 0.95, 0.9)


def calibrated(
    ups: Sequence[LookUp],
    scores: Sequence[Floats],
    labels: Sequence[Floats],
    *,
    held_back: frozenset[int] = frozenset(),
) -> list[GroupCalibration]:
    """One calibration for each group that has enough, and one for any; half of the claims are as if not there.

    ``held_back``: the look-ups whose first hit guard, telling words or judge would keep back; thresholds rest on the
    others, for only those are ever sent.
    """
    groups: dict[str, list[int]] = {ANY: []}
    for n, up in enumerate(ups):
        if counts(up) and scores[n].size:
            for name in groups_of(up.query.text, up.query.lang):
                groups.setdefault(name, []).append(n)
    enough = {name: members for name, members in groups.items() if len(members) >= LEAST_DECIDED or name == ANY}
    found = [
        _fit(name, members, ups=ups, scores=scores, labels=labels, held_back=held_back)
        for name, members in enough.items()
    ]
    # A language whose own evidence is too little to answer by is judged with the next more general group.
    return [group for group in found if group.may_answer or len(group.name) > len("xx")]


def report(ups: Sequence[LookUp], scores: Sequence[Floats], labels: Sequence[Floats]) -> dict[str, float]:
    """By set: S@1, and the share of the answerable that could be answered at 98, 95 and 90 % right."""
    found: dict[str, float] = {}
    for name in sorted({up.set for up in ups}):
        mine = [n for n, up in enumerate(ups) if up.set == name and scores[n].size]
        firsts = sorted(
            ((float(scores[n].max()), float(labels[n][scores[n].argmax()])) for n in mine if counts(ups[n])),
            reverse=True,
        )
        right = np.cumsum([label for _, label in firsts])
        answerable = sum(counts(ups[n]) and not ups[n].half for n in mine)
        for share in SHARES:
            good = np.flatnonzero(right / np.arange(1, right.size + 1) >= share)
            found[f"{name}, coverage at {share}"] = round(float(right[good[-1]]) / answerable, 3) if good.size else 0.0
        there = [n for n in mine if ups[n].state == "there"]
        found[f"{name}, S@1"] = round(float(np.mean([ups[n].same[scores[n].argmax()] for n in there])), 3)
    return found


def _fit(
    name: str,
    members: list[int],
    *,
    ups: Sequence[LookUp],
    scores: Sequence[Floats],
    labels: Sequence[Floats],
    held_back: frozenset[int],
) -> GroupCalibration:
    rows = [np.argsort(-scores[n], kind="stable")[:COUNTED] for n in members]
    sizes = [len(chosen) for chosen in rows]
    firsts = np.cumsum([0, *sizes[:-1]])
    return fit(
        np.concatenate([scores[n][chosen] for n, chosen in zip(members, rows, strict=True)]),
        np.concatenate([labels[n][chosen] for n, chosen in zip(members, rows, strict=True)]),
        np.ones(sum(sizes), np.float32),
        firsts=firsts,
        trusted=firsts[[n not in held_back for n in members]],
        queries=np.repeat([ups[n].group for n in members], sizes),
        sets=np.repeat([ups[n].set for n in members], sizes).tolist(),
        name=name,
        sure=SURE,
    )

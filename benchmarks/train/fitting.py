"""From held-out scores to calibrated groups, and what they would have decided."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.train.completed import COUNTED
from benchmarks.train.look_ups import LookUp, counts
from corrigenda.engine.calibrate import GroupCalibration
from corrigenda.engine.fit_calibration import LEAST_DECIDED, PROMISED, fit
from corrigenda.engine.text.groups import ANY, groups_of
from corrigenda.engine.types import Floats

SURE = 0.65  # chance with which what ships must keep the promise; what a desk fits to its own evidence: .8
RARE = 0.05  # as seldom as this a promise that holds would look as if it did not
SHARES = (0.98, 0.95, 0.9)


def calibrated(
    ups: Sequence[LookUp],
    scores: Sequence[Floats],
    labels: Sequence[Floats],
    *,
    held_back: frozenset[int] = frozenset(),
) -> list[GroupCalibration]:
    """One calibration for each group that has enough, and one for any; each message once with its claim, once without.

    ``held_back``: the look-ups whose first hit guard, telling words or judge would keep back; thresholds rest on the
    others, for only those are ever sent.
    """
    groups: dict[str, list[int]] = {ANY: []}
    above: dict[str, tuple[str, ...]] = {ANY: ()}  # the more general groups of each, nearest first
    for n, up in enumerate(ups):
        if counts(up) and scores[n].size:
            names = groups_of(up.query.text, up.query.lang)
            for place, name in enumerate(names):
                groups.setdefault(name, []).append(n)
                above[name] = names[place + 1 :]
    found: dict[str, GroupCalibration] = {}
    for name in sorted(groups, key=lambda name: len(above[name])):
        members = groups[name]
        if name != ANY and len(members) < LEAST_DECIDED:
            continue
        own = _fit(name, members, ups=ups, scores=scores, labels=labels, held_back=held_back)
        general = next((found[each] for each in above[name] if each in found), None)
        firsts = [n for n in members if n not in held_back]
        score = np.array([scores[n].max() for n in firsts], np.float32)
        label = np.array([labels[n][scores[n].argmax()] for n in firsts], np.float32)
        if general is None or stands_alone(own, general, score=score, label=label):
            found[name] = own
    return list(found.values())


def stands_alone(own: GroupCalibration, general: GroupCalibration, *, score: Floats, label: Floats) -> bool:
    """Whether a group is judged by itself: where more can be answered so, or where the general promise fails it.

    Little evidence of its own asks for more than the promise, so a threshold may stand high for no other reason; then
    that of all its kin is better founded, unless so many wrong ones would be rare if the promise held (``RARE``).
    ``score``, ``label``: of the group's first hits that nobody keeps back.
    """
    answered = general.probability(score) >= general.answer_from
    count, wrong = int(answered.sum()), float((1 - label[answered]).sum())
    if at_least(wrong, count, each=1 - PROMISED) < RARE:
        return True
    return own.may_answer and sum(each.decisions for each in own.evidence) > count


def at_least(wrong: float, count: int, *, each: float) -> float:
    """How probable it is that of ``count`` at least so many are wrong, each with the same probability (binomial)."""
    fewer = range(round(wrong))
    return 1 - math.fsum(math.comb(count, k) * each**k * (1 - each) ** (count - k) for k in fewer)


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
        answerable = sum(ups[n].state == "there" for n in mine)
        for share in SHARES if firsts else ():
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

"""What guard and judge keep back of the first hits the ranker is sure of, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.teach.written import WRITTEN
from benchmarks.train.look_ups import LookUp, State, counts
from benchmarks.train.written_ups import HEARD
from corrigenda.engine.calibrate import Calibration
from corrigenda.engine.encoder import Judge
from corrigenda.engine.guard import differences
from corrigenda.engine.second_look import AGREES, READ_FROM, read_best, together, weighed
from corrigenda.engine.types import Floats


@dataclass(frozen=True, slots=True)
class Seen:
    """The first hit of a message, where the ranker might have answered with it, after the judge has read."""

    number: int  # of the look-up
    state: State
    counts: bool  # stands for what a desk meets, see ``look_ups.counts``
    scores: Floats  # of all candidates, the judge's odds in those it read
    label: float  # how probable it is that the first is the same claim
    differs: bool  # to the guard
    odds: float  # the judge's, that it is the same claim
    ours: bool = False  # a message we wrote
    sure: bool = False  # probable enough for an answer

    @property
    def passes(self) -> bool:
        """Whether nobody objects."""
        return not self.differs and self.odds >= AGREES


def read(ups: Sequence[LookUp], scores: Sequence[Floats], labels: Sequence[Floats], *, judge: Judge) -> list[Seen]:
    """What the judge was asked about, of real messages and of made near misses."""
    seen: list[Seen] = []
    for number, up in enumerate(ups):
        if up.set == HEARD or up.state in {"blurred", "mistyped"}:
            continue
        after = read_best(scores[number], lambda row, up=up: weighed(judge, up.query, up.claims[row]))  # type: ignore[misc]
        if not after.scores.size or after.scores.max() < READ_FROM:
            continue
        first = int(after.scores.argmax())
        odds = after.odds.get(first)
        if odds is None:  # not weighed, but asked before anything is sent
            odds = together(judge, up.query, up.claims[first])
        seen.append(
            Seen(
                number=number,
                state=up.state,
                counts=counts(up),
                scores=after.scores,
                label=float(labels[number][first]),
                differs=bool(differences(up.query.text, up.claims[first], lang=up.query.lang)),
                odds=odds,
                ours=up.set == WRITTEN,
            )
        )
    return seen


def decided(seen: Sequence[Seen], ups: Sequence[LookUp], calibration: Calibration) -> list[Seen]:
    """The same, with those marked that are probable enough for an answer."""
    marked = []
    for one in seen:
        query = ups[one.number].query
        limits = calibration.of(text=query.text, lang=query.lang)
        stated = float(limits.probability(one.scores.max(keepdims=True))[0])
        marked.append(replace(one, sure=limits.may_answer and stated >= limits.answer_from))
    return marked


def table(seen: Sequence[Seen]) -> dict[str, float]:
    """Of the first hits that are sure: how many are still answered, and how many of those are right."""
    sure = [one for one in seen if one.sure]
    right = [one for one in sure if one.state == "there" and one.label > 0.5 and not one.ours]
    made = [one for one in sure if one.state == "made" and not one.ours]
    ours = [one for one in seen if one.ours]
    real = [one for one in sure if one.counts]
    asked = [one for one in seen if one.state == "asked"]
    return {
        "right pairs, guard": _share([not one.differs for one in right]),
        "right pairs, all": _share([one.passes for one in right]),
        "questions answered": _share([one.sure and one.passes and one.label > 0.5 for one in asked]),
        "near misses, guard": _share([not one.differs for one in made]),
        "near misses, all": _share([one.passes for one in made]),
        "written messages answered": _share([one.sure and one.passes for one in ours if one.state == "there"]),
        "written near misses answered": _share([one.sure and one.passes for one in ours if one.state == "made"]),
        "precision without them": _share([one.label for one in real]),
        "precision": _share([one.label for one in real if one.passes]),
    }


def _share(kept: Sequence[float]) -> float:
    return round(float(np.mean(kept)), 3) if kept else 0.0

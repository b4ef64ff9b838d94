"""What guard, telling words and judge keep back of the first hits the ranker is sure of, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from benchmarks.teach.written import WRITTEN, written
from benchmarks.train.look_ups import LookUp, State, counts
from benchmarks.train.written_ups import HEARD
from corrigenda.engine.calibrate import Calibration
from corrigenda.engine.contrast import contrast
from corrigenda.engine.encoder import Judge
from corrigenda.engine.guard import deny_unlike, differences
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.second_look import SecondLook, read_best, weighed
from corrigenda.engine.types import Floats, KnownClaim


@dataclass(frozen=True, slots=True)
class Seen:
    """The first hit of a message, where the ranker might have answered with it, after the judge has read."""

    number: int  # of the look-up
    state: State
    counts: bool  # stands for what a desk meets, see ``look_ups.counts``
    scores: Floats  # of all candidates, the judge's odds in those it read
    label: float  # how probable it is that the first is the same claim
    differs: bool  # to the guard
    look: SecondLook
    ours: bool = False  # a message we wrote
    sure: bool = False  # probable enough for an answer

    @property
    def passes(self) -> bool:
        """Whether nobody objects."""
        return not self.differs and self.look.objection() is None


def read(ups: Sequence[LookUp], scores: Sequence[Floats], labels: Sequence[Floats], *, judge: Judge) -> list[Seen]:
    """What the judge was asked about, of real messages and of made near misses."""
    seen: list[Seen] = []
    for name in sorted({up.set for up in ups} - {HEARD}):
        claims = [one.as_known() for one in written()] if name == WRITTEN else fit_to_index(sets.claims(name)).claims
        index = MemoryIndex(claims, np.zeros((len(claims), 1), np.float32), model_id="none")
        for number, up in enumerate(ups):
            if up.set != name or up.state in {"blurred", "mistyped"}:
                continue
            after = read_best(scores[number], lambda row, up=up: weighed(judge, up.query, up.claims[row]))  # type: ignore[misc]
            if not after.odds:
                continue
            first = int(after.scores.argmax())
            seen.append(
                Seen(
                    number=number,
                    state=up.state,
                    counts=counts(up),
                    scores=after.scores,
                    label=float(labels[number][first]),
                    differs=bool(differences(up.query.text, up.claims[first], lang=up.query.lang)),
                    ours=name == WRITTEN,
                    look=_look(up, up.claims[first], index=index, odds=after.odds.get(first)),
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


def _look(up: LookUp, claim: KnownClaim, *, index: MemoryIndex, odds: float | None) -> SecondLook:
    text = up.query.text
    return SecondLook(
        odds=odds,
        deny_unlike=deny_unlike(text, claim, lang=up.query.lang),
        other_words=contrast(text, claim, find=index.sizes, summary=index.summary()) is not None,
    )


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

"""What guard, telling words and judge keep back of the first hits the ranker is sure of, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from benchmarks.train.look_ups import LookUp, State, counts
from corrigenda.engine.calibrate import Calibration, GroupCalibration
from corrigenda.engine.contrast import contrast
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import Judge
from corrigenda.engine.fit_calibration import WORST
from corrigenda.engine.guard import deny_unlike, differences
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.second_look import SecondLook
from corrigenda.engine.text import clean, without_links
from corrigenda.engine.text.accents import spelt_out
from corrigenda.engine.types import Floats, KnownClaim


@dataclass(frozen=True, slots=True)
class Seen:
    """The first hit of a message, where the ranker might have answered with it."""

    number: int  # of the look-up
    state: State
    counts: bool  # stands for what a desk meets, see ``look_ups.counts``
    label: float  # how probable it is that it is the same claim
    stated: float  # how probable the curve says it is
    sure: bool  # probable enough for an answer
    differs: bool  # to the guard
    look: SecondLook

    @property
    def passes(self) -> bool:
        """Whether nobody objects."""
        return not self.differs and self.look.objection() is None


def read(
    ups: Sequence[LookUp], scores: Sequence[Floats], labels: Sequence[Floats], *, calibration: Calibration, judge: Judge
) -> list[Seen]:
    """The first hits at least as probable as any that is ever answered, of real messages and of made near misses."""
    seen: list[Seen] = []
    for name in sorted({up.set for up in ups}):
        claims = fit_to_index(sets.claims(name)).claims
        index = MemoryIndex(claims, np.zeros((len(claims), 1), np.float32), model_id="none")
        for number, (up, score) in enumerate(zip(ups, scores, strict=True)):
            if up.set != name or up.state == "blurred" or not score.size:
                continue
            row = int(score.argmax())
            limits = calibration.of(text=up.query.text, lang=up.query.lang)
            stated = float(limits.probability(score[row : row + 1])[0])
            if stated < WORST:
                continue
            claim = up.claims[row]
            seen.append(
                Seen(
                    number=number,
                    state=up.state,
                    counts=counts(up),
                    label=float(labels[number][row]),
                    stated=stated,
                    sure=_sure(stated, limits),
                    differs=bool(differences(up.query.text, claim, lang=up.query.lang)),
                    look=_look(up, claim, index=index, judge=judge),
                )
            )
    return seen


def decided(seen: Sequence[Seen], ups: Sequence[LookUp], calibration: Calibration) -> list[Seen]:
    """The same, by other thresholds on the same curves."""
    queries = [ups[one.number].query for one in seen]
    limits = [calibration.of(text=query.text, lang=query.lang) for query in queries]
    return [replace(one, sure=_sure(one.stated, limit)) for one, limit in zip(seen, limits, strict=True)]


def _sure(stated: float, limits: GroupCalibration) -> bool:
    return limits.may_answer and stated >= limits.answer_from


def _look(up: LookUp, claim: KnownClaim, *, index: MemoryIndex, judge: Judge) -> SecondLook:
    text, said = up.query.text, without_links(clean(up.query.text))
    return SecondLook(
        odds=float(judge.odds(spelt_out(said), [passage(claim)])[0]),
        deny_unlike=deny_unlike(text, claim, lang=up.query.lang),
        other_words=contrast(text, claim, find=index.sizes, summary=index.summary()) is not None,
        length=len(said),
    )


def table(seen: Sequence[Seen]) -> dict[str, float]:
    """Of the first hits that are sure: how many are still answered, and how many of those are right."""
    sure = [one for one in seen if one.sure]
    right = [one for one in sure if one.state == "there" and one.label > 0.5]
    made = [one for one in sure if one.state == "made"]
    real = [one for one in sure if one.counts]
    return {
        "right pairs, guard": _share([not one.differs for one in right]),
        "right pairs, all": _share([one.passes for one in right]),
        "near misses, guard": _share([not one.differs for one in made]),
        "near misses, all": _share([one.passes for one in made]),
        "precision without them": _share([one.label for one in real]),
        "precision": _share([one.label for one in real if one.passes]),
    }


def _share(kept: Sequence[float]) -> float:
    return round(float(np.mean(kept)), 3) if kept else 0.0

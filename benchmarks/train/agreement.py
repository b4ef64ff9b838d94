"""How low the judge's odds must be to keep an answer back: what that costs right pairs, and what it catches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from benchmarks.train.look_ups import LookUp
from corrigenda.engine.calibrate import Calibration
from corrigenda.engine.contrast import contrast
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import Judge
from corrigenda.engine.guard import deny_unlike, differences
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.search import AGREES, AGREES_ON_DENIAL, READ_TO
from corrigenda.engine.text import clean, without_links
from corrigenda.engine.types import Floats, KnownClaim

TRIED = (-9.0, -2.0, -1.0, 0.0, 1.0, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """A pair that would be answered by its score: whether it is right, and what everybody else says of it."""

    right: bool  # else a near miss made by rule
    odds: float
    differ: bool  # to the guard
    deny_unlike: bool
    other_words: bool  # to ``contrast``
    long: bool


def read(ups: Sequence[LookUp], scores: Sequence[Floats], *, calibration: Calibration, judge: Judge) -> list[Seen]:
    """The best candidate of each message that would be answered by its score: the right ones, and made near misses."""
    seen: list[Seen] = []
    for name in sorted({up.set for up in ups}):
        claims = fit_to_index(sets.claims(name)).claims
        index = MemoryIndex(claims, np.zeros((len(claims), 1), np.float32), model_id="none")
        for up, score in zip(ups, scores, strict=True):
            if up.set == name and up.state in {"there", "made"} and score.size:
                row = int(score.argmax())
                limits = calibration.of(text=up.query.text, lang=up.query.lang)
                sure = float(limits.probability(score[row : row + 1])[0]) >= limits.answer_from and limits.may_answer
                right = up.state == "there" and bool(up.same[row])
                if sure and (right or up.state == "made"):
                    seen.append(_seen(up, up.claims[row], right=right, index=index, judge=judge))
    return seen


def _seen(up: LookUp, claim: KnownClaim, *, right: bool, index: MemoryIndex, judge: Judge) -> Seen:
    text, lang = up.query.text, up.query.lang
    said = without_links(clean(text))
    return Seen(
        right=right,
        odds=float(judge.odds(said, [passage(claim)])[0]),
        differ=bool(differences(text, claim, lang=lang)),
        deny_unlike=deny_unlike(text, claim, lang=lang),
        other_words=contrast(text, claim, find=index.sizes, summary=index.summary()) is not None,
        long=len(said) > READ_TO,
    )


def table(seen: Sequence[Seen]) -> dict[str, tuple[float, float]]:
    """Shares of right pairs and of near misses that are still answered, by guard, telling words and judge."""

    def doubted(one: Seen, least: float = AGREES) -> bool:
        return one.odds < (max(AGREES_ON_DENIAL, least) if one.deny_unlike else least)

    rules: dict[str, Callable[[Seen], bool]] = {
        "guard": lambda one: not one.differ,
        "guard, telling words": lambda one: not (one.differ or one.other_words),
        "guard, judge": lambda one: not (one.differ or doubted(one)),
        "guard, judge of short ones": lambda one: not (one.differ or (doubted(one) and not one.long)),
        "all three": lambda one: not (one.differ or one.other_words or doubted(one)),
    }
    kept = {name: _kept(seen, rule) for name, rule in rules.items()}
    for least in TRIED:
        passes = [
            not one.differ and not (one.other_words and one.odds < least) and (one.long or not doubted(one))
            for one in seen
        ]
        kept[f"guard, judge of short ones, telling words under odds of {least}"] = _shares(seen, passes)
        kept[f"judge alone, odds from {least}"] = _shares(seen, [one.odds >= least for one in seen])
    return kept


def _kept(seen: Sequence[Seen], rule: Callable[[Seen], bool]) -> tuple[float, float]:
    return _shares(seen, [rule(one) for one in seen])


def _shares(seen: Sequence[Seen], passes: Sequence[bool]) -> tuple[float, float]:
    right, made = ([ok for ok, one in zip(passes, seen, strict=True) if one.right is which] for which in (True, False))
    return round(float(np.mean(right)), 3), round(float(np.mean(made)), 3)

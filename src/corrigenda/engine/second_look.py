"""The first hit, read once more: what the judge adds to its score, and what keeps an answer back all the same.

The limit was chosen on training folds, by what it keeps of right pairs and lets through of near misses
(``python -m benchmarks.train``, decisions 8, 14 and 15).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corrigenda.engine.dense import passage
from corrigenda.engine.text import clean, unshouted, without_links
from corrigenda.engine.text.accents import spelt_like
from corrigenda.engine.text.groups import ANY, WRITTEN, groups_of
from corrigenda.engine.types import Floats, KnownClaim, Query

READ_FROM = 1.0  # score of the ranker's from which the judge reads the best hit
READ_AT_MOST = 3  # hits: where the first is doubted, the next best may be the claim
SHORTEST = 20  # characters: a shorter text hardly says anything without its title
READ_OF_CLAIM = 400  # characters: about what the judge sees of a claim
# What one log odd of the judge's counts in the score: what a logistic fit of both gave on training folds.
WEIGHT, ODDS_TO = 0.3, 6.0
AGREES = 0.0  # log odds from which an answer passes: likelier than not (decisions 14 and 15)


class Judges(Protocol):
    """Anything that reads message and claim together, as ``engine.encoder.Judge`` does."""

    def odds(self, message: str, claims: Sequence[str]) -> Floats:
        """Log odds for each claim that the message makes it, (len(claims),)."""


@dataclass(frozen=True, slots=True)
class Read:
    """Scores with the judge's odds in those it read; the best one is read, or stands too low to be."""

    scores: Floats
    odds: dict[int, float]  # row of the scores -> the judge's odds


def read_best(scores: Floats, odds_of: Callable[[int], float | None]) -> Read:
    """Let the judge read the best row, and the next best where that one falls behind.

    ``odds_of`` is None for what the judge should not weigh.
    """
    read, odds = scores.copy(), dict[int, float]()
    while scores.size and len(odds) < READ_AT_MOST:
        best = int(read.argmax())
        if best in odds or read[best] < READ_FROM:
            break
        said = odds_of(best)
        if said is None:
            break
        odds[best] = said
        read[best] += WEIGHT * min(max(said, -ODDS_TO), ODDS_TO)
    return Read(read, odds)


def weighed(judge: Judges, query: Query, claim: KnownClaim) -> float | None:
    """The judge's odds where they count in the score.

    Across languages it was taught too little, and of a long claim it reads the beginning only: there it only objects.
    """
    if len(passage(claim)) > READ_OF_CLAIM:
        return None
    here, there = groups_of(query.text, query.lang), groups_of(claim.text, claim.lang)
    untold = {here[0], there[0]} & {*WRITTEN, ANY}  # too short to tell: what is written alike may be one language
    alike = here[0] == there[0] or (untold and here[-2:] == there[-2:])
    return together(judge, query, claim) if alike else None


def claimed(claim: KnownClaim) -> str:
    """What a claim says by itself, without its title: a desk's title says what was found, and so often denies it."""
    text = clean(claim.text)
    return text[:READ_OF_CLAIM] if len(text) >= SHORTEST else passage(claim)


def together(judge: Judges, query: Query, claim: KnownClaim) -> float:
    """The judge's odds that a message makes a claim; accents it was typed without are read into it."""
    known = claimed(claim)
    return float(judge.odds(spelt_like(unshouted(without_links(clean(query.text))), known), [known])[0])

"""What may keep back an answer that the ranker is sure of, beside the differences the guard names.

The limits were chosen together on training folds, by what they keep of right pairs and let through of made near misses
(``python -m benchmarks.train``, decision 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

READ_TO = 200  # characters; a longer forward says more than the claim, and the judge is too ready to doubt it
# Log odds of the judge that let an answer pass: of all, where only one of both texts denies, and where the claim's
# telling words are missing.
AGREES, AGREES_ON_DENIAL, AGREES_ON_OTHER_WORDS = -2.0, 0.0, 1.5

Objection: TypeAlias = Literal["other_words", "doubted"]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Message and best claim, read once more."""

    odds: float | None  # the judge's; None: nobody read them
    deny_unlike: bool  # one of both denies, the other does not
    other_words: bool  # the words that tell the claim from others are missing
    length: int  # of the message, in characters

    def objection(self) -> Objection | None:
        """Why a person should decide; None where nothing speaks against an answer."""
        if self.other_words and (self.odds is None or self.odds < AGREES_ON_OTHER_WORDS):
            return "other_words"
        if self.odds is None or self.length > READ_TO:
            return None
        least = max(AGREES, AGREES_ON_DENIAL) if self.deny_unlike else AGREES
        return None if self.odds >= least else "doubted"

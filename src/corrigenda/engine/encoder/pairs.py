"""Two texts in one row of pieces, as the judge reads them: the message, two separators, the claim.

Of a long message only the stretch is read that has most in common with the claim, each piece weighing as much as it is
rare: the packaged vocabulary is in the order of frequency.
"""

from __future__ import annotations

import numpy as np
from tokenizers import Tokenizer

from corrigenda.engine.encoder.tokeniser import clean

MESSAGE, CLAIM = 96, 72  # pieces
BEGIN, END = 0, 2  # of the packaged vocabulary


def pair_pieces(tokeniser: Tokenizer, message: str, claim: str) -> list[int]:
    """The ids of ``<s> message </s></s> claim </s>``."""
    said = tokeniser.encode(clean(message), add_special_tokens=False).ids
    known = tokeniser.encode(clean(claim)[:2_000], add_special_tokens=False).ids[:CLAIM]
    return [BEGIN, *_stretch(said, known), END, END, *known, END]


def _stretch(said: list[int], known: list[int]) -> list[int]:
    if len(said) <= MESSAGE:
        return said
    ids = np.array(said)
    rarity = np.where(np.isin(ids, known), np.log1p(ids), 0.0)
    reach = np.concatenate([[0.0], np.cumsum(rarity)])
    within = reach[MESSAGE:] - reach[:-MESSAGE]
    first, *_, last = np.flatnonzero(within >= within.max() - 1e-6).tolist() * 2
    # What comes before what is shared is read as well: a denial may stand there.
    start = max(first, last - MESSAGE // 8)
    return said[start : start + MESSAGE]

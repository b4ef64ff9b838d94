"""The judge: reads a message and a claim together and says how likely they are to say the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corrigenda.engine.encoder.cache import JUDGE
from corrigenda.engine.encoder.pairs import pair_pieces
from corrigenda.engine.encoder.session import Floats, open_session

PAD = 1
AT_ONCE = 8  # pairs in one run


class Judge:
    """Log odds that two texts make the same claim. One judge may be used by many threads at once."""

    def __init__(self, session: onnxruntime.InferenceSession, tokeniser: Tokenizer) -> None:
        self._session = session
        self._tokeniser = tokeniser
        tokeniser.no_padding()
        tokeniser.no_truncation()

    def odds(self, message: str, claims: Sequence[str]) -> Floats:
        """One number for each claim, (len(claims),): above 0 more likely the same than not. Not yet a probability."""
        pieces = [pair_pieces(self._tokeniser, message, claim) for claim in claims]
        parts = [self._run(pieces[start : start + AT_ONCE]) for start in range(0, len(pieces), AT_ONCE)]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    def _run(self, pieces: list[list[int]]) -> Floats:
        ids = np.full((len(pieces), max(map(len, pieces))), PAD, np.int64)
        mask: NDArray[np.int64] = np.zeros_like(ids)
        for row, text in enumerate(pieces):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        (found,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        odds: Floats = found[:, 0]
        return odds


def open_judge(folder: Path, tokeniser: Tokenizer, *, threads: int) -> Judge:
    """The judge in a folder that ``convert`` filled."""
    return Judge(open_session(folder / JUDGE, threads=threads), tokeniser)

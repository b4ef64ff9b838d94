"""Claims that look like a message's own and are not: what there is to be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

from benchmarks import sets
from benchmarks.teach.pairs import Pair
from corrigenda.engine.dense import Encodes, passage, windows
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.text import text_key
from corrigenda.engine.types import KnownClaim

MOST = 30_000  # claims of a register that are worth encoding for it
FLOOR, NEARER = 0.75, 0.95  # cosine of unrelated texts; how near to the right one's another may come


def by_meaning(cache: Path | None) -> Encodes | None:
    """The encoder that ships, its vectors kept in ``cache``; nothing without a folder."""
    return None if cache is None else KeptVectors(load_encoder(cache=cache, threads=2), folder=cache)


def others(pairs: Sequence[Pair], register: Sequence[KnownClaim], *, near: Encodes | None) -> list[list[KnownClaim]]:
    """For each pair claims that look like its message's, to BM25 or to the encoder, and are not known to be right.

    The pairs are of one set. In all but the tweets labels are incomplete, so there the best by words and all that lie
    as near as the right one are left out: likely they are right too.
    """
    name = pairs[0].set
    index = bm25s.BM25()
    index.index(bm25s.tokenize([passage(c) for c in register], stopwords=[], show_progress=False), show_progress=False)
    asked = bm25s.tokenize([pair.query.text for pair in pairs], stopwords=[], show_progress=False)
    found, scores = index.retrieve(asked, k=20, show_progress=False)
    close = _close(pairs, register, near=near) if near and len(register) <= MOST else [[]] * len(pairs)
    far = []
    for number, pair in enumerate(pairs):
        rows = [int(row) for row, score in zip(found[number], scores[number], strict=True) if score > 0]
        rows = rows[: 12 if name != sets.COFACTS else 20][1 if name != sets.TWEETS else 0 :]
        right = {text_key(pair.claim.text)}
        rows += close[number]
        kept = {
            register[row].id: register[row]
            for row in rows
            if register[row].id not in pair.right and text_key(register[row].text) not in right
        }
        far.append(list(kept.values()))
    return far


def _close(pairs: Sequence[Pair], register: Sequence[KnownClaim], *, near: Encodes) -> list[list[int]]:
    """Rows of the register near in meaning, eight for each pair."""
    there = near.encode([passage(claim) for claim in register], kind="passage")
    here = near.encode([windows(pair.query.text)[0] for pair in pairs], kind="query")
    place = {claim.id: row for row, claim in enumerate(register)}
    close = []
    for pair, vector in zip(pairs, here, strict=True):
        cosines = there @ vector
        limit = 1.0
        if pair.set != sets.TWEETS:
            limit = FLOOR + NEARER * (float(cosines[place[pair.claim.id]]) - FLOOR)
        best = np.argsort(-cosines)[:40]
        close.append([int(row) for row in best if cosines[row] < limit][:8])
    return close

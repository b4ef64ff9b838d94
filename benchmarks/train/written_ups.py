"""What the ranker sees of the messages we wrote: those that make a claim, and those that only look so.

Nobody sent them, so no curve and no threshold rests on them. Those whose claim taught the judge are seen by the trees
alone; the others show which limits of the judge's let near misses through that no rule would make.
"""

from __future__ import annotations

import numpy as np

from benchmarks.memory import MemoryIndex
from benchmarks.teach.pairs import digest
from benchmarks.teach.written import WRITTEN, Written, written
from benchmarks.train.look_ups import LookUp, State, best_rows
from corrigenda.engine.dense import passage, windows
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Query

HEARD = f"{WRITTEN}, taught the judge"


def written_look_ups(encoder: KeptVectors) -> list[LookUp]:
    """Every message of a claim that is not reported, against all the claims we wrote."""
    register = [one.as_known() for one in written()]
    vectors = encoder.encode([passage(claim) for claim in register], kind="passage")
    index = MemoryIndex(register, vectors, model_id=encoder.model_id)
    asked: list[tuple[Written, str, State]] = []
    for one in written("teach", "choose"):
        asked += [(one, text, "there") for text in one.same] + [(one, text, "made") for text in one.other]
    encoder.encode([part for _, text, _ in asked for part in windows(text)], kind="query")
    return [_look_up(index, encoder, one, text, state=state) for one, text, state in asked]


def _look_up(index: MemoryIndex, encoder: KeptVectors, one: Written, text: str, *, state: State) -> LookUp:
    query, claim = Query(text, one.lang, f"{one.as_known().id}: {text}"), one.as_known().id
    looked = Searcher(index, encoder).look(query, vectors=encoder.encode(windows(text), kind="query"))
    best, claims = best_rows(looked, index)
    return LookUp(
        set=WRITTEN if one.use == "choose" else HEARD,
        query=query,
        group=digest(claim) // 2,
        state=state,
        claims=claims,
        table=looked.table[best],
        same=np.array([state == "there" and known.id == claim for known in claims], np.float32),
        known=np.ones(len(claims), np.float32),
    )

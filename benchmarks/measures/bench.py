"""A register with everybody who is asked about it: our engine as it ships, in PostgreSQL, and the peers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks import peers
from benchmarks.measures import plan
from benchmarks.measures.asked import OURS, Asked, Run
from benchmarks.measures.versions import postgres_version
from corrigenda.cli.match.scratch import scratch_schema
from corrigenda.core.database import ensure_running
from corrigenda.engine.dense import Encodes, passage
from corrigenda.engine.encoder import load_encoder, load_judge
from corrigenda.engine.evaluate import Judged
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.rerank import Ranker
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Decision, Floats, KnownClaim, Query
from corrigenda.matching.store import Store

COSINES = (peers.COSINE, peers.MINILM, peers.NANO)
DEPTH = 10
TIMED = 30  # messages that are timed one by one, encoder included
WARM = 3
CLAIMS_AT_ONCE = 4_096


class Peer(Protocol):
    """Somebody to stand beside: a score of every claim for each message."""

    name: str

    def scores(self, queries: Sequence[Query]) -> Iterator[Floats]: ...

    def answer_one(self, query: Query) -> None: ...


class Removes(Protocol):
    """An index that claims can be taken out of."""

    def remove(self, ids: Sequence[str]) -> int: ...


@dataclass(slots=True)
class Bench:
    """One set ready to be asked."""

    name: str
    claims: list[KnownClaim]
    store: Removes
    encoder: Encodes
    live: Searcher  # keeps no vectors: for the clock
    searcher: Searcher
    peers: list[Peer]
    notes: dict[str, float | str]

    def ask(self, queries: Sequence[Query], *, gone: Set[str] = frozenset()) -> Asked:
        """Everybody's ten best with ``gone`` out of the register; ours as taken from its index, once for all."""
        if gone:
            self.store.remove(sorted(gone))
        runs = {OURS: self._ours(queries)}
        hidden = np.array([claim.id in gone for claim in self.claims])
        for peer in self.peers:
            rows = (_best(self.claims, np.where(hidden, -np.inf, scores)) for scores in peer.scores(queries))
            runs[peer.name] = {
                query.id: replace(row, query_id=query.id) for query, row in zip(queries, rows, strict=True)
            }
        return Asked(runs, tuple(peer.name for peer in self.peers if peer.name in COSINES))

    def milliseconds(self, queries: Sequence[Query]) -> dict[str, float]:
        """Median time from a text to its ten best, one message after the other, encoding included."""
        everybody: dict[str, Callable[[Query], object]] = {OURS: self.live.decide}
        everybody |= {peer.name: peer.answer_one for peer in self.peers}
        chosen = list({query.text: query for query in queries}.values())[: TIMED + WARM]
        return {who: _median(answer, chosen) for who, answer in everybody.items()}

    def _ours(self, queries: Sequence[Query]) -> Run:
        vectors = self.searcher.encode(queries)
        pairs = zip(track(queries, description=self.name, console=Console(stderr=True)), vectors, strict=True)
        return {query.id: _judged(query, self.searcher.decide(query, vectors=asked)) for query, asked in pairs}


@contextmanager
def opened(name: str, *, cache: Path, ranker: Ranker | None = None) -> Iterator[Bench]:
    """The set's register in a throw-away schema, encoded and indexed, with every peer that can be measured on it."""
    raw = load_encoder(cache=cache)
    quick = load_encoder(cache=cache, threads=2)
    encoder, judge = KeptVectors(quick, folder=cache), load_judge(cache=cache)
    claims = fit_to_index(plan.register(name)).claims
    with scratch_schema(ensure_running(cache / "home")) as (connection, schema):
        store = Store(connection, schema=schema)
        vectors, notes = _indexed(store, claims, encoder=encoder)
        notes["postgresql"] = postgres_version(connection)
        found = [*_peers(name, claims, cache=cache, notes=notes), peers.Cosine(vectors, kept=encoder, raw=raw)]
        yield Bench(
            name=name,
            claims=claims,
            store=store,
            encoder=encoder,
            live=Searcher(store, raw, judge=judge, ranker=ranker),
            searcher=Searcher(store, encoder, judge=judge, ranker=ranker),
            peers=found,
            notes=notes,
        )


def _indexed(
    store: Store, claims: Sequence[KnownClaim], *, encoder: KeptVectors
) -> tuple[Floats, dict[str, float | str]]:
    began = time.perf_counter()
    vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
    encoded = time.perf_counter()
    store.create(dimensions=encoder.dimensions)
    for start in range(0, len(claims), CLAIMS_AT_ONCE):
        part = slice(start, start + CLAIMS_AT_ONCE)
        store.add(claims[part], vectors[part], model_id=encoder.model_id)
    store.settle()
    indexed = time.perf_counter()
    return vectors, {
        "seconds to encode the register (kept vectors cost nothing)": round(encoded - began, 1),
        "seconds to index it": round(indexed - encoded, 1),
    }


def _peers(name: str, fit: Sequence[KnownClaim], *, cache: Path, notes: dict[str, float | str]) -> list[Peer]:
    """Those that can be measured on this set; why the others cannot is noted."""
    if name in plan.UNACCOMPANIED:
        return []
    as_they_lie = {claim.id: claim for claim in plan.register(name)}
    claims = [as_they_lie[claim.id] for claim in fit]
    found: list[Peer] = [peers.Bm25(claims, english=name in plan.ENGLISH)]
    if name not in plan.TOO_LONG_FOR_DICE:
        found.append(peers.Dice(claims))
    for which in (peers.MINILM, peers.NANO):
        encoder = peers.encoder(which)
        if encoder is None:
            notes[which] = "not installed"
        elif which == peers.NANO and name not in plan.NANO_SETS:
            notes[which] = "not measured on this set: it would take an hour"
        else:
            try:
                dense = peers.Dense(which, encoder, claims=claims, cache=cache, slow=plan.slow(which, name))
                dense.keep(plan.messages(name))
                found.append(dense)
            except peers.NotKept:
                notes[which] = "not measured: its vectors are not kept (python -m benchmarks.ahead)"
    return found


def _judged(query: Query, decision: Decision) -> Judged:
    ids = tuple(hit.claim.id for hit in decision.hits)
    return Judged(query.id, decision.outcome, ids, tuple(hit.probability for hit in decision.hits))


def _best(claims: Sequence[KnownClaim], scores: Floats) -> Judged:
    few = np.argpartition(-scores, DEPTH - 1)[:DEPTH] if scores.size > DEPTH else np.arange(scores.size)
    # A claim that shares nothing with the message was not found, whoever was asked.
    rows = [row for row in few[np.lexsort((few, -scores[few]))].tolist() if scores[row] > 0]
    return Judged("", "suggest", tuple(claims[row].id for row in rows), tuple(float(scores[row]) for row in rows))


def _median(answer: Callable[[Query], object], queries: Sequence[Query]) -> float:
    times = []
    for query in queries:
        began = time.perf_counter()
        answer(query)
        times.append(1000 * (time.perf_counter() - began))
    return round(float(np.median(times[WARM:] or times)), 1)

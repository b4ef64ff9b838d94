"""How the store stands more fact-checks: 10,000, 86,376, a million; every index that could hold them, side by side.

    python -m benchmarks.scale --rows 86376 [--cache FOLDER] [--only ours dense lexical] [--again]

Adds to ``benchmarks/results/scale.json`` and goes on where it was stopped: what is there for that many rows and this
encoder is not measured again, unless ``--again``. A million takes about ten minutes. The tables lie in a throw-away
schema.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from benchmarks import sets
from benchmarks.enlarged import FACT_CHECKS, base, real_vectors, vectors
from benchmarks.filled import fill
from benchmarks.rivals import Bench, Figures, dense_rivals, lexical_rivals, times
from corrigenda.cli.match.scratch import scratch_schema
from corrigenda.core.database import ensure_running
from corrigenda.engine.encoder import Encoder, load_encoder, load_judge
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Floats, KnownClaim
from corrigenda.matching.store import Store

RESULTS = Path(__file__).parent / "results" / "scale.json"
TIMED, WARMING = 300, 40


class Ready:
    """An encoder that has its vectors already: what is timed with it is everything else."""

    def __init__(self, encoder: Encoder, bench: Bench) -> None:
        self.model_id, self.dimensions = encoder.model_id, encoder.dimensions
        self._vectors, self.number = bench.vectors, 0

    def encode(self, texts: object, *, kind: object, progress: object = None) -> Floats:
        """The vector of the message that is being asked about."""
        return self._vectors[self.number : self.number + 1]


def main() -> None:
    """Build what is missing, measure what is missing, write after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    parser.add_argument("--only", choices=["ours", "dense", "lexical"], nargs="*", default=["ours", "dense", "lexical"])
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(cache=options.cache)
    key = f"{options.rows} with {encoder.model_id}"
    measured: Figures = {} if options.again else _kept().get(key, {})
    with scratch_schema(ensure_running(options.cache / "home")) as (connection, schema):
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        bench = _bench(Store(connection, schema=schema), encoder, rows=options.rows, cache=options.cache)
        parts = {"ours": _ours, "dense": dense_rivals, "lexical": lexical_rivals}
        measured["build"] = _fill(bench, encoder)
        for which in options.only:
            todo = _ours(bench, encoder) if which == "ours" else parts[which](bench)  # type: ignore[operator]
            for name, measure in todo:
                if name not in measured:
                    measured[name] = measure()
                    Console().print(key, name, measured[name])
                    _keep(key, measured)


def _bench(store: Store, encoder: Encoder, *, rows: int, cache: Path) -> Bench:
    of = base(cache)
    number = {claim.id: doc for doc, claim in enumerate(of.claims)}
    qrels = sets.qrels(FACT_CHECKS, "train")
    queries = [query for query in sets.queries(FACT_CHECKS) if query.id in qrels][: TIMED + WARMING]
    right = [{number[claim] for claim in qrels[query.id] if claim in number} for query in queries]
    # Questions as near to a document as a message is to its fact-check, also where the documents' vectors are made up.
    rng, documents = np.random.default_rng(4), real_vectors(of, cache=cache, encoder=encoder).astype(np.float32)
    near = [min(docs) if docs else 0 for docs in right]
    made = documents[near] + rng.normal(scale=0.4 / np.sqrt(encoder.dimensions), size=(len(near), encoder.dimensions))
    made = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return Bench(store, of, rows, queries, made, right, cache)


def _fill(bench: Bench, encoder: Encoder) -> Figures:
    chunks = vectors(bench.of, bench.rows, cache=bench.cache, encoder=encoder)
    took = fill(bench.store, bench.of, rows=bench.rows, chunks=chunks, model_id=encoder.model_id)
    return {
        "documents s": round(took.documents, 1),
        "postings s": round(took.postings, 1),
        "vector index s": round(took.vector_index, 1),
        "documents MB": bench.megabytes("document"),
        "postings MB": bench.megabytes("posting"),
        "of it vector index MB": bench.megabytes("document_by_meaning") if bench.rows >= 5_000 else 0,
    }


def _ours(bench: Bench, encoder: Encoder) -> Iterator[tuple[str, Callable[[], Figures]]]:
    yield "decision without the encoder", lambda: _decided(bench, Ready(encoder, bench))
    yield "decision with the encoder", lambda: _decided(bench, encoder)
    yield "one fact-check added", lambda: _added(bench, encoder, at_once=1, count=20)
    yield "a hundred fact-checks added", lambda: _added(bench, encoder, at_once=100, count=3)


def _decided(bench: Bench, encoder: Any) -> Figures:
    searcher = Searcher(bench.store, encoder, judge=load_judge(cache=bench.cache))
    clock, own = [], []
    for number, query in enumerate(bench.queries):
        if isinstance(encoder, Ready):
            encoder.number = number
        began, used = time.perf_counter(), time.process_time()
        searcher.decide(query)
        clock.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - used))
    own_p50, load = round(float(np.median(own[WARMING:])), 2), round(os.getloadavg()[0], 1)
    return {**times(clock[WARMING:]), "own ms p50": own_p50, "load average": load}


def _added(bench: Bench, encoder: Encoder, *, at_once: int, count: int) -> Figures:
    taken = []
    for round_ in range(count):
        picked = range(round_ * at_once, (round_ + 1) * at_once)
        claims = [KnownClaim(f"new-{at_once}-{n}", bench.of.claims[n].text, bench.of.claims[n].title) for n in picked]
        rows = np.repeat(bench.vectors[round_][None, :], at_once, axis=0)
        began = time.perf_counter()
        bench.store.add(claims, rows, model_id=encoder.model_id)
        taken.append(1000 * (time.perf_counter() - began))
    return times(taken)


def _kept() -> dict[str, Figures]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else {}


def _keep(key: str, measured: Figures) -> None:
    RESULTS.write_text(json.dumps({**_kept(), key: measured}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measures the engine as it runs: PostgreSQL store, encoder, shipped ranker; beside its peers, in the same run.

    python -m benchmarks.run [tweets] [vietnamese] [thai] [speed] [--cache FOLDER]

Writes ``benchmarks/results/NAME.json``; ``python -m benchmarks.table`` puts them into ``benchmarks/README.md``.
Thai is measured with a ranker that never saw the set it comes from (``benchmarks/models/without_posts``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks import peers, sets
from corrigenda.cli.match.scratch import scratch_schema
from corrigenda.core.database import ensure_running
from corrigenda.engine import evaluate as measures
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.evaluate import Automatic, Interval, Judged
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.rerank import Ranker, load_ranker
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Decision, Floats, KnownClaim, Query
from corrigenda.matching.store import Store

HERE = Path(__file__).parent
WITHOUT_POSTS = HERE / "models" / "without_posts"
TIMED = 300
Right = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its goal and what the peers reached on the same queries."""

    name: str
    goal: str
    ours: Interval
    bm25: Interval
    cosine: Interval


@dataclass(frozen=True, slots=True)
class Result:
    """One results file."""

    set: str
    claims: int
    queries: int
    encoder: str
    ranker: str
    figures: list[Figure] = field(default_factory=list)
    answers: dict[str, dict[str, float]] = field(default_factory=dict)
    notes: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bench:
    """A register in a throw-away schema, with what is needed to ask it."""

    name: str
    claims: list[KnownClaim]
    vectors: Floats
    store: Store
    encoder: KeptVectors
    ranker: Ranker

    @property
    def searcher(self) -> Searcher:
        return Searcher(self.store, self.encoder, ranker=self.ranker)


def main() -> None:
    """Run the named measurements, or all."""
    known: dict[str, tuple[str, Callable[[Bench], Result]]] = {
        "tweets": (sets.TWEETS, tweets),
        "vietnamese": (sets.VIETNAMESE, vietnamese),
        "thai": (sets.POSTS, thai),
        "speed": (sets.TWEETS, speed),
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", choices=[*known, []])
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    options = parser.parse_args()
    say = Console().print
    encoder = KeptVectors(load_encoder(cache=options.cache), folder=options.cache)
    for which in options.which or known:
        name, measure = known[which]
        if not sets.present(name):
            say(f"{which}: {sets.FOLDER / name} is not there; nothing measured.")
            continue
        with scratch_schema(ensure_running(options.cache / "home")) as (connection, schema):
            folder = WITHOUT_POSTS if which == "thai" else None
            ranker = load_ranker(folder) if folder else load_ranker()
            result = measure(_bench(name, Store(connection, schema=schema), encoder=encoder, ranker=ranker))
        text = json.dumps(asdict(result), indent=1, ensure_ascii=False)
        (HERE / "results" / f"{which}.json").write_text(text + "\n", encoding="utf-8")
        say(result)


def tweets(bench: Bench) -> Result:
    """2A: MAP@5 on dev and test2021, and automatic answers with half of the right claims taken out."""
    result = _result(bench)
    read = {(pair.query_id, pair.claim_id) for pair in sets.judged(bench.name) if pair.label == 2}
    for split, goal in (("dev", ">= .93"), ("test2021", ">= .88")):
        right = sets.qrels(bench.name, split)
        queries = [query for query in sets.queries(bench.name) if query.id in right]
        run, ranked = _ask(bench, queries)
        result.figures.append(_figure(f"{split} MAP@5", goal, bench, run, ranked, right, queries, measure=_map5))
        complete = _completed(right, read)
        result.answers[f"{split}, every claim there"] = _answers(run, complete, absent=set())
        gone = {claim for ids in right.values() for claim in ids if _half(claim)}
        absent = {query.id for query in queries if right[query.id] <= gone}
        removed = [claim for claim in bench.claims if claim.id in gone]
        bench.store.remove(sorted(gone))
        run, _ = _ask(bench, queries)
        result.answers[f"{split}, half of the claims removed"] = _answers(run, complete, absent=absent)
        rows = [row for row, claim in enumerate(bench.claims) if claim.id in gone]
        bench.store.add(removed, bench.vectors[rows], model_id=bench.encoder.model_id)
    return result


def vietnamese(bench: Bench) -> Result:
    """The same statements with and without accents: S@1, and what share of the first the second keeps."""
    result = _result(bench)
    right = sets.qrels(bench.name, "dev")
    for file, words in (("queries", "with accents"), ("queries_nodia", "without accents")):
        queries = [query for query in sets.queries(bench.name, file=file) if query.id in right]
        run, ranked = _ask(bench, queries)
        goal = ">= .80 of the above" if file == "queries_nodia" else ""
        result.figures.append(_figure(f"{words} S@1", goal, bench, run, ranked, right, queries, measure=_s1))
    with_accents, without = (figure.ours.value for figure in result.figures)
    result.notes["without / with accents"] = round(without / with_accents, 3)
    return result


def thai(bench: Bench) -> Result:
    """Thai posts against the whole pool of eleven languages, with a ranker trained without this set."""
    result = _result(bench)
    right = sets.qrels(bench.name, "train.th")
    queries = [query for query in sets.queries(bench.name) if query.id in right]
    run, ranked = _ask(bench, queries)
    for name, goal, measure in (("S@1", "", _s1), ("S@10", ">= .90", _s10)):
        result.figures.append(_figure(f"Thai {name}", goal, bench, run, ranked, right, queries, measure=measure))
    return result


def speed(bench: Bench) -> Result:
    """Message to decision, one at a time, encoder included, one core; milliseconds of the clock and of this process."""
    result = _result(bench)
    raw = load_encoder(cache=bench.encoder.folder)
    searcher = Searcher(bench.store, raw, ranker=bench.ranker)
    queries = sets.queries(bench.name)[-TIMED:]
    for query in queries[:20]:
        searcher.decide(query)
    clock, own = [], []
    for query in queries:
        began, used = time.perf_counter(), time.process_time()
        searcher.decide(query)
        clock.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - used))
    for name, times in (("clock", clock), ("process", own)):
        for share in (50, 95):
            result.notes[f"{name} ms p{share}"] = round(float(np.percentile(times, share)), 1)
    result.notes["goal"] = "clock p50 <= 25 ms"
    result.notes["load average at the end"] = round(os.getloadavg()[0], 1)
    return result


def _bench(name: str, store: Store, *, encoder: KeptVectors, ranker: Ranker) -> Bench:
    claims = fit_to_index(sets.claims(name)).claims
    vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
    store.create(dimensions=encoder.dimensions)
    store.add(claims, vectors, model_id=encoder.model_id)
    store.settle()
    return Bench(name, claims, vectors, store, encoder, ranker)


def _result(bench: Bench) -> Result:
    version = bench.ranker.calibration.version
    return Result(bench.name, len(bench.claims), len(sets.queries(bench.name)), bench.encoder.model_id, version)


def _ask(bench: Bench, queries: Sequence[Query]) -> tuple[list[Judged], dict[str, Floats]]:
    searcher = bench.searcher
    vectors = searcher.encode(queries)
    run = []
    for query, asked in zip(track(queries, description=bench.name), vectors, strict=True):
        run.append(_judged(query, searcher.decide(query, vectors=asked)))
    return run, {query.id: asked for query, asked in zip(queries, vectors, strict=True)}


def _judged(query: Query, decision: Decision) -> Judged:
    return Judged(
        query.id,
        decision.outcome,
        tuple(hit.claim.id for hit in decision.hits),
        tuple(hit.probability for hit in decision.hits),
    )


def _figure(
    name: str,
    goal: str,
    bench: Bench,
    run: list[Judged],
    asked: dict[str, Floats],
    right: Right,
    queries: list[Query],
    *,
    measure: Callable[[Sequence[str], set[str]], float],
) -> Figure:
    stopwords: str | list[str] = "en" if bench.name == sets.TWEETS else []
    ours = [entry.claim_ids for entry in run]
    bm25 = peers.bm25(bench.claims, queries, stopwords=stopwords)
    cosine = peers.cosine(bench.claims, bench.vectors, [asked[query.id] for query in queries])

    def mean(ranked: Sequence[Sequence[str]]) -> Interval:
        pairs = zip(ranked, queries, strict=True)
        return measures.mean_with_interval([measure(ids, right[query.id]) for ids, query in pairs])

    return Figure(name, goal, ours=mean(ours), bm25=mean(bm25), cosine=mean(cosine))


def _answers(run: list[Judged], right: Right, *, absent: set[str]) -> dict[str, float]:
    found: Automatic = measures.automatic_answers(run, right, absent=absent)
    firsts = [entry for entry in run if entry.probabilities]
    good = [entry.query_id not in absent and entry.claim_ids[0] in right[entry.query_id] for entry in firsts]
    return {
        "answered": found.answered,
        "right": found.right,
        "answerable": found.answerable,
        "right among answers": round(found.precision, 4),
        "answered of answerable": round(found.coverage, 4),
        "calibration error": round(measures.calibration_error([e.probabilities[0] for e in firsts], good), 4),
    }


def _completed(right: Right, read: set[tuple[str, str]]) -> Right:
    return {query: ids | {claim for asked, claim in read if asked == query} for query, ids in right.items()}


def _half(claim_id: str) -> bool:
    return int(hashlib.sha256(claim_id.encode()).hexdigest()[:8], 16) % 2 == 0


def _map5(ranked: Sequence[str], right: set[str]) -> float:
    return measures.average_precision(ranked, right, k=5)


def _s1(ranked: Sequence[str], right: set[str]) -> float:
    return measures.success(ranked, right, k=1)


def _s10(ranked: Sequence[str], right: set[str]) -> float:
    return measures.success(ranked, right, k=10)


if __name__ == "__main__":
    main()

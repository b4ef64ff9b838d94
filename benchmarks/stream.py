"""A tipline's stream, 48 of 100 messages repeats: decisions a second on two cores, memory, and how soon after a start.

    python -m benchmarks.stream [--rows 86376] [--messages 3000] [--cache FOLDER]

Writes ``benchmarks/results/stream.json``. Deciding runs in a process of its own that holds what the worker holds: the
encoder, the ranker, two threads with a connection each. A repeat is noticed as intake notices it, by the key of its
text in a table, and never reaches the encoder. The baseline in the same run decides about every message anew.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import psycopg

from benchmarks import sets
from corrigenda.engine.dense import Kind
from corrigenda.engine.text import text_key
from corrigenda.engine.types import Floats, Query

RESULTS = Path(__file__).parent / "results" / "stream.json"
REPEATS = 0.48
THREADS = 2
FORWARDED = ("🙏🙏 ", "Forwarded many times:\n", "‼️")  # what a forward gains on its way; none of it is said


class Counting:
    """The encoder, and how many texts reached it."""

    def __init__(self, encoder: Any) -> None:
        self._encoder, self.model_id, self.dimensions, self.texts = encoder, encoder.model_id, encoder.dimensions, 0

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Any = None) -> Floats:
        """As the encoder's."""
        self.texts += len(texts)
        vectors: Floats = self._encoder.encode(texts, kind=kind)
        return vectors


@cache
def _judge(folder: Path) -> Any:
    from corrigenda.engine.encoder import load_judge

    return load_judge(cache=folder)


def stream(count: int) -> list[Query]:
    """Messages in several languages as a tipline gets them: ``REPEATS`` of them came before, most of them lately."""
    fresh = [query for name in (sets.POSTS, sets.TWEETS) for query in sets.queries(name)]
    rng = np.random.default_rng(15)
    order = iter(rng.permutation(len(fresh)).tolist())
    sent: list[Query] = []
    for _ in range(count):
        if sent and rng.random() < REPEATS:
            again = sent[-1 - min(int(rng.exponential(150)), len(sent) - 1)]
            text = again.text if rng.random() < 0.5 else FORWARDED[0] + again.text.upper()
            sent.append(Query(text, again.lang))
        else:
            sent.append(fresh[next(order)])
    return sent


def main() -> None:
    """Fill a register, then let processes of their own be timed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=86_376)
    parser.add_argument("--messages", type=int, default=3_000)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    parser.add_argument("--schema", help=argparse.SUPPRESS)
    parser.add_argument("--as", dest="role", choices=["first", "stream", "anew"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        print(json.dumps(_child(options)))
        return
    from benchmarks.enlarged import base, vectors
    from benchmarks.filled import fill
    from corrigenda.cli.match.scratch import scratch_schema
    from corrigenda.core.database import ensure_running
    from corrigenda.engine.encoder import load_encoder
    from corrigenda.matching.store import Store

    options.cache.mkdir(parents=True, exist_ok=True)
    encoder, of = load_encoder(cache=options.cache), base(options.cache)
    with scratch_schema(ensure_running(options.cache / "home")) as (connection, schema):
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        chunks = vectors(of, options.rows, cache=options.cache, encoder=encoder)
        fill(Store(connection, schema=schema), of, rows=options.rows, chunks=chunks, model_id=encoder.model_id)
        del of
        figures = {role: _run(options, schema, role) for role in ("first", "stream", "anew")}
    result = {"rows": options.rows, "messages": options.messages, "encoder": encoder.model_id, **figures}
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


def _run(options: argparse.Namespace, schema: str, role: str) -> dict[str, Any]:
    names = ("--rows", str(options.rows), "--messages", str(options.messages), "--cache", str(options.cache))
    command = [sys.executable, "-m", "benchmarks.stream", *names, "--schema", schema, "--as", role]
    began = time.perf_counter()
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return {**json.loads(said), "process, seconds": round(time.perf_counter() - began, 2)}


def _child(options: argparse.Namespace) -> dict[str, Any]:
    from corrigenda.core.database import ensure_running
    from corrigenda.engine.encoder import load_encoder
    from corrigenda.engine.search import Searcher
    from corrigenda.matching.store import Store

    url = ensure_running(options.cache / "home")
    encoder = Counting(load_encoder(cache=options.cache))
    with psycopg.connect(url, autocommit=True) as connection:
        searcher = Searcher(Store(connection, schema=options.schema), encoder, judge=_judge(options.cache))
        searcher.decide(Query("Hot lemon water every morning cures cancer, doctors confirm"))
        if options.role == "first":
            started = psutil.Process().create_time()
            return {"start to first decision, seconds": round(time.time() - started, 2)}
        connection.execute(f'DROP TABLE IF EXISTS "{options.schema}".seen')
        connection.execute(f'CREATE TABLE "{options.schema}".seen (text_key text PRIMARY KEY)')
    waiting, taken = stream(options.messages), threading.Lock()
    todo: Iterator[Query] = iter(waiting)
    threads = [
        threading.Thread(target=_work, args=(url, options, encoder, todo, taken), name=str(n)) for n in range(THREADS)
    ]
    encoder.texts, began, used = 0, time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    return {
        "decisions a second": round(len(waiting) / seconds, 1),
        "of this process, seconds of processor for each": round((time.process_time() - used) / len(waiting), 5),
        "texts encoded": encoder.texts,
        "repeats": len(waiting) - len({text_key(query.text) for query in waiting}),
        "this process MB": round(psutil.Process().memory_info().rss / 1e6),
        "load average": round(os.getloadavg()[0], 1),
    }


def _work(url: str, options: argparse.Namespace, encoder: Any, todo: Iterator[Query], taken: threading.Lock) -> None:
    from corrigenda.engine.search import Searcher
    from corrigenda.matching.store import Store

    keep = f'INSERT INTO "{options.schema}".seen VALUES (%s) ON CONFLICT DO NOTHING RETURNING text_key'
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        searcher = Searcher(Store(connection, schema=options.schema), encoder, judge=_judge(options.cache))
        while True:
            with taken:
                query = next(todo, None)
            if query is None:
                return
            is_new = connection.execute(keep, [text_key(query.text)], prepare=True).fetchone()
            if is_new or options.role == "anew":
                searcher.decide(query)


if __name__ == "__main__":
    main()

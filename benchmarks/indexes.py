"""Four homes for the lexical index, measured side by side: packed postings, a plain table, tsvector, this process.

python -m benchmarks.indexes [--cache FOLDER]      writes benchmarks/results/indexes.json
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from rich.console import Console

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from corrigenda.cli.match.scratch import scratch_schema
from corrigenda.core.database import ensure_running
from corrigenda.engine.evaluate import average_precision
from corrigenda.engine.lexical import invert, look_up, query_terms, term_weights
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.text import words
from corrigenda.engine.types import KnownClaim, Query
from corrigenda.matching.store import Store
from corrigenda.matching.store.reading import NEVER_TOO_COMMON, TOO_COMMON

Connection = psycopg.Connection[Any]
Lookup = Callable[[Query], list[str]]
LIMIT = 50


def main() -> None:
    """Build each, ask each the same 200 messages, write what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    options = parser.parse_args()
    claims = fit_to_index(sets.claims(sets.TWEETS)).claims
    right = sets.qrels(sets.TWEETS, "test2021")
    queries = [query for query in sets.queries(sets.TWEETS) if query.id in right]
    results = {}
    with scratch_schema(ensure_running(options.cache / "home")) as (connection, schema):
        for name, build in (("packed", _packed), ("table", _table), ("tsvector", _tsvector), ("memory", _memory)):
            began = time.perf_counter()
            ask = build(connection, schema, claims)
            built = time.perf_counter() - began
            results[name] = {"build s": round(built, 1), "size MB": _size(connection, schema, name)}
            results[name] |= _timed(ask, queries, right)
            Console().print(name, results[name])
    path = Path(__file__).parent / "results" / "indexes.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _timed(ask: Lookup, queries: list[Query], right: dict[str, set[str]]) -> dict[str, float]:
    for query in queries[:10]:
        ask(query)
    taken, precision = [], []
    for query in queries:
        began = time.perf_counter()
        found = ask(query)
        taken.append(1000 * (time.perf_counter() - began))
        precision.append(average_precision(found, right[query.id], k=5))
    p50, p95 = np.percentile(taken, [50, 95])
    return {
        "ms p50": round(float(p50), 2),
        "ms p95": round(float(p95), 2),
        "MAP@5": round(float(np.mean(precision)), 3),
    }


def _packed(connection: Connection, schema: str, claims: list[KnownClaim]) -> Lookup:
    store = Store(connection, schema=schema)
    store.create(dimensions=1)
    store.add(claims, np.ones((len(claims), 1), dtype=np.float32), model_id="none")
    store.settle()
    return lambda query: _best(store, claims, query)


def _memory(_connection: Connection, _schema: str, claims: list[KnownClaim]) -> Lookup:
    index = MemoryIndex(claims, np.ones((len(claims), 1), dtype=np.float32), model_id="none")
    return lambda query: _best(index, claims, query)


def _best(index: Store | MemoryIndex, claims: list[KnownClaim], query: Query) -> list[str]:
    wanted = query_terms(query.text)
    found = look_up(wanted, postings=index.postings(list(wanted)), summary=index.summary(), limit=LIMIT)
    return [claims[doc].id for doc in found.docs]


def _table(connection: Connection, schema: str, claims: list[KnownClaim]) -> Lookup:
    connection.execute(f'CREATE TABLE "{schema}".plain (term text, doc int, weight real)')
    with connection.cursor().copy(f'COPY "{schema}".plain FROM STDIN') as copy:
        for row in _entries(claims):
            copy.write_row(row)
    connection.execute(f'CREATE INDEX ON "{schema}".plain (term) INCLUDE (doc, weight)')
    connection.execute(f'CREATE TABLE "{schema}".often AS SELECT term, count(*) n FROM "{schema}".plain GROUP BY term')
    connection.execute(f'ALTER TABLE "{schema}".often ADD PRIMARY KEY (term)')
    connection.execute(f'VACUUM ANALYZE "{schema}".plain')
    most = max(NEVER_TOO_COMMON, TOO_COMMON * len(claims))
    statement = f"""SELECT doc FROM "{schema}".plain JOIN "{schema}".often USING (term)
        WHERE term = ANY(%s) AND n <= {most}
        GROUP BY doc ORDER BY sum(weight * ln(1 + ({len(claims)} - n + 0.5) / (n + 0.5))) DESC LIMIT {LIMIT}"""

    def ask(query: Query) -> list[str]:
        rows = connection.execute(statement, [list(query_terms(query.text))], prepare=True)
        return [claims[row[0]].id for row in rows]

    return ask


def _entries(claims: list[KnownClaim]) -> Iterator[tuple[str, int, float]]:
    counted = [term_weights(claim) for claim in claims]
    average = float(np.mean([counts.total() for counts in counted]))
    for term, docs, weights in invert(counted, numbers=range(len(claims)), average=average):
        for doc, weight in zip(docs.tolist(), weights.tolist(), strict=True):
            yield term.replace("\\", ""), doc, weight


def _tsvector(connection: Connection, schema: str, claims: list[KnownClaim]) -> Lookup:
    connection.execute(f'CREATE TABLE "{schema}".full_text (doc int, body tsvector)')
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO \"{schema}\".full_text VALUES (%s, to_tsvector('english', %s))",
            [(doc, f"{claim.title} {claim.text} {' '.join(claim.more)}") for doc, claim in enumerate(claims)],
        )
    connection.execute(f'CREATE INDEX ON "{schema}".full_text USING gin (body)')
    connection.execute(f'VACUUM ANALYZE "{schema}".full_text')
    statement = f"""SELECT doc FROM "{schema}".full_text, to_tsquery('english', %s) q WHERE body @@ q
        ORDER BY ts_rank_cd(body, q, 1) DESC LIMIT {LIMIT}"""

    def ask(query: Query) -> list[str]:
        any_of = " | ".join(dict.fromkeys(word for word in words(query.text) if word.isalnum()))
        return [claims[row[0]].id for row in connection.execute(statement, [any_of])] if any_of else []

    return ask


def _size(connection: Connection, schema: str, name: str) -> float:
    table = {"packed": "posting", "table": "plain", "tsvector": "full_text"}.get(name)
    if table is None:
        return 0.0
    row = connection.execute("SELECT pg_total_relation_size(%s::regclass)", [f'"{schema}".{table}']).fetchone()
    return round((row[0] if row else 0) / 1e6, 1)


if __name__ == "__main__":
    main()

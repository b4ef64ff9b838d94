"""Other homes for the same vectors and the same words, built from what the store holds and asked the same questions."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray

from benchmarks.enlarged import Base, postings
from corrigenda.engine.lexical import look_up, query_terms
from corrigenda.engine.types import Floats, Query
from corrigenda.matching.store import Store

LIMIT = 50
Figures = dict[str, Any]
Ask = Callable[[int], list[int]]
Measure = Callable[[], Figures]


@dataclass(frozen=True, slots=True)
class Bench:
    """A filled store and what is asked of it."""

    store: Store
    of: Base
    rows: int
    queries: list[Query]
    vectors: Floats  # one for each query
    right: list[set[int]]  # document numbers, for each query
    cache: Path

    def run(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """Rows of one statement; ``S`` stands for the schema."""
        cursor: psycopg.Cursor[Any] = self.store.connection.cursor()
        cursor.execute(statement.replace("S.", f'"{self.store.schema}".').encode(), values)
        return cursor.fetchall() if cursor.description else []

    def megabytes(self, relation: str) -> float:
        """What a table or an index takes on disk."""
        row = self.run("SELECT pg_total_relation_size(%s)", [f'"{self.store.schema}".{relation}'])[0]
        return float(round(row[0] / 1e6, 1))


def times(milliseconds: Sequence[float]) -> Figures:
    """p50 and p95."""
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"ms p50": round(float(p50), 2), "ms p95": round(float(p95), 2)}


def asked(ask: Ask, bench: Bench, *, count: int) -> tuple[Figures, list[list[int]]]:
    """Ask ``count`` questions, the first few twice; how long each took and what was found."""
    for number in range(min(10, count)):
        ask(number)
    taken, found = [], []
    for number in range(count):
        began = time.perf_counter()
        found.append(ask(number))
        taken.append(1000 * (time.perf_counter() - began))
    return times(taken), found


def dense_rivals(bench: Bench) -> Iterator[tuple[str, Measure]]:
    """pgvector's indexes over the same vectors, recall against the exact scan."""
    exact: list[list[int]] = []
    questions = min(100, len(bench.queries))

    def truth() -> list[list[int]]:
        if not exact:
            scanned()
        return exact

    def measured(ask: Ask) -> Figures:
        wanted = truth()
        took, found = asked(ask, bench, count=questions)
        shares = [len(set(mine) & set(theirs)) / LIMIT for mine, theirs in zip(found, wanted, strict=True)]
        return {**took, "recall@50": round(float(np.mean(shares)), 3)}

    def scanned() -> Figures:
        _set(bench, enable_indexscan="off")
        took, found = asked(_plain(bench, "document", "meaning <=> %s::halfvec"), bench, count=questions)
        exact[:] = found
        _set(bench, enable_indexscan="on")
        return {**took, "recall@50": 1.0}

    def walked(width: int) -> Figures:
        truth()
        _set(bench, **{"hnsw.ef_search": str(width)})
        return {
            **measured(_plain(bench, "document", "meaning <=> %s::halfvec")),
            "MB": bench.megabytes("document_by_meaning"),
        }

    yield "dense: every vector compared", scanned
    for width in (50, 100, 200):
        yield f"dense: HNSW, ef_search {width}", partial(walked, width)
    yield "dense: IVFFlat", lambda: _instead(bench, _IVF, measured)
    yield "dense: HNSW over bits, 500 re-ranked", lambda: _instead(bench, _BITS, measured)


@dataclass(frozen=True, slots=True)
class _Other:
    make: str
    index: str
    settings: dict[str, str]
    order: str
    again: int = 0  # candidates that are compared by their whole vector


_IVF = _Other(
    "CREATE INDEX rival ON S.plain USING ivfflat (meaning halfvec_cosine_ops) WITH (lists = {lists})",
    "rival",
    {"ivfflat.probes": "{probes}"},
    "meaning <=> %s::halfvec",
)
_BITS = _Other(
    "CREATE INDEX rival ON S.plain USING hnsw ((binary_quantize(meaning)::bit({dimensions})) bit_hamming_ops)",
    "rival",
    {"hnsw.ef_search": "500"},
    "binary_quantize(meaning)::bit({dimensions}) <~> binary_quantize(%s::halfvec)",
    again=500,
)


def _instead(bench: Bench, other: _Other, measured: Callable[[Ask], Figures]) -> Figures:
    """Another index over a copy of the vectors, made and dropped."""
    lists = max(10, int(np.sqrt(bench.rows)))
    words = {"lists": lists, "probes": max(5, lists // 15), "dimensions": bench.vectors.shape[1]}
    bench.run("CREATE UNLOGGED TABLE S.plain AS SELECT doc, meaning FROM S.document")
    _set(bench, maintenance_work_mem="2GB")
    began = time.perf_counter()
    bench.run(other.make.format(**words))
    built = time.perf_counter() - began
    _set(bench, **{name: value.format(**words) for name, value in other.settings.items()})
    ask = _plain(bench, "plain", other.order.format(**words), again=other.again)
    figures = {**measured(ask), "MB": bench.megabytes(other.index), "build s": round(built, 1)}
    bench.run("DROP TABLE S.plain")
    return figures


def _plain(bench: Bench, table: str, order: str, *, again: int = 0) -> Ask:
    inner = f"SELECT doc, meaning FROM S.{table} ORDER BY {order} LIMIT {again or LIMIT}"
    statement = f"SELECT doc FROM ({inner}) near ORDER BY meaning <=> %s::halfvec LIMIT {LIMIT}"

    def ask(number: int) -> list[int]:
        vector = "[" + ",".join(f"{value:.5g}" for value in bench.vectors[number].tolist()) + "]"
        return [row[0] for row in bench.run(statement, [vector, vector])]

    return ask


def _set(bench: Bench, **settings: str) -> None:
    for name, value in settings.items():
        bench.run("SELECT set_config(%s, %s, false)", [name, value])
    bench.run("DISCARD PLANS")  # or a prepared statement keeps the plan it was given under other settings


def lexical_rivals(bench: Bench) -> Iterator[tuple[str, Measure]]:
    """The same terms in other indexes; how often a right document is among the first fifty."""
    yield "lexical: packed postings", lambda: _words(bench, _packed(bench), bench.megabytes("posting"), count=200)
    if bench.rows <= 100_000:
        yield "lexical: tantivy", lambda: _tantivy(bench)
        yield "lexical: tsvector, GIN", lambda: _tsvector(bench)
        yield "lexical: sparsevec, every one compared", lambda: _sparse(bench)


def _words(bench: Bench, ask: Ask, megabytes: float, *, count: int) -> Figures:
    count = min(count, len(bench.queries))
    took, found = asked(ask, bench, count=count)
    hits = [bool(bench.right[number].intersection(docs)) for number, docs in enumerate(found)]
    return {**took, "right one in 50": round(float(np.mean(hits)), 3), "MB": megabytes}


def _packed(bench: Bench) -> Ask:
    summary = bench.store.summary()

    def ask(number: int) -> list[int]:
        wanted = query_terms(bench.queries[number].text)
        found = look_up(wanted, postings=bench.store.postings(list(wanted)), summary=summary, limit=LIMIT)
        return list(map(int, found.docs))

    return ask


def _terms_of_documents(bench: Bench) -> Iterator[list[str]]:
    """Each document's terms, most telling last; from the postings, so that all homes hold the same."""
    lists = list(postings(bench.of, bench.rows))
    docs = np.concatenate([docs for _, docs, _ in lists])
    numbers = np.repeat(np.arange(len(lists)), [docs.size for _, docs, _ in lists])
    order = np.argsort(docs, kind="stable")
    ends = np.searchsorted(docs[order], np.arange(bench.rows), side="right")
    names, sorted_numbers = [term for term, _, _ in lists], numbers[order]
    start = 0
    for end in ends.tolist():
        yield [names[number] for number in sorted_numbers[start:end].tolist()]
        start = end


def _tantivy(bench: Bench) -> Figures:
    import tantivy

    folder = bench.cache / "tantivy"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("doc", stored=True)
    schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(schema.build(), path=str(folder))
    began = time.perf_counter()
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for doc, terms in enumerate(_terms_of_documents(bench)):
        writer.add_document(tantivy.Document(doc=doc, terms=" ".join(terms)))
    writer.commit()
    writer.wait_merging_threads()
    built = time.perf_counter() - began
    index.reload()
    searcher = index.searcher()

    def ask(number: int) -> list[int]:
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "terms", term))
            for term in query_terms(bench.queries[number].text)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(parts), LIMIT).hits if parts else []
        return [int(searcher.doc(address)["doc"][0]) for _, address in hits]

    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    figures = {**_words(bench, ask, round(size, 1), count=200), "build s": round(built, 1)}
    shutil.rmtree(folder)
    return figures


def _tsvector(bench: Bench) -> Figures:
    bench.run("CREATE UNLOGGED TABLE S.full_text (doc int, body tsvector)")
    began = time.perf_counter()
    with bench.store.connection.cursor().copy(f'COPY "{bench.store.schema}".full_text FROM STDIN') as copy:
        for doc, terms in enumerate(_terms_of_documents(bench)):
            copy.write_row((doc, " ".join("'" + term.replace("'", "").replace("\\", "") + "'" for term in terms)))
    bench.run("CREATE INDEX ON S.full_text USING gin (body)")
    built = time.perf_counter() - began
    statement = f"""SELECT doc FROM S.full_text, to_tsquery('simple', %s) q WHERE body @@ q
        ORDER BY ts_rank(body, q) DESC LIMIT {LIMIT}"""

    def ask(number: int) -> list[int]:
        terms = [term.replace("'", "").replace("\\", "") for term in query_terms(bench.queries[number].text)]
        any_of = " | ".join(f"'{term}'" for term in terms if term)
        return [row[0] for row in bench.run(statement, [any_of])] if any_of else []

    figures = {**_words(bench, ask, bench.megabytes("full_text"), count=20), "build s": round(built, 1)}
    bench.run("DROP TABLE S.full_text")
    return figures


def _sparse(bench: Bench) -> Figures:
    lists = list(postings(bench.of, bench.rows))
    number_of = {term: number for number, (term, _, _) in enumerate(lists)}
    docs = np.concatenate([docs for _, docs, _ in lists])
    weights = np.concatenate([weights for _, _, weights in lists])
    numbers = np.repeat(np.arange(len(lists)), [docs.size for _, docs, _ in lists])
    order = np.argsort(docs, kind="stable")
    ends = np.searchsorted(docs[order], np.arange(bench.rows), side="right")
    bench.run("CREATE UNLOGGED TABLE S.sparse (doc int, body sparsevec)")
    began = time.perf_counter()
    with bench.store.connection.cursor().copy(f'COPY "{bench.store.schema}".sparse FROM STDIN') as copy:
        start = 0
        for doc, end in enumerate(ends.tolist()):
            part = order[start:end]
            pairs = zip(numbers[part].tolist(), weights[part].tolist(), strict=True)
            copy.write_row((doc, "{" + ",".join(f"{n + 1}:{w:.3g}" for n, w in pairs) + f"}}/{len(lists)}"))
            start = end
    built = time.perf_counter() - began
    idf = _idf([docs.size for _, docs, _ in lists], bench.rows)

    def ask(number: int) -> list[int]:
        known = sorted(number_of[term] for term in query_terms(bench.queries[number].text) if term in number_of)
        vector = "{" + ",".join(f"{n + 1}:{idf[n]:.4g}" for n in known) + f"}}/{len(lists)}"
        return [
            r[0] for r in bench.run(f"SELECT doc FROM S.sparse ORDER BY body <#> %s::sparsevec LIMIT {LIMIT}", [vector])
        ]

    figures = {**_words(bench, ask, bench.megabytes("sparse"), count=20), "build s": round(built, 1)}
    bench.run("DROP TABLE S.sparse")
    return figures


def _idf(sizes: list[int], rows: int) -> NDArray[np.float64]:
    held = np.array(sizes, dtype=np.float64)
    idf: NDArray[np.float64] = np.log1p((rows - held + 0.5).clip(0.5) / (held + 0.5))
    return idf

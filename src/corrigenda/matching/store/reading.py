"""How the index is read: every function is one statement, prepared once a connection, results in binary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import LiteralString

import numpy as np
import psycopg
from psycopg import sql
from psycopg.adapt import Dumper
from psycopg.pq import Format
from psycopg.rows import TupleRow

from corrigenda.engine.lexical import ENTRIES, ENTRIES_FOR_DOCUMENTS, PIECE_COST
from corrigenda.engine.types import DocNumbers, Floats, Glance, IndexSummary, KnownClaim, Neighbours, Postings
from corrigenda.matching.store.packing import Packed, unpack

Cursor = psycopg.Cursor[TupleRow]

TOO_COMMON = 0.2  # of the documents; a term in more of them tells nothing and costs most
NEVER_TOO_COMMON = 500  # documents
LOOKED_THROUGH = 200  # hnsw.ef_search: candidates kept while walking the graph

# Count (as of the segments, removed ones counted until the next merge), highest number, model. It is asked first of
# every look-up, so it also sets how `nearest` runs: two round trips less. JIT would cost more than it saves.
_SUMMARY = """
SELECT {in_use}, coalesce((SELECT sum(documents)::int FROM {schema}.segment), 0), last.doc, last.model_id,
       vector_dims(last.meaning),
       set_config('hnsw.ef_search', '{looked_through}', false), set_config('jit', 'off', false)
FROM (SELECT 1) one LEFT JOIN LATERAL
     (SELECT doc, model_id, meaning FROM {schema}.document ORDER BY doc DESC LIMIT 1) last ON true
"""
_IN_USE = "EXISTS (SELECT FROM {desk}.generation WHERE number = {number} AND state = 'current')"
# OFFSET 0 keeps the limit out: else the planner walks all documents from the newest, rather than ask the index of keys.
_REPEATS = """
SELECT doc FROM (SELECT doc FROM {schema}.document WHERE text_keys && %s OFFSET 0) known ORDER BY doc DESC LIMIT 10
"""
# One row, whatever was found: lists of what `_postings` makes Postings of. `engine.lexical.affordable` says the same.
_POSTINGS = """
WITH held AS (
    SELECT p.term, p.segment, p.size, p.runs, p.docs, p.weights, sum(p.size) OVER (PARTITION BY p.term) AS documents
    FROM {schema}.posting p JOIN {schema}.segment s USING (segment)
    WHERE p.term = ANY(%s) AND p.size <= greatest(s.documents * {too_common}::real, {never_too_common})
), counted AS (
    SELECT *, sum(size) OVER (
        ORDER BY documents * CASE WHEN term ^@ '~' THEN {piece_cost} ELSE 1 END, term COLLATE "C"
    ) AS so_far
    FROM held
), taken AS (
    SELECT *, so_far = documents
        OR so_far <= {entries} + (SELECT sum(documents) FROM {schema}.segment)::int / {entries_for_documents} AS near
    FROM counted ORDER BY term, segment
)
SELECT coalesce(array_agg(term), ARRAY[]::text[]), coalesce(array_agg(size), ARRAY[]::int[]),
       coalesce(array_agg(near), ARRAY[]::boolean[]),
       coalesce(string_agg(runs, '') FILTER (WHERE near), ''),
       coalesce(string_agg(docs, '') FILTER (WHERE near), ''),
       coalesce(string_agg(weights, '') FILTER (WHERE near), '')
FROM taken
"""
_SIZES = """
SELECT p.term, sum(p.size)::int FROM {schema}.posting p JOIN {schema}.segment s USING (segment)
WHERE p.term = ANY(%s) AND p.size <= greatest(s.documents * {too_common}::real, {never_too_common})
GROUP BY p.term
"""
_GLANCE: LiteralString = (
    "SELECT ARRAY(" + _REPEATS + "), summary.*, postings.* "
    "FROM (" + _SUMMARY + ") summary, (" + _POSTINGS + ") postings"
)
_WALK = "ARRAY(SELECT doc FROM {schema}.document ORDER BY meaning <=> %b::halfvec LIMIT {limit})"
_NEAREST = (
    "SELECT doc, length, figures, halfvec_send(meaning) FROM {schema}.document WHERE doc = ANY({walks} || %s::int[])"
)


class _Halfvec:
    """A vector as a parameter in pgvector's binary form: a third of the time of its text."""

    __slots__ = ("values",)

    def __init__(self, values: Floats) -> None:
        self.values = values


class _HalfvecDumper(Dumper):
    format = Format.BINARY  # of unknown type: the cast in the statement says which

    def dump(self, obj: _Halfvec) -> bytes:
        return len(obj.values).to_bytes(2, "big") + b"\0\0" + obj.values.astype(">f2").tobytes()


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``glance`` looks for, and the generation that must still be in use (schema, number)."""

    text_keys: list[str]
    terms: list[str]
    unless_moved: tuple[str, int] | None = None


def summary(cursor: Cursor, schema: str, *, unless_moved: tuple[str, int] | None = None) -> IndexSummary | None:
    """How many, highest number, model; None when another generation is in use."""
    in_use, *found = _rows(cursor, schema, _SUMMARY, unless_moved=unless_moved)[0]
    return _summary(tuple(found)) if in_use else None


def glance(cursor: Cursor, schema: str, *, asked: Asked) -> Glance | None:
    """What is asked first, in one statement; None when another generation is in use."""
    row = _rows(cursor, schema, _GLANCE, asked.text_keys, asked.terms, unless_moved=asked.unless_moved)[0]
    return Glance(repeats=row[0], summary=_summary(row[2:8]), postings=_postings(row[8:])) if row[1] else None


def repeats_of(cursor: Cursor, schema: str, text_keys: list[str]) -> list[int]:
    """Documents with one of these text keys, the newest first."""
    return [row[0] for row in _rows(cursor, schema, _REPEATS, text_keys)]


def postings(cursor: Cursor, schema: str, terms: list[str]) -> Postings:
    """Terms in no order, each once; segments of one term joined."""
    return _postings(_rows(cursor, schema, _POSTINGS, terms)[0])


def sizes(cursor: Cursor, schema: str, terms: list[str]) -> Postings:
    """As ``postings``, without their entries: the lists stay where they are."""
    rows = _rows(cursor, schema, _SIZES, terms)
    none: DocNumbers = np.empty(0, dtype=np.int32)
    return Postings(
        terms=tuple(row[0] for row in rows),
        sizes=np.array([row[1] for row in rows], dtype=np.int32),
        entries=np.zeros(len(rows), dtype=np.int32),
        docs=none,
        weights=none.astype(np.float32),
    )


def nearest(cursor: Cursor, schema: str, *, vectors: Floats, limit: int, also: list[int]) -> Neighbours:
    """The nearest to each vector, and ``also``; each with its best cosine over the vectors."""
    statement = _nearest_statement(schema, limit=limit, vectors=len(vectors))
    cursor.adapters.register_dumper(_Halfvec, _HalfvecDumper)
    cursor.execute(statement, [*map(_Halfvec, vectors), also], prepare=True)
    return _neighbours(cursor.fetchall(), vectors)


@lru_cache(maxsize=64)
def _nearest_statement(schema: str, *, limit: int, vectors: int) -> bytes:
    walk = sql.SQL(_WALK).format(schema=sql.Identifier(schema), limit=sql.Literal(limit))
    walks = sql.SQL(" || ").join([walk] * vectors)
    return sql.SQL(_NEAREST).format(schema=sql.Identifier(schema), walks=walks).as_bytes(None)


def claims(cursor: Cursor, schema: str, docs: list[int]) -> list[KnownClaim]:
    """The claims of these documents, in this order; those gone meanwhile left out."""
    if not docs:
        return []
    rows = _rows(cursor, schema, "SELECT doc, claim FROM {schema}.document WHERE doc = ANY(%s)", docs)
    found = {doc: KnownClaim(**{**claim, "more": tuple(claim["more"])}) for doc, claim in rows}
    return [found[doc] for doc in docs if doc in found]


def _summary(row: TupleRow) -> IndexSummary:
    count, highest, model_id, dimensions, *_ = row
    if highest is None:
        return IndexSummary(count=0, highest=-1, model_id="", dimensions=0)
    return IndexSummary(count=max(int(count), 1), highest=int(highest), model_id=model_id, dimensions=dimensions)


def _postings(row: TupleRow) -> Postings:
    """Rows come by term and segment; the rows of one term are joined, as their entries are already."""
    terms, sizes, near, *packed = row
    docs, weights = unpack(Packed(*packed))
    first = [place for place, term in enumerate(terms) if not place or term != terms[place - 1]]
    size, entries = np.array(sizes, dtype=np.int32), np.where(near, sizes, 0).astype(np.int32)
    if len(first) < len(terms):
        size, entries = np.add.reduceat(size, first), np.add.reduceat(entries, first)
    return Postings(
        terms=tuple(terms[place] for place in first),
        sizes=size,
        entries=entries,
        docs=docs,
        weights=weights,
    )


def _neighbours(rows: list[TupleRow], vectors: Floats) -> Neighbours:
    if not rows:
        empty = np.empty(0, dtype=np.float32)
        none = np.empty((0, vectors.shape[1]), dtype=np.float32)
        return Neighbours(docs=empty.astype(np.int32), cosines=empty, lengths=empty, figures=empty, vectors=none)
    # pgvector's binary form: two int16 (dimensions, unused), then the values, all big-endian.
    raw = np.frombuffer(b"".join(row[3] for row in rows), dtype=">f2").reshape(len(rows), -1)
    theirs = raw[:, 2:].astype(np.float32)
    cosines = (theirs @ vectors.T).max(axis=1)
    order = np.argsort(-cosines, kind="stable")
    docs: DocNumbers = np.array([row[0] for row in rows], dtype=np.int32)
    return Neighbours(
        docs=docs[order],
        cosines=cosines[order],
        lengths=_column(rows, 1)[order],
        figures=_column(rows, 2)[order],
        vectors=theirs[order],
    )


def _column(rows: list[TupleRow], position: int) -> Floats:
    return np.array([row[position] for row in rows], dtype=np.float32)


def _rows(
    cursor: Cursor,
    schema: str,
    statement: LiteralString,
    *values: object,
    unless_moved: tuple[str, int] | None = None,
) -> list[TupleRow]:
    cursor.execute(_statement(schema, statement, unless_moved), values, prepare=True)
    return cursor.fetchall()


@lru_cache(maxsize=256)
def _statement(schema: str, statement: LiteralString, unless_moved: tuple[str, int] | None = None) -> bytes:
    """A statement as it is sent: putting it together anew for each look-up took as long as running it."""
    numbers = {
        "looked_through": LOOKED_THROUGH,
        "too_common": TOO_COMMON,
        "never_too_common": NEVER_TOO_COMMON,
        "entries": ENTRIES,
        "entries_for_documents": ENTRIES_FOR_DOCUMENTS,
        "piece_cost": PIECE_COST,
    }
    parts = {name: sql.SQL(str(number)) for name, number in numbers.items()}
    in_use: sql.Composable = sql.SQL("true")
    if unless_moved:
        desk, number = sql.Identifier(unless_moved[0]), sql.Literal(unless_moved[1])
        in_use = sql.SQL(_IN_USE).format(desk=desk, number=number)
    return sql.SQL(statement).format(schema=sql.Identifier(schema), in_use=in_use, **parts).as_bytes(None)

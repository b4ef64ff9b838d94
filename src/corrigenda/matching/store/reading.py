"""How the index is read: every function is one statement, prepared once a connection, results in binary."""

from __future__ import annotations

from functools import lru_cache
from typing import LiteralString

import numpy as np
import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from corrigenda.engine.types import Floats, IndexSummary, KnownClaim, Neighbours, Postings

Cursor = psycopg.Cursor[TupleRow]

TOO_COMMON = 0.2  # of the documents; a term in more of them tells nothing and costs most
NEVER_TOO_COMMON = 500  # documents
_WALK = "ARRAY(SELECT doc FROM {schema}.document ORDER BY meaning <=> %s::halfvec LIMIT {limit})"
_NEAREST = "SELECT doc, length, figures, meaning FROM {schema}.document WHERE doc = ANY({walks} || %s::int[])"
LOOKED_THROUGH = 100  # hnsw.ef_search: candidates kept while walking the graph


def summary(cursor: Cursor, schema: str) -> IndexSummary:
    """Count (as of the segments, removed ones counted until the next merge), highest number, model.

    It is asked before every look-up, so it also sets how far `nearest` looks: one round trip less.
    """
    row = _row(
        cursor,
        schema,
        """SELECT coalesce((SELECT sum(documents)::int FROM {schema}.segment), 0), last.doc, last.model_id,
           vector_dims(last.meaning), set_config('hnsw.ef_search', '{looked_through}', false)
           FROM (SELECT 1) one LEFT JOIN LATERAL
           (SELECT doc, model_id, meaning FROM {schema}.document ORDER BY doc DESC LIMIT 1) last ON true""",
    )
    count, highest, model_id, dimensions, _ = row
    if highest is None:
        return IndexSummary(count=0, highest=-1, model_id="", dimensions=0)
    return IndexSummary(count=max(int(count), 1), highest=int(highest), model_id=model_id, dimensions=dimensions)


def repeats_of(cursor: Cursor, schema: str, text_keys: list[str]) -> list[int]:
    """Documents with one of these text keys, the newest first."""
    statement = "SELECT doc FROM {schema}.document WHERE text_keys && %s ORDER BY doc DESC LIMIT 10"
    return [row[0] for row in _rows(cursor, schema, statement, text_keys)]


def postings(cursor: Cursor, schema: str, terms: list[str]) -> Postings:
    """Terms in no order, each once; segments of one term joined."""
    rows = _rows(
        cursor,
        schema,
        """SELECT p.term, p.size, p.docs, p.weights FROM {schema}.posting p JOIN {schema}.segment s USING (segment)
           WHERE p.term = ANY(%s) AND p.size <= greatest(s.documents * %s::real, %s) ORDER BY p.term, p.segment""",
        terms,
        TOO_COMMON,
        NEVER_TOO_COMMON,
    )
    sizes: dict[str, int] = {}
    for term, size, _, _ in rows:
        sizes[term] = sizes.get(term, 0) + size
    return Postings(
        terms=tuple(sizes),
        sizes=np.fromiter(sizes.values(), dtype=np.int32, count=len(sizes)),
        docs=np.frombuffer(b"".join(row[2] for row in rows), dtype="<i4"),
        weights=np.frombuffer(b"".join(row[3] for row in rows), dtype="<f2").astype(np.float32),
    )


def nearest(cursor: Cursor, schema: str, *, vectors: Floats, limit: int, also: list[int]) -> Neighbours:
    """The nearest to each vector, and ``also``; each with its best cosine over the vectors."""
    statement = _nearest_statement(schema, limit=limit, vectors=len(vectors))
    cursor.execute(statement, [*map(_halfvec, vectors), also], prepare=True)
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


def _neighbours(rows: list[TupleRow], vectors: Floats) -> Neighbours:
    if not rows:
        empty = np.empty(0, dtype=np.float32)
        return Neighbours(docs=np.empty(0, dtype=np.int32), cosines=empty, lengths=empty, figures=empty)
    # pgvector's binary form: two int16 (dimensions, unused), then the values, all big-endian.
    raw = np.frombuffer(b"".join(row[3] for row in rows), dtype=">f2").reshape(len(rows), -1)
    cosines = (raw[:, 2:].astype(np.float32) @ vectors.T).max(axis=1)
    order = np.argsort(-cosines, kind="stable")
    return Neighbours(
        docs=np.array([row[0] for row in rows], dtype=np.int32)[order],
        cosines=cosines[order],
        lengths=_column(rows, 1)[order],
        figures=_column(rows, 2)[order],
    )


def _column(rows: list[TupleRow], position: int) -> Floats:
    return np.array([row[position] for row in rows], dtype=np.float32)


def _halfvec(vector: Floats) -> str:
    return "[" + ",".join(f"{value:.5g}" for value in vector.tolist()) + "]"


def _rows(cursor: Cursor, schema: str, statement: LiteralString, *values: object) -> list[TupleRow]:
    cursor.execute(_statement(schema, statement), values, prepare=True)
    return cursor.fetchall()


@lru_cache(maxsize=256)
def _statement(schema: str, statement: LiteralString) -> bytes:
    """A statement as it is sent: putting it together anew for each look-up took as long as running it."""
    parts = {"schema": sql.Identifier(schema), "looked_through": sql.SQL(str(LOOKED_THROUGH))}
    return sql.SQL(statement).format(**parts).as_bytes(None)


def _row(cursor: Cursor, schema: str, statement: LiteralString) -> TupleRow:
    return _rows(cursor, schema, statement)[0]

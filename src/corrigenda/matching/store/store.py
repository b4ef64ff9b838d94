"""The engine's index in PostgreSQL: what it keeps, how claims get in and out. Reading is in ``reading.py``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, LiteralString

import numpy as np
import psycopg
from psycopg import sql
from psycopg.rows import TupleRow, tuple_row

from corrigenda.engine.lexical import invert, term_weights
from corrigenda.engine.text import numbers, text_key
from corrigenda.engine.types import EngineError, Floats, Glance, IndexSummary, KnownClaim, Neighbours, Postings
from corrigenda.matching.store import reading
from corrigenda.matching.store import schema as tables
from corrigenda.matching.store.packing import pack

Connection = psycopg.Connection[Any]
Cursor = psycopg.Cursor[TupleRow]

SMALL_SEGMENT = 2_000  # documents; smaller segments are merged when there are too many
MANY_SEGMENTS = 12
BIG_ENOUGH_FOR_APPROXIMATE = 5_000  # documents; under this every vector is compared
LEAST_TO_BUILD = 256  # MB
BYTES_A_ROW = 1_800  # of the graph while it is built: a vector, its neighbours, what PostgreSQL adds
MOST_FIGURES = 1_000


class IndexMissing(EngineError):
    """The search index does not exist yet."""

    code = "index_missing"
    permanent = False


class IndexMoved(EngineError):
    """Another index has taken this one's place: look there."""

    code = "index_moved"
    permanent = False


def build_megabytes(rows: int) -> int:
    """What PostgreSQL may use to build the vector index.

    As much as keeps the graph in memory, which is several times faster, but no more than a quarter of this machine's.
    """
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    return max(LEAST_TO_BUILD, min(rows * BYTES_A_ROW // 1_000_000, machine // 4, 2_000))


class Store:
    """The register's vectors and postings in one schema; provides the engine's ``ClaimIndex``.

    Works on any psycopg 3 connection, Django's own included, and joins the transaction that is open there:
    what is added is visible to others when that commits. ``unless_moved`` names the generation that this index is
    (see ``generations.py``): a look-up raises ``IndexMoved`` once another one is in use.
    """

    def __init__(
        self, connection: Connection, *, schema: str = "matching_index", unless_moved: tuple[str, int] | None = None
    ) -> None:
        self.connection = connection
        self.schema = schema
        self._unless_moved = unless_moved

    def create(self, *, dimensions: int) -> None:
        """Make the empty index; harmless where it exists."""
        with self._writing() as cursor:
            cursor.execute(tables.tables(self.schema, dimensions=dimensions))

    def drop(self) -> None:
        """Throw the whole index away; harmless where there is none."""
        with self._cursor() as cursor:
            cursor.execute(self._sql("DROP SCHEMA IF EXISTS {schema} CASCADE"))

    def exists(self) -> bool:
        """Whether ``create`` has been called and ``drop`` not since."""
        with self._cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f'"{self.schema}".document'])
            return bool(_one(cursor)[0])

    def count(self) -> int:
        """How many claims are in the index."""
        with self._cursor() as cursor:
            cursor.execute(self._sql("SELECT count(*) FROM {schema}.document"))
            return int(_one(cursor)[0])

    def ids(self) -> set[str]:
        """The ids of all claims in the index."""
        with self._cursor() as cursor:
            cursor.execute(self._sql("SELECT claim_id FROM {schema}.document"))
            return {row[0] for row in cursor}

    def add(self, claims: Sequence[KnownClaim], vectors: Floats, *, model_id: str) -> None:
        """Put claims with their vectors (n, dimensions) in, in place of those with the same ids.

        Of two claims with one id the later stands. Raises ``EngineError`` when the numbers of both differ.
        """
        if len(claims) != len(vectors):
            raise EngineError("There must be one vector for each claim.", code="vectors_missing")
        latest = {claim.id: row for row, claim in enumerate(claims)}
        if not latest:
            return
        rows = sorted(latest.values())
        with self._writing() as cursor:
            self._remove(cursor, list(latest))
            self._add(cursor, [claims[row] for row in rows], vectors=vectors[rows], model_id=model_id)
            self._merge_small(cursor)

    def remove(self, ids: Sequence[str]) -> int:
        """Take claims out; how many were there. Their postings stay until the next merge and are passed over."""
        with self._writing() as cursor:
            return self._remove(cursor, list(ids))

    def settle(self) -> None:
        """After many claims came in: one segment, the approximate vector index where it pays, fresh statistics."""
        with self._writing() as cursor:
            cursor.execute(self._sql("SELECT segment FROM {schema}.segment ORDER BY segment"))
            self._merge(cursor, [row[0] for row in cursor])
            cursor.execute(self._sql("SELECT count(*) FROM {schema}.document"))
            if (rows := _one(cursor)[0]) >= BIG_ENOUGH_FOR_APPROXIMATE:
                cursor.execute(f"SET LOCAL maintenance_work_mem = '{build_megabytes(rows)}MB'")
                cursor.execute(tables.vector_index(self.schema))
            cursor.execute(self._sql("ANALYZE {schema}.document, {schema}.posting"))

    def summary(self) -> IndexSummary:
        """See ``ClaimIndex``. Raises ``IndexMissing`` and ``IndexMoved``."""
        with self._reading() as cursor:
            found = reading.summary(cursor, self.schema, unless_moved=self._unless_moved)
        if found is None:
            raise IndexMoved("The search index has just been replaced. Try again.")
        return found

    def glance(self, text_keys: Sequence[str], terms: Sequence[str]) -> Glance:
        """See ``ClaimIndex``. Raises ``IndexMissing`` and ``IndexMoved``."""
        asked = reading.Asked(list(text_keys), list(terms), unless_moved=self._unless_moved)
        with self._reading() as cursor:
            found = reading.glance(cursor, self.schema, asked=asked)
        if found is None:
            raise IndexMoved("The search index has just been replaced. Try again.")
        return found

    def repeats_of(self, text_keys: Sequence[str]) -> Sequence[int]:
        """See ``ClaimIndex``."""
        with self._reading() as cursor:
            return reading.repeats_of(cursor, self.schema, list(text_keys))

    def postings(self, terms: Sequence[str]) -> Postings:
        """See ``ClaimIndex``."""
        with self._reading() as cursor:
            return reading.postings(cursor, self.schema, list(terms))

    def sizes(self, terms: Sequence[str]) -> Postings:
        """See ``ClaimIndex``."""
        with self._reading() as cursor:
            return reading.sizes(cursor, self.schema, list(terms))

    def nearest(self, vectors: Floats, *, limit: int, also: Sequence[int] = ()) -> Neighbours:
        """See ``ClaimIndex``."""
        with self._reading() as cursor:
            return reading.nearest(cursor, self.schema, vectors=vectors, limit=limit, also=list(also))

    def claims(self, docs: Sequence[int]) -> Sequence[KnownClaim]:
        """See ``ClaimIndex``."""
        with self._reading() as cursor:
            return reading.claims(cursor, self.schema, list(docs))

    def _add(self, cursor: Cursor, claims: Sequence[KnownClaim], *, vectors: Floats, model_id: str) -> None:
        counted = [term_weights(claim) for claim in claims]
        first = self._reserve(cursor, len(claims))
        with cursor.copy(self._sql("COPY {schema}.document FROM STDIN")) as copy:
            for offset, (claim, counts, vector) in enumerate(zip(claims, counted, vectors, strict=True)):
                copy.write_row((first + offset, *_document(claim, counts.total()), model_id, _halfvec(vector)))
        total = sum(counts.total() for counts in counted)
        cursor.execute(
            self._sql("INSERT INTO {schema}.segment (documents, total_length) VALUES (%s, %s) RETURNING segment"),
            [len(claims), total],
        )
        segment = _one(cursor)[0]
        lists = invert(counted, numbers=range(first, first + len(claims)), average=self._average_length(cursor))
        with cursor.copy(self._sql("COPY {schema}.posting FROM STDIN (FORMAT binary)")) as copy:
            copy.set_types(["text", "int4", "int4", "bytea", "bytea", "bytea"])
            for term, docs, weights in lists:
                packed = pack(docs, weights)
                copy.write_row((term, segment, docs.size, packed.runs, packed.docs, packed.weights))

    def _reserve(self, cursor: Cursor, wanted: int) -> int:
        """The first of ``wanted`` document numbers in a row. Writers take turns, so no one else gets any between."""
        cursor.execute(
            "SELECT setval(%(name)s, nextval(%(name)s) + %(more)s)",
            {"name": f'"{self.schema}".doc_number', "more": wanted - 1},
        )
        return int(_one(cursor)[0]) - wanted + 1

    def _average_length(self, cursor: Cursor) -> float:
        cursor.execute(self._sql("SELECT sum(total_length) / sum(documents) FROM {schema}.segment"))
        return float(_one(cursor)[0])

    def _remove(self, cursor: Cursor, ids: list[str]) -> int:
        cursor.execute(self._sql("DELETE FROM {schema}.document WHERE claim_id = ANY(%s)"), [ids])
        return cursor.rowcount

    def _merge_small(self, cursor: Cursor) -> None:
        cursor.execute(
            self._sql("SELECT segment FROM {schema}.segment WHERE documents < %s ORDER BY segment"), [SMALL_SEGMENT]
        )
        small = [row[0] for row in cursor]
        if len(small) > MANY_SEGMENTS:
            self._merge(cursor, small)

    def _merge(self, cursor: Cursor, segments: list[int]) -> None:
        """Make one segment of several, the last of them. Document numbers rise with segments, so lists just join."""
        if len(segments) < 2:
            return
        cursor.execute(
            self._sql("""
            WITH taken AS (DELETE FROM {schema}.posting WHERE segment = ANY(%(all)s) RETURNING *)
            INSERT INTO {schema}.posting (term, segment, size, runs, docs, weights)
            SELECT term, %(new)s, sum(size), string_agg(runs, ''::bytea ORDER BY segment),
                   string_agg(docs, ''::bytea ORDER BY segment), string_agg(weights, ''::bytea ORDER BY segment)
            FROM taken GROUP BY term
            """),
            {"all": segments, "new": -segments[-1]},
        )
        cursor.execute(
            self._sql("UPDATE {schema}.posting SET segment = %s WHERE segment = %s"), [segments[-1], -segments[-1]]
        )
        cursor.execute(
            self._sql("""
            WITH gone AS (DELETE FROM {schema}.segment WHERE segment = ANY(%s) RETURNING *)
            INSERT INTO {schema}.segment SELECT max(segment), sum(documents), sum(total_length) FROM gone
            """),
            [segments],
        )

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        """One writer at a time, all or nothing."""
        with self.connection.transaction(), self._cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"corrigenda index {self.schema}"])
            yield cursor

    @contextmanager
    def _reading(self) -> Iterator[Cursor]:
        cursor = psycopg.Cursor(self.connection, row_factory=tuple_row)
        cursor.format = psycopg.pq.Format.BINARY
        try:
            with cursor:
                yield cursor
        except psycopg.errors.UndefinedTable as missing:
            raise IndexMissing("The search index does not exist yet. Run: corrigenda reindex") from missing

    def _cursor(self) -> Cursor:
        # Not connection.cursor(): Django's binds values on the client, which COPY and binary results do not go with.
        return psycopg.Cursor(self.connection, row_factory=tuple_row)

    def _sql(self, statement: LiteralString) -> sql.Composed:
        return sql.SQL(statement).format(schema=sql.Identifier(self.schema))


def _document(claim: KnownClaim, length: float) -> tuple[str, str, list[str], float, int]:
    texts = (claim.text, claim.title, *claim.more)
    figures = len({number for text in texts for number in numbers(text)})
    keys = sorted({key for key in map(text_key, (claim.text, claim.title)) if key})
    record = json.dumps(asdict(claim), ensure_ascii=False).replace("\\u0000", "").encode(errors="replace").decode()
    return claim.id, record, keys, length, min(figures, MOST_FIGURES)


def _halfvec(vector: Floats) -> str:
    return "[" + ",".join(f"{value:.5g}" for value in np.asarray(vector, dtype=np.float32).tolist()) + "]"


def _one(cursor: Cursor) -> TupleRow:
    row = cursor.fetchone()
    assert row is not None
    return row

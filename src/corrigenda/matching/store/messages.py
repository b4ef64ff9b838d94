"""The vectors of messages that wait at the desk, so that those who ask the same are brought together.

Derived like the register's: what is missing, or of another model, is worked out again when it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import numpy as np
import psycopg
from psycopg import sql
from psycopg.rows import TupleRow, tuple_row

from corrigenda.engine.types import Floats

Cursor = psycopg.Cursor[TupleRow]

_TABLES = """
CREATE SCHEMA IF NOT EXISTS {schema};
CREATE TABLE IF NOT EXISTS {schema}.message (
    message_id bigint PRIMARY KEY,
    model_id text NOT NULL,
    meaning halfvec NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class MessageStore:
    """One vector a message. Works on any psycopg 3 connection and joins the transaction that is open there."""

    connection: psycopg.Connection[Any]
    model_id: str
    schema: str = "engine_messages"

    def create(self) -> None:
        """Make the empty table; harmless where it exists."""
        with self._cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [f'"{self.schema}".message'])
            row = cursor.fetchone()
            if row is None or row[0] is None:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"corrigenda index {self.schema}"])
                cursor.execute(self._sql(_TABLES))

    def drop(self) -> None:
        """Throw all vectors away; harmless where there are none."""
        with self._cursor() as cursor:
            cursor.execute(self._sql("DROP SCHEMA IF EXISTS {schema} CASCADE"))

    def missing(self, message_ids: Sequence[int]) -> list[int]:
        """Those without a vector of this model, in order."""
        statement = """SELECT wanted FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked (wanted, place) WHERE NOT EXISTS
            (SELECT FROM {schema}.message WHERE message_id = wanted AND model_id = %s) ORDER BY place"""
        return [row[0] for row in self._rows(statement, list(message_ids), self.model_id)]

    def keep(self, vectors: Mapping[int, Floats]) -> None:
        """Put vectors in, in place of what was there."""
        with self._cursor() as cursor:
            cursor.executemany(
                self._sql("""INSERT INTO {schema}.message VALUES (%s, %s, %s::halfvec) ON CONFLICT (message_id)
                    DO UPDATE SET model_id = excluded.model_id, meaning = excluded.meaning"""),
                [(message_id, self.model_id, _halfvec(vector)) for message_id, vector in vectors.items()],
            )

    def nearest(self, message_id: int, *, among: Sequence[int], limit: int) -> list[int]:
        """The nearest of ``among`` to a message that has its vector, the nearest first."""
        statement = """SELECT other.message_id FROM {schema}.message asked, {schema}.message other
            WHERE asked.message_id = %s AND other.message_id = ANY(%s) AND other.message_id <> asked.message_id
            AND other.model_id = %s AND asked.model_id = %s
            ORDER BY other.meaning <=> asked.meaning, other.message_id LIMIT %s"""
        return [row[0] for row in self._rows(statement, message_id, list(among), self.model_id, self.model_id, limit)]

    def vectors(self, message_ids: Sequence[int]) -> dict[int, Floats]:
        """The vectors of those that have one."""
        statement = """SELECT message_id, meaning::real[] FROM {schema}.message
            WHERE message_id = ANY(%s) AND model_id = %s"""
        rows = self._rows(statement, list(message_ids), self.model_id)
        return {message_id: np.array(meaning, dtype=np.float32) for message_id, meaning in rows}

    def some(self, *, limit: int) -> list[int]:
        """The messages that came last, for a sample."""
        statement = "SELECT message_id FROM {schema}.message WHERE model_id = %s ORDER BY message_id DESC LIMIT %s"
        return [row[0] for row in self._rows(statement, self.model_id, limit)]

    def _rows(self, statement: LiteralString, *values: object) -> list[TupleRow]:
        with self._cursor() as cursor:
            cursor.execute(self._sql(statement), values)
            return cursor.fetchall()

    def _cursor(self) -> Cursor:
        return psycopg.Cursor(self.connection, row_factory=tuple_row)

    def _sql(self, statement: LiteralString) -> sql.Composed:
        return sql.SQL(statement).format(schema=sql.Identifier(self.schema))


def _halfvec(vector: Floats) -> str:
    return "[" + ",".join(f"{value:.5g}" for value in vector.tolist()) + "]"

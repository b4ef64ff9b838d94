"""A throw-away schema: gone when the command ends, and swept away by the next one if that was killed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

PREFIX = "corrigenda_match_"


@contextmanager
def scratch_schema(url: str) -> Iterator[tuple[psycopg.Connection[tuple[object, ...]], str]]:
    """A connection and the name of a schema that is nobody else's. It is not made here, only dropped."""
    name = f"{PREFIX}{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        # Held as long as this connection lives: whoever can take it knows that the schema's owner is dead.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        _sweep(connection, own=name)
        try:
            yield connection, name
        finally:
            if not connection.broken:
                _drop(connection, name)


def _sweep(connection: psycopg.Connection[tuple[object, ...]], *, own: str) -> None:
    found = connection.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [PREFIX]).fetchall()
    for (name,) in found:
        if name == own:
            continue
        free = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone()
        if free and free[0]:
            _drop(connection, str(name))
            connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))

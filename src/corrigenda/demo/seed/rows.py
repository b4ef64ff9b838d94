"""Rows by COPY, with their ids taken from the tables' own sequences."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

import psycopg
from django.db import connection
from django.db.models import Model
from psycopg import sql

from corrigenda.demo.seed.plan import Size

BATCH = 2_000
Report = Callable[[int], None]


def reserve(model: type[Model], wanted: int) -> int:
    """The first of `wanted` ids in a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s::regclass, nextval(%s::regclass) + %s)", [sequence, sequence, wanted])
        return int(cursor.fetchone()[0]) - wanted


def copy(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]], *, report: Report | None = None
) -> int:
    """Write rows; how many. Columns that are not named get the model's default. Tells how many every few thousand."""
    rest = _defaults(model, columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, (*columns, *rest)))
    )
    connection.ensure_connection()
    done, more = 0, tuple(rest.values())
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(statement) as writing:
        for row in rows:
            writing.write_row((*row, *more))
            done += 1
            if report and done % BATCH == 0:
                report(done)
    return done


def _defaults(model: type[Model], columns: Sequence[str]) -> dict[str, object]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.null]
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in fields
        if field.column not in columns
    }


def public_id(size: Size, kind: str, place: int) -> str:
    """The opaque id of a row: the same for the same number."""
    return f"{kind}{size.number:05d}-{place:07d}"[:16]


def ago(at: datetime, seconds: float) -> datetime:
    """A moment before `at`."""
    return at - timedelta(seconds=seconds)


def random_of(size: Size, what: int) -> Random:
    """A source of chance of its own for each kind of row, so that one never moves another."""
    return Random(size.number * 1_000 + what)  # noqa: S311

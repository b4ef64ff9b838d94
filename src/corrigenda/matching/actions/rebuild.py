"""The index is built anew beside the one in use, with the encoder configured now, and takes its place at once."""

import time
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import sql

from corrigenda.claims.models import FactCheck
from corrigenda.engine.encoder import Encoder
from corrigenda.matching import engine_room, queries
from corrigenda.matching.actions.index import (
    BATCH,
    Progress,
    encoded,
    hold_the_switch,
    one_at_a_time,
    tell_those_who_wait,
)
from corrigenda.matching.store import Generation
from corrigenda.matching.store.generations import GRACE_SECONDS

NOT_TAKEN = """NOT EXISTS (SELECT 1 FROM {schema}.taken WHERE taken.claim_id = claims_factcheck.public_id
               AND taken.taken_at >= claims_factcheck.updated_at)"""
TAKE = """
INSERT INTO {schema}.taken (claim_id, taken_at) SELECT * FROM unnest(%s::text[], %s::timestamptz[])
ON CONFLICT (claim_id) DO UPDATE SET taken_at = excluded.taken_at
"""
INDEXED_NOW = """
INSERT INTO matching_indexed (fact_check_id, indexed_at, model_id, is_news)
SELECT claims_factcheck.id, taken.taken_at, %s, true
FROM {schema}.taken JOIN claims_factcheck ON claims_factcheck.public_id = taken.claim_id
"""


def reindex(*, progress: Progress | None = None) -> int:
    """Build the whole index anew, switch to it, and ask again for everyone who waits; return how many fact-checks.

    Until the switch, everything goes on with the old index and its encoder, new fact-checks included. Stopped
    half-way, it goes on where it was; with another encoder, it begins again.
    """
    with one_at_a_time("corrigenda.reindex", wait=True):
        taken = _build(progress=progress)
    tell_those_who_wait()
    return taken


def index_is_unusable() -> bool:
    """Whether an update brought another encoder, or other tables, than the index in use was made with."""
    return not engine_room.can_use_index()


def rebuild_if_unusable() -> bool:
    """Build the index anew where this version cannot use the one it finds, as after an update of the encoder.

    Returns whether it was needed. Raises EngineError, and IndexBusy when another process is at it.
    """
    if not index_is_unusable():
        return False
    with one_at_a_time("corrigenda.reindex", wait=False):
        _build(progress=None)
    return True


def drop_old_indexes(*, wait: bool) -> int:
    """Drop what is no longer in use; return how many. With `wait`, after the last look-up in it can have ended."""
    if wait:
        time.sleep(GRACE_SECONDS + 0.1)
    return engine_room.generations().sweep()


def _build(*, progress: Progress | None) -> int:
    encoder = engine_room.configured_encoder(bulk=True)
    beside = engine_room.begin_beside(encoder)
    _fill(beside, encoder, progress=progress)
    engine_room.generations().store(beside).settle()
    while (taken := _switch(beside)) is None:
        _fill(beside, encoder)  # what was published while it was put in order
    engine_room.look_again()
    return taken


@transaction.atomic
def _switch(beside: Generation) -> int | None:
    """Go over to the new index if it holds everything; return how many, or None where something is missing."""
    hold_the_switch()
    if _missing(beside).exists():
        return None
    engine_room.generations().switch(beside)
    return _renew_indexed(beside)


def _fill(beside: Generation, encoder: Encoder, *, progress: Progress | None = None) -> None:
    total = queries.published().count()
    while rows := list(_missing(beside)[:BATCH]):
        _take(beside, rows, encoder=encoder)
        if progress:
            total = max(total, queries.published().count())
            progress(total - _missing(beside).count(), total)


def _missing(beside: Generation) -> QuerySet[FactCheck]:
    """Published fact-checks that the new index does not hold as they are now."""
    condition = sql.SQL(NOT_TAKEN).format(schema=sql.Identifier(beside.schema)).as_string(None)
    return queries.published().extra(where=[condition]).order_by("pk")  # noqa: S610 (no value in it)


def _take(beside: Generation, rows: Sequence[FactCheck], *, encoder: Encoder) -> None:
    claims, vectors = encoded(rows, encoder)
    with transaction.atomic():
        store = engine_room.generations().store(beside)
        store.remove([row.public_id for row in rows])
        store.add(claims, vectors, model_id=encoder.model_id)
        _execute(TAKE, beside, [row.public_id for row in rows], [row.updated_at for row in rows])


def _renew_indexed(beside: Generation) -> int:
    """Everything in it counts as news: another encoder may answer those whom the old one did not."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matching_indexed")
    return _execute(INDEXED_NOW, beside, beside.model_id)


def _execute(statement: str, beside: Generation, *values: str | list[str] | list[datetime]) -> int:
    composed = sql.SQL(statement).format(schema=sql.Identifier(beside.schema)).as_string(None)
    with connection.cursor() as cursor:
        cursor.execute(composed, list(values))
        return int(cursor.rowcount)

"""The engine as this process runs it: one encoder, loaded once, and the index in PostgreSQL.

The index says which encoder made it, and every process follows: when a new one takes its place (``corrigenda
reindex``), the next look-up loads that one's encoder.
"""

from __future__ import annotations

import logging
import os
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from corrigenda.engine.encoder import Encoder, Judge, load_encoder, load_judge
from corrigenda.engine.types import EngineError
from corrigenda.matching.store import Generation, Generations, IndexMissing, Store

if TYPE_CHECKING:
    from corrigenda.engine.search import Searcher

logger = logging.getLogger(__name__)
SCHEMA = "engine"
_loading = threading.Lock()


def encoder() -> Encoder:
    """The encoder of the index in use, for single messages, on one core; loaded once. Raises EngineError."""
    return _loaded(named_model(), threads=1)


def bulk_encoder() -> Encoder:
    """The same encoder on every core, for many texts at once. Raises EngineError."""
    return _loaded(named_model(), threads=os.cpu_count() or 1)


def configured_encoder(*, bulk: bool = False) -> Encoder:
    """The encoder that CORRIGENDA_MODEL names: what the next ``reindex`` goes over to. Raises EngineError."""
    return _loaded(_configured(), threads=(os.cpu_count() or 1) if bulk else 1)


def named_model() -> str:
    """The encoder of the index in use as CORRIGENDA_MODEL named it; "" for the packaged one."""
    found = _in_use()
    return found.model if found else _configured()


def _configured() -> str:
    return settings.CORRIGENDA_MODEL or ""


def _loaded(model: str, *, threads: int) -> Encoder:
    with _loading:
        return _encoder(model, threads=threads)


@lru_cache(maxsize=4)
def _encoder(model: str, *, threads: int) -> Encoder:
    return load_encoder(
        model=model or None,
        cache=settings.CORRIGENDA_HOME / "model",
        threads=threads,
        progress=logger.info,
    )


def judge() -> Judge:
    """What reads message and claim together, on one core; loaded once. Raises EngineError."""
    with _loading:
        return _judge()


@lru_cache(maxsize=1)
def _judge() -> Judge:
    return load_judge(cache=settings.CORRIGENDA_HOME / "model", progress=logger.info)


def generations() -> Generations:
    """The desk's indexes, on this thread's connection."""
    connection.ensure_connection()
    return Generations(connection.connection, schema=SCHEMA)


def store() -> Store:
    """The index in use, on this thread's connection. Raises IndexMissing."""
    found = _in_use()
    if found is None:
        raise IndexMissing("The search index does not exist yet. Run: corrigenda reindex")
    return generations().store(found)


def begin_beside(made: Encoder) -> Generation:
    """The index that is built beside the one in use, with the configured encoder: gone on with, or begun."""
    return generations().begin(model=_configured(), model_id=made.model_id, dimensions=made.dimensions)


def ensure_index() -> None:
    """Make the empty index where there is none, as on a desk that has published nothing yet."""
    look_again()
    if _in_use() is not None:
        return
    from corrigenda.matching.models import Indexed

    made = configured_encoder()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('corrigenda.first_index'))")
        if generations().current() is None:
            generations().switch(begin_beside(made))
            Indexed.objects.all().delete()
    look_again()


def index_model() -> tuple[str, str]:
    """The models of the index in use and of the next one: what made its vectors, what is configured now."""
    found = generations().current()
    return (found.model_id if found else ""), configured_encoder().model_id


def can_use_index() -> bool:
    """Whether this version can read the index in use, if there is one, and has the encoder that made it."""
    look_again()
    found = generations().current()
    if found is None:
        return True
    try:
        return found.can_be_read and encoder().model_id == found.model_id
    except EngineError:
        return False


def look_again() -> None:
    """Forget which index was in use when this process looked last."""
    _remembered.cache_clear()


def _in_use() -> Generation | None:
    # Only what is there is remembered: an index that was missing may have been made since.
    try:
        return _remembered()
    except LookupError:
        return None


@lru_cache(maxsize=1)
def _remembered() -> Generation:
    found = generations().current()
    if found is None or not found.can_be_read:
        raise LookupError
    return found


def searcher() -> Searcher:
    """What decides about one message. With nothing published yet, it finds nothing."""
    from corrigenda.matching.calibration import ranker_of_this_desk
    from corrigenda.matching.following import FollowingSearcher

    if _in_use() is None:
        ensure_index()
    return FollowingSearcher(store(), encoder(), judge=judge(), ranker=ranker_of_this_desk())


def ranker_version() -> str:
    """What a score comes from: the encoder and the ranker. Raises EngineError."""
    from corrigenda.engine.rerank import load_ranker

    return f"{encoder().model_id}, ranker {load_ranker().calibration.version}"

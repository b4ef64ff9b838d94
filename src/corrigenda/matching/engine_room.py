"""The engine as this process runs it: one encoder, loaded once, and the index in PostgreSQL."""

from __future__ import annotations

import logging
import os
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from corrigenda.engine.encoder import Encoder, load_encoder
from corrigenda.matching.store import Store

if TYPE_CHECKING:
    from corrigenda.engine.search import Searcher

logger = logging.getLogger(__name__)
SCHEMA = "engine"
_loading = threading.Lock()


def encoder() -> Encoder:
    """The encoder for single messages, on one core; loaded at the first call. Raises EngineError."""
    with _loading:
        return _encoder(threads=1)


def bulk_encoder() -> Encoder:
    """The same encoder on every core, for many texts at once. Raises EngineError."""
    with _loading:
        return _encoder(threads=os.cpu_count() or 1)


@lru_cache(maxsize=2)
def _encoder(*, threads: int) -> Encoder:
    return load_encoder(
        model=settings.CORRIGENDA_MODEL,
        cache=settings.CORRIGENDA_HOME / "model",
        threads=threads,
        progress=logger.info,
    )


def store() -> Store:
    """The desk's own index, on this thread's connection."""
    connection.ensure_connection()
    return Store(connection.connection, schema=SCHEMA)


def ensure_index() -> None:
    """Make the empty index where there is none, as on a desk that has published nothing yet."""
    if not store().exists():
        store().create(dimensions=encoder().dimensions)


def searcher() -> Searcher:
    """What decides about one message. With nothing published yet, it finds nothing."""
    from corrigenda.engine.search import Searcher
    from corrigenda.matching.calibration import ranker_of_this_desk

    _ensure_index_once()
    return Searcher(store(), encoder(), ranker=ranker_of_this_desk())


def ranker_version() -> str:
    """What a score comes from: the encoder and the ranker. Raises EngineError."""
    from corrigenda.engine.rerank import load_ranker

    return f"{encoder().model_id}, ranker {load_ranker().calibration.version}"


@lru_cache(maxsize=1)
def _ensure_index_once() -> None:
    ensure_index()

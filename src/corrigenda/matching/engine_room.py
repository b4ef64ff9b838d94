"""The engine as this process runs it: one encoder, loaded once, and the index in PostgreSQL."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from corrigenda.engine.encoder import Encoder, load_encoder
from corrigenda.matching.store import Store

if TYPE_CHECKING:
    from corrigenda.engine.search import Searcher

SCHEMA = "engine"
_loading = threading.Lock()


def encoder() -> Encoder:
    """The encoder, loaded at the first call. Raises EngineError."""
    with _loading:
        return _encoder()


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    return load_encoder(model=settings.CORRIGENDA_MODEL, cache=settings.CORRIGENDA_HOME / "model")


def store() -> Store:
    """The desk's own index, on this thread's connection."""
    connection.ensure_connection()
    kept = Store(connection.connection, schema=SCHEMA)
    if not kept.exists():
        kept.create(dimensions=encoder().dimensions)
    return kept


def searcher() -> Searcher:
    """What decides about one message."""
    from corrigenda.engine.search import Searcher

    return Searcher(store(), encoder())

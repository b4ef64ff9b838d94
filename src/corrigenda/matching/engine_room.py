"""The engine as this process runs it: one encoder, loaded once, and the index in PostgreSQL."""

import threading
from functools import lru_cache

from django.conf import settings
from django.db import connection

from corrigenda.engine.encoder import Encoder, load_encoder
from corrigenda.engine.search import Searcher
from corrigenda.matching.store import Store

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
    return Store(connection.connection, schema=SCHEMA)


def searcher() -> Searcher:
    """What decides about one message."""
    return Searcher(store(), encoder())

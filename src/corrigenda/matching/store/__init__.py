"""The engine's index in PostgreSQL: vectors in pgvector, postings in a table. All of it can be dropped and rebuilt."""

from corrigenda.matching.store.store import Store

__all__ = ["Store"]

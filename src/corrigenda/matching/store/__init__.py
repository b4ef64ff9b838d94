"""The engine's index in PostgreSQL: vectors in pgvector, postings in a table. All of it can be dropped and rebuilt."""

from corrigenda.matching.store.generations import Generation, Generations
from corrigenda.matching.store.store import IndexMissing, IndexMoved, Store

__all__ = ["Generation", "Generations", "IndexMissing", "IndexMoved", "Store"]

"""The database: the embedded server by default, any PostgreSQL with pgvector by `CORRIGENDA_DATABASE_URL`."""

from corrigenda.core.database.connect import DatabaseProblem, check_server
from corrigenda.core.database.start import ensure_running

__all__ = ["DatabaseProblem", "check_server", "ensure_running"]

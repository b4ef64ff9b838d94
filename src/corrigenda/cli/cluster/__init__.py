"""`corrigenda cluster`: which messages of a file carry one claim, away from the desk's own data."""

from corrigenda.cli.cluster.command import cluster

__all__ = ["cluster"]

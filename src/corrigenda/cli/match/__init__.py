"""`corrigenda match`: a file of messages against a file of known claims, away from the desk's own data."""

from corrigenda.cli.match.command import match

__all__ = ["match"]

"""Similar is not same: what two texts say differently keeps a match from being sent without a person looking."""

from corrigenda.engine.guard.compare import differences
from corrigenda.engine.guard.negation import negations

__all__ = ["differences", "negations"]

"""Messages that carry one claim: found as they arrive, in any order, in any language."""

from corrigenda.engine.cluster.background import Background
from corrigenda.engine.cluster.clusters import Clusters
from corrigenda.engine.cluster.fitted import Fitted, load_fitted
from corrigenda.engine.cluster.pairs import same_claim
from corrigenda.engine.cluster.said import Said, mean_vector, say

__all__ = ["Background", "Clusters", "Fitted", "Said", "load_fitted", "mean_vector", "same_claim", "say"]

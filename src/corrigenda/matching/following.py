"""A searcher that goes along when another index takes the place of the one it began with."""

from __future__ import annotations

from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Decision, EngineError, Floats, Query
from corrigenda.matching import engine_room
from corrigenda.matching.calibration import ranker_of_this_desk

MOVED = frozenset({"index_moved", "index_missing", "index_of_other_encoder"})


class FollowingSearcher(Searcher):
    """Decides with the index, the encoder and the thresholds for it that are in use at this moment."""

    def decide(self, query: Query, *, vectors: Floats | None = None) -> Decision:
        """See ``Searcher``. Vectors that the former encoder made are made again."""
        try:
            return super().decide(query, vectors=vectors)
        except EngineError as error:
            if error.code not in MOVED:
                raise
        engine_room.look_again()
        self._index, self._encoder, self._ranker = engine_room.store(), engine_room.encoder(), ranker_of_this_desk()
        return super().decide(query)

"""What training could have seen of a reported set: messages and claim texts that occur in a training set too.

Training leaves them out (``benchmarks/teach/pairs.py``, counted in ``made_of.json``); here they are counted again,
from the reported side, for every set that may train.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from benchmarks import sets
from benchmarks.measures import plan, protocol
from corrigenda.engine.types import KnownClaim, Query


@dataclass(frozen=True, slots=True)
class Source:
    """One split that may train."""

    folder: str
    split: str

    @property
    def name(self) -> str:
        return f"{self.folder}, {self.split}"


SOURCES = (
    Source(sets.TWEETS, "train"),
    Source(sets.DEBATES, "train"),
    Source(sets.POSTS, "train"),
    Source(sets.POLITIFACT, "all"),
    Source(sets.FACTCKBR, "all"),
    Source(sets.COFACTS, "all"),
    Source(sets.ARTICLES, "train"),
)


def overlaps(
    reported: str, queries: Sequence[Query], *, right: Mapping[str, Set[str]], register: str
) -> dict[str, int]:
    """Training messages, by source, that must not train because of this reported set."""
    apart = protocol.reported(queries, right=right, claims=plan.register(register))
    found = {}
    for source in SOURCES:
        if sets.present(source.folder):
            labels = _labels(source)
            if source.folder == reported:  # of the set itself only its other messages train
                labels = {query_id: claims for query_id, claims in labels.items() if query_id not in right}
            known = protocol.overlaps(apart, queries=_queries(source), right=labels, claims=_claims(source))
            found[source.name] = known
    return found


@cache
def _labels(source: Source) -> dict[str, set[str]]:
    return sets.qrels(source.folder, source.split)


@cache
def _queries(source: Source) -> tuple[Query, ...]:
    labels = _labels(source)
    return tuple(query for query in sets.queries(source.folder) if query.id in labels)


@cache
def _claims(source: Source) -> tuple[KnownClaim, ...]:
    wanted = {claim_id for ids in _labels(source).values() for claim_id in ids}
    return tuple(claim for claim in sets.claims(source.folder) if claim.id in wanted)

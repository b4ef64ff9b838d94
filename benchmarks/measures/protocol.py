"""What is asked of which register: folds, the half whose claims are taken out, completed labels, overlaps.

Pure functions over ids and texts. Nothing here was chosen by looking at a reported figure: the hashes are those of
``benchmarks/teach/pairs.py``, the rest follows from what the labels say.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from benchmarks.sets import Judgement
from corrigenda.engine.text import text_key
from corrigenda.engine.types import KnownClaim, Query

FOLDS = 5
HELD_OUT = 0  # the fold of the posts that nothing trains on
SAME, NEAR, DIFFERENT = 2, 1, 0
Right = Mapping[str, Set[str]]  # message id -> ids of its right claims


def digest(name: str) -> int:
    """A number that depends on the name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def fold(right: Set[str]) -> int:
    """The fold of a message with these right claims; messages about one claim fall together."""
    return digest(min(right)) // 2 % FOLDS


def held_out(right: Right) -> dict[str, Set[str]]:
    """The messages of the fold that nothing trains on."""
    return {query_id: claims for query_id, claims in right.items() if fold(claims) == HELD_OUT}


def of_the_half(right: Set[str]) -> bool:
    """Whether the register loses the claims of a message with these right claims, where half of them go."""
    return digest(min(right)) % 2 == 0


def sample(names: Iterable[str], *, most: int) -> set[str]:
    """At most ``most`` of the names, always the same ones."""
    return set(sorted(names, key=digest)[:most])


def completed(right: Right, *, claims: Sequence[KnownClaim], judged: Sequence[Judgement] = ()) -> dict[str, set[str]]:
    """Right claims with those read as the same claim, and those that carry the very text of a right one."""
    same_text = _by_text(claims)
    key_of = {claim_id: key for key, ids in same_text.items() for claim_id in ids}
    read: defaultdict[str, set[str]] = defaultdict(set)
    for pair in judged:
        if pair.label == SAME:
            read[pair.query_id].add(pair.claim_id)
    complete = {}
    for query_id, ids in right.items():
        known = set(ids) | read[query_id]
        complete[query_id] = known.union(*(same_text[key_of[claim_id]] for claim_id in known if claim_id in key_of))
    return complete


@dataclass(frozen=True, slots=True)
class Halved:
    """A register that has lost every check of the claims of half of the messages."""

    gone: frozenset[str]  # claims
    absent: frozenset[str]  # messages of which no right claim is left


def halved(complete: Right, *, labelled: Right) -> Halved:
    """Take out all checks of the claims of half of the messages, chosen by hash of what was labelled right."""
    gone = frozenset(claim for query_id, ids in complete.items() if of_the_half(labelled[query_id]) for claim in ids)
    return Halved(gone, frozenset(query_id for query_id, ids in complete.items() if ids <= gone))


@dataclass(frozen=True, slots=True)
class Reported:
    """What must not be trained on: text keys of reported messages, and of the claims that are right for them."""

    messages: frozenset[str]
    claims: frozenset[str]


def reported(queries: Iterable[Query], *, right: Right, claims: Iterable[KnownClaim]) -> Reported:
    """The keys of one reported set."""
    wanted = {claim_id for ids in right.values() for claim_id in ids}
    messages = {text_key(query.text) for query in queries if query.id in right}
    known = {_key(claim) for claim in claims if claim.id in wanted}
    return Reported(frozenset(messages - {""}), frozenset(known - {""}))


def overlaps(kept_apart: Reported, *, queries: Iterable[Query], right: Right, claims: Iterable[KnownClaim]) -> int:
    """How many training messages repeat a reported message or share a right claim's text: those must never train."""
    training = [query for query in queries if query.id in right]
    wanted = {claim_id for query in training for claim_id in right[query.id]}
    keys = {claim.id: _key(claim) for claim in claims if claim.id in wanted}
    return sum(
        text_key(query.text) in kept_apart.messages
        or any(keys.get(claim_id) in kept_apart.claims for claim_id in right[query.id])
        for query in training
    )


def _by_text(claims: Iterable[KnownClaim]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if key := _key(claim):
            found[key].add(claim.id)
    return dict(found)


def _key(claim: KnownClaim) -> str:
    return text_key(claim.text) or text_key(claim.title)

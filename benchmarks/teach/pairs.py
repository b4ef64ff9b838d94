"""Which message belongs to which claim, and who may learn from it.

Claims are dealt into five folds by hash. Of the tweets and posts, encoder and judge learn from folds 2 to 4; folds 0
and 1 stay unseen, so that the ranker and its probabilities are fitted on what the encoder never saw; fold 0 of the
posts is reported. The other sets train whole. Whatever repeats a claim or a message of a kept-back or reported pair is
left out, in every set, and counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass

from benchmarks import sets
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.text import text_key
from corrigenda.engine.types import KnownClaim, Query

FOLDS = 5
UNSEEN = (0, 1)  # folds of the tweets and posts that encoder and judge never see
REPORTED = (
    (sets.TWEETS, "dev"),
    (sets.TWEETS, "test2021"),
    (sets.DEBATES, "dev"),
    (sets.DEBATES, "test2021"),
    (sets.VIETNAMESE, "dev"),
    ("factchecktweet_en", "dev"),
)
TAUGHT = (
    (sets.TWEETS, "train"),
    (sets.DEBATES, "train"),
    (sets.POSTS, "train"),
    ("factchecktweet_en", "train"),
    ("politifact_tweets_en", "all"),
    ("factckbr_pt", "all"),
    ("cofacts_zh", "all"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A message and a claim it carries."""

    set: str
    query: Query
    claim: KnownClaim
    right: frozenset[str]  # every claim known to be right for this message


@dataclass(frozen=True, slots=True)
class Taught:
    """The pairs to learn from, the registers they come from, and how many pairs of each set were left out."""

    pairs: list[Pair]
    registers: dict[str, list[KnownClaim]]
    left_out: dict[str, int]


def fold_of(claim_ids: set[str] | frozenset[str]) -> int:
    """The fold of a message, by the smallest id of its right claims."""
    return digest(min(claim_ids)) // 2 % FOLDS


def digest(name: str) -> int:
    """A number that is always the same for a name."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def unseen_by_fold(name: str, split: str, *, folds: tuple[int, ...]) -> list[Query]:
    """The messages of these folds, less those that repeat a reported message or share one of its claims."""
    reported = _keys_of((name, split, range(FOLDS)) for name, split in REPORTED)
    if name == sets.POSTS:
        reported |= _keys_of([(sets.POSTS, "train", (0,))])
    known = {claim.id: claim for claim in sets.claims(name)}
    right = sets.qrels(name, split)
    kept = []
    for query in sets.queries(name):
        wanted = right.get(query.id, set()) & known.keys()
        if not wanted or fold_of(right[query.id]) not in folds:
            continue
        if not any(keys(query.text, known[claim]) & reported for claim in wanted):
            kept.append(query)
    return kept


def taught() -> Taught:
    """All pairs that encoder and judge may learn from."""
    unseen = _unseen()
    pairs: list[Pair] = []
    registers: dict[str, list[KnownClaim]] = {}
    left_out: Counter[str] = Counter()
    for name, split in TAUGHT:
        if not sets.present(name):
            continue
        registers[name] = fit_to_index(sets.claims(name)).claims
        known = {claim.id: claim for claim in registers[name]}
        right = sets.qrels(name, split)
        for query in sets.queries(name):
            wanted = frozenset(claim for claim in right.get(query.id, ()) if claim in known)
            if not wanted:
                continue
            for claim in sorted(wanted):
                if keys(query.text, known[claim]) & unseen:
                    left_out[name] += 1
                else:
                    pairs.append(Pair(name, query, known[claim], wanted))
    return Taught(pairs, registers, dict(left_out))


def titled(name: str) -> list[KnownClaim]:
    """The claims of a register that have a title in other words, less those of a kept-back or reported pair."""
    unseen = _unseen()
    return [
        claim
        for claim in fit_to_index(sets.claims(name)).claims
        if claim.text and claim.title and claim.title not in claim.text and not keys("", claim) & unseen
    ]


def keys(message: str, claim: KnownClaim) -> set[str]:
    """What a pair is known by: the message's text and the claim's text and title, each in its exact words."""
    return {key for key in (text_key(message), text_key(claim.text), text_key(claim.title)) if key}


def _unseen() -> set[str]:
    return _keys_of(
        [
            *((name, split, range(FOLDS)) for name, split in REPORTED),
            (sets.TWEETS, "train", UNSEEN),
            (sets.POSTS, "train", UNSEEN),
        ]
    )


def _keys_of(parts: Iterable[tuple[str, str, Container[int]]]) -> set[str]:
    found: set[str] = set()
    for name, split, folds in parts:
        if not sets.present(name):
            continue
        known = {claim.id: claim for claim in sets.claims(name)}
        right = sets.qrels(name, split)
        for query in sets.queries(name):
            wanted = right.get(query.id, set()) & known.keys()
            if wanted and fold_of(right[query.id]) in folds:
                for claim in wanted:
                    found |= keys(query.text, known[claim])
    return found

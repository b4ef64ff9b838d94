"""What the ranker sees of each training message: with its claim there, with it gone, mistyped, and made a near miss.

Only messages of folds that encoder and judge never learnt from (``benchmarks/teach/pairs.py``), or the trees would
learn to trust them too much.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np
from rich.progress import track

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from benchmarks.near_misses import made, people
from benchmarks.teach.frames import ASKED, framed
from benchmarks.teach.noise import hurried
from benchmarks.teach.pairs import digest, unseen_by_fold
from benchmarks.train.said import readings
from corrigenda.engine.dense import passage, windows
from corrigenda.engine.features import NAMES, ask, features
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.search import Looked, Searcher
from corrigenda.engine.text import groups_of, text_key
from corrigenda.engine.types import Floats, KnownClaim, Query

SEED = 20
KEPT_SPREAD, NOISE = 0.8, 0.3  # of cosines, see ``blurred``
SHORTEST, LONGEST = 20, 200  # characters of a claim that is put as a question
KEPT = 30  # candidates of a message that train, best fusion first
State: TypeAlias = Literal["there", "gone", "made", "blurred", "mistyped", "asked"]


@dataclass(frozen=True, slots=True)
class LookUp:
    """One message against a register: its best candidates, a row each."""

    set: str
    query: Query
    group: int  # look-ups of one fold are trained and tested together: the claim's hash
    state: State
    claims: tuple[KnownClaim, ...]
    table: Floats  # (candidates, features.NAMES)
    same: Floats  # 1 the same claim, 0 not, as far as is known
    known: Floats  # 1 where somebody read the pair, or the set's labels leave nothing out


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """One set to train on, and which folds of it.

    ``complete``: what is unlabelled is not the same claim; ``mistyped``: copies of each message with slips.
    """

    name: str
    split: str
    folds: tuple[int, ...]
    complete: bool
    share: float
    mistyped: int


TRAINING = (
    TrainingSet(sets.TWEETS, "train", (0, 1), complete=True, share=1.0, mistyped=2),
    TrainingSet(sets.POSTS, "train", (1,), complete=False, share=0.4, mistyped=1),
)
REAL = frozenset(chosen.name for chosen in TRAINING)


def look_ups(chosen: TrainingSet, encoder: KeptVectors) -> list[LookUp]:
    """Every look-up of a set, in every state."""
    register = fit_to_index(sets.claims(chosen.name)).claims
    right = sets.qrels(chosen.name, chosen.split)
    asked = unseen_by_fold(chosen.name, chosen.split, folds=chosen.folds)
    vectors = encoder.encode([passage(claim) for claim in register], kind="passage")
    typed = [copy for query in asked for copy in (query, *mistyped(query, copies=chosen.mistyped))]
    encoder.encode([part for query in typed for part in windows(query.text)], kind="query")
    maker = _Maker(chosen, register, right, MemoryIndex(register, vectors, model_id=encoder.model_id), encoder)
    return list(maker.all(asked))


def mistyped(query: Query, *, copies: int) -> list[Query]:
    """The message as it may have been typed in a hurry, that many times."""
    chances = (random.Random(digest(f"{query.id}, typed again, {number}")) for number in range(copies))
    return [replace(query, text=hurried(query.text, rng, lang=query.lang)) for rng in chances]


@dataclass(slots=True)
class _Maker:
    chosen: TrainingSet
    register: list[KnownClaim]
    right: dict[str, set[str]]
    index: MemoryIndex
    encoder: KeptVectors
    searcher: Searcher = field(init=False)
    keys: dict[str, str] = field(init=False)
    said: dict[tuple[str, str], int] = field(init=False)

    def __post_init__(self) -> None:
        self.searcher = Searcher(self.index, self.encoder)
        self.keys = {claim.id: text_key(claim.text) for claim in self.register}
        self.said = readings(self.chosen.name)

    def all(self, asked: list[Query]) -> Iterator[LookUp]:
        names = sorted({name for claim in self.register for name in people(claim.text)})
        self.index.hide(set())
        for number, query in enumerate(track(asked, description=self.chosen.name)):
            looked = self.look(query)
            yield self.look_up(query, looked, state="there")
            if number % 2 == 0 and self.chosen.complete:
                yield self.look_up(query, self.blurred(query, looked), state="blurred")
            for copy in mistyped(query, copies=self.chosen.mistyped):
                yield self.look_up(copy, self.look(copy), state="mistyped")
            if asked_about := self.asked_about(query):
                again = replace(query, text=asked_about)
                yield self.look_up(again, self.look(again), state="asked")
            for miss in self.near_misses(query, names):
                yield self.look_up(replace(query, text=miss), self.look(replace(query, text=miss)), state="made")
        for half in (0, 1):
            away = [query for query in asked if digest(min(self.right[query.id])) % 2 == half]
            self.index.hide({claim for query in away for claim in self.same_as(query)})
            for query in track(away, description=f"{self.chosen.name}, a half of the claims gone"):
                yield self.look_up(query, self.look(query), state="gone")
        self.index.hide(set())

    def look(self, query: Query) -> Looked:
        return self.searcher.look(query, vectors=self.encoder.encode(windows(query.text), kind="query"))

    def look_up(self, query: Query, looked: Looked, *, state: State) -> LookUp:
        best, claims = best_rows(looked, self.index)
        wanted = self.same_as(query) if state != "made" else set()
        same = [float(claim.id in wanted) for claim in claims]
        read = [self.chosen.complete or claim.id in wanted or (query.id, claim.id) in self.said for claim in claims]
        known = [float(state == "made" or each) for each in read]
        return LookUp(
            set=self.chosen.name,
            query=query,
            group=digest(min(self.right[query.id])) // 2,
            state=state,
            claims=claims,
            table=looked.table[best],
            same=np.array(same, np.float32),
            known=np.array(known, np.float32),
        )

    def same_as(self, query: Query) -> set[str]:
        """Every claim known to be the message's: labelled, of the same words as one labelled, or read as the same."""
        keys = {self.keys[claim] for claim in self.right[query.id] if claim in self.keys} - {""}
        read = {claim for (asked, claim), label in self.said.items() if asked == query.id and label == 2}
        return self.right[query.id] | read | {claim for claim, key in self.keys.items() if key in keys}

    def near_misses(self, query: Query, names: list[str]) -> list[str]:
        """Up to two texts that say almost what the message, or the claim it carries, says."""
        rng = random.Random(digest(query.id) + SEED)
        claims = [claim for claim in self.register if claim.id in self.right[query.id]]
        source = claims[0].text if claims and rng.random() < 0.5 else query.text
        if len(source) > 400:
            return []
        found = made(source, query.lang or "", rng, names=names)
        rng.shuffle(found)
        texts = [text for _, text in found[:2]]
        return [framed(text, rng, lang=query.lang or "") if rng.random() < ASKED else text for text in texts]

    def asked_about(self, query: Query) -> str:
        """The claim of a message inside a question of the message's language; "" where it is long or another's."""
        claim = next((claim for claim in self.register if claim.id in self.right[query.id]), None)
        if claim is None or not SHORTEST <= len(claim.text) <= LONGEST or not query.lang:
            return ""
        if groups_of(claim.text, claim.lang)[0] != groups_of(query.text, query.lang)[0]:
            return ""
        return framed(claim.text, random.Random(digest(query.id)), lang=query.lang)

    def blurred(self, query: Query, looked: Looked) -> Looked:
        """The same look-up as if typed without accents: the encoder read accents that were guessed.

        No public Vietnamese set may train here, so the loss is made: cosines stand out from the field as much less as
        they do for the demo's Vietnamese texts (.21 instead of .27) when their accents are guessed.
        """
        rng = np.random.default_rng(digest(query.id))
        cosines = looked.near.cosines
        spread = float(cosines.std())
        blurred = (
            cosines.mean() + KEPT_SPREAD * (cosines - cosines.mean()) + rng.normal(0, NOISE * spread, cosines.size)
        )
        near = replace(looked.near, cosines=blurred.astype(np.float32))
        asked = replace(ask(query.text), without_accents=True)
        table = features(asked, found=looked.found, near=near, summary=self.index.summary())
        return replace(looked, near=near, table=table)


def best_rows(looked: Looked, index: MemoryIndex) -> tuple[np.ndarray, tuple[KnownClaim, ...]]:
    """The rows of the best candidates, and their claims."""
    best = np.argsort(-looked.table[:, NAMES.index("fusion")], kind="stable")[:KEPT]
    return best, tuple(index.claims(looked.near.docs[best].tolist()))


def counts(look_up: LookUp) -> bool:
    """Whether a look-up stands for what a desk meets: each message is asked once with its claim there, once without."""
    return look_up.set in REAL and look_up.state in {"there", "gone"}


def fold(look_up: LookUp) -> int:
    """The fold of the trees: by claim, and another deal than the encoder's."""
    return look_up.group // 5 % 5

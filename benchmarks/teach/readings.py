"""What the judge reads: a message with the claim it carries, and with others that look like it."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from benchmarks import sets
from benchmarks.near_misses import people
from benchmarks.teach.pairs import Pair, Taught
from corrigenda.engine.dense import passage
from corrigenda.engine.text import clean as cleaned
from corrigenda.engine.text import text_key, without_links
from corrigenda.engine.types import KnownClaim

TRUST = {sets.POSTS: 0.7, "cofacts_zh": 0.4, "factchecktweet_en": 0.7, "factckbr_pt": 0.8}


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with the claim it carries, and others; ``trust`` is how surely the others are not right too."""

    message: str
    claim: KnownClaim
    lang: str
    far: tuple[KnownClaim, ...]
    misses: tuple[KnownClaim, ...]  # read as near misses: surely not
    also: tuple[KnownClaim, ...]  # read as the same claim
    trust: float


def readings_of(known: Taught, *, near: Path | None) -> list[Reading]:
    """Every taught pair as a reading; ``near`` holds vectors by which others are found that are near in meaning."""
    read: dict[str, defaultdict[str, dict[str, int]]] = {}
    for name in (sets.TWEETS, sets.POSTS):
        read[name] = defaultdict(dict)
        for judgement in sets.judged(name):
            read[name][judgement.query_id][judgement.claim_id] = judgement.label
    by_set: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in known.pairs:
        by_set[pair.set].append(pair)
    readings = []
    for name, pairs in by_set.items():
        register = known.registers[name]
        texts = {claim.id: claim for claim in register}
        far = _far(pairs, register, close=_close(name, pairs, register, near=near))
        for pair, others in zip(pairs, far, strict=True):
            said = read.get(name, defaultdict(dict))[pair.query.id]
            misses = [texts[claim] for claim, label in said.items() if label < 2 and claim in texts]
            also = [texts[claim] for claim, label in said.items() if label == 2 and claim in texts]
            kept = [claim for claim in others if claim.id not in said]
            readings.append(
                Reading(
                    message=without_links(cleaned(pair.query.text)),
                    claim=pair.claim,
                    lang=pair.query.lang or "",
                    far=tuple(kept),
                    misses=tuple(misses),
                    also=tuple(also),
                    trust=TRUST.get(name, 1.0),
                )
            )
    return readings


def _far(pairs: list[Pair], register: list[KnownClaim], *, close: list[list[int]]) -> list[list[KnownClaim]]:
    """Claims that look like the message's to BM25 or to the encoder, and are not known to be right."""
    index = bm25s.BM25()
    index.index(bm25s.tokenize([passage(c) for c in register], stopwords=[], show_progress=False), show_progress=False)
    asked = bm25s.tokenize([pair.query.text for pair in pairs], stopwords=[], show_progress=False)
    found, scores = index.retrieve(asked, k=20, show_progress=False)
    far = []
    for number, pair in enumerate(pairs):
        rows = [int(row) for row, score in zip(found[number], scores[number], strict=True) if score > 0]
        rows = rows[: 12 if pair.set != "cofacts_zh" else 20][1 if pair.set != sets.TWEETS else 0 :]
        right = {text_key(pair.claim.text)}
        rows += close[number]
        kept = {
            register[row].id: register[row]
            for row in rows
            if register[row].id not in pair.right and text_key(register[row].text) not in right
        }
        far.append(list(kept.values()))
    return far


def _close(name: str, pairs: list[Pair], register: list[KnownClaim], *, near: Path | None) -> list[list[int]]:
    """Rows of the register near in meaning, those left out that are as near as the right one (likely right too)."""
    if near is None or not (near / f"{name}.joined.npy").exists():
        return [[] for _ in pairs]
    every = {claim.id: row for row, claim in enumerate(sets.claims(name))}
    there = np.load(near / f"{name}.joined.npy")
    here = np.load(near / f"{name}.q.npy")
    asked = {query.id: row for row, query in enumerate(sets.queries(name))}
    rows_of = np.array([every[claim.id] for claim in register])
    there = there[rows_of]
    place = {claim.id: row for row, claim in enumerate(register)}
    close = []
    for pair in pairs:
        cosines = there @ here[asked[pair.query.id]]
        limit = 1.0
        if name != sets.TWEETS:
            own = float(cosines[place[pair.claim.id]])
            limit = 0.75 + 0.95 * (own - 0.75)
        best = np.argsort(-cosines)[:40]
        close.append([int(row) for row in best if cosines[row] < limit][:8])
    return close


def by_language(readings: list[Reading]) -> dict[str, list[str]]:
    """The messages of each language, to put others among."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for reading in readings:
        found[reading.lang].append(reading.message)
    return dict(found)


def translations(sentences: list[tuple[str, str, str]], *, seed: int) -> list[Reading]:
    """Sentences beside their English ones; Vietnamese and Thai also among themselves."""
    rng = random.Random(seed)
    by_lang: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for lang, there, english in sentences:
        by_lang[lang].append((there, english))
    readings = []
    for lang, pairs in by_lang.items():
        own = lang in {"vi", "th"}  # no set has Vietnamese to learn from, and Thai is rare: read among themselves too
        for there, english in rng.sample(pairs, min(1_000 if own else 500, len(pairs))):
            others = sorted(rng.sample(pairs, 30), key=lambda p: -len(set(p[1].split()) & set(english.split())))
            far = tuple(_bare(other) for _, other in others[:3] if other != english)
            readings.append(Reading(there, _bare(english), lang, far, (), (), 1.0))
            if own:
                near = tuple(_bare(other) for other, _ in others[:3] if other != there)
                readings.append(Reading(there, _bare(there), lang, near, (), (), 1.0))
    return readings


def _bare(text: str) -> KnownClaim:
    return KnownClaim("", text)


def names_of(known: Taught) -> dict[str, list[str]]:
    """People's names in the claims of each language, to swap in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair in known.pairs:
        found[pair.query.lang or ""].update(people(pair.claim.text))
    return {lang: sorted(names) for lang, names in found.items()}

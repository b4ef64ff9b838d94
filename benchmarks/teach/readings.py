"""What the judge reads: a message with the claim it carries, and with others that look like it."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

from benchmarks import sets
from benchmarks.near_misses import people
from benchmarks.teach.others import others
from benchmarks.teach.pairs import Pair, Taught
from corrigenda.engine.dense import Encodes
from corrigenda.engine.text import clean as cleaned
from corrigenda.engine.text import without_links
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
    almost: tuple[str, ...] = ()  # messages that somebody wrote to look as if they made the claim


def readings_of(known: Taught, *, near: Encodes | None) -> list[Reading]:
    """Every taught pair as a reading; ``near`` finds others that are near in meaning."""
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
        far = others(pairs, register, near=near)
        for pair, there in zip(pairs, far, strict=True):
            said = read.get(name, defaultdict(dict))[pair.query.id]
            misses = [texts[claim] for claim, label in said.items() if label < 2 and claim in texts]
            also = [texts[claim] for claim, label in said.items() if label == 2 and claim in texts]
            kept = [claim for claim in there if claim.id not in said]
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
            near_by = sorted(rng.sample(pairs, 30), key=lambda p: -len(set(p[1].split()) & set(english.split())))
            far = tuple(_bare(other) for _, other in near_by[:3] if other != english)
            readings.append(Reading(there, _bare(english), lang, far, (), (), 1.0))
            if own:
                near = tuple(_bare(other) for other, _ in near_by[:3] if other != there)
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

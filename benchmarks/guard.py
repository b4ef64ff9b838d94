"""How often the guard fires where it must not (right pairs) and where it must (near misses made by rule).

    python -m benchmarks.guard        # writes benchmarks/results/guard.json

Right pairs: 2A train and ct25 train, message and claim of one language or the message in English. Near misses are made
from claims by ``benchmarks/near_misses.py`` and sent as they are and inside a chat message. The edited 2A queries are
counted only to be reported; nothing was chosen by them.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks import sets
from benchmarks.near_misses import made, people
from corrigenda.engine.guard import differences
from corrigenda.engine.types import KnownClaim, Query

SEED = 20260
PAIRS = 200  # a language of ct25, of those there are
CLAIMS = 120  # a language, from which near misses are made
OUT = Path(__file__).parent / "results" / "guard.json"
DEMO = Path(__file__).parents[1] / "src" / "corrigenda" / "demo" / "register.jsonl"
AROUND = "Please read this 🙏 {} 👇👇 Share with your family!"
Pairs = list[tuple[Query, KnownClaim]]


def main() -> None:
    """Measures and writes the figures."""
    rng = random.Random(SEED)
    tweets, posts = right_pairs(sets.TWEETS, "train"), right_pairs(sets.POSTS, "train")
    by_lang: defaultdict[str, Pairs] = defaultdict(list)
    for query, claim in posts:
        if query.lang and (query.lang == claim.lang or query.lang == "en"):
            by_lang[query.lang].append((query, claim))
    figures = {
        "seed": SEED,
        "fires_on_right_pairs": {
            "2a_train": fires(tweets),
            **{
                f"ct25_train_{lang}": fires(rng.sample(pairs, min(PAIRS, len(pairs))))
                for lang, pairs in sorted(by_lang.items())
            },
        },
        "catches_made_near_misses": {lang: catches(claims, rng) for lang, claims in registers(rng).items()},
        "edited_2a_queries": {
            f"{kind}.{which}": edited(f"{kind}.{which}")
            for kind in ("negation", "named_entity_replacement")
            for which in ("baseline", "worstcase")
        },
        "cpu_ms_a_pair": per_pair(tweets[:400]),
    }
    OUT.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))


def right_pairs(name: str, split: str) -> Pairs:
    """Messages with their right claims."""
    asked = {query.id: query for query in sets.queries(name)}
    known = {claim.id: claim for claim in sets.claims(name)}
    pairs = sets.qrels(name, split).items()
    return [(asked[q], known[c]) for q, right in pairs for c in sorted(right) if q in asked and c in known]


def fires(pairs: Iterable[tuple[Query, KnownClaim]]) -> dict[str, float]:
    """Share of pairs with a difference, in all and by kind."""
    count: Counter[str] = Counter()
    for query, claim in pairs:
        kinds = {each.kind for each in differences(query.text, claim, lang=query.lang)}
        count.update(["pairs", *kinds, *(["any"] if kinds else [])])
    return {kind: n if kind == "pairs" else round(n / count["pairs"], 4) for kind, n in sorted(count.items())}


def registers(rng: random.Random) -> dict[str, list[KnownClaim]]:
    """Claims by language, of public sets and, for Vietnamese, of the demo."""
    found: dict[str, list[KnownClaim]] = {"en": sets.claims(sets.TWEETS)}
    for lang in ("th", "es", "pt", "fr", "ms"):
        found[lang] = [claim for claim in sets.claims(sets.POSTS) if claim.lang == lang]
    rows = [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]
    demo = [KnownClaim(row["id"], row["claim"], lang=row["lang"]) for row in rows]
    found["vi"] = [claim for claim in demo if claim.lang == "vi"]
    return {lang: rng.sample(claims, min(CLAIMS, len(claims))) for lang, claims in found.items()}


def catches(claims: list[KnownClaim], rng: random.Random) -> dict[str, dict[str, float]]:
    """By kind: how many were made, the share in which any difference was found, and the share with its own kind."""
    pool = [name for claim in claims for name in people(claim.text)]
    count: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        bare = KnownClaim(claim.id, claim.text, lang=claim.lang)
        for kind, text in made(claim.text, claim.lang or "", rng, names=pool):
            for message in (text, AROUND.format(text)):
                found = {each.kind for each in differences(message, bare, lang=claim.lang)}
                count.update([(kind, "made"), *([(kind, "any")] if found else [])])
                count.update([(kind, "own")] if kind in found else [])
    return {
        kind: {
            "made": count[kind, "made"],
            "any": round(count[kind, "any"] / count[kind, "made"], 3),
            "own_kind": round(count[kind, "own"] / count[kind, "made"], 3),
        }
        for kind in sorted({kind for kind, _ in count})
    }


def edited(name: str) -> dict[str, float]:
    """Edited queries and their originals against the right claim: the share with a difference."""
    known = {claim.id: claim for claim in sets.claims(sets.TWEETS)}
    right = {
        query: ids for split in ("dev", "test2021", "train") for query, ids in sets.qrels(sets.TWEETS, split).items()
    }
    shares: dict[str, float] = {}
    for which in ("edited", "orig"):
        queries = sets.queries(sets.TWEETS, file=f"perturbed/{name}.{which}")
        pairs = [(query, known[claim]) for query in queries for claim in right.get(query.id, ()) if claim in known]
        shares[which] = fires(pairs).get("any", 0.0) if pairs else 0.0
        shares[f"{which}_pairs"] = len(pairs)
    return shares


def per_pair(pairs: Pairs) -> float:
    """Processor milliseconds to compare one message with one claim, both new."""
    differences(pairs[0][0].text, pairs[0][1])  # reads the list of places, once a process
    start = time.process_time()
    for query, claim in pairs:
        differences(query.text + " ", claim, lang=query.lang)
    return round(1000 * (time.process_time() - start) / max(1, len(pairs)), 3)


if __name__ == "__main__":
    main()

"""The plainest case of all: somebody asks about a known claim nearly in its own words. Is it answered?

    python -m benchmarks.asked [--choosing]        # writes benchmarks/results/asked.json

Claims that no training saw (fold 0 of the tweets' and posts' registers, all of the demo's) are sent inside the frames
of ``benchmarks/teach/frames.py``, Vietnamese also without accents; near misses made from them by rule
(``benchmarks/near_misses.py``) likewise. The register holds every claim. ``--choosing`` asks about fold 1, to choose
by, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from benchmarks.near_misses import made, people
from benchmarks.teach.frames import framed
from benchmarks.teach.noise import without_accents
from benchmarks.teach.pairs import fold_of
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import load_encoder, load_judge
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import KnownClaim, Query

DEMO = Path(__file__).parents[1] / "src" / "corrigenda" / "demo" / "register.jsonl"
OUT = Path(__file__).parent / "results" / "asked.json"
SEED = 611
MOST = 60  # claims of a language
SHORTEST, LONGEST = 20, 200  # characters of a claim


@dataclass(frozen=True, slots=True)
class Case:
    """A message made of a claim, and what should come of it."""

    group: str  # register and language
    text: str
    claim: str
    made: bool  # a near miss: should not be answered


def main() -> None:
    """Measures and writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--choosing", action="store_true")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    options = parser.parse_args()
    encoder = KeptVectors(load_encoder(cache=options.cache, threads=2), folder=options.cache)
    judge = load_judge(cache=options.cache, threads=2)
    figures: dict[str, dict[str, object]] = {}
    for register, claims in registers().items():
        vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
        index = MemoryIndex(claims, vectors, model_id=encoder.model_id)
        searcher = Searcher(index, encoder, judge=judge)
        figures |= measured(searcher, list(cases(register, claims, fold=1 if options.choosing else 0)))
    print(json.dumps(figures, indent=1))
    if not options.choosing:
        OUT.write_text(json.dumps({"seed": SEED, "groups": figures}, indent=1) + "\n", encoding="utf-8")


def registers() -> dict[str, list[KnownClaim]]:
    """Public registers and the demo's."""
    with DEMO.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    known = {name: fit_to_index(sets.claims(name)).claims for name in (sets.TWEETS, sets.POSTS) if sets.present(name)}
    return {**known, "demo": [_known(row) for row in rows]}


def _known(row: dict[str, str]) -> KnownClaim:
    return KnownClaim(row["id"], row["claim"], title=row["title"], more=(row["summary"],), lang=row["lang"])


def cases(register: str, claims: Sequence[KnownClaim], *, fold: int) -> Iterator[Case]:
    """The messages of one register, the same for the same seed."""
    rng = random.Random(SEED + fold)
    by_lang: defaultdict[str, list[KnownClaim]] = defaultdict(list)
    for claim in claims:
        if SHORTEST <= len(claim.text) <= LONGEST and (register == "demo" or fold_of({claim.id}) == fold):
            by_lang[claim.lang or ("en" if register == sets.TWEETS else "")].append(claim)
    for lang, some in sorted(by_lang.items()):
        names = sorted({name for claim in some for name in people(claim.text)})
        for claim in rng.sample(some, min(MOST, len(some))):
            other = [text for _, text in made(claim.text, lang, rng, names=names)]
            for text, miss in ((claim.text, False), *((text, True) for text in rng.sample(other, min(1, len(other))))):
                said = framed(text, rng, lang=lang)
                yield Case(f"{register}, {lang or 'any'}", said, claim.id, miss)
                if lang == "vi":
                    yield Case(f"{register}, vi without accents", without_accents(said), claim.id, miss)


def measured(searcher: Searcher, some: Sequence[Case]) -> dict[str, dict[str, object]]:
    """By group: how many were asked, answered rightly, answered with another claim; near misses that were answered."""
    rows: defaultdict[str, list[tuple[bool, str, bool, str]]] = defaultdict(list)
    for case in some:
        decision = searcher.decide(Query(case.text))
        first = decision.hits[0].claim.id if decision.hits else ""
        rows[case.group].append((case.made, decision.outcome, first == case.claim, decision.reason))
    return {group: _counted(found) for group, found in rows.items()}


def _counted(found: Sequence[tuple[bool, str, bool, str]]) -> dict[str, object]:
    asked = [row for row in found if not row[0]]
    misses = [row for row in found if row[0]]
    reasons: defaultdict[str, int] = defaultdict(int)
    for _, outcome, _, reason in asked:
        if outcome != "answer":
            reasons[reason] += 1
    return {
        "asked": len(asked),
        "found": _share([row[2] for row in asked]),
        "answered rightly": _share([row[1] == "answer" and row[2] for row in asked]),
        "answered with another": _share([row[1] == "answer" and not row[2] for row in asked]),
        "why not": dict(sorted(reasons.items())),
        "near misses": len(misses),
        "of them answered": _share([row[1] == "answer" for row in misses]),
    }


def _share(kept: Sequence[bool]) -> float:
    return round(float(np.mean(kept)), 3) if kept else 0.0


if __name__ == "__main__":
    main()

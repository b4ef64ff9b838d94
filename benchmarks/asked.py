"""The plainest case of all: somebody asks about a known claim nearly in its own words. Is it answered?

    python -m benchmarks.asked [--choosing]        # writes benchmarks/results/asked.json

Claims that no training saw (fold 0 of the tweets' and posts' registers, all of the demo's) are sent inside the frames
of ``benchmarks/teach/frames.py``, Vietnamese also without accents; near misses made from them by rule
(``benchmarks/near_misses.py``) likewise. The register holds every claim. ``--choosing`` asks about fold 1, to choose
by, and writes nothing.

``written`` is harder: messages in other words and near misses that were written one by one, of claims of
``benchmarks/written`` that never teach (half of them are for choosing). Beside everything stands the rule that most
desks use, a fixed cosine.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
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
from benchmarks.teach.written import WRITTEN, Use, written
from corrigenda.engine.dense import Encodes, passage, windows
from corrigenda.engine.encoder import load_encoder, load_judge
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Floats, KnownClaim, Query

DEMO = Path(__file__).parents[1] / "src" / "corrigenda" / "demo" / "register.jsonl"
OUT = Path(__file__).parent / "results" / "asked.json"
SEED = 611
MOST = 60  # claims of a language
SHORTEST, LONGEST = 20, 200  # characters of a claim
FIXED = 0.85  # cosine of the peer


@dataclass(frozen=True, slots=True)
class Case:
    """A message, and what should come of it."""

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
        use: Use = "choose" if options.choosing else "report"
        about = written_cases(use) if register == WRITTEN else cases(register, claims, fold=int(options.choosing))
        near = Nearest(claims, vectors, encoder)
        figures |= measured(Searcher(index, encoder, judge=judge), list(about), near=near)
    print(json.dumps(figures, indent=1))
    if not options.choosing:
        OUT.write_text(json.dumps({"seed": SEED, "groups": figures}, indent=1) + "\n", encoding="utf-8")


def registers() -> dict[str, list[KnownClaim]]:
    """Public registers, the demo's, and that of the claims we wrote."""
    with DEMO.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    known = {name: fit_to_index(sets.claims(name)).claims for name in (sets.TWEETS, sets.POSTS) if sets.present(name)}
    return {**known, "demo": [_known(row) for row in rows], WRITTEN: [one.as_known() for one in written()]}


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


def written_cases(use: Use) -> Iterator[Case]:
    """The messages that were written to make a claim, and those that only look so."""
    for one in written(use):
        claim = one.as_known().id
        for text, miss in (*((text, False) for text in one.same), *((text, True) for text in one.other)):
            yield Case(f"{WRITTEN}, {one.lang}", text, claim, miss)
            if one.lang == "vi":
                yield Case(f"{WRITTEN}, vi without accents", without_accents(text), claim, miss)


class Nearest:
    """The peer: whatever lies nearest is the answer, from a fixed cosine on."""

    def __init__(self, claims: Sequence[KnownClaim], vectors: Floats, encoder: Encodes) -> None:
        self.claims, self.vectors, self.encoder = claims, vectors, encoder

    def answer(self, text: str) -> str:
        """The id of a claim, "" where none is near enough."""
        cosines = (self.vectors @ self.encoder.encode(windows(text), kind="query").T).max(axis=1)
        best = int(cosines.argmax())
        return self.claims[best].id if cosines[best] >= FIXED else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A case, and what came of it."""

    case: Case
    outcome: str
    reason: str
    first: bool  # the right claim stood first
    by_cosine: str  # what the peer answered with


def measured(searcher: Searcher, some: Sequence[Case], *, near: Nearest) -> dict[str, dict[str, object]]:
    """By group: how many were asked, answered rightly, answered with another claim; near misses that were answered."""
    groups: defaultdict[str, list[Asked]] = defaultdict(list)
    for case in some:
        decision = searcher.decide(Query(case.text))
        first = bool(decision.hits) and decision.hits[0].claim.id == case.claim
        groups[case.group].append(Asked(case, decision.outcome, decision.reason, first, near.answer(case.text)))
    return {group: _counted(found) for group, found in groups.items()}


def _counted(found: Sequence[Asked]) -> dict[str, object]:
    asked = [one for one in found if not one.case.made]
    misses = [one for one in found if one.case.made]
    return {
        "asked": len(asked),
        "found": _share([one.first for one in asked]),
        "answered rightly": _share([one.outcome == "answer" and one.first for one in asked]),
        "answered with another": _share([one.outcome == "answer" and not one.first for one in asked]),
        "why not": dict(sorted(Counter(one.reason for one in asked if one.outcome != "answer").items())),
        "near misses": len(misses),
        "of them answered": _share([one.outcome == "answer" for one in misses]),
        "fixed cosine": {
            "answered rightly": _share([one.by_cosine == one.case.claim for one in asked]),
            "near misses": _share([bool(one.by_cosine) for one in misses]),
        },
    }


def _share(kept: Sequence[bool]) -> float:
    return round(float(np.mean(kept)), 3) if kept else 0.0


if __name__ == "__main__":
    main()

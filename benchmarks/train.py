"""Trains the ranker the engine ships: look-ups over the training sets, trees, calibration, thresholds with evidence.

    python -m benchmarks.train [--cache FOLDER] [--without SET] [--also SET] [--out FOLDER]

Seeded; stopped and started again it goes on where it was (vectors and look-ups are kept in the cache folder).
Reported sets never train: 2A dev and test2021, 2B dev and test2021, vifactcheck_dev; training queries that repeat
one of their messages or share one of their right claims are taken out and counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import lightgbm
import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks import sets
from benchmarks.memory import MemoryIndex
from corrigenda.engine.calibrate import FORMAT, Evidence
from corrigenda.engine.dense import passage, windows
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.features import NAMES, ask, features
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.rerank import SHIPPED
from corrigenda.engine.search import Looked, Searcher
from corrigenda.engine.text import text_key
from corrigenda.engine.types import Floats, KnownClaim, Query

SEED = 20
FOLDS = 5
KEPT = 30  # candidates of a query that train, best fusion first
DISTRACTORS = 4_000  # claims without a query, where a register is too big to encode whole
SURE_PRECISION = 0.985
SUGGEST_FROM = 0.02
CALIBRATES = (sets.TWEETS,)  # sets whose labels are nearly complete
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 2,
    "seed": SEED,
    "deterministic": True,
    "verbose": -1,
}
TREES = 200


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """One set to train on; ``trust`` weighs its unlabelled candidates, which may be right without anyone saying so."""

    name: str
    split: str
    trust: float
    share: float = 1.0  # of this set's rows beside the others'
    most_queries: int = 10_000
    whole_register: bool = True


TRAINING = (
    TrainingSet(sets.TWEETS, "train", 1.0),
    TrainingSet(sets.POSTS, "train", 0.4, share=0.2, most_queries=2_000),
)
# With these beside them the ranker got worse on held-out claims of every set but PolitiFact (model card): their labels
# leave too much out. They can be tried again with --also.
TRIED = (
    TrainingSet("politifact_tweets_en", "all", 0.7),
    TrainingSet("factckbr_pt", "all", 0.4),
    TrainingSet("cofacts_zh", "all", 0.2),
    TrainingSet(sets.DEBATES, "train", 0.7),
    TrainingSet("factchecktweet_en", "train", 0.4, most_queries=1_000, whole_register=False),
)
REPORTED = (
    (sets.TWEETS, "dev"),
    (sets.TWEETS, "test2021"),
    (sets.DEBATES, "dev"),
    (sets.DEBATES, "test2021"),
    (sets.VIETNAMESE, "dev"),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Candidates of many queries, one row each. ``query`` numbers the look-up they came from."""

    table: Floats
    label: Floats
    weight: Floats
    query: np.ndarray[tuple[int], np.dtype[np.int32]]
    fold: np.ndarray[tuple[int], np.dtype[np.int32]]
    hidden: np.ndarray[tuple[int], np.dtype[np.bool_]]  # the right claims had been taken out of the register
    half: np.ndarray[tuple[int], np.dtype[np.bool_]]  # a query of the half whose claims are taken out


def main() -> None:
    """Train, calibrate, write the model and what it was made of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--also", action="append", default=[])
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    say = Console().print
    encoder = KeptVectors(load_encoder(cache=options.cache, threads=2), folder=options.cache)
    reported = _reported()
    made: dict[str, Rows] = {}
    left_out: dict[str, int] = {}
    also = [chosen for chosen in TRIED if chosen.name in options.also]
    for chosen in (*TRAINING, *also):
        if chosen.name in options.without or not sets.present(chosen.name):
            say(f"{chosen.name}: left out")
            continue
        made[chosen.name], left_out[chosen.name] = _rows(chosen, encoder, reported, cache=options.cache)
        rows = made[chosen.name]
        overlaps = left_out[chosen.name]
        say(f"{chosen.name}: {rows.query.max() + 1} look-ups, {len(rows.label)} rows, {overlaps} overlaps out")
    model, scores = _train(made)
    options.out.mkdir(parents=True, exist_ok=True)
    model.save_model(options.out / "ranker.txt")
    calibration = _calibrate(made, scores)
    text = json.dumps(calibration, indent=1)
    (options.out / "calibration.json").write_text(text + "\n", encoding="utf-8")
    made_of = {
        "seed": SEED,
        "trees": TREES,
        "parameters": PARAMETERS,
        "encoder": encoder.model_id,
        "sets": {name: {"rows": len(rows.label), "look_ups": int(rows.query.max()) + 1} for name, rows in made.items()},
        "overlaps_left_out": left_out,
    }
    (options.out / "made_of.json").write_text(json.dumps(made_of, indent=1) + "\n", encoding="utf-8")
    say({name: calibration[name] for name in ("answer_from", "suggest_from", "evidence")})


def _reported() -> tuple[set[str], set[str]]:
    """Text keys of the reported messages, and of the claims that are right for them."""
    messages: set[str] = set()
    known: set[str] = set()
    for name, split in REPORTED:
        if not sets.present(name):
            continue
        right = sets.qrels(name, split)
        messages.update(text_key(query.text) for query in sets.queries(name) if query.id in right)
        wanted = {claim_id for ids in right.values() for claim_id in ids}
        known.update(text_key(claim.text) for claim in sets.claims(name) if claim.id in wanted)
    return messages, known


def _rows(
    chosen: TrainingSet, encoder: KeptVectors, reported: tuple[set[str], set[str]], *, cache: Path
) -> tuple[Rows, int]:
    kept = cache / f"look-ups.{chosen.name}.{_stamp(chosen, encoder)}.npz"
    if kept.exists():
        stored = np.load(kept)
        return Rows(**{name: stored[name] for name in Rows.__slots__}), int(stored["overlaps"])
    right = sets.qrels(chosen.name, chosen.split)
    register = _register(chosen, right)
    asked, overlaps = _usable(chosen, right, register, reported=reported)
    vectors = encoder.encode([passage(claim) for claim in register], kind="passage", progress=_Dots(chosen.name))
    rows = _look_ups(chosen, asked, right, searcher=_Bench(register, vectors, encoder))
    np.savez(kept, overlaps=overlaps, **{name: getattr(rows, name) for name in Rows.__slots__})
    return rows, overlaps


def _stamp(chosen: TrainingSet, encoder: KeptVectors) -> str:
    facts = repr((chosen, encoder.model_id, NAMES, KEPT, SEED, "v2"))
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


def _register(chosen: TrainingSet, right: dict[str, set[str]]) -> list[KnownClaim]:
    register = fit_to_index(sets.claims(chosen.name)).claims
    if chosen.whole_register:
        return register
    wanted = {claim_id for ids in right.values() for claim_id in ids}
    others = [claim for claim in register if claim.id not in wanted]
    return [claim for claim in register if claim.id in wanted] + random.Random(SEED).sample(others, DISTRACTORS)


def _usable(
    chosen: TrainingSet,
    right: dict[str, set[str]],
    register: list[KnownClaim],
    *,
    reported: tuple[set[str], set[str]],
) -> tuple[list[Query], int]:
    messages, known = reported
    there = {claim.id: text_key(claim.text) for claim in register}
    usable, overlaps = [], 0
    for query in sets.queries(chosen.name):
        keys = {there[claim_id] for claim_id in right.get(query.id, ()) if claim_id in there}
        if not keys:
            continue
        if text_key(query.text) in messages or keys & known:
            overlaps += 1
        else:
            usable.append(query)
    if len(usable) > chosen.most_queries:
        usable = random.Random(SEED).sample(usable, chosen.most_queries)
    return usable, overlaps


class _Bench:
    """A searcher whose index can be told to hide claims."""

    def __init__(self, register: list[KnownClaim], vectors: Floats, encoder: KeptVectors) -> None:
        self.index = MemoryIndex(register, vectors, model_id=encoder.model_id)
        self.ids = [claim.id for claim in register]
        self.keys = {claim.id: text_key(claim.text) for claim in register}
        self.encoder = encoder
        self.searcher = Searcher(self.index, encoder)


def _look_ups(chosen: TrainingSet, asked: list[Query], right: dict[str, set[str]], *, searcher: _Bench) -> Rows:
    read = {(pair.query_id, pair.claim_id): pair.label for pair in sets.judged(chosen.name)}
    encoder = searcher.encoder
    encoder.encode([part for query in asked for part in windows(query.text)], kind="query")
    parts: list[tuple[Floats, Floats, Floats, int, int, bool, bool]] = []
    number = 0
    for hidden in (False, True):
        gone = {claim for query in asked if _half(query, right) for claim in right[query.id]} if hidden else set()
        searcher.index.hide(gone)
        for query in track(asked, description=f"{chosen.name}{' (hidden)' if hidden else ''}"):
            if hidden and not right[query.id] <= gone:
                continue
            vectors = encoder.encode(windows(query.text), kind="query")
            looked = searcher.searcher.look(query, vectors=vectors)
            best = np.argsort(-looked.table[:, NAMES.index("fusion")], kind="stable")[:KEPT]
            ids = [searcher.ids[doc] for doc in looked.near.docs[best]]
            keys = {searcher.keys[claim] for claim in right[query.id] if claim in searcher.keys}
            labels, weights = [], []
            for claim in ids:
                said = read.get((query.id, claim))
                same = claim in right[query.id] or searcher.keys[claim] in keys or said == 2
                labels.append(float(same))
                weight = 1.0 if same else 2.0 if said is not None else chosen.trust
                weights.append(chosen.share * weight)
            table = looked.table[best]
            facts = (number, _fold(query, right), hidden, _half(query, right))
            parts.append((table, np.array(labels, np.float32), np.array(weights, np.float32), *facts))
            number += 1
            if not hidden and chosen.trust >= 0.7 and number % 3 == 0:
                parts.append((_misread(searcher, query, looked, best=best), *parts[-1][1:]))
    searcher.index.hide(set())
    counts = [len(part[1]) for part in parts]
    return Rows(
        table=np.concatenate([part[0] for part in parts]),
        label=np.concatenate([part[1] for part in parts]),
        weight=np.concatenate([part[2] for part in parts]),
        query=np.repeat([part[3] for part in parts], counts).astype(np.int32),
        fold=np.repeat([part[4] for part in parts], counts).astype(np.int32),
        hidden=np.repeat([part[5] for part in parts], counts).astype(bool),
        half=np.repeat([part[6] for part in parts], counts).astype(bool),
    )


def _half(query: Query, right: dict[str, set[str]]) -> bool:
    return _digest(min(right[query.id])) % 2 == 0


def _fold(query: Query, right: dict[str, set[str]]) -> int:
    return _digest(min(right[query.id])) // 2 % FOLDS


def _digest(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def _misread(searcher: _Bench, query: Query, looked: Looked, *, best: np.ndarray) -> Floats:
    """The same look-up as if typed without accents: the encoder saw little, which ranking should know what to do with.

    No public Vietnamese set may train here, so the encoder's loss is made: its cosines keep a third of their spread.
    """
    rng = np.random.default_rng(_digest(query.id))
    cosines = looked.near.cosines
    blurred = cosines.mean() + 0.35 * (cosines - cosines.mean()) + rng.normal(0, 0.015, cosines.size)
    near = replace(looked.near, cosines=blurred.astype(np.float32))
    asked = replace(ask(query.text), without_accents=True)
    table = features(asked, found=looked.found, near=near, summary=searcher.index.summary())
    return np.asarray(table[best], dtype=np.float32)


def _train(made: dict[str, Rows]) -> tuple[lightgbm.Booster, dict[str, Floats]]:
    """The model of everything, and for each set the scores of models that have not seen the row's claim."""
    held_out = {name: np.zeros(len(rows.label), dtype=np.float32) for name, rows in made.items()}
    for fold in range(FOLDS):
        model = _fit({name: rows.fold != fold for name, rows in made.items()}, made)
        for name, rows in made.items():
            chosen = rows.fold == fold
            held_out[name][chosen] = model.predict(rows.table[chosen], raw_score=True)
    return _fit({name: rows.fold >= 0 for name, rows in made.items()}, made), held_out


def _fit(chosen: dict[str, np.ndarray], made: dict[str, Rows]) -> lightgbm.Booster:
    def joined(column: str) -> np.ndarray:
        return np.concatenate([getattr(rows, column)[chosen[name]] for name, rows in made.items()])

    data = lightgbm.Dataset(joined("table"), joined("label"), weight=joined("weight"), feature_name=list(NAMES))
    return lightgbm.train(PARAMETERS, data, TREES)


def _firsts(rows: Rows, scores: Floats) -> np.ndarray:
    """The row number of the best candidate of each message, as if half of the claims were not in the register."""
    order = np.lexsort((-scores, rows.query))
    blurred = rows.table[order, NAMES.index("without_accents")] > 0
    kept = order[~blurred & (rows.hidden[order] == rows.half[order])]
    _, first = np.unique(rows.query[kept], return_index=True)
    return np.asarray(kept[first])


def _calibrate(made: dict[str, Rows], scores: dict[str, Floats]) -> dict[str, object]:
    """A monotone curve over all held-out rows of trusted sets, and thresholds from their first hits."""
    trusted = [name for name, rows in made.items() if name in CALIBRATES]
    every = np.concatenate([scores[name] for name in trusted])
    label = np.concatenate([made[name].label for name in trusted])
    order = np.argsort(every, kind="stable")
    curve = _rising(label[order])
    knots = np.unique(
        np.quantile(np.arange(order.size), np.r_[np.linspace(0, 0.9, 20), 1 - np.geomspace(0.1, 1e-6, 60)]).astype(int)
    )
    xs, ys = every[order][knots], curve[knots].clip(0.0005, 0.995)
    # Equal probabilities of neighbouring steps are drawn apart a little, so that order survives calibration.
    ys = np.maximum.accumulate(ys + np.arange(ys.size) * 1e-6)
    keep = np.r_[True, np.diff(xs) > 1e-6]
    xs, ys = xs[keep], ys[keep]
    firsts = {name: _firsts(made[name], scores[name]) for name in trusted}
    decided = {name: (np.interp(scores[name][rows], xs, ys), made[name].label[rows]) for name, rows in firsts.items()}
    answer_from = max(_surest(probability, label) for probability, label in decided.values())
    evidence = [
        Evidence(name, int((p >= answer_from).sum()), int(label[p >= answer_from].sum()))
        for name, (p, label) in decided.items()
    ]
    return {
        "format": FORMAT,
        "version": f"{SEED}.{len(made)}",
        "scores": [round(float(x), 5) for x in xs],
        "probabilities": [round(float(y), 6) for y in ys],
        "answer_from": round(float(answer_from), 5),
        "suggest_from": SUGGEST_FROM,
        "evidence": [asdict(entry) for entry in evidence],
    }


def _rising(values: Floats) -> Floats:
    """The closest curve that never falls, by pooling neighbours that do (pool adjacent violators)."""
    pools: list[list[float]] = []  # mean, size
    for value in values.tolist():
        pools.append([value, 1.0])
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            mean, size = pools.pop()
            before = pools[-1]
            pools[-1] = [(before[0] * before[1] + mean * size) / (before[1] + size), before[1] + size]
    return np.repeat([mean for mean, _ in pools], [int(size) for _, size in pools]).astype(np.float32)


def _surest(probability: Floats, label: Floats) -> float:
    """The lowest probability from which first hits are right often enough, half of all claims having been removed."""
    order = np.argsort(-probability, kind="stable")
    share = np.cumsum(label[order]) / np.arange(1, order.size + 1)
    good = np.flatnonzero(share >= SURE_PRECISION)
    return float(probability[order][good[-1]]) if good.size else 0.99


class _Dots:
    """Progress for one long encoding."""

    def __init__(self, name: str) -> None:
        self._name, self._done = name, 0

    def __call__(self, done: int) -> None:
        self._done += done
        Console().print(f"{self._name}: {self._done} encoded", end="\r")


if __name__ == "__main__":
    main()

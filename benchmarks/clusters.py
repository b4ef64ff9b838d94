"""Fits and measures grouping: which messages carry one claim.

    python -m benchmarks.clusters           fit on one half of the groups, write the fitted file, measure on the other
    python -m benchmarks.clusters --only-measure

The halves are split by a hash of the group's name; nothing is fitted on the reported half. Writes
``benchmarks/results/clusters.json`` and ``src/corrigenda/engine/cluster/fitted.json``. Vectors are kept, so that only
the first run with an encoder takes minutes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from benchmarks import sets
from benchmarks.cluster_peers import PEERS
from corrigenda.engine.cluster import Background, Clusters, Fitted, Said, load_fitted, say
from corrigenda.engine.cluster.background import TRUST
from corrigenda.engine.cluster.fitted import FORMAT, SHIPPED, Curve, hinges
from corrigenda.engine.cluster.pairs import LESS_IS_MORE, MEANING, NAMES, table
from corrigenda.engine.dense import windows
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.evaluate import b_cubed, b_cubed_interval
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.types import Floats

NAME = "same_claim_groups"
# Its groups are tweets that linked to, or were answered with, one fact-check: of forty pairs read, nine carry one
# claim. Counted like the others, and left out of one more figure. Curves fitted without them group a little better (F1
# .787 instead of .781), but put a message of several claims beside each of them, which a desk must not.
TOPICAL = sets.POLITIFACT
RESULT = Path(__file__).parent / "results" / "clusters.json"
KNOTS = (0.15, 0.5, 0.85)  # quantiles of the pairs that are one claim
SMOOTHING = 3.0  # ridge, in standard deviations
LEFT_OUT = 0.02  # of the pairs of one claim, those whose vectors lie furthest apart
# B-cubed precision asked of a desk's threshold, on the fitting half: from .98 two claims of the demo shared a case.
SURE = 0.982
GRID = [round(-3 + 0.25 * step, 2) for step in range(21)]
SHUFFLES = 5
AT_ONCE = 256
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Member:
    """One message with the group it belongs to and the set that comes from."""

    id: str
    text: str
    group: str
    dataset: str


def main() -> None:
    """Fit unless told not to, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-measure", action="store_true")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    options = parser.parse_args()
    say_it = Console().print
    if not (sets.FOLDER / NAME / "groups.jsonl.gz").exists():
        say_it(f"{sets.FOLDER / NAME} is not there; nothing measured.")
        return
    encoder = KeptVectors(load_encoder(cache=options.cache), folder=options.cache / "clusters")
    fitting, reported = _halves(_members())
    if not options.only_measure:
        _write(_fit(fitting, _said(fitting, encoder), encoder.model_id))
        load_fitted.cache_clear()
    result = _measure(reported, _said(reported, encoder), load_fitted())
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    say_it(result)


def _members() -> list[Member]:
    with gzip.open(sets.FOLDER / NAME / "groups.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Member(each["id"], each["text"], row["group"], row["dataset"]) for row in rows for each in row["members"]]


def _halves(members: Iterable[Member]) -> tuple[list[Member], list[Member]]:
    halves: tuple[list[Member], list[Member]] = [], []
    for member in members:
        halves[int(hashlib.sha256(member.group.encode()).hexdigest()[:8], 16) % 2].append(member)
    return halves


def _said(members: Sequence[Member], encoder: KeptVectors) -> list[Said]:
    parts = [windows(member.text) for member in members]
    vectors = encoder.encode([part for several in parts for part in several], kind="query")
    ends = np.cumsum([len(several) for several in parts])[:-1]
    return [say(member.text, own) for member, own in zip(members, np.split(vectors, ends), strict=True)]


class _Pairs(Clusters):
    """Keeps the rows of the pairs that would have been compared, instead of comparing them."""

    def __init__(self, background: Background, fitted: Fitted, groups: Sequence[str]) -> None:
        super().__init__(background, fitted)
        self._groups = groups
        self.rows: list[Floats] = []
        self.same: list[bool] = []

    def _compare(self, number: int, candidates: list[int]) -> None:
        if not candidates:
            return
        others = [self._said[other] for other in candidates]
        crowding = self._crowding[[number, *candidates]]
        self.rows.append(table(self._said[number], others, background=self._background, crowding=crowding))
        own = self._groups[self._first_message[number]]
        self.same.extend(self._groups[self._first_message[other]] == own for other in candidates)


def _fit(members: Sequence[Member], said: Sequence[Said], model_id: str) -> Fitted:
    groups = [member.group for member in members]
    background = Background.of(said, usual=0.0)
    usual = float(background.crowding(background.vectors).mean() / (1 - TRUST / (TRUST + len(background.vectors))))
    background = Background.of(said, usual=usual)
    pairs = _Pairs(background, _blank(model_id), groups)
    _add_all(pairs, said)
    rows, same = np.concatenate(pairs.rows), np.array(pairs.same)
    least = float(np.quantile(rows[same, NAMES.index("closer_than_usual")], LEFT_OUT))
    words, meaning = _curve(rows, same, NAMES), _curve(rows[:, : len(MEANING)], same, MEANING)
    version = hashlib.sha256(words.weights.tobytes() + model_id.encode()).hexdigest()[:12]
    fitted = Fitted(words, meaning, 0.0, 0.0, usual, least, model_id, {}, version)
    clusters = Clusters(background, fitted)
    _add_all(clusters, said)
    tried = {at: clusters.named(join_from=at) for at in GRID}
    join = max(GRID, key=lambda at: b_cubed(tried[at], groups).f1)
    sure = next((at for at in GRID if at >= join and b_cubed(tried[at], groups).precision >= SURE), GRID[-1])
    at_join = b_cubed(tried[join], groups)
    evidence = {
        "fitting groups": len(set(groups)),
        "fitting messages": len(members),
        "pairs": len(same),
        "pairs of one claim": int(same.sum()),
        "B-cubed F1 on the fitting half": round(at_join.f1, 4),
        "precision at join_from": round(at_join.precision, 4),
        "precision at sure_from": round(b_cubed(tried[sure], groups).precision, 4),
    }
    return replace(fitted, join_from=join, sure_from=sure, evidence=evidence)


def _blank(model_id: str) -> Fitted:
    nothing = Curve((), np.zeros(1, dtype=np.float32))
    return Fitted(nothing, nothing, 0.0, 0.0, usual=0.0, compare_from=-1.0, encoder=model_id, evidence={}, version="")


def _add_all(clusters: Clusters, said: Sequence[Said]) -> None:
    for start in range(0, len(said), AT_ONCE):
        clusters.add(said[start : start + AT_ONCE])


def _curve(rows: Floats, same: NDArray[np.bool_], names: Sequence[str]) -> Curve:
    """Ridge logistic regression by Newton's method. What speaks for one claim never speaks against it at some height.

    It is fitted on ramps between knots, each with its own slope; slopes that would fall are left at nought. What is
    stored are the hinges that say the same.
    """
    right = rows[same]
    knots = tuple(
        tuple(sorted({round(float(at), 5) for at in np.quantile(column, KNOTS)} - {float(column.min())}))
        for column in right.T
    )
    ramps = _ramps(rows, knots).astype(np.float64)
    mean, spread = ramps.mean(axis=0), ramps.std(axis=0)
    mean[0], spread[spread < 1e-9] = 0.0, 1.0
    rising = np.array(
        [False, *(name not in LESS_IS_MORE for name, at in zip(names, knots, strict=True) for _ in (0, *at))]
    )
    slopes = _newton((ramps - mean) / spread, same.astype(np.float64), rising) / spread
    slopes[0] -= float(slopes[1:] @ mean[1:])
    return Curve(knots, _as_hinges(slopes, knots).astype(np.float32))


def _ramps(rows: Floats, knots: Sequence[Sequence[float]]) -> Floats:
    """Columns as ``hinges`` has them, but each of them flat above the next knot."""
    made = hinges(rows, tuple(tuple(at) for at in knots))
    place = 1
    for at in knots:
        for step in range(len(at)):
            made[:, place + step] -= made[:, place + step + 1]
        place += 1 + len(at)
    return made


def _as_hinges(slopes: Doubles, knots: Sequence[Sequence[float]]) -> Doubles:
    weights, place = slopes.copy(), 1
    for at in knots:
        weights[place + 1 : place + 1 + len(at)] -= slopes[place : place + len(at)]
        place += 1 + len(at)
    return weights


def _newton(basis: Doubles, right: Doubles, rising: NDArray[np.bool_]) -> Doubles:
    kept = np.ones(basis.shape[1], dtype=bool)
    while True:
        weights = np.zeros(basis.shape[1])
        weights[kept] = _unbounded(basis[:, kept], right)
        falling = rising & (weights < 0)
        if not falling.any():
            return weights
        kept &= ~falling


def _unbounded(basis: Doubles, right: Doubles) -> Doubles:
    weights = np.zeros(basis.shape[1])
    for _ in range(20):
        likely = 1 / (1 + np.exp(-(basis @ weights)))
        slope = basis.T @ (right - likely) - SMOOTHING * weights
        bend = basis.T @ (basis * (likely * (1 - likely) + 1e-9)[:, None]) + SMOOTHING * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-4:
            break
    return np.asarray(weights)


def _part(named: Sequence[int], members: Sequence[Member], rows: Sequence[int]) -> float:
    return b_cubed([named[row] for row in rows], [members[row].group for row in rows]).f1


def _by_set(measure: Callable[[Sequence[int]], float], members: Sequence[Member]) -> dict[str, float]:
    names = sorted({member.dataset for member in members})
    return {name: measure([row for row, each in enumerate(members) if each.dataset == name]) for name in names}


def _measure(members: Sequence[Member], said: Sequence[Said], fitted: Fitted) -> dict[str, Any]:
    groups = [member.group for member in members]
    clusters = Clusters(Background.of(said, usual=fitted.usual), fitted)
    _add_all(clusters, said)
    named = clusters.named()
    found = {"corrigenda": _figures(named, members)}
    found |= {name: _figures(peer(said, [m.text for m in members]), members) for name, peer in PEERS.items()}
    sure = b_cubed(clusters.named(join_from=fitted.sure_from), groups)
    return {
        "set": f"{NAME}, reported half",
        "groups": len(set(groups)),
        "messages": len(members),
        "encoder": fitted.encoder,
        "fitted": fitted.version,
        "goal": "B-cubed F1 >= .90",
        "found": found,
        "at the desk's threshold": {"precision": round(sure.precision, 4), "recall": round(sure.recall, 4)},
        "order": _order(members, said, fitted, named),
    }


def _figures(named: Sequence[int], members: Sequence[Member]) -> dict[str, Any]:
    groups = [member.group for member in members]
    whole, interval = b_cubed(named, groups), b_cubed_interval(named, groups)
    others = [row for row, member in enumerate(members) if member.dataset != TOPICAL]
    alone = _by_set(lambda rows: round(_part(named, members, rows), 4), members)
    return {
        "F1": {name: round(value, 4) for name, value in asdict(interval).items()},
        "precision": round(whole.precision, 4),
        "recall": round(whole.recall, 4),
        "F1 without topics": round(_part(named, members, others), 4),
        "F1 by set": alone,
        "F1, mean of sets": round(float(np.mean(list(alone.values()))), 4),
    }


def _order(members: Sequence[Member], said: Sequence[Said], fitted: Fitted, batch: Sequence[int]) -> dict[str, float]:
    """The same messages one by one in other orders: F1 against the groups, and against what came out at once."""
    groups = [member.group for member in members]
    scores, agreement = [], []
    for seed in range(SHUFFLES):
        order = list(range(len(said)))
        random.Random(seed).shuffle(order)
        clusters = Clusters(Background.of(said, usual=fitted.usual), fitted)
        for row in order:
            clusters.add([said[row]])
        named = clusters.named()
        scores.append(b_cubed(named, [groups[row] for row in order]).f1)
        agreement.append(b_cubed(named, [batch[row] for row in order]).f1)
    return {
        "shuffles": SHUFFLES,
        "F1 least": round(min(scores), 4),
        "F1 most": round(max(scores), 4),
        "agreement with one batch, least": round(min(agreement), 4),
    }


def _write(fitted: Fitted) -> None:
    stored = {
        "format": FORMAT,
        "version": fitted.version,
        "encoder": fitted.encoder,
        "join_from": fitted.join_from,
        "sure_from": fitted.sure_from,
        "usual": round(fitted.usual, 5),
        "compare_from": round(fitted.compare_from, 5),
        "evidence": fitted.evidence,
        "words": _stored(fitted.words),
        "meaning": _stored(fitted.meaning),
    }
    SHIPPED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _stored(curve: Curve) -> dict[str, Any]:
    return {"knots": curve.knots, "weights": [float(f"{weight:.6g}") for weight in curve.weights]}


if __name__ == "__main__":
    main()

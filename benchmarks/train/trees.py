"""The trees. Every score used further on comes from trees that never saw that claim (5 folds).

Four forests that differ by their seed are one model, whose score is the mean of theirs: what can be answered moved by
.02 from one seed to the next, and a threshold read off one of them was luck in part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import lightgbm
import numpy as np

from benchmarks.train.look_ups import SEED, LookUp, fold
from corrigenda.engine.features import NAMES
from corrigenda.engine.types import Floats

FOLDS = 5
FORESTS = 4
TREES = 180  # of each
SETTINGS: dict[str, object] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 2,
    "seed": SEED,
    "deterministic": True,
    "verbose": -1,
}


def trained(ups: Sequence[LookUp], weights: Sequence[Floats]) -> tuple[list[lightgbm.Booster], list[Floats]]:
    """The forests, and each look-up's held-out scores.

    Near misses do not train, since no feature could tell them apart; nor do claims put as questions: too easy.
    """
    usable = np.array([up.state not in {"made", "asked"} for up in ups])
    folds = np.array([fold(up) for up in ups])
    scores = [np.empty(0, np.float32)] * len(ups)

    def fitted(inside: Sequence[int]) -> list[lightgbm.Booster]:
        parts = [(ups[n].table, ups[n].same, weights[n]) for n in inside]
        table, same, weight = (np.concatenate(part) for part in zip(*parts, strict=True))
        data = lightgbm.Dataset(table, same, weight=weight, feature_name=list(NAMES), free_raw_data=False)
        return [lightgbm.train({**SETTINGS, "seed": SEED + n}, data, TREES) for n in range(FORESTS)]

    for out in range(FOLDS):
        forests = fitted(np.flatnonzero((folds != out) & usable).tolist())
        for n in np.flatnonzero(folds == out).tolist():
            each = [trees.predict(ups[n].table, raw_score=True) for trees in forests]
            scores[n] = np.mean(each, axis=0).astype(np.float32)
    return fitted(np.flatnonzero(usable).tolist()), scores


def merged(forests: Sequence[lightgbm.Booster]) -> str:
    """One model in LightGBM's own text whose score is the mean of the forests'."""
    texts = [forest.model_to_string().split("\nend of trees")[0] for forest in forests]
    head, *_ = re.split(r"\nTree=\d+\n", texts[0])
    trees = [tree for text in texts for tree in re.split(r"\nTree=\d+\n", text)[1:]]
    head = re.sub(r"\ntree_sizes=.*", "", head)  # how many bytes each tree takes, which is no longer so
    weighed = (re.sub(r"(?<=\nleaf_value=).*", lambda found: _shared(found[0], len(forests)), tree) for tree in trees)
    return "\n".join([head, *(f"Tree={n}\n{tree}" for n, tree in enumerate(weighed)), "end of trees\n"])


def _shared(values: str, forests: int) -> str:
    return " ".join(repr(float(value) / forests) for value in values.split())

"""The trees. Every score used further on comes from trees that never saw that claim (5 folds)."""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm
import numpy as np

from benchmarks.train.look_ups import SEED, LookUp, fold
from corrigenda.engine.features import NAMES
from corrigenda.engine.types import Floats

FOLDS = 5
TREES = 180
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


def trained(ups: Sequence[LookUp], weights: Sequence[Floats]) -> tuple[lightgbm.Booster, list[Floats]]:
    """The trees, and each look-up's held-out scores.

    Near misses do not train, since no feature could tell them apart; nor do claims put as questions: too easy.
    """
    usable = np.array([up.state not in {"made", "asked"} for up in ups])
    folds = np.array([fold(up) for up in ups])
    scores = [np.empty(0, np.float32)] * len(ups)

    def fitted(inside: Sequence[int]) -> lightgbm.Booster:
        parts = [(ups[n].table, ups[n].same, weights[n]) for n in inside]
        table, same, weight = (np.concatenate(part) for part in zip(*parts, strict=True))
        data = lightgbm.Dataset(table, same, weight=weight, feature_name=list(NAMES))
        return lightgbm.train(SETTINGS, data, TREES)

    for out in range(FOLDS):
        trees = fitted(np.flatnonzero((folds != out) & usable).tolist())
        for n in np.flatnonzero(folds == out).tolist():
            scores[n] = np.asarray(trees.predict(ups[n].table, raw_score=True), np.float32)
    return fitted(np.flatnonzero(usable).tolist()), scores

"""Several forests become one model, whose score is the mean of theirs, to LightGBM and to the engine alike."""

from __future__ import annotations

from pathlib import Path

import lightgbm
import numpy as np

from benchmarks.train.trees import merged
from corrigenda.engine.trees import read_trees


def forest(seed: int) -> lightgbm.Booster:
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(1_500, 6)).astype(np.float32)
    right = table[:, 0] * table[:, 1] + rng.normal(scale=0.5, size=1_500) > 0
    settings = {"objective": "binary", "verbosity": -1, "num_threads": 1, "num_leaves": 15, "seed": seed}
    return lightgbm.train(settings, lightgbm.Dataset(table, right), num_boost_round=20)


def test_the_score_is_the_mean_of_the_forests(tmp_path: Path) -> None:
    forests = [forest(seed) for seed in (1, 2, 3)]
    (tmp_path / "ranker.txt").write_text(merged(forests), encoding="utf-8")
    table = np.random.default_rng(9).normal(size=(300, 6)).astype(np.float32)
    wanted = np.mean([each.predict(table, raw_score=True) for each in forests], axis=0)
    theirs = lightgbm.Booster(model_file=str(tmp_path / "ranker.txt"))
    assert theirs.num_trees() == 60
    assert np.abs(theirs.predict(table, raw_score=True) - wanted).max() < 1e-9
    assert np.abs(read_trees(tmp_path / "ranker.txt").scores(table) - wanted).max() < 1e-5


def test_one_forest_stays_itself(tmp_path: Path) -> None:
    one = forest(4)
    (tmp_path / "ranker.txt").write_text(merged([one]), encoding="utf-8")
    table = np.random.default_rng(9).normal(size=(50, 6)).astype(np.float32)
    again = lightgbm.Booster(model_file=str(tmp_path / "ranker.txt"))
    assert np.array_equal(again.predict(table), one.predict(table))

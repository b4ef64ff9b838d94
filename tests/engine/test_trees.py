"""The trees worked out with numpy score as LightGBM does, test by test."""

from __future__ import annotations

from pathlib import Path

import lightgbm
import numpy as np
import pytest

from corrigenda.engine.features import NAMES
from corrigenda.engine.rerank import SHIPPED
from corrigenda.engine.trees import read_trees
from corrigenda.engine.types import EngineError

PARAMETERS = {"objective": "binary", "verbosity": -1, "num_threads": 1, "min_data_in_leaf": 5}


def trained(folder: Path, **parameters: object) -> lightgbm.Booster:
    rng = np.random.default_rng(7)
    table = rng.normal(size=(2_000, 9)).astype(np.float32)
    table[:, 3] = table[:, 3].round()  # many values that sit exactly on a limit
    right = (table[:, 0] * table[:, 1] + table[:, 3] + rng.normal(scale=0.3, size=2_000)) > 0
    trees = lightgbm.train({**PARAMETERS, **parameters}, lightgbm.Dataset(table, right), num_boost_round=40)
    trees.save_model(str(folder / "ranker.txt"))
    return trees


def tables() -> list[np.ndarray]:
    rng = np.random.default_rng(8)
    table = rng.normal(size=(700, 9)).astype(np.float32)
    table[:, 3] = table[:, 3].round()
    odd = table.copy()
    odd[::3, 2], odd[::5, 0], odd[::7, 1] = np.nan, np.inf, -np.inf
    return [table, odd, table[:1], table[:0]]


@pytest.mark.parametrize("leaves", [2, 15, 16, 17, 31, 63, 64])
def test_scores_are_those_of_lightgbm(tmp_path: Path, leaves: int) -> None:
    theirs, mine = trained(tmp_path, num_leaves=leaves), read_trees(tmp_path / "ranker.txt")
    for table in tables():
        wanted = theirs.predict(table, raw_score=True) if len(table) else np.empty(0)
        assert np.abs(mine.scores(table) - wanted).max(initial=0.0) < 1e-5  # float32 of sums up to ten


def test_the_shipped_ranker_scores_as_in_lightgbm() -> None:
    mine, theirs = read_trees(SHIPPED / "ranker.txt"), lightgbm.Booster(model_file=str(SHIPPED / "ranker.txt"))
    assert mine.names == NAMES
    table = np.random.default_rng(9).normal(size=(500, len(NAMES))).astype(np.float32)
    assert np.abs(mine.scores(table) - theirs.predict(table, raw_score=True)).max() < 1e-5


@pytest.mark.parametrize("parameters", [{"linear_tree": True}, {"num_leaves": 200}, {"zero_as_missing": True}])
def test_a_model_that_it_cannot_score_exactly_is_refused(tmp_path: Path, parameters: dict[str, object]) -> None:
    trained(tmp_path, **parameters)
    with pytest.raises(EngineError, match="cannot be read"):
        read_trees(tmp_path / "ranker.txt")


@pytest.mark.parametrize("content", ["", "tree\n", "feature_names=a\n\nTree=0\nnum_leaves=3\nleaf_value=1 2 x"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "ranker.txt").write_text(content)
    with pytest.raises(EngineError):
        read_trees(tmp_path / "ranker.txt")

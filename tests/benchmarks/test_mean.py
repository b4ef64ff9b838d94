"""The mean of two updates that were taught: what it adds to a matrix lies between what both add."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.teach import made_of
from benchmarks.teach import mean as script
from benchmarks.teach.mean import mean

Update = dict[str, np.ndarray]


def made(seed: int, *, rank: int = 4) -> Update:
    rng = np.random.default_rng(seed)
    return {
        f"{name}.{part}": rng.normal(size=shape).astype(np.float16)
        for name in ("l0.q", "l1.fo")  # codespell:ignore fo
        for part, shape in (("a", (rank, 24)), ("b", (20, rank)))
    }


def added(update: Update, name: str = "l0.q") -> np.ndarray:
    product: np.ndarray = update[f"{name}.b"].astype(np.float64) @ update[f"{name}.a"].astype(np.float64)
    return product


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_all_of_one_is_that_one(share: float) -> None:
    mixed, lost = mean(made(1), made(2), share=share)
    assert np.allclose(added(mixed), added(made(int(1 + share))), atol=0.02)
    assert lost < 1e-12


def test_the_rank_and_the_names_stay() -> None:
    mixed, lost = mean(made(1), made(2), share=0.6)
    assert {name: array.shape for name, array in mixed.items()} == {
        name: array.shape for name, array in made(1).items()
    }
    assert 0 < lost < 0.5


def test_nothing_of_its_rank_lies_nearer_to_the_sum() -> None:
    mixed, lost = mean(made(1), made(2), share=0.6)
    wanted = 0.4 * added(made(1)) + 0.6 * added(made(2))
    sizes = np.linalg.svd(wanted, compute_uv=False)
    missed = np.linalg.norm(wanted - added(mixed)) / np.linalg.norm(wanted)
    best = np.sqrt((sizes[4:] ** 2).sum() / (sizes**2).sum())
    assert missed == pytest.approx(best, rel=0.01)
    assert lost >= best**2 - 1e-9


def test_nothing_is_lost_where_one_went_on_from_the_other() -> None:
    first = made(1)
    second = {name: array * np.float16(2 if name.endswith(".b") else 1) for name, array in first.items()}
    mixed, lost = mean(first, second, share=0.5)
    assert np.allclose(added(mixed), 1.5 * added(first), atol=0.03)
    assert lost < 1e-12


def test_the_command_writes_the_mean_and_what_it_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, name in ((1, "first"), (2, "second")):
        made_of.save(tmp_path / f"{name}.npz", made(number))
        (tmp_path / f"{name}_made_of.json").write_text(json.dumps({"steps": number}), encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("first.npz", "second.npz", "update.npz")]
    monkeypatch.setattr("sys.argv", ["mean", paths[0], paths[1], "--second", "0.6", "--out", paths[2]])
    script.main()
    stored = np.load(paths[2], allow_pickle=False)
    assert np.allclose(stored["l0.q.a"], mean(made(1), made(2), share=0.6)[0]["l0.q.a"])
    told = json.loads((tmp_path / "update_made_of.json").read_text("utf-8"))
    assert [part["steps"] for part in told["mean_of"]] == [1, 2]
    assert [round(part["weight"], 2) for part in told["mean_of"]] == [0.4, 0.6]
    assert "energy lost" in capsys.readouterr().out

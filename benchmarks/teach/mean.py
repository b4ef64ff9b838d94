"""A weighted mean of two updates of the same weights: what both were taught, little of what either forgot.

    python -m benchmarks.teach.mean FIRST.npz SECOND.npz --second 0.6 [--out UPDATE.npz]

The sum of two products of rank r has rank 2r; the best one of rank r (singular values, Eckart and Young, 1936) is kept,
and how much of it was lost is said. Averaging weights: Wortsman et al., 2022 (WiSE-FT). Beside each update lies its
``_made_of.json``; the mean's own holds both.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.teach import made_of

UPDATE = Path(__file__).parents[2] / "src/corrigenda/engine/encoder/update.npz"
Arrays = Mapping[str, NDArray[np.floating[Any]]]


def main() -> None:
    """Write the mean; print what was lost by keeping its rank."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--second", type=float, dest="share", required=True, help="weight of the second one, 0 to 1")
    parser.add_argument("--out", type=Path, default=UPDATE)
    options = parser.parse_args()
    mixed, lost = mean(_read(options.first), _read(options.second), share=options.share)
    made_of.save(options.out, mixed)
    parts = [{"weight": 1 - options.share} | _told(options.first), {"weight": options.share} | _told(options.second)]
    made_of.write(options.out, {"mean_of": parts})
    print(f"at most {lost:.2e} of a matrix's energy lost")


def mean(first: Arrays, second: Arrays, *, share: float) -> tuple[dict[str, NDArray[Any]], float]:
    """The update of the first one's rank that is nearest to ``1 - share`` of it and ``share`` of the other.

    Both hold ``NAME.a`` (rank, inputs) and ``NAME.b`` (outputs, rank) of the same names. With it comes the energy lost:
    the largest of any matrix, as a share of its squared norm, 0 to 1.
    """
    mixed: dict[str, NDArray[Any]] = {}
    lost = 0.0
    for name in sorted(key.removesuffix(".a") for key in first if key.endswith(".a")):
        inner = np.vstack([first[f"{name}.a"], second[f"{name}.a"]]).astype(np.float64)
        halves = (1 - share) * first[f"{name}.b"].astype(np.float64), share * second[f"{name}.b"].astype(np.float64)
        outer = np.hstack(halves)
        rank = len(first[f"{name}.a"])
        # Both thin matrices are first made orthogonal, so that the decomposition is of 2r by 2r numbers only.
        left, left_rest = np.linalg.qr(outer)
        right, right_rest = np.linalg.qr(inner.T)
        turned, sizes, back = np.linalg.svd(left_rest @ right_rest.T)
        lost = max(lost, float((sizes[rank:] ** 2).sum() / (sizes**2).sum()))
        root = np.sqrt(sizes[:rank])
        mixed[f"{name}.b"] = ((left @ turned[:, :rank]) * root).astype(np.float16)
        mixed[f"{name}.a"] = (root[:, None] * (back[:rank] @ right.T)).astype(np.float16)
    return mixed, lost


def _read(path: Path) -> Arrays:
    stored = np.load(path, allow_pickle=False)
    return {name: stored[name] for name in stored.files}


def _told(path: Path) -> dict[str, Any]:
    beside = path.with_name(f"{path.stem}_made_of.json")
    told: dict[str, Any] = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return told


if __name__ == "__main__":
    main()

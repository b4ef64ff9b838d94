"""Blends states of one judge, weight by weight: what a later teaching won, with some of what it cost given back.

    python -m benchmarks.teach.blend --out judge.npz STATE SHARE [STATE SHARE ...]

States are those that ``benchmarks.teach.judge`` keeps (``state.pt``), of runs that went on from one another; shares sum
to 1. Weights of one network before and after a teaching, averaged, are often better than either: Wortsman et al., 2022.
Needs torch.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from benchmarks.teach import made_of
from benchmarks.teach.judge import UPDATE, Judge


def main() -> None:
    """Write the blend as it ships."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=UPDATE)
    parser.add_argument("states", nargs="+", metavar="STATE SHARE")
    options = parser.parse_args()
    paths, shares = options.states[::2], [float(share) for share in options.states[1::2]]
    if len(paths) != len(shares) or abs(sum(shares) - 1) > 1e-6:
        parser.error("give each state its share; the shares sum to 1")
    judge = Judge()
    judge.load_state_dict(blended([torch.load(path)["judge"] for path in paths], shares))
    last = {"head.w": judge.head.weight.detach().numpy()[0], "head.b": judge.head.bias.detach().numpy()}
    made_of.save(options.out, {**judge.network.update(), **last})


def blended(states: Sequence[dict[str, Tensor]], shares: Sequence[float]) -> dict[str, Tensor]:
    """Each weight's mean by the shares."""
    return {
        name: torch.stack([share * state[name] for state, share in zip(states, shares, strict=True)]).sum(0)
        for name in states[0]
    }


if __name__ == "__main__":
    main()

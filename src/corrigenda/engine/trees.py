"""Reads a LightGBM model's text and works out its scores with numpy: nothing to import for half a second, no scipy.

All trees are walked at once, without walking: every test of every tree is made, each failed one strikes out the leaves
to its left, and the leftmost leaf that is left is the one a walk would reach (Lucchese et al., "QuickScorer", 2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corrigenda.engine.types import EngineError, Floats

MOST_LEAVES = 64  # of one tree: a bit each
AT_ONCE = 256  # rows whose tests are held in memory together
_CATEGORICAL, _KNOWS_MISSING = 1, 4 + 8  # bits of LightGBM's ``decision_type``


@dataclass(frozen=True, slots=True)
class Trees:
    """A boosted model: the sum of one leaf's value from each tree.

    Tests are laid out (tests of the tree, trees), padded with tests that never fail.
    """

    names: tuple[str, ...]  # of the columns, in order
    columns: NDArray[np.intp]
    limits: Floats  # a value above it fails the test
    struck: NDArray[Any]  # the leaves that a failed test strikes out, as bits
    values: NDArray[np.float64]  # (trees, leaves from left to right)

    def scores(self, table: Floats) -> Floats:
        """Raw scores of the rows of ``table``, as LightGBM's ``predict(raw_score=True)`` gives them."""
        parts = [self._scores(table[start : start + AT_ONCE]) for start in range(0, len(table), AT_ONCE)]
        return np.concatenate(parts).astype(np.float32) if parts else np.empty(0, dtype=np.float32)

    def _scores(self, table: Floats) -> NDArray[np.float64]:
        by_column = np.ascontiguousarray(np.nan_to_num(table, nan=0.0).T)
        struck = np.zeros((len(self.values), len(table)), dtype=self.struck.dtype)
        for columns, limits, leaves in zip(self.columns, self.limits, self.struck, strict=True):
            struck |= (by_column[columns] > limits[:, None]) * leaves[:, None]
        reached = np.bitwise_count(struck & ~(struck + 1))  # the ones below the lowest zero
        first = np.arange(len(self.values))[:, None] * self.values.shape[1]
        return self.values.ravel()[first + reached].sum(axis=0)  # type: ignore[no-any-return]


def read_trees(path: Path) -> Trees:
    """The model that LightGBM saved as text. Raises EngineError for what this cannot do exactly."""
    try:
        head, *bodies = path.read_text(encoding="utf-8").split("end of trees")[0].split("\nTree=")
        names = _fields(head)["feature_names"].split()
        trees = [_Tree.read(_fields(body)) for body in bodies]
    except (OSError, KeyError, ValueError, IndexError) as problem:
        raise _unreadable(path) from problem
    if not trees or any(tree.leaves > MOST_LEAVES for tree in trees):
        raise _unreadable(path)
    return _laid_out(tuple(names), trees)


def _unreadable(path: Path) -> EngineError:
    return EngineError(f"The ranker in {path.parent} cannot be read.", code="ranker_unreadable")


def _fields(lines: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines.splitlines() if "=" in line)


@dataclass(frozen=True, slots=True)
class _Tree:
    """One tree as LightGBM writes it: children below zero are leaves, ``~child`` their number."""

    columns: list[int]
    limits: list[float]
    left: list[int]
    right: list[int]
    values: list[float]

    @property
    def leaves(self) -> int:
        return len(self.values)

    @classmethod
    def read(cls, fields: dict[str, str]) -> _Tree:
        """Raises ValueError for tests other than "at most"."""
        tests = list(map(int, fields.get("decision_type", "").split()))
        if fields.get("is_linear", "0") != "0" or any(test & (_CATEGORICAL | _KNOWS_MISSING) for test in tests):
            raise ValueError
        tree = cls(
            columns=list(map(int, fields.get("split_feature", "").split())),
            limits=list(map(float, fields.get("threshold", "").split())),
            left=list(map(int, fields.get("left_child", "").split())),
            right=list(map(int, fields.get("right_child", "").split())),
            values=list(map(float, fields["leaf_value"].split())),
        )
        if not len(tree.columns) == len(tree.limits) == len(tree.left) == len(tree.right) == tree.leaves - 1:
            raise ValueError
        return tree

    def from_left(self, child: int = 0) -> Iterator[int]:
        """The numbers of the leaves under a test, from left to right."""
        if not self.columns:
            yield 0
        elif child < 0:
            yield ~child
        else:
            yield from self.from_left(self.left[child])
            yield from self.from_left(self.right[child])


def _laid_out(names: tuple[str, ...], trees: list[_Tree]) -> Trees:
    leaves = max(tree.leaves for tree in trees)
    bits = next(size for size in (16, 32, 64) if leaves <= size)
    shape = (max(1, leaves - 1), len(trees))
    columns = np.zeros(shape, dtype=np.intp)
    limits = np.full(shape, np.inf)
    struck = np.zeros(shape, dtype=f"u{bits // 8}")
    values = np.zeros((len(trees), leaves))
    for number, tree in enumerate(trees):
        order = list(tree.from_left())
        place = {leaf: position for position, leaf in enumerate(order)}
        values[number, : len(order)] = [tree.values[leaf] for leaf in order]
        for test, (column, limit) in enumerate(zip(tree.columns, tree.limits, strict=True)):
            columns[test, number], limits[test, number] = column, limit
            struck[test, number] = sum(1 << place[leaf] for leaf in tree.from_left(tree.left[test]))
    return Trees(names, columns, _at_most(limits), struck, values)


def _at_most(limits: NDArray[np.float64]) -> Floats:
    """The greatest float32 not above each limit: a float32 is above the one exactly if it is above the other."""
    rounded = limits.astype(np.float32)
    return np.where(rounded > limits, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)

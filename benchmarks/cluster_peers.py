"""What grouping stands beside: the same text, a fixed cosine, Dice over character pairs. Single link, as peers do."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from corrigenda.engine.cluster import Said
from corrigenda.engine.text import clean

BLOCK = 512
Pairs = Iterator[tuple[int, int]]


def same_text(said: Sequence[Said], texts: Sequence[str]) -> list[int]:
    """Only the very same words."""
    first: dict[str, int] = {}
    return [first.setdefault(each.key, number) for number, each in enumerate(said)]


def cosine(least: float) -> Callable[[Sequence[Said], Sequence[str]], list[int]]:
    """Messages whose vectors have this cosine or more, and what hangs together by such pairs."""

    def named(said: Sequence[Said], texts: Sequence[str]) -> list[int]:
        vectors = np.stack([each.vector for each in said])

        def near() -> Pairs:
            for start in range(0, len(vectors), BLOCK):
                rows, columns = np.nonzero(vectors[start : start + BLOCK] @ vectors.T >= least)
                yield from zip((rows + start).tolist(), columns.tolist(), strict=True)

        return _single_link(len(said), near())

    return named


def dice(least: float) -> Callable[[Sequence[Said], Sequence[str]], list[int]]:
    """Messages that share this much of their pairs of characters, and what hangs together by such pairs."""

    def named(said: Sequence[Said], texts: Sequence[str]) -> list[int]:
        grams = [{one + other for one, other in itertools.pairwise(text)} for text in map(_flat, texts)]
        spread = Counter(gram for own in grams for gram in own)
        column = {gram: number for number, gram in enumerate(gram for gram, count in spread.items() if count > 1)}
        held = np.zeros((len(grams), len(column)), dtype=np.float32)
        for row, own in enumerate(grams):
            held[row, [column[gram] for gram in own if gram in column]] = 1
        sizes = np.array([max(len(own), 1) for own in grams], dtype=np.float32)

        def near() -> Pairs:
            for start in range(0, len(held), BLOCK):
                both = 2 * held[start : start + BLOCK] @ held.T
                rows, columns = np.nonzero(both >= least * (sizes[start : start + BLOCK, None] + sizes))
                yield from zip((rows + start).tolist(), columns.tolist(), strict=True)

        return _single_link(len(texts), near())

    return named


def _flat(text: str) -> str:
    return clean(text).casefold()


def _single_link(size: int, pairs: Pairs) -> list[int]:
    first = list(range(size))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [root(number) for number in range(size)]


PEERS = {
    "the same text": same_text,
    "cosine 0.90, single link": cosine(0.90),
    "cosine 0.85, single link": cosine(0.85),
    "Dice of character pairs 0.7, single link": dice(0.7),
    "Dice of character pairs 0.8, single link": dice(0.8),
}

"""Clusters that grow as messages arrive. The order they arrive in makes no difference worth speaking of.

clusters = Clusters(Background.of(messages, usual=fitted.usual), fitted)
clusters.add(messages)
clusters.named()  # [0]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from corrigenda.engine.cluster.background import Background
from corrigenda.engine.cluster.fitted import Fitted
from corrigenda.engine.cluster.linkage import UNKNOWN, average_link
from corrigenda.engine.cluster.pairs import KEPT_APART, same_claim
from corrigenda.engine.cluster.said import Said
from corrigenda.engine.types import Floats

CANDIDATES = 24  # earlier messages a newcomer is compared with word by word


class Clusters:
    """Every message added has a number, from 0 in the order of arrival; a cluster is named by its first message.

    Messages with the same text are one from the start. For all others each newcomer is compared with the nearest of
    those before it; what hangs together by likely pairs is clustered by average linkage, anew whenever something
    comes to it, so that a newcomer can join a cluster, bridge two, or part what it shows to be two.
    """

    def __init__(self, background: Background, fitted: Fitted) -> None:
        self._background = background
        self._fitted = fitted
        self._said: list[Said] = []  # distinct texts
        self._vectors = np.empty((0, 0), dtype=np.float32)
        self._crowding = np.empty(0, dtype=np.float32)
        self._odds: dict[int, dict[int, float]] = {}
        self._texts: list[int] = []  # for each message the number of its text
        self._first_message: list[int] = []  # for each text
        self._by_key: dict[str, int] = {}

    def __len__(self) -> int:
        """How many messages there are."""
        return len(self._texts)

    def add(self, messages: Sequence[Said]) -> None:
        """Take in messages. Many at once are much faster than one by one, and give the same clusters."""
        fresh = [said for said in messages if self._is_new(said)]
        if not fresh:
            return
        start = len(self._said) - len(fresh)
        vectors = np.stack([said.vector for said in fresh])
        crowding = self._background.crowding(vectors)
        self._keep(start, vectors, crowding)
        for row, candidates in enumerate(self._candidates(start)):
            self._compare(start + row, candidates)

    def named(self, *, join_from: float | None = None) -> list[int]:
        """For each message, in the order of arrival, the number of the first message of its cluster.

        ``join_from``: mean log odds, in place of the fitted ones.
        """
        least = self._fitted.join_from if join_from is None else join_from
        named = list(range(len(self._said)))
        for together in _components(self._odds, len(self._said), join_from=least):
            for cluster in average_link(together, self._odds, join_from=least):
                for text in cluster:
                    named[text] = cluster[0]
        return [self._first_message[named[text]] for text in self._texts]

    def _is_new(self, said: Said) -> bool:
        known = self._by_key.get(said.key) if said.key else None
        if known is None:
            known = len(self._said)
            self._said.append(said)
            self._first_message.append(len(self._texts))
            if said.key:
                self._by_key[said.key] = known
            self._texts.append(known)
            return True
        self._texts.append(known)
        return False

    def _keep(self, start: int, vectors: Floats, crowding: Floats) -> None:
        if len(self._said) > len(self._crowding):
            room = max(1024, 2 * len(self._said))
            wider = np.zeros((room, vectors.shape[1]), dtype=np.float32)
            if start:
                wider[:start] = self._vectors[:start]
            self._vectors = wider
            self._crowding = np.concatenate((self._crowding[:start], np.zeros(room - start, dtype=np.float32)))
        self._vectors[start : start + len(vectors)] = vectors
        self._crowding[start : start + len(vectors)] = crowding

    def _candidates(self, start: int) -> Iterator[list[int]]:
        """For each text from ``start`` on, the earlier ones that lie closer to it than is usual, the closest first."""
        end = len(self._said)
        closeness = self._vectors[start:end] @ self._vectors[:end].T
        closeness -= (self._crowding[start:end, None] + self._crowding[None, :end]) / 2
        for row, number in enumerate(range(start, end)):
            yield _closest(closeness[row, :number], least=self._fitted.compare_from)

    def _compare(self, number: int, candidates: list[int]) -> None:
        one = self._said[number]
        candidates = [other for other in candidates if self._said[other].says_something]
        if not one.says_something or not candidates:
            return
        odds = same_claim(
            one,
            [self._said[other] for other in candidates],
            background=self._background,
            crowding=self._crowding[[number, *candidates]],
            fitted=self._fitted,
        )
        for other, value in zip(candidates, odds.tolist(), strict=True):
            if value > UNKNOWN or value == KEPT_APART:
                self._odds.setdefault(number, {})[other] = value
                self._odds.setdefault(other, {})[number] = value


def _closest(closeness: Floats, *, least: float) -> list[int]:
    near = np.flatnonzero(closeness > least)
    if near.size > CANDIDATES:
        near = near[np.argpartition(-closeness[near], CANDIDATES)[:CANDIDATES]]
    return near[np.argsort(-closeness[near], kind="stable")].tolist()  # type: ignore[no-any-return]


def _components(odds: dict[int, dict[int, float]], size: int, *, join_from: float) -> Iterator[list[int]]:
    """Texts that hang together by pairs of at least ``join_from``: no cluster reaches beyond, as a mean does not."""
    seen = [False] * size
    for start in sorted(odds):
        if seen[start]:
            continue
        seen[start] = True
        together, todo = [start], [start]
        while todo:
            for other, value in odds[todo.pop()].items():
                if value >= join_from and not seen[other]:
                    seen[other] = True
                    together.append(other)
                    todo.append(other)
        if len(together) > 1:
            yield together

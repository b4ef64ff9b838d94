"""Which waiting messages say what another one says: asked by the desk before it opens a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from django.db import connection

from corrigenda.engine.cluster import Background, Said, load_fitted, mean_vector, same_claim, say
from corrigenda.engine.dense import windows
from corrigenda.engine.text.words import says_enough, words
from corrigenda.intake.models import Message
from corrigenda.matching import engine_room, queries
from corrigenda.matching.store.messages import MessageStore

BATCH = 256
SAMPLE = 2_048


def sure_from() -> float:
    """The mean log odds from which messages may be put together without a person looking."""
    return load_fitted().sure_from


def can_be_grouped(message: Message) -> bool:
    """Whether there are words enough to tell one claim from another."""
    return says_enough(words(message.text))


def remember_messages(message_ids: Sequence[int]) -> None:
    """Work out and keep the vectors that are missing. Doing it twice is harmless."""
    store = _store()
    missing = store.missing(message_ids)
    for start in range(0, len(missing), BATCH):
        texts = dict(Message.objects.filter(pk__in=missing[start : start + BATCH]).values_list("pk", "text"))
        store.keep(dict(zip(texts, _encoded(texts.values()), strict=True)))


def rebuild_messages(message_ids: Sequence[int]) -> None:
    """Drop all vectors of messages and make those of these anew."""
    _store().drop()
    _background.cache_clear()
    remember_messages(message_ids)


def nearest_messages(message_id: int, *, among: Sequence[int], limit: int) -> list[int]:
    """Those of ``among`` whose meaning is nearest to a message, the nearest first."""
    remember_messages([message_id, *among])
    return _store().nearest(message_id, among=among, limit=limit)


def log_odds_of_same_claim(message_id: int, others: Sequence[int]) -> dict[int, float]:
    """For each of ``others`` the log odds that it carries the claim of this message."""
    remember_messages([message_id, *others])
    found = _said([message_id, *others])
    one = found.pop(message_id)
    background = _background(_store().model_id, _store().schema, len(_store().some(limit=SAMPLE)).bit_length())
    crowding = background.crowding(np.stack([one.vector, *(said.vector for said in found.values())]))
    odds = same_claim(one, list(found.values()), background=background, crowding=crowding, fitted=load_fitted())
    return dict(zip(found, odds.tolist(), strict=True))


def _store() -> MessageStore:
    connection.ensure_connection()
    store = MessageStore(connection.connection, model_id=engine_room.encoder().model_id)
    store.create()
    return store


def _said(message_ids: Iterable[int]) -> dict[int, Said]:
    vectors = _store().vectors(list(message_ids))
    texts = dict(Message.objects.filter(pk__in=vectors).values_list("pk", "text"))
    return {pk: say(texts[pk], vector[None]) for pk, vector in vectors.items() if pk in texts}


def _encoded(texts: Iterable[str]) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    parts = [windows(text) for text in texts]
    vectors = engine_room.encoder().encode([part for several in parts for part in several], kind="query")
    ends = np.cumsum([len(several) for several in parts])[:-1]
    return [mean_vector(own) for own in np.split(vectors, ends)]


@lru_cache(maxsize=1)
def _background(_model_id: str, _schema: str, _doublings: int) -> Background:
    """What is ordinary at this desk; looked at anew whenever twice as many messages wait, or the encoder changes."""
    messages = _said(_store().some(limit=SAMPLE))
    known = queries.published().order_by("-pk").values_list("claim__text", "title", "summary")[:SAMPLE]
    nowhere = np.zeros((1, 1), dtype=np.float32)
    also = [say(" ".join(texts), nowhere) for texts in known]
    return Background.of(list(messages.values()), usual=load_fitted().usual, also=also)

"""The engine's index in the real PostgreSQL."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import numpy as np
import psycopg
import pytest
from django.db import connection as django_connection
from django.db import transaction

from benchmarks.memory import MemoryIndex
from corrigenda.core.database import ensure_running
from corrigenda.engine import lexical as lexical_module
from corrigenda.engine.dense import passage
from corrigenda.engine.search import Searcher
from corrigenda.engine.text import text_key
from corrigenda.engine.types import EngineError, KnownClaim, Query
from corrigenda.matching.store import Store
from corrigenda.matching.store import reading as reading_module
from corrigenda.matching.store import store as store_module
from tests.conftest import HOME
from tests.engine.fakes import WordEncoder

CLAIMS = [
    KnownClaim("en", "Hot lemon water kills cancer cells", "Lemon water", more=("A subtitle",), lang="en", date="2020"),
    KnownClaim("vi", "Uống 5 cốc nước chanh nóng mỗi ngày chữa ung thư", lang="vi"),
    KnownClaim("th", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที", lang="th", url="https://example.org/th"),
    KnownClaim("zh", "喝热柠檬水可以治疗癌症", lang="zh"),
]
ENCODER = WordEncoder()


def vectors(claims: list[KnownClaim]) -> np.ndarray:
    return ENCODER.encode([passage(claim) for claim in claims], kind="passage")


def add(store: Store, claims: list[KnownClaim]) -> None:
    store.add(claims, vectors(claims), model_id=ENCODER.model_id)


@pytest.fixture
def url() -> str:
    return ensure_running(HOME)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with psycopg.connect(url, autocommit=True) as connection:
        made = Store(connection, schema="test index")
        made.drop()
        made.create(dimensions=ENCODER.dimensions)
        yield made
        made.drop()


def test_what_goes_in_comes_out_as_it_was(store: Store) -> None:
    add(store, CLAIMS)
    assert store.count() == 4
    assert store.ids() == {"en", "vi", "th", "zh"}
    assert list(store.claims([2, 0])) == [CLAIMS[2], CLAIMS[0]]


def test_both_retrievers_agree_with_the_index_in_memory(store: Store) -> None:
    many = CLAIMS + [
        KnownClaim(str(n), f"claim {n} on {n % 7} bridges of town{n % 13}", f"town{n}") for n in range(400)
    ]
    add(store, many)
    memory = MemoryIndex(many, vectors(many), model_id=ENCODER.model_id)
    for text in ("lemon water cancer", "nước chanh", "น้ำอัดลม", "town7 bridges 5", "柠檬水"):
        mine = Searcher(store, ENCODER).look(Query(text))
        theirs = Searcher(memory, ENCODER).look(Query(text))
        assert set(mine.near.docs.tolist()) == set(theirs.near.docs.tolist())
        assert np.allclose(np.sort(mine.near.cosines), np.sort(theirs.near.cosines), atol=2e-3)
        assert np.allclose(
            np.sort(mine.found.scores[mine.near.docs]), np.sort(theirs.found.scores[theirs.near.docs]), atol=0.01
        )


def test_one_glance_says_what_three_look_ups_say(store: Store) -> None:
    for start in range(0, 60, 20):  # three segments
        add(store, [KnownClaim(str(n), f"bridge {n} of town{n % 7} ความจริง") for n in range(start, start + 20)])
    wanted = ["bridge", "town3", "#31", "~_bri", "unknown"]
    key = text_key("bridge 5 of town5 ความจริง")
    glance = store.glance([key], wanted)
    apart = store.postings(wanted)
    assert glance.summary == store.summary()
    assert (glance.repeats, len(glance.repeats)) == (store.repeats_of([key]), 1)
    assert glance.postings.terms == apart.terms
    assert glance.postings.docs.tolist() == apart.docs.tolist()
    counted = store.sizes(wanted)
    assert dict(zip(counted.terms, counted.sizes.tolist(), strict=True)) == dict(
        zip(apart.terms, apart.sizes.tolist(), strict=True)
    )
    assert counted.docs.size == 0


def test_lists_that_are_too_long_stay_behind_as_they_do_in_memory(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (lexical_module, reading_module):
        monkeypatch.setattr(module, "ENTRIES", 60)
    reading_module._statement.cache_clear()
    many = [KnownClaim(str(n), f"bridge {n % 9} of town{n % 30} seen") for n in range(90)]
    add(store, many[:50])
    add(store, many[50:])
    memory = MemoryIndex(many, vectors(many), model_id=ENCODER.model_id)
    wanted = ["bridge", "seen", "town3", "~town", "~_see", "#4"]
    mine, theirs = store.postings(wanted), memory.postings(wanted)
    order = [theirs.terms.index(term) for term in mine.terms]
    assert mine.sizes.tolist() == theirs.sizes[order].tolist()
    assert mine.entries.tolist() == theirs.entries[order].tolist()
    assert 0 < mine.entries.sum() < mine.sizes.sum()
    reading_module._statement.cache_clear()


def test_a_claim_added_is_found_within_two_seconds_and_one_removed_is_not(store: Store) -> None:
    add(store, CLAIMS)
    started = time.monotonic()
    new = KnownClaim("new", "Bank asks customers for a one-time code by phone")
    add(store, [new])
    searcher = Searcher(store, ENCODER)
    found = searcher.decide(Query("Bank asks customers for a one-time code by phone"))
    assert found.hits[0].claim == new
    assert store.remove(["new", "unknown"]) == 1
    again = searcher.decide(Query("Bank asks customers for a one-time code by phone"))
    assert "new" not in {hit.claim.id for hit in again.hits}
    assert time.monotonic() - started < 2


def test_a_changed_claim_replaces_the_old_one(store: Store) -> None:
    add(store, CLAIMS)
    changed = KnownClaim("en", "Cold tea cures nothing at all")
    add(store, [changed])
    assert store.count() == 4
    assert store.repeats_of([text_key(CLAIMS[0].text)]) == []
    assert len(store.repeats_of([text_key(changed.text)])) == 1


def test_the_later_of_two_claims_with_one_id_stands(store: Store) -> None:
    add(store, [KnownClaim("a", "first wording of it"), KnownClaim("a", "second wording of it")])
    assert store.count() == 1
    assert store.claims([0])[0].text == "second wording of it"


def test_many_small_segments_become_one_and_nothing_is_lost(store: Store) -> None:
    for number in range(store_module.MANY_SEGMENTS + 3):
        add(store, [KnownClaim(str(number), f"nước chanh số {number}")])
    segments = store.connection.execute('SELECT count(*) FROM "test index".segment').fetchone()
    assert segments is not None
    assert segments[0] < 5
    found = store.postings(["chanh"])
    assert found.sizes.tolist() == [store_module.MANY_SEGMENTS + 3]
    assert (np.diff(found.docs) > 0).all()
    store.settle()
    assert store.postings(["chanh"]).docs.tolist() == found.docs.tolist()


def test_the_approximate_index_finds_what_is_nearest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "BIG_ENOUGH_FOR_APPROXIMATE", 100)
    many = [KnownClaim(str(n), f"word{n} ความจริง{n}") for n in range(500)]
    add(store, many)
    store.settle()
    assert all(store.nearest(vectors([claim]), limit=5).docs[0] == n for n, claim in enumerate(many[:50]))


def test_texts_postgresql_cannot_hold_are_stored_without_what_it_cannot(store: Store) -> None:
    add(store, [KnownClaim("odd", "zero\x00byte and \ud800 lone", "\ud800", lang="\x00", url="\x00")])
    assert store.count() == 1
    assert store.claims([0])[0].id == "odd"


def test_a_fresh_index_is_empty_and_a_dropped_one_says_so(store: Store) -> None:
    assert store.summary().count == 0
    assert store.postings(["x"]).terms == ()
    assert store.nearest(vectors(CLAIMS[:1]), limit=3).docs.size == 0
    store.drop()
    assert not store.exists()
    with pytest.raises(EngineError, match="reindex") as missing:
        store.summary()
    assert not missing.value.permanent


def test_vectors_and_claims_must_be_as_many(store: Store) -> None:
    with pytest.raises(EngineError):
        store.add(CLAIMS, vectors(CLAIMS[:2]), model_id="words-1")


@pytest.mark.django_db
def test_it_works_on_djangos_connection_and_in_its_transaction() -> None:
    django_connection.ensure_connection()
    index = Store(django_connection.connection, schema="test_django_index")
    with transaction.atomic():
        index.create(dimensions=ENCODER.dimensions)
        add(index, CLAIMS)
        assert Searcher(index, ENCODER).decide(Query(CLAIMS[1].text)).outcome == "answer"
        transaction.set_rollback(True)
    assert not index.exists()


def test_the_graph_of_a_large_register_is_built_in_memory_within_limits() -> None:
    least, machine = store_module.LEAST_TO_BUILD, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4_000_000
    assert store_module.build_megabytes(6_000) == least
    assert store_module.build_megabytes(500_000) == max(least, min(900, machine))
    assert store_module.build_megabytes(100_000_000) <= max(least, min(2_000, machine))

"""Lists come out of their bytes as they went in, joined or not."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corrigenda.engine.lexical import WEIGHT_STEP
from corrigenda.matching.store.packing import Packed, pack, unpack

NUMBERS = st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 300_000), min_size=1, max_size=50, unique=True)


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_lists_joined_come_out_one_after_the_other(lists: list[list[int]]) -> None:
    docs = [np.array(sorted(numbers), dtype=np.int32) for numbers in lists]
    weights = [np.linspace(WEIGHT_STEP, 2.2, each.size).astype(np.float32) for each in docs]
    packed = [pack(*pair) for pair in zip(docs, weights, strict=True)]
    joined = Packed(*(b"".join(parts) for parts in zip(*((p.runs, p.docs, p.weights) for p in packed), strict=True)))
    found, weighed = unpack(joined)
    assert found.tolist() == np.concatenate(docs).tolist()
    assert np.abs(weighed - np.concatenate(weights)).max() <= WEIGHT_STEP / 2 + 1e-6


def test_every_document_of_a_full_block_is_there() -> None:
    docs = np.arange(70_000, 70_000 + 200_000, dtype=np.int32)
    found, _ = unpack(pack(docs, np.ones(docs.size, dtype=np.float32)))
    assert (found == docs).all()


def test_no_entry_costs_more_than_three_bytes_and_a_run() -> None:
    packed = pack(np.arange(1_000, dtype=np.int32), np.ones(1_000, dtype=np.float32))
    assert len(packed.runs) + len(packed.docs) + len(packed.weights) == 3_004


def test_nothing_unpacks_to_nothing() -> None:
    assert unpack(Packed(b"", b"", b""))[0].size == 0

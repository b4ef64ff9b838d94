"""How an encoder is opened: the packaged model by default, converted once and cached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import onnx
import onnxruntime
from tokenizers import Tokenizer

from corrigenda.engine.encoder import cache as kept
from corrigenda.engine.encoder.graph import build_graph
from corrigenda.engine.encoder.session import Encoder, Parts
from corrigenda.engine.encoder.tokeniser import build_tokeniser
from corrigenda.engine.encoder.weights import read_packaged

MODEL_ID = "multilingual-e5-small-q4-int8-1"
LONGEST = 256

Told = Callable[[str], None]


def load_encoder(
    *, model: str | None = None, cache: Path, threads: int = 1, progress: Told | None = None
) -> Encoder:
    """Open the encoder, converting the packaged weights first where that was not done yet.

    ``cache`` is a folder for converted models; ``threads`` how many cores one call of ``encode`` may use;
    ``progress`` is told in a few words what is going on. Raises EngineError.
    """
    tell = progress or _nobody
    folder = kept.ensure(cache / MODEL_ID, make=lambda part: _convert(part, tell=tell))
    tokeniser = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokeniser.enable_truncation(LONGEST)
    parts = Parts(
        session=open_session(folder / "model.onnx", threads=threads),
        tokeniser=tokeniser,
        model_id=MODEL_ID,
        dimensions=384,
        query_prefix="query: ",
        passage_prefix="passage: ",
        longest=LONGEST,
        pad=1,
    )
    return Encoder(parts)


def open_session(path: Path, *, threads: int) -> onnxruntime.InferenceSession:
    """The model at ``path``, ready to run on ``threads`` cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _convert(folder: Path, *, tell: Told) -> None:
    tell("Reading the encoder's weights")
    weights = read_packaged()
    tell("Converting the encoder's weights")
    onnx.save(build_graph(weights), str(folder / "model.onnx"))
    build_tokeniser(weights).save(str(folder / "tokenizer.json"))


def _nobody(_words: str) -> None:
    return None

"""How an encoder is opened: the packaged model, converted once and cached; or the one a setting names."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from corrigenda.engine.encoder import cache as kept
from corrigenda.engine.encoder.cache import MODEL, TOKENISER, Tell
from corrigenda.engine.encoder.foreign import open_folder, open_from_hub
from corrigenda.engine.encoder.session import Encoder, Manner, open_session

MODEL_ID = "multilingual-e5-small-q4-int8-2"
MANNER = Manner(query_prefix="query: ", passage_prefix="passage: ", longest=256, pad=1)


def load_encoder(*, model: str | None = None, cache: Path, threads: int = 1, progress: Tell | None = None) -> Encoder:
    """Open the encoder, converting the packaged weights first where that was not done yet.

    ``model`` names another one: a folder with an ONNX model and its ``tokenizer.json``, or ``owner/name`` on the
    model hub. ``cache`` is a folder for converted and fetched models, ``threads`` the cores one call of ``encode``
    may use; ``progress`` is told in a few words what is being done. Raises EngineError.
    """
    tell = progress or (lambda _words: None)
    if model and Path(model).expanduser().is_dir():
        return open_folder(Path(model).expanduser(), threads=threads)
    if model:
        return open_from_hub(model, cache=cache / "hub", threads=threads)
    folder = kept.ensure(cache / MODEL_ID, make=lambda part: _convert(part, tell=tell))
    return Encoder(
        open_session(folder / MODEL, threads=threads),
        Tokenizer.from_file(str(folder / TOKENISER)),
        manner=MANNER,
        model_id=MODEL_ID,
    )


def _convert(folder: Path, *, tell: Tell) -> None:
    from corrigenda.engine.encoder.convert import convert  # with `onnx`, which only the first start needs

    convert(folder, tell=tell)

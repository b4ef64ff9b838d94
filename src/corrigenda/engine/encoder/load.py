"""How encoder and judge are opened: the packaged ones, converted once and cached; or the encoder a setting names."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from corrigenda.engine.encoder import cache as kept
from corrigenda.engine.encoder.cache import MODEL, TOKENISER, Tell
from corrigenda.engine.encoder.foreign import open_folder, open_from_hub
from corrigenda.engine.encoder.judge import Judge, open_judge
from corrigenda.engine.encoder.session import Encoder, Manner, open_session
from corrigenda.engine.encoder.update import Which, packed_update

FAMILY = "multilingual-e5-small-int8"
ARITHMETIC = 3  # counted up when the conversion changes what comes out
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
    folder = _packaged(cache, tell=tell)
    return Encoder(
        open_session(folder / MODEL, threads=threads),
        _tokeniser(folder),
        manner=MANNER,
        model_id=model_id(),
    )


def load_judge(*, cache: Path, threads: int = 1, progress: Tell | None = None) -> Judge:
    """Open the judge, converting it first where that was not done yet; see ``load_encoder``. Raises EngineError."""
    folder = _packaged(cache, tell=progress or (lambda _words: None))
    return open_judge(folder, _tokeniser(folder), threads=threads)


@lru_cache(maxsize=1)
def model_id() -> str:
    """The name of the packaged encoder: what it was taught and how it computes."""
    return f"{FAMILY}-{ARITHMETIC}-{_digest('update')}"


def judge_id() -> str:
    """The name of the packaged judge."""
    return _digest("judge")


@lru_cache(maxsize=1)
def _tokeniser(folder: Path) -> Tokenizer:
    """One for encoder and judge: its quarter of a million pieces are most of what either needs to begin."""
    return Tokenizer.from_file(str(folder / TOKENISER))


def _packaged(cache: Path, *, tell: Tell) -> Path:
    folder = cache / f"{model_id()}-{judge_id()}"

    def make(part: Path) -> None:
        kept.clear_away(folder, family=FAMILY)
        _convert(part, tell=tell)

    return kept.ensure(folder, make=make)


def _digest(which: Which) -> str:
    return hashlib.sha256(packed_update(which)).hexdigest()[:8]


def _convert(folder: Path, *, tell: Tell) -> None:
    from corrigenda.engine.encoder.convert import convert  # with `onnx`, which only the first start needs

    convert(folder, tell=tell)

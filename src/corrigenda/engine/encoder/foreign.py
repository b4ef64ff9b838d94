"""Models of other people's making: a folder as sentence-transformers lays it out for ONNX, or a name on the hub."""

from __future__ import annotations

import hashlib
import importlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from corrigenda.engine.encoder.session import Encoder, Manner, Pooling, open_session
from corrigenda.engine.types import EngineError

WHERE = ("model.onnx", "onnx/model.onnx")
INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
PATTERNS = ["*.json", "1_Pooling/*", *WHERE]
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def open_folder(folder: Path, *, threads: int, name: str | None = None) -> Encoder:
    """The model in ``folder``: ``model.onnx`` or ``onnx/model.onnx``, beside ``tokenizer.json``.

    Prefixes, pooling and the greatest length are taken from sentence-transformers' files where those are there.
    Raises EngineError (``model_incomplete``, ``model_unusable``).
    """
    model = next((folder / path for path in WHERE if (folder / path).is_file()), None)
    tokeniser = folder / "tokenizer.json"
    for what, there in ((" or ".join(WHERE), model is not None), ("tokenizer.json", tokeniser.is_file())):
        if not there:
            raise EngineError(f"The model folder {folder} has no {what}.", code="model_incomplete")
    assert model is not None
    manner = _manner(folder)
    # The libraries below raise bare Exceptions for a file that is no model, so nothing narrower can be caught.
    try:
        session = open_session(model, threads=threads)
        unknown = {wanted.name for wanted in session.get_inputs()} - INPUTS
        if unknown:
            raise EngineError(
                f"The model in {folder} is not a text encoder: it asks for {', '.join(sorted(unknown))}.",
                code="model_unusable",
            )
        return Encoder(
            session,
            Tokenizer.from_file(str(tokeniser)),
            manner=manner,
            model_id=f"{name or folder.resolve().name}-{_fingerprint(model, tokeniser, manner)}",
        )
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(
            f"The model in {folder} cannot be used: {_first_line(error)}", code="model_unusable"
        ) from error


def open_from_hub(name: str, *, cache: Path, threads: int) -> Encoder:
    """The model ``owner/name`` of the hub, fetched into ``cache`` unless it is there already.

    Raises EngineError (``model_not_found``, ``hub_unreachable`` and those of ``open_folder``).
    """
    if not _HUB_NAME.fullmatch(name):
        raise EngineError(
            f"There is no model folder {name}, and it is not a name on the model hub either (owner/name).",
            code="model_not_found",
        )
    try:
        hub = importlib.import_module("huggingface_hub")
    except ImportError as error:
        raise EngineError(
            f"To fetch the model {name}, install huggingface_hub; or name a folder that holds the model.",
            code="hub_unreachable",
        ) from error
    # The hub's client lets many kinds of error through, its HTTP library's and the system's among them.
    try:
        folder = Path(hub.snapshot_download(name, cache_dir=cache, allow_patterns=PATTERNS, etag_timeout=5))
    except Exception as error:
        raise EngineError(
            f"The model {name} could not be fetched from the model hub. "
            "Check the name and the connection, or name a folder that holds the model.",
            code="hub_unreachable",
            permanent=False,
        ) from error
    return open_folder(folder, threads=threads, name=name.replace("/", "--"))


def _manner(folder: Path) -> Manner:
    prompts = _settings(folder / "config_sentence_transformers.json").get("prompts") or {}
    e5 = "e5" in folder.resolve().name.lower() and not prompts  # taught with prefixes its settings do not name
    longest = _settings(folder / "sentence_bert_config.json").get("max_seq_length") or 256
    pooling = _settings(folder / "1_Pooling" / "config.json").get("pooling_mode_cls_token")
    how: Pooling = "first" if pooling else "mean"
    return Manner(
        query_prefix=str(prompts.get("query", "query: " if e5 else "")),
        passage_prefix=str(prompts.get("passage", prompts.get("document", "passage: " if e5 else ""))),
        longest=min(int(longest), 512),
        pad=int(_settings(folder / "config.json").get("pad_token_id") or 0),
        pooling=how,
    )


def _settings(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise EngineError(f"The model's settings in {path} cannot be read.", code="model_unusable") from error
    return found if isinstance(found, dict) else {}


def _fingerprint(model: Path, tokeniser: Path, manner: Manner) -> str:
    digest = hashlib.sha256(repr(manner).encode())
    for path in (model, tokeniser):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]

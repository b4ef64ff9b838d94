"""Another model can take the packaged one's place, and a wrong one is refused in one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from corrigenda.engine.encoder import Encoder, load_encoder
from corrigenda.engine.encoder.load import judge_id, model_id
from corrigenda.engine.types import EngineError

WORDS = {"[UNK]": 0, "garlic": 1, "tỏi": 2, "กระเทียม": 3}


def write_model(path: Path, *, asks_for: str = "input_ids") -> None:
    """A model that gives each piece a row of a table: (texts, pieces, 8)."""
    table = np.random.default_rng(0).normal(size=(len(WORDS), 8)).astype(np.float32)
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "s"]) for name in (asks_for, "attention_mask")]
    rows = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["b", "s", 8])
    node = helper.make_node("Gather", ["table", asks_for], ["last_hidden_state"])
    graph = helper.make_graph([node], "small", ids, [rows], [numpy_helper.from_array(table, "table")])
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(path))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small-model"
    write_model(folder / "onnx" / "model.onnx")
    tokeniser = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokeniser.pre_tokenizer = pre_tokenizers.Whitespace()
    tokeniser.save(str(folder / "tokenizer.json"))
    return folder


def test_a_folder_as_sentence_transformers_writes_it_is_opened(small: Path, tmp_path: Path) -> None:
    encoder = load_encoder(model=str(small), cache=tmp_path)
    assert encoder.dimensions == 8
    vectors = encoder.encode(["tỏi", "tỏi garlic", "กระเทียม"], kind="query")
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_padding_does_not_change_the_mean(small: Path, tmp_path: Path) -> None:
    encoder = load_encoder(model=str(small), cache=tmp_path)
    together = encoder.encode(["tỏi", "garlic garlic garlic กระเทียม"], kind="query")
    alone = encoder.encode(["tỏi"], kind="query")
    assert np.allclose(together[0], alone[0], atol=1e-5)


def test_pooling_and_prefixes_are_read_from_the_folder(small: Path, tmp_path: Path) -> None:
    (small / "1_Pooling").mkdir()
    (small / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    (small / "config_sentence_transformers.json").write_text(
        '{"prompts": {"query": "garlic ", "document": "กระเทียม "}}', "utf-8"
    )
    encoder = load_encoder(model=str(small), cache=tmp_path)
    query, passage = (encoder.encode(["tỏi"], kind=kind)[0] for kind in ("query", "passage"))
    assert not np.allclose(query, passage)
    assert np.allclose(query, encoder.encode(["garlic"], kind="query")[0], atol=1e-5)


def test_different_models_have_different_ids(small: Path, tmp_path: Path) -> None:
    first = load_encoder(model=str(small), cache=tmp_path).model_id
    assert first == load_encoder(model=str(small), cache=tmp_path).model_id
    (small / "config_sentence_transformers.json").write_text('{"prompts": {"query": "garlic "}}')
    assert first != load_encoder(model=str(small), cache=tmp_path).model_id


def test_a_copy_of_the_converted_model_gives_the_same_vectors(
    encoder: Encoder, encoder_cache: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(encoder_cache / f"{model_id()}-{judge_id()}", tmp_path / "my-e5"))
    (copy / "config.json").write_text('{"pad_token_id": 1}')
    opened = load_encoder(model=str(copy), cache=tmp_path)
    texts = ["tỏi đuổi muỗi", "กระเทียมไล่ยุง", "garlic"]
    assert np.allclose(opened.encode(texts, kind="query"), encoder.encode(texts, kind="query"), atol=1e-3)


@pytest.mark.parametrize(
    ("spoil", "code", "says"),
    [
        (lambda folder: (folder / "tokenizer.json").unlink(), "model_incomplete", "tokenizer.json"),
        (lambda folder: (folder / "onnx" / "model.onnx").unlink(), "model_incomplete", "model.onnx"),
        (lambda folder: (folder / "onnx" / "model.onnx").write_bytes(b"no"), "model_unusable", "cannot be used"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "model_unusable", "cannot be used"),
        (lambda folder: (folder / "config.json").write_text("{"), "model_unusable", "cannot be read"),
        (
            lambda folder: write_model(folder / "model.onnx", asks_for="pixel_values"),
            "model_unusable",
            "pixel_values",
        ),
    ],
    ids=["no tokeniser", "no model", "not a model", "not a tokeniser", "broken settings", "no text encoder"],
)
def test_a_folder_that_is_no_model_is_refused(small: Path, spoil: object, code: str, says: str) -> None:
    spoil(small)  # type: ignore[operator]
    with pytest.raises(EngineError, match=says) as caught:
        load_encoder(model=str(small), cache=small)
    assert caught.value.code == code


def test_a_name_that_is_neither_folder_nor_hub_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no model folder") as caught:
        load_encoder(model="nowhere", cache=tmp_path)
    assert caught.value.code == "model_not_found"


def test_a_hub_that_cannot_be_reached_gives_one_sentence(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.types import EngineError
try:
    load_encoder(model="somebody/some-model", cache=Path(sys.argv[1]))
except EngineError as error:
    print(error.code, error.permanent, error)
"""
    # Nothing listens at the discard port of this machine, so no test reaches for the network.
    nowhere = {**os.environ, "HF_ENDPOINT": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, timeout=120, env=nowhere
    )
    assert done.stdout.startswith("hub_unreachable False The model somebody/some-model could not"), done.stderr

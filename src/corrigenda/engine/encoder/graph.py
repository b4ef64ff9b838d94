"""The network as an ONNX graph, with 8-bit arithmetic: twelve layers, mean over the text, length one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from corrigenda.engine.encoder.weights import BLOCK, PackedWeights

FUSED = "com.microsoft"  # the domain of ONNX Runtime's fused operators
IDS, MASK, VECTOR = "input_ids", "attention_mask", "sentence_embedding"


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they come; every method returns the name of what it made."""

    weights: PackedWeights
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self.weights.vector(name))

    def node(self, operator: str, inputs: Sequence[str], *, domain: str = "", **settings: Any) -> str:
        output = f"{operator}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(operator, list(inputs), [output], name=output, domain=domain, **settings)
        )
        return output


def build_graph(weights: PackedWeights) -> onnx.ModelProto:
    """The whole network: piece ids and mask, both (texts, pieces), to vectors of length one (texts, hidden)."""
    graph = _Graph(weights)
    mask = graph.node("Cast", [MASK], to=TensorProto.INT32)
    state = _embed(graph)
    for layer in range(weights.shape.layers):
        state = _layer(graph, state, layer=layer, mask=mask)
    _pool(graph, state)
    hidden = weights.shape.hidden
    body = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in (IDS, MASK)],
        [helper.make_tensor_value_info(VECTOR, TensorProto.FLOAT, ["texts", hidden])],
        graph.constants,
    )
    domains = [helper.make_opsetid("", 21), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=domains, ir_version=10)


def _embed(graph: _Graph) -> str:
    """Piece + position + type, normalised. The pieces' table stays in its 4-bit blocks: nothing is lost."""
    weights = graph.weights
    blocks = weights.blocks("emb.word", rows=weights.shape.vocabulary)
    signed = (blocks.levels.astype(np.int8) - 8) & 15
    table = onnx.TensorProto(name="emb.word", data_type=TensorProto.INT4, dims=signed.shape)
    table.raw_data = (signed[:, 0::2] | (signed[:, 1::2] << 4)).astype(np.uint8).tobytes()
    graph.constants.append(table)
    scales = graph.constant("emb.word.scales", blocks.scales)
    pieces = graph.node(
        "GatherBlockQuantized",
        ["emb.word", IDS, scales],
        domain=FUSED,
        block_size=BLOCK,
        gather_axis=0,
        quantize_axis=1,
    )
    positions = weights.vector("emb.pos").reshape(weights.shape.positions, -1)
    first_type = weights.vector("emb.type")[: weights.shape.hidden]
    first = graph.constant("first", np.zeros(1, np.int64))
    length = graph.node("Shape", [IDS], start=1, end=2)
    places = graph.node("Slice", [graph.constant("emb.places", positions + first_type), first, length, first])
    placed = graph.node("Add", [pieces, places])
    scale, shift = graph.vector("emb.ln.w"), graph.vector("emb.ln.b")
    return graph.node("LayerNormalization", [placed, scale, shift], axis=-1, epsilon=weights.shape.epsilon)


def _layer(graph: _Graph, state: str, *, layer: int, mask: str) -> str:
    shape, name = graph.weights.shape, f"l{layer}"
    parts = [_product(graph, state, name=f"{name}.{part}", rows=shape.hidden) for part in "qkv"]
    biases = np.concatenate([graph.weights.vector(f"{name}.{part}.b") for part in "qkv"])
    attended = graph.node(
        "MultiHeadAttention",
        [*parts, graph.constant(f"{name}.qkv.b", biases), mask],
        domain=FUSED,
        num_heads=shape.heads,
    )
    mixed = _product(graph, attended, name=f"{name}.ao", rows=shape.hidden)
    state = _add_and_normalise(graph, state, mixed, name=f"{name}.ao", norm=f"{name}.aln")
    wide = _product(graph, state, name=f"{name}.fi", rows=shape.feed_forward)
    bent = graph.node("BiasGelu", [wide, graph.vector(f"{name}.fi.b")], domain=FUSED)
    narrow = _product(graph, bent, name=f"{name}.fo", rows=shape.hidden)
    return _add_and_normalise(graph, state, narrow, name=f"{name}.fo", norm=f"{name}.oln")


def _product(graph: _Graph, state: str, *, name: str, rows: int) -> str:
    """``state`` times the named matrix, in 8 bits: one scale per output column."""
    matrix = graph.weights.blocks(f"{name}.w", rows=rows).floats().T
    scales = np.maximum(np.abs(matrix).max(axis=0) / 127, np.finfo(np.float32).tiny).astype(np.float32)
    inputs = [
        state,
        graph.constant(f"{name}.w", np.rint(matrix / scales).astype(np.int8)),
        graph.constant(f"{name}.w.scales", scales),
        graph.constant(f"{name}.w.zeros", np.zeros(rows, np.int8)),
    ]
    return graph.node("DynamicQuantizeMatMul", inputs, domain=FUSED)


def _add_and_normalise(graph: _Graph, state: str, change: str, *, name: str, norm: str) -> str:
    parts = [state, change, *(graph.vector(part) for part in (f"{norm}.w", f"{norm}.b", f"{name}.b"))]
    epsilon = graph.weights.shape.epsilon
    return graph.node("SkipLayerNormalization", parts, domain=FUSED, epsilon=epsilon)


def _pool(graph: _Graph, state: str) -> None:
    kept = graph.node("Cast", [MASK], to=TensorProto.FLOAT)
    column = graph.node("Unsqueeze", [kept, graph.constant("axis.2", np.array([2], np.int64))])
    along = graph.constant("axis.1", np.array([1], np.int64))
    total = graph.node("ReduceSum", [graph.node("Mul", [state, column]), along], keepdims=0)
    count = graph.node("ReduceSum", [kept, along], keepdims=1)
    mean = graph.node("Div", [total, count])
    graph.nodes.append(helper.make_node("LpNormalization", [mean], [VECTOR], axis=1, p=2))

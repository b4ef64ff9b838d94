"""The network as an ONNX graph: twelve layers, the mean over the text, length one.

One graph in two forms. The exact one computes in float32 and also gives what goes into its matrices. The fast one
multiplies in 8 bits; what goes into a matrix is rounded by a fixed range that was measured beforehand, so a vector
does not depend on the texts that happen to be encoded beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from corrigenda.engine.encoder.weights import BLOCK, PackedWeights

FUSED = "com.microsoft"  # the domain of ONNX Runtime's own operators
IDS, MASK, VECTOR, ODDS = "input_ids", "attention_mask", "sentence_embedding", "odds"


@dataclass(frozen=True, slots=True)
class Range:
    """How the inputs of one matrix become 8-bit numbers: ``round(input * stretch / scale) + zero``."""

    scale: float
    zero: int
    stretch: NDArray[np.float32] | None  # one factor per column; the matrix's rows are divided by it


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they come; every method returns the name of what it made."""

    weights: PackedWeights
    ranges: Mapping[str, Range] | None  # None: float32
    levels: int  # the largest 8-bit weight
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    inputs_of: dict[str, str] = field(default_factory=dict)  # site -> what goes into its matrix

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self.weights.vector(name))

    def node(self, operator: str, inputs: Sequence[str], *, domain: str = "", **settings: Any) -> str:
        output = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], name=output, domain=domain, **settings))
        return output


def sites(weights: PackedWeights) -> list[str]:
    """The places where numbers are rounded before they are multiplied, four in each layer."""
    parts = ("state", "ao", "fi", "fo")  # codespell:ignore fo
    return [f"l{layer}.{part}" for layer in range(weights.shape.layers) for part in parts]


def matrix(weights: PackedWeights, name: str) -> NDArray[np.float32]:
    """The matrix ``name`` as the network multiplies by it, (inputs, outputs): what was taught and attention's scaling
    included."""
    rows = len(weights.vector(f"{name}.b"))
    plain = weights.blocks(f"{name}.w", rows=rows).floats()
    if weights.update is not None:
        plain = plain + weights.update(name)
    return plain.T * _share(weights, name)


def build_graph(
    weights: PackedWeights,
    *,
    ranges: Mapping[str, Range] | None = None,
    levels: int = 127,
    head: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
) -> onnx.ModelProto:
    """The whole network: piece ids and mask, both (texts, pieces), to vectors of length one (texts, hidden).

    With ``head``, weights (2 * hidden) and bias (1), to one number a text instead, (texts, 1): the judge. Without
    ``ranges`` the exact form, which has one more output for each of ``sites``, by that name; with them the fast one.
    ``levels`` is the largest 8-bit weight: 63 for processors whose 8-bit sums overflow.
    """
    graph = _Graph(weights, ranges, levels)
    hidden_scores = _mask(graph)
    state = _embed(graph)
    for layer in range(weights.shape.layers):
        state = _layer(graph, state, layer=layer, mask=hidden_scores)
    mean = _mean(graph, state)
    if head is None:
        graph.nodes.append(helper.make_node("LpNormalization", [mean], [VECTOR], axis=1, p=2))
        outputs = [helper.make_tensor_value_info(VECTOR, TensorProto.FLOAT, ["texts", weights.shape.hidden])]
    else:
        _odds(graph, state, mean, head=head)
        outputs = [helper.make_tensor_value_info(ODDS, TensorProto.FLOAT, ["texts", 1])]
    if ranges is None:
        for site, tensor in graph.inputs_of.items():
            graph.nodes.append(helper.make_node("Identity", [tensor], [site]))
            outputs.append(helper.make_tensor_value_info(site, TensorProto.FLOAT, None))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in (IDS, MASK)]
    body = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    domains = [helper.make_opsetid("", 21), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=domains, ir_version=10)


def _share(weights: PackedWeights, name: str) -> np.float32:
    """What attention divides its scores by, folded into the matrix that makes the questions."""
    shape = weights.shape
    return np.float32((shape.hidden // shape.heads) ** -0.5 if name.endswith(".q") else 1)


def _mask(graph: _Graph) -> str:
    """What is added to attention's scores: nothing for a piece, -10,000 for padding."""
    kept = graph.node("Cast", [MASK], to=TensorProto.FLOAT)
    absent = graph.node("Sub", [kept, graph.constant("one", np.array([1], np.float32))])
    penalty = graph.node("Mul", [absent, graph.constant("ten.thousand", np.array([10_000], np.float32))])
    return graph.node("Unsqueeze", [penalty, graph.constant("axes.1.2", np.array([1, 2], np.int64))])


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
    name = f"l{layer}"
    rounded = _rounded(graph, state, site=f"{name}.state")
    parts = [_product(graph, rounded, name=f"{name}.{part}", site=f"{name}.state") for part in "qkv"]
    attended = _attend(graph, parts, mask=mask, name=name)
    mixed = _rounded_product(graph, attended, name=f"{name}.ao")
    state = _add_and_normalise(graph, state, mixed, norm=f"{name}.aln")
    wide = graph.node("Gelu", [_rounded_product(graph, state, name=f"{name}.fi")])
    narrow = _rounded_product(graph, wide, name=f"{name}.fo")  # codespell:ignore fo
    return _add_and_normalise(graph, state, narrow, norm=f"{name}.oln")


def _attend(graph: _Graph, parts: Sequence[str], *, mask: str, name: str) -> str:
    # Written out: measured, the fused attention operator took 1.5 times as long on short texts.
    shape = graph.weights.shape
    heads = np.array([0, 0, shape.heads, shape.hidden // shape.heads], np.int64)
    split = graph.constant(f"{name}.heads", heads)
    q, k, v = (
        graph.node("Transpose", [graph.node("Reshape", [part, split])], perm=order)
        for part, order in zip(parts, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True)
    )
    scores = graph.node("Add", [graph.node("MatMul", [q, k]), mask])
    weighted = graph.node("MatMul", [graph.node("Softmax", [scores], axis=-1), v])
    joined = graph.constant(f"{name}.joined", np.array([0, 0, shape.hidden], np.int64))
    return graph.node("Reshape", [graph.node("Transpose", [weighted], perm=[0, 2, 1, 3]), joined])


def _rounded_product(graph: _Graph, state: str, *, name: str) -> str:
    return _product(graph, _rounded(graph, state, site=name), name=name, site=name)


def _rounded(graph: _Graph, state: str, *, site: str) -> str:
    graph.inputs_of[site] = state
    if graph.ranges is None:
        return state
    span = graph.ranges[site]
    if span.stretch is not None:
        state = graph.node("Mul", [state, graph.constant(f"{site}.stretch", span.stretch)])
    scale = graph.constant(f"{site}.scale", np.array(span.scale, np.float32))
    return graph.node("QuantizeLinear", [state, scale, graph.constant(f"{site}.zero", np.array(span.zero, np.uint8))])


def _product(graph: _Graph, state: str, *, name: str, site: str) -> str:
    """``state`` times the named matrix plus its bias; in 8 bits with one scale per output column."""
    weights = matrix(graph.weights, name)
    bias = graph.constant(f"{name}.b", graph.weights.vector(f"{name}.b") * _share(graph.weights, name))
    if graph.ranges is None:
        return graph.node("Add", [graph.node("MatMul", [state, graph.constant(f"{name}.w", weights)]), bias])
    stretch = graph.ranges[site].stretch
    if stretch is not None:
        weights = weights / stretch[:, None]
    scales = np.abs(weights).max(axis=0) / graph.levels
    inputs = [
        state,
        graph.constant(f"{name}.w", np.rint(weights / scales).astype(np.int8)),
        f"{site}.scale",
        graph.constant(f"{name}.w.scales", scales.astype(np.float32)),
        f"{site}.zero",
        graph.constant(f"{name}.w.zeros", np.zeros(len(scales), np.int8)),
        bias,
    ]
    return graph.node("MatMulIntegerToFloat", inputs, domain=FUSED)


def _add_and_normalise(graph: _Graph, state: str, change: str, *, norm: str) -> str:
    # Two plain operators: measured, the fused one took ten times as long.
    total = graph.node("Add", [state, change])
    scale, shift = graph.vector(f"{norm}.w"), graph.vector(f"{norm}.b")
    return graph.node("LayerNormalization", [total, scale, shift], axis=-1, epsilon=graph.weights.shape.epsilon)


def _mean(graph: _Graph, state: str) -> str:
    kept = graph.node("Cast", [MASK], to=TensorProto.FLOAT)
    column = graph.node("Unsqueeze", [kept, graph.constant("axis.2", np.array([2], np.int64))])
    along = graph.constant("axis.1", np.array([1], np.int64))
    total = graph.node("ReduceSum", [graph.node("Mul", [state, column]), along], keepdims=0)
    count = graph.node("ReduceSum", [kept, along], keepdims=1)
    return graph.node("Div", [total, count])


def _odds(graph: _Graph, state: str, mean: str, *, head: tuple[NDArray[np.float32], NDArray[np.float32]]) -> None:
    first = graph.node("Squeeze", [graph.node("Gather", [state, "first"], axis=1), "axis.1"])
    both = graph.node("Concat", [first, mean], axis=1)
    weights, bias = head
    inputs = [both, graph.constant("head.w", weights[:, None]), graph.constant("head.b", bias)]
    graph.nodes.append(helper.make_node("Gemm", inputs, [ODDS]))

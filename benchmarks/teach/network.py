"""The encoder's network in torch, its weights frozen, with a small trainable update beside every matrix.

The update of a matrix W (outputs, inputs) is B A with A (RANK, inputs), B (outputs, RANK): low-rank adaptation, Hu et
al., 2021. Only A and B are kept; the conversion adds them to W.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from corrigenda.engine.encoder.weights import PackedWeights, read_packaged

WORK = torch.bfloat16


class Matrix(nn.Module):
    """One frozen matrix with its bias, and its update."""

    def __init__(self, weights: PackedWeights, name: str, *, rank: int) -> None:
        super().__init__()
        bias = torch.from_numpy(weights.vector(f"{name}.b").copy())
        matrix = torch.from_numpy(weights.blocks(f"{name}.w", rows=len(bias)).floats())
        self.register_buffer("matrix", matrix.to(WORK), persistent=False)
        self.register_buffer("bias", bias.to(WORK), persistent=False)
        self.a = nn.Parameter(torch.randn(rank, matrix.shape[1]) / math.sqrt(matrix.shape[1]))
        self.b = nn.Parameter(torch.zeros(matrix.shape[0], rank))

    def forward(self, state: Tensor) -> Tensor:
        # Added to the matrix first: products with so thin a matrix run at a third of the speed.
        return F.linear(state, self.matrix + (self.b @ self.a).to(WORK), self.bias)


class Layer(nn.Module):
    """Attention and feed-forward, each added to what came in and normalised."""

    def __init__(self, weights: PackedWeights, number: int, *, rank: int) -> None:
        super().__init__()
        self.heads, self.epsilon = weights.shape.heads, weights.shape.epsilon
        for part in ("q", "k", "v", "ao", "fi", "fo"):  # codespell:ignore fo
            setattr(self, part, Matrix(weights, f"l{number}.{part}", rank=rank))
        for part in ("aln.w", "aln.b", "oln.w", "oln.b"):
            values = torch.from_numpy(weights.vector(f"l{number}.{part}").copy()).to(WORK)
            self.register_buffer(part.replace(".", "_"), values, persistent=False)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        texts, pieces, hidden = state.shape
        q, k, v = (part(state).view(texts, pieces, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        # Written out: torch's own fused attention takes three times as long backwards on processors.
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask
        mixed = scores.softmax(-1) @ v
        state = self._add(state, self.ao(mixed.transpose(1, 2).reshape(texts, pieces, hidden)), self.aln_w, self.aln_b)
        return self._add(state, self.fo(F.gelu(self.fi(state))), self.oln_w, self.oln_b)  # codespell:ignore fo

    def _add(self, state: Tensor, change: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
        return F.layer_norm(state + change, state.shape[-1:], scale, shift, self.epsilon)


class Network(nn.Module):
    """Piece ids to states, (texts, pieces, hidden), of the first ``layers`` layers."""

    def __init__(self, *, rank: int, layers: int = 12, weights: PackedWeights | None = None) -> None:
        super().__init__()
        weights = weights or read_packaged()
        shape = weights.shape
        words = torch.from_numpy(weights.blocks("emb.word", rows=shape.vocabulary).floats())
        places = torch.from_numpy(weights.vector("emb.pos").reshape(shape.positions, -1).copy())
        kind = torch.from_numpy(weights.vector("emb.type")[: shape.hidden].copy())
        self.epsilon = shape.epsilon
        self.register_buffer("words", words.to(WORK), persistent=False)
        self.register_buffer("places", (places + kind).to(WORK), persistent=False)
        for part in ("w", "b"):
            values = torch.from_numpy(weights.vector(f"emb.ln.{part}").copy()).to(WORK)
            self.register_buffer(f"norm_{part}", values, persistent=False)
        self.layers = nn.ModuleList([Layer(weights, number, rank=rank) for number in range(layers)])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        state = F.embedding(ids, self.words) + self.places[: ids.shape[1]]
        state = F.layer_norm(state, state.shape[-1:], self.norm_w, self.norm_b, self.epsilon)
        added = (1 - mask[:, None, None, :].to(WORK)) * -10_000
        for layer in self.layers:
            state = layer(state, added)
        return state

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors, (texts, hidden), float32."""
        state = self(ids, mask).float()
        kept = mask[:, :, None].float()
        return F.normalize((state * kept).sum(1) / kept.sum(1), dim=-1)

    def update(self) -> dict[str, NDArray[np.float16]]:
        """The update of every matrix as ``l0.q.a``, ``l0.q.b`` and so on."""
        found = {}
        for name, values in self.named_parameters():
            _, number, part, which = name.split(".")
            found[f"l{number}.{part}.{which}"] = values.detach().numpy().astype(np.float16)
        return found


def batch(texts: Sequence[list[int]], *, pad: int) -> tuple[Tensor, Tensor]:
    """Ids and mask, (texts, pieces) each."""
    ids = np.full((len(texts), max(map(len, texts))), pad, np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)

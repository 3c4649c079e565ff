# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The denoiser: a small transformer over the points of a drawing.

One token a point, in no order: what a point knows of its position comes from its features, what it
knows of the others from attention, biased per head by distance, stroke and object. The text enters
through adaptive layer norm (DiT, Peebles and Xie 2023), for each token the text of its own object,
so that each object moves by its own verb and still sees the others.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.language.text import GRAM_BUCKETS, WORD_BUCKETS
from engine.priors.trajectory.tokens import FEATURE_COUNT, PAIR_COUNT, Tokens

LOOP_UNKNOWN, LOOP_OPEN, LOOP_CLOSED = 0, 1, 2


@dataclass(frozen=True)
class ModelConfig:
    """Sizes of the denoiser."""

    width: int = 192
    layers: int = 6
    heads: int = 6
    mlp_ratio: int = 3
    coefficients: int = 10
    text_width: int = 64
    text_queries: int = 4

    def to_json(self) -> dict[str, int]:
        """Return the sizes by name."""
        return asdict(self)


@dataclass(frozen=True)
class Context:
    """What all denoising steps of one drawing share.

    Attributes:
        place: [B, N, width], the encoded positions.
        biases: [B, heads, N, N] for each block, added to the attention logits.
    """

    place: Tensor
    biases: tuple[Tensor, ...]


class TextEncoder(nn.Module):
    """Encodes word and 4-gram ids as one vector a text, by a few learnt queries over its words."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        size = config.text_width
        self.words = nn.Embedding(WORD_BUCKETS, size, padding_idx=0)
        self.grams = nn.Embedding(GRAM_BUCKETS, size, padding_idx=0)
        self.queries = nn.Parameter(torch.randn(config.text_queries, size) * 0.5)
        self.mix = nn.Sequential(
            nn.Linear(config.text_queries * size, config.width),
            nn.SiLU(),
            nn.Linear(config.width, config.width),
        )
        self.null = nn.Parameter(torch.zeros(config.width))
        for table in (self.words, self.grams):
            nn.init.normal_(table.weight, std=0.2)
            with torch.no_grad():
                table.weight[0].zero_()

    def forward(self, words: Tensor, grams: Tensor) -> Tensor:
        """Encode ids [..., W] and [..., W, G] as [..., width]; an empty text is the null vector."""
        gram_count = (grams > 0).sum(-1, keepdim=True)
        vectors = self.words(words) + self.grams(grams).sum(-2) / gram_count.clamp_min(1)
        present = gram_count[..., 0] > 0
        logits = vectors @ self.queries.T
        logits = logits.masked_fill(~present[..., None], -1e4)
        pooled = logits.softmax(-2).transpose(-1, -2) @ vectors
        mixed = self.mix(pooled.flatten(-2))
        return torch.where(present.any(-1, keepdim=True), mixed, self.null)


class Block(nn.Module):
    """Attention and MLP, modulated per object; `table` is this layer's part of the modulation."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.up = nn.Linear(width, config.mlp_ratio * width, bias=False)
        self.down = nn.Linear(config.mlp_ratio * width, width, bias=False)
        self.query_gain = nn.Parameter(torch.ones(config.heads, 1, 1))
        reach = torch.linspace(0.3, 6.0, config.heads)
        bias = torch.zeros(config.heads, PAIR_COUNT)
        bias[:, 0] = -reach
        bias[:, 2] = 0.5
        self.pair_bias = nn.Parameter(bias)
        self.table = nn.Parameter(torch.zeros(6 * width))

    def bias(self, tokens: Tokens) -> Tensor:
        """Return what is added to the logits, [B, heads, N, N]; it depends on the drawing alone."""
        bias = torch.einsum("hp,bpnm->bhnm", self.pair_bias, tokens.pairs)
        return bias + tokens.key_mask

    def forward(self, x: Tensor, modulation: Tensor, tokens: Tokens, bias: Tensor) -> Tensor:
        """Return [B, N, width] for x [B, N, width] and modulation [B, S, 6 width].

        bias [B, heads, N, N]: what the method `bias` returns.
        """
        mod = _to_points(modulation + self.table, tokens)
        shift_a, scale_a, gate_a, shift_m, scale_m, gate_m = mod.chunk(6, dim=2)
        width = (x.shape[2],)
        x = x + gate_a * self._attend(F.layer_norm(x, width) * (1 + scale_a) + shift_a, bias)
        hidden = F.layer_norm(x, width) * (1 + scale_m) + shift_m
        x = x + gate_m * self.down(F.gelu(self.up(hidden), approximate="tanh"))
        return x

    def _attend(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, count, width = x.shape
        parts = self.qkv(x).view(batch, count, 3, self.heads, width // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        q = F.rms_norm(q, q.shape[-1:]) * self.query_gain
        k = F.rms_norm(k, k.shape[-1:]) * (1.0 / math.sqrt(k.shape[-1]))
        if torch.is_grad_enabled():  # the fused kernel has no gradient for the bias
            mixed = (q @ k.transpose(2, 3) + bias).softmax(-1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, scale=1.0)
        joined: Tensor = self.out(mixed.transpose(1, 2).reshape(batch, count, width))
        return joined


class TrajectoryModel(nn.Module):
    """Denoises whitened trajectory coefficients; also predicts how far each object moves."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        width, channels = config.width, 2 * config.coefficients
        self.text = TextEncoder(config)
        self.place = nn.Sequential(
            nn.Linear(FEATURE_COUNT, width), nn.SiLU(), nn.Linear(width, width)
        )
        self.enter = nn.Linear(channels, width)
        self.level = nn.Sequential(nn.Linear(64, width), nn.SiLU(), nn.Linear(width, width))
        self.loop = nn.Embedding(3, width)
        self.modulate = nn.Linear(width, 6 * width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.final_table = nn.Linear(width, 2 * width)
        self.leave = nn.Linear(width, channels)
        self.amplitude = nn.Sequential(nn.Linear(2 * width, width), nn.SiLU(), nn.Linear(width, 1))
        self._initialise()

    def _initialise(self) -> None:
        nn.init.normal_(self.loop.weight, std=0.02)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.final_table.weight)
        nn.init.zeros_(self.leave.weight)
        with torch.no_grad():
            gates = self.modulate.bias.view(6, -1)
            gates.zero_()
            gates[2].fill_(0.5)
            gates[5].fill_(0.5)
            last = self.amplitude[2]
            assert isinstance(last, nn.Linear)
            last.weight.mul_(0.1)
            last.bias.fill_(-3.0)
            self.final_table.bias.zero_()
            self.leave.bias.zero_()

    def context(self, tokens: Tokens) -> Context:
        """Compute what every denoising step of the same drawing shares."""
        biases = tuple(block.bias(tokens) for block in self.blocks if isinstance(block, Block))
        return Context(self.place(tokens.features), biases)

    def forward(
        self,
        x: Tensor,
        level: Tensor,
        tokens: Tokens,
        text: Tensor,
        loop: Tensor,
        context: Context | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Return clean coefficients [B, N, 2 K] and log amplitude [B, S] (RMS over diagonal).

        x [B, N, 2 K]: noisy coefficients. level [B]: share of noise, 0..1. text [B, S, width]:
        from `self.text`. loop: long [B]. Tokens and context of one drawing serve a whole batch.
        """
        ambient = self.level(_waves_of_level(level)) + self.loop(loop)
        condition = F.silu(text + ambient[:, None])
        shared = self.context(tokens) if context is None else context
        hidden = self.enter(x) + shared.place
        modulation = self.modulate(condition)
        for block, bias in zip(self.blocks, shared.biases, strict=True):
            hidden = block(hidden, modulation, tokens, bias)
        hidden = F.layer_norm(hidden, (hidden.shape[2],))
        shift, scale = _to_points(self.final_table(condition), tokens).chunk(2, dim=2)
        clean = self.leave(hidden * (1 + scale) + shift) * tokens.movable[:, :, None]
        weight = tokens.membership / tokens.membership.sum(1, keepdim=True).clamp_min(1)
        pooled = weight.transpose(1, 2) @ hidden
        amplitude = self.amplitude(torch.cat([pooled, condition], dim=2))[:, :, 0]
        return clean, amplitude


def _to_points(values: Tensor, tokens: Tokens) -> Tensor:
    """Give each point the values of its slot: [B, S, C] to [B, N, C] ([B, 1, C] for one slot)."""
    return values if tokens.slot_count == 1 else tokens.membership @ values


def _waves_of_level(level: Tensor) -> Tensor:
    """Return sines and cosines [B, 64] of levels [B]."""
    rates = torch.exp(torch.linspace(0.0, math.log(200.0), 32, device=level.device))
    angles = level[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)

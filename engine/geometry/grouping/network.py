# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A transformer over the strokes of a drawing that says which of them belong together.

Attention between two strokes is biased by features of the pair (as in Graphormer, Ying et al.
2021). Half-way the network compares all pairs a first time, and the result biases the attention of
the second half: strokes that seem to be of one object attend to each other.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, BEFORE, AFTER = 112, 4, 3, 2
EDGE = 28
FIRST, LAST = 24, 32  # channels in which two strokes are compared, half-way and at the end
SPREAD = 4.0  # standard deviations at which features are clipped


class AffinityNetwork(nn.Module):
    """Log odds of all pairs of S strokes from their tokens and the features of pairs."""

    def __init__(self, token: int, pair: int) -> None:
        super().__init__()
        for name, size in (("token", token), ("pair", pair)):
            self.register_buffer(f"{name}_mean", torch.zeros(size))
            self.register_buffer(f"{name}_scale", torch.ones(size))
        self.stroke = nn.Sequential(nn.Linear(token, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.edge = nn.Sequential(nn.Linear(pair, 72), nn.GELU(), nn.Linear(72, EDGE), nn.GELU())
        self.before = nn.ModuleList(_Layer() for _ in range(BEFORE))
        self.before_bias = nn.Linear(EDGE, BEFORE * HEADS)
        self.half_way = _Compared(FIRST)
        self.joined = nn.Sequential(nn.Linear(EDGE + 2 * FIRST, EDGE), nn.GELU())
        self.first_opinion = nn.Linear(EDGE, 1)
        self.after = nn.ModuleList(_Layer() for _ in range(AFTER))
        self.after_bias = nn.Linear(EDGE, AFTER * HEADS)
        self.end = _Compared(LAST)
        self.opinion = nn.Sequential(nn.Linear(EDGE + 2 * LAST, 64), nn.GELU(), nn.Linear(64, 1))

    def forward(self, tokens: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Return the log odds of all pairs at the end and half-way, [K] each.

        tokens: [S, token]. pairs: [K, pair], in the order of torch.triu_indices(S, S, 1).
        """
        count = len(tokens)
        first, second = torch.triu_indices(count, count, 1, device=tokens.device)
        state = self.stroke(self._standard(tokens, "token"))
        edge = self.edge(self._standard(pairs, "pair"))
        state = _passed(self.before, state, _biases(self.before_bias(edge), first, second, count))
        compared = self.half_way(state, first, second)
        edge = edge + self.joined(torch.cat([edge, compared], dim=1))
        state = _passed(self.after, state, _biases(self.after_bias(edge), first, second, count))
        compared = self.end(state, first, second)
        opinion = self.opinion(torch.cat([edge, compared], dim=1))
        return opinion[:, 0], self.first_opinion(edge)[:, 0]

    def _standard(self, values: Tensor, name: str) -> Tensor:
        mean, scale = self.get_buffer(f"{name}_mean"), self.get_buffer(f"{name}_scale")
        return ((values - mean) / scale).clamp(-SPREAD, SPREAD)


class _Layer(nn.Module):
    """A transformer layer: attention and a feed-forward part, each after a normalisation."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.second_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.asked, self.answer = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.forth = nn.Sequential(
            nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH)
        )

    def forward(self, state: Tensor, bias: Tensor) -> Tensor:
        """Return the next state [S, WIDTH], given a bias [HEADS, S, S] of the scores."""
        count = len(state)
        projected = self.asked(self.norm(state)).view(count, 3, HEADS, WIDTH // HEADS)
        query, key, value = projected.permute(1, 2, 0, 3)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        state = state + self.answer(seen.transpose(0, 1).reshape(count, WIDTH))
        out: Tensor = state + self.forth(self.second_norm(state))
        return out


class _Compared(nn.Module):
    """Compares strokes in pairs: |a_i - a_j| and b_i * b_j, [K, 2 size]."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.apart, self.alike = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)

    def forward(self, state: Tensor, first: Tensor, second: Tensor) -> Tensor:
        state = self.norm(state)
        apart, alike = self.apart(state), self.alike(state)
        return torch.cat([(apart[first] - apart[second]).abs(), alike[first] * alike[second]], 1)


def _passed(layers: nn.ModuleList, state: Tensor, biases: Tensor) -> Tensor:
    for layer, bias in zip(layers, torch.split(biases, HEADS), strict=True):
        state = layer(state, bias)
    return state


def _biases(values: Tensor, first: Tensor, second: Tensor, count: int) -> Tensor:
    """Arrange values of pairs [K, C] as symmetric matrices [C, S, S]."""
    out = values.new_zeros(count, count, values.shape[1]).index_put((first, second), values)
    return (out + out.transpose(0, 1)).permute(2, 0, 1)

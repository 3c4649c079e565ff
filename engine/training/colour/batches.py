# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of lines, hints, nouns and colours, each picture moved, turned and mirrored by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.colour.network.generator import compressed
from engine.training.colour.hints import simulated_hints
from engine.training.colour.icons import KINDS
from engine.training.colour.pairs import ColourPairs

TURN = 0.2  # radians
SCALES = (0.75, 1.05)
SHIFT = 0.1  # of half the picture
AROUND = 0.25  # weight of pixels around what is drawn
ON_LINES = 0.3  # weight of pixels that a line covers, as nobody sees their colour


@dataclass(frozen=True, eq=False)
class ColourBatch:
    """Pictures to learn from.

    Attributes:
        lines: [B, 1, s, s], 0..1.
        hints: [B, 4, s / 4, s / 4].
        nouns: [B, 96].
        colors: [B, 3, s, s], sRGB, -1..1.
        weights: [B, 1, s, s], how much a pixel counts.
    """

    lines: Tensor
    hints: Tensor
    nouns: Tensor
    colors: Tensor
    weights: Tensor


class BatchMaker:
    """Makes batches of pairs."""

    def __init__(self, pairs: ColourPairs) -> None:
        self.pairs, self.side = pairs, pairs.side
        self.nouns = torch.from_numpy(pairs.nouns())

    def random(self, rng: np.random.Generator, count: int) -> ColourBatch:
        """Return pictures by chance."""
        chosen = rng.integers(0, len(self.pairs), count)
        kinds = rng.integers(0, KINDS, count)
        lines, colors = self._pictures(chosen, kinds)
        moved = _moved(torch.cat([colors, lines], 1), rng)
        return self._batch(moved[:, 4:], moved[:, :4], self.nouns[chosen], rng)

    def still(self, chosen: NDArray[np.int64], kind: int, rng: np.random.Generator | None
    ) -> ColourBatch:  # fmt: skip
        """Return chosen pictures as they are; without hints when there is no `rng`."""
        lines, colors = self._pictures(chosen, np.full(len(chosen), kind))
        return self._batch(lines, colors, self.nouns[chosen], rng)

    def _pictures(
        self, chosen: NDArray[np.int64], kinds: NDArray[np.int64]
    ) -> tuple[Tensor, Tensor]:
        pairs = zip(chosen.tolist(), kinds.tolist(), strict=True)
        ink = np.stack([self.pairs.ink(icon, kind) for icon, kind in pairs]).astype(np.float32)
        lines = functional.avg_pool2d(torch.from_numpy(ink)[:, None], 2)
        colors = torch.from_numpy(self.pairs.colors[chosen]).permute(0, 3, 1, 2).float()
        return lines, colors

    def _batch(
        self, lines: Tensor, colors: Tensor, nouns: Tensor, rng: np.random.Generator | None
    ) -> ColourBatch:
        hints = torch.zeros(len(lines), 4, self.side, self.side)
        if rng is not None:
            bytes_ = colors.permute(0, 2, 3, 1).clamp(0, 255).to(torch.uint8).numpy()
            hints = torch.from_numpy(np.stack([simulated_hints(one, rng) for one in bytes_]))
        weights = AROUND + (1.0 - AROUND) * colors[:, 3:] / 255.0
        weights = weights * (1.0 - (1.0 - ON_LINES) * lines)
        return ColourBatch(lines, compressed(hints), nouns, colors[:, :3] / 127.5 - 1.0, weights)


def _moved(pictures: Tensor, rng: np.random.Generator) -> Tensor:
    """Move, turn, scale and mirror pictures [B, 5, s, s]; what comes in from outside is white."""
    count = len(pictures)
    turn = rng.uniform(-TURN, TURN, count)
    scale = 1.0 / rng.uniform(*SCALES, count)
    mirror = rng.choice([-1.0, 1.0], count)
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, 0, 0], theta[:, 0, 1] = np.cos(turn) * scale * mirror, -np.sin(turn) * scale
    theta[:, 1, 0], theta[:, 1, 1] = np.sin(turn) * scale * mirror, np.cos(turn) * scale
    theta[:, :, 2] = rng.uniform(-SHIFT, SHIFT, (count, 2))
    ground = torch.tensor([255.0, 255.0, 255.0, 0.0, 0.0])[:, None, None]
    grid = functional.affine_grid(
        torch.from_numpy(theta), list(pictures.shape), align_corners=False
    )
    return functional.grid_sample(pictures - ground, grid, align_corners=False) + ground

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator of pix2pix (Isola et al. 2017), from the paper: the yardstick of the comparison.

It has no place for a noun, and hints join at the start, as further channels of its input.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.colour.network.generator import HINT_CHANNELS, LEAK, initialise

FIRST, MOST = 64, 512  # channels of the first convolution, and of the innermost ones
DROPPED_OUT = 3  # inner deconvolutions with dropout


class Pix2PixGenerator(nn.Module):
    """A U-Net that halves the picture until one pixel is left."""

    def __init__(self, side: int, first: int = FIRST) -> None:
        super().__init__()
        levels = round(math.log2(side))
        widths = [min(first * 2**level, MOST * first // FIRST) for level in range(levels)]
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        channels = 1 + HINT_CHANNELS
        for level, width in enumerate(widths):
            plain = level in (0, levels - 1)
            self.down.append(
                nn.Sequential(
                    nn.Identity() if level == 0 else nn.LeakyReLU(LEAK),
                    nn.Conv2d(channels, width, 4, 2, 1, bias=plain),
                    nn.Identity() if plain else nn.BatchNorm2d(width),
                )
            )
            channels = width
        for number, level in enumerate(range(levels - 1, 0, -1)):
            width = widths[level - 1]
            dropped = 1 <= number <= DROPPED_OUT
            self.up.append(
                nn.Sequential(
                    nn.ReLU(),
                    nn.ConvTranspose2d(channels, width, 4, 2, 1, bias=False),
                    nn.BatchNorm2d(width),
                    nn.Dropout(0.5) if dropped else nn.Identity(),
                )
            )
            channels = 2 * width
        self.last = nn.Sequential(nn.ReLU(), nn.ConvTranspose2d(channels, 3, 4, 2, 1))
        self.apply(initialise)

    def forward(self, lines: Tensor, hints: Tensor, noun: Tensor) -> Tensor:
        """Return pictures [B, 3, h, w], -1..1. Inputs as `ColourGenerator`'s; noun is ignored."""
        spread = functional.interpolate(hints, size=lines.shape[-2:])
        x = torch.cat([2.0 * lines - 1.0, spread], 1)
        kept: list[Tensor] = []
        for layer in self.down:
            x = layer(x)
            kept.append(x)
        for number, layer in enumerate(self.up):
            x = torch.cat([layer(x), kept[-2 - number]], 1)
        return torch.tanh(self.last(x))

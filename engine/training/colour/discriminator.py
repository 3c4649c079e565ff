# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The critic: whether patches of a picture look like real ones for its lines, hints and noun."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.colour.network.generator import HINT_CHANNELS, JOINED, LEAK, initialise

WIDTHS = (16, 32, 64)


class PatchDiscriminator(nn.Module):
    """Strided convolutions; hints join in the middle, the noun by an inner product at the end."""

    def __init__(self, noun: int, widths: tuple[int, ...] = WIDTHS) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        channels = 4
        for level, width in enumerate(widths):
            channels += HINT_CHANNELS if level == JOINED else 0
            convolution = nn.Conv2d(channels, width, 4, 2, 1, bias=level == 0)
            norm = nn.BatchNorm2d(width) if level else nn.Identity()
            self.layers.append(nn.Sequential(convolution, norm, nn.LeakyReLU(LEAK)))
            channels = width
        self.last = nn.Conv2d(channels, 1, 3, padding=1)
        self.noun = nn.Linear(noun, channels, bias=False)
        self.apply(initialise)

    def forward(self, colors: Tensor, lines: Tensor, hints: Tensor, noun: Tensor) -> Tensor:
        """Return log odds [B, 1, h / 8, w / 8] that patches are real. Inputs as the generator's."""
        x = torch.cat([colors, 2.0 * lines - 1.0], 1)
        for level, layer in enumerate(self.layers):
            x = layer(torch.cat([x, hints], 1) if level == JOINED else x)
        inner = (x * self.noun(noun)[..., None, None]).mean(1, keepdim=True)
        odds: Tensor = self.last(x) + inner
        return odds

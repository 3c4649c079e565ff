# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks that look at pictures: the residual discriminator and the encoder of styles."""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from torch import Tensor, nn

from engine.poses.generator import PoseNetworkSettings
from engine.poses.layers import Conv, Dense, activated

_LEAK, _CONTRAST = 0.2, 2.0
_GROUP = 4  # pictures whose deviation is told to the discriminator


class _Block(nn.Module):
    """Two convolutions that halve the picture, beside a straight way."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = Conv(inputs, inputs, 3)
        self.second = Conv(inputs, outputs, 3, down=True)
        self.straight = Conv(inputs, outputs, 1, down=True, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map [B, inputs, H, W] to [B, outputs, H / 2, W / 2]."""
        there = activated(self.second(activated(self.first(x))))
        both: Tensor = (there + self.straight(x)) * math.sqrt(0.5)
        return both


class Discriminator(nn.Module):
    """StyleGAN2's residual discriminator with the deviation over a part of the batch."""

    def __init__(self, settings: PoseNetworkSettings) -> None:
        super().__init__()
        width, self.fold = settings.width, settings.fold
        self.enter = Conv(settings.folded, width(settings.sides[-1]), 1)
        self.blocks = nn.ModuleList(
            _Block(width(side), width(side // 2)) for side in reversed(settings.sides[1:])
        )
        last = width(4)
        self.look = Conv(last + 1, last, 3)
        self.sum = Dense(last * 16, last)
        self.leave = Dense(last, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return how real pictures [B, channels, side, side] look: logits [B]."""
        x = activated(self.enter(nn.functional.pixel_unshuffle(pictures, self.fold)))
        for block in self.blocks:
            x = block(x)
        x = activated(self.look(torch.cat([x, deviation(x)], 1)))
        logits: Tensor = self.leave(activated(self.sum(x.flatten(1))))[:, 0]
        return logits


def deviation(x: Tensor) -> Tensor:
    """Return one channel [B, 1, H, W]: how much the pictures of a group differ on average.

    Pictures of a group follow one another.
    """
    count = len(x)
    group = math.gcd(count, _GROUP)
    parts = x.reshape(count // group, group, *x.shape[1:])
    spread = (parts.var(1, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3))
    return spread.repeat_interleave(group)[:, None, None, None].expand(-1, 1, *x.shape[2:])


class Encoder(nn.Module):
    """Finds the style of a picture: one vector for all layers."""

    def __init__(self, settings: PoseNetworkSettings) -> None:
        super().__init__()
        sides = [settings.resolution // 2]  # of what each step gives
        while sides[-1] > 4:
            sides.append(sides[-1] // 2)
        wide = [2 * settings.width(side) // settings.fold for side in sides]
        widths = [settings.channels, *(min(settings.widest, width) for width in wide)]
        self.steps = nn.ModuleList(
            nn.Conv2d(a, b, 4, stride=2, padding=1) for a, b in pairwise(widths)
        )
        self.hidden = nn.Linear(16 * widths[-1], 256)
        self.leave = nn.Linear(256, settings.w)
        for layer in (*self.steps, self.hidden, self.leave):
            assert isinstance(layer, nn.Conv2d | nn.Linear) and layer.bias is not None
            nn.init.kaiming_normal_(layer.weight, _LEAK)
            nn.init.zeros_(layer.bias)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return styles [B, w] of pictures [B, channels, side, side]."""
        x = _CONTRAST * (pictures + 1)  # paper is nothing: only what is drawn tells styles apart
        for step in self.steps:
            x = nn.functional.leaky_relu(step(x), _LEAK)
        out: Tensor = self.leave(nn.functional.leaky_relu(self.hidden(x.flatten(1)), _LEAK))
        return out

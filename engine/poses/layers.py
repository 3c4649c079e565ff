# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers of style-based networks, written from the papers (Karras et al. 2018, 2019, 2020).

Weights are drawn from N(0, 1) and scaled when they are used (equalised learning rate), so that all
of them learn at the same pace. Pictures are [B, C, H, W].
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

_SLOPE = 0.2
_SOFTEN = (1.0, 3.0, 3.0, 1.0)  #: the papers' low-pass filter


def activated(x: Tensor) -> Tensor:
    """Apply the leaky rectifier, and scale so that the variance stays."""
    return F.leaky_relu(x, _SLOPE) * math.sqrt(2.0)


def softened(x: Tensor, padding: int, gain: float = 1.0) -> Tensor:
    """Low-pass filter every channel; `padding` zeros are added on each side first."""
    taps = x.new_tensor(_SOFTEN)
    kernel = torch.outer(taps, taps) * (gain / float(taps.sum()) ** 2)
    weight = kernel[None, None].expand(x.shape[1], 1, -1, -1)
    return F.conv2d(x, weight, padding=padding, groups=x.shape[1])


def doubled(x: Tensor) -> Tensor:
    """Return pictures of twice the size; the filter is the same low-pass."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


class Dense(nn.Module):
    """A fully connected layer; `pace` is its learning rate against the others'."""

    def __init__(self, inputs: int, outputs: int, bias: float = 0.0, pace: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / pace)
        self.bias = nn.Parameter(torch.full((outputs,), bias / pace))
        self.scale, self.pace = pace / math.sqrt(inputs), pace

    def forward(self, x: Tensor) -> Tensor:
        """Map [B, inputs] to [B, outputs]."""
        return F.linear(x, self.weight * self.scale, self.bias * self.pace)


class Conv(nn.Module):
    """A convolution; `down` halves the picture after the low-pass filter."""

    def __init__(
        self, inputs: int, outputs: int, size: int, *, down: bool = False, bias: bool = True
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, size, size))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.scale = 1.0 / math.sqrt(inputs * size * size)
        self.size, self.down = size, down

    def forward(self, x: Tensor) -> Tensor:
        """Map [B, inputs, H, W] to [B, outputs, H, W] or to half the size."""
        weight = self.weight * self.scale
        if self.down:
            return F.conv2d(softened(x, (self.size + 1) // 2), weight, self.bias, stride=2)
        return F.conv2d(x, weight, self.bias, padding=self.size // 2)


class ModulatedConv(nn.Module):
    """A convolution whose inputs are scaled by a style, and whose outputs have variance 1 again.

    Scaling the inputs, and the outputs by what the scaled weights would have needed, equals scaling
    the weights of each picture, and one convolution serves the whole batch.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        size: int,
        style: int,
        *,
        up: bool = False,
        demodulate: bool = True,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, size, size))
        self.affine = Dense(style, inputs, bias=1.0)
        self.scale = 1.0 / math.sqrt(inputs * size * size)
        self.size, self.up, self.demodulate = size, up, demodulate

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        """Map [B, inputs, H, W] with styles w [B, style] to [B, outputs, H, W] or twice that."""
        weight, scales = self.weight * self.scale, self.affine(w)
        x = x * scales[:, :, None, None]
        if self.up:
            x = F.conv_transpose2d(x, weight.transpose(0, 1), stride=2)
            x = softened(x, 1, gain=4.0)
        else:
            x = F.conv2d(x, weight, padding=self.size // 2)
        if self.demodulate:
            power = (scales * scales) @ (weight * weight).sum((2, 3)).T
            x = x * torch.rsqrt(power + 1e-8)[:, :, None, None]
        return x

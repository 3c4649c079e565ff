# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How alike pictures are: PSNR, SSIM, and a distance of features like LPIPS."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (16, 32, 64)
WINDOW, SPREAD = 11, 1.5  # of SSIM's Gaussian window, pixels
C1, C2 = 0.01**2, 0.03**2
FEATURES_SEED = 20180111


def psnr(one: Tensor, other: Tensor) -> float:
    """Return the mean peak signal-to-noise ratio of pictures [B, 3, h, w], 0..1, in decibels."""
    error = ((one - other) ** 2).mean((1, 2, 3)).clamp_min(1e-10)
    return float((-10.0 * error.log10()).mean())


def ssim(one: Tensor, other: Tensor) -> float:
    """Return the mean structural similarity of pictures [B, 3, h, w], 0..1 (Wang et al. 2004)."""
    place = torch.arange(WINDOW) - WINDOW // 2
    bell = torch.exp(-(place**2) / (2.0 * SPREAD**2))
    bell = bell / bell.sum()
    kernel = (bell[:, None] * bell).expand(3, 1, WINDOW, WINDOW)

    def mean(picture: Tensor) -> Tensor:
        return functional.conv2d(picture, kernel, groups=3)

    a, b = mean(one), mean(other)
    var_a, var_b = mean(one**2) - a**2, mean(other**2) - b**2
    both = mean(one * other) - a * b
    alike = (2 * a * b + C1) * (2 * both + C2) / ((a**2 + b**2 + C1) * (var_a + var_b + C2))
    return float(alike.mean())


class RandomFeatureDistance:
    """LPIPS with features that were never trained (Zhang et al. 2018, their "random" networks).

    Features of three strided convolutions are made unit vectors at each place; the distance is the
    mean squared difference, summed over the layers. It needs no weights of others.
    """

    def __init__(self) -> None:
        generator = torch.Generator().manual_seed(FEATURES_SEED)
        self.layers: list[nn.Conv2d] = []
        channels = 3
        for width in WIDTHS:
            layer = nn.Conv2d(channels, width, 3, 2, 1).requires_grad_(False)
            layer.weight.copy_(torch.randn(layer.weight.shape, generator=generator))
            layer.weight.div_(layer.weight.flatten(1).norm(dim=1)[:, None, None, None])
            layer.bias.zero_()  # type: ignore[union-attr]
            self.layers.append(layer)
            channels = width

    def __call__(self, one: Tensor, other: Tensor) -> float:
        """Return the mean distance of pictures [B, 3, h, w], 0..1."""
        total, a, b = 0.0, 2.0 * one - 1.0, 2.0 * other - 1.0
        for layer in self.layers:
            a, b = functional.relu(layer(a)), functional.relu(layer(b))
            apart = functional.normalize(a, dim=1) - functional.normalize(b, dim=1)
            total += float((apart**2).sum(1).mean())
        return total

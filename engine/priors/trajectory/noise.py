# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Gaussian noise that is correlated between neighbouring points of one object.

A motion is smooth over the drawing. Noise that is smooth as well leaves the denoiser less to
correct: it starts from a coherent wobble instead of torn lines. The field is a sum of random waves
(random Fourier features, Rahimi and Recht 2007) of a few length scales; every value has variance 1.
The waves of each object have their own phases, so that objects don't share noise.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

LENGTHS = (80.0, 28.0, 9.0)
"""Correlation lengths in working units."""
SHARES = (0.45, 0.30, 0.20)
"""Their shares of the variance; the remainder is independent from point to point."""
_WAVES = 24


def correlated_noise(
    points: Tensor, slots: Tensor, channels: int, generator: torch.Generator
) -> Tensor:
    """Draw noise [B, N, channels] for points [B, N, 2], working units.

    slots: long [B, N], the object of each point. The noise is drawn on the CPU, so that a seed
    gives the same noise on every device.
    """
    rest = points.detach().to("cpu", torch.float32)
    objects = slots.to("cpu")
    batch, count = objects.shape
    slot_count = int(objects.max()) + 1
    waves = _WAVES * len(LENGTHS)
    scale = torch.tensor(LENGTHS).repeat_interleave(_WAVES)
    share = torch.tensor(SHARES).repeat_interleave(_WAVES) / _WAVES
    frequency = torch.randn(batch, 2, waves, generator=generator) / scale
    phase = torch.rand(batch, slot_count, waves, generator=generator) * (2 * math.pi)
    angle = rest @ frequency
    if slot_count == 1:
        angle = angle + phase
    else:
        angle = angle + phase.gather(1, objects[:, :, None].expand(-1, -1, waves))
    field = torch.cat([angle.cos(), angle.sin()], dim=2) * share.sqrt().repeat(2)
    weight = torch.randn(batch, 2 * waves, channels, generator=generator)
    white = torch.randn(batch, count, channels, generator=generator)
    return (field @ weight + white * math.sqrt(1.0 - sum(SHARES))).to(points.device)

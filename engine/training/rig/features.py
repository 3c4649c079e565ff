# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rig network is given of points and of pairs of points, for batches in torch."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.rig.tokens import FAR


def waves(values: Tensor, count: int) -> Tensor:
    """Values [..., C] with sines and cosines of `count` octaves."""
    angles = (values[..., None] * (math.pi / 2) * 2.0 ** torch.arange(count)).flatten(-2)
    return torch.cat([values, angles.sin(), angles.cos()], -1)


def features(
    points: Tensor, strokes: Tensor, valid: Tensor, drawn: Tensor
) -> tuple[Tensor, Tensor]:
    """Features [B, N, FEATURES] of points [B, N, 2], and of pairs of them [B, PAIRS, N, N].

    strokes: long [B, N]; valid: bool [B, N]; drawn: bool [B, N], what isn't a joint placed by hand.
    """
    mask = valid[..., None]
    ink = (valid & drawn)[..., None]
    high = points.masked_fill(~ink, -FAR).amax(1, keepdim=True)
    low = points.masked_fill(~ink, FAR).amin(1, keepdim=True)
    half, middle = ((high - low) / 2).clamp_min(0.02), (high + low) / 2
    joined = (strokes[:, 1:] == strokes[:, :-1]) & valid[:, 1:] & valid[:, :-1]
    step = (points[:, 1:] - points[:, :-1]) * joined[..., None]
    before, after = F.pad(step, (0, 0, 1, 0)), F.pad(step, (0, 0, 0, 1))
    chord = before + after
    x, y = chord.unbind(2)
    square = x * x + y * y
    tangent = torch.stack([x * x - y * y, 2 * x * y], 2) / square.clamp_min(1e-8)[..., None]
    sizes = (before.norm(dim=2) * after.norm(dim=2)).clamp_min(1e-6)
    cross = (before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]).abs() / sizes
    dot = (before * after).sum(2) / sizes
    end = 1 - F.pad(joined, (0, 1)).float() * F.pad(joined, (1, 0)).float()
    same = (strokes[:, :, None] == strokes[:, None]) & valid[:, :, None] & valid[:, None]
    apart = 2 * torch.cdist(points, points)
    mates = same.float().sum(2, keepdim=True)
    mean = (same.float() @ points) / mates.clamp_min(1)
    share = mates / valid.float().sum(1)[:, None, None]
    dense = (torch.exp(-((apart / 0.12) ** 2)) * valid[:, None]).sum(2, keepdim=True) / 10
    relative = (points - middle) / half
    found = torch.cat(
        [
            waves(points * 2, 4),
            relative.clamp(-2, 2),
            waves(relative, 2),
            tangent,
            square.sqrt()[..., None] * 5,
            cross[..., None],
            dot[..., None],
            end[..., None],
            points - mean,
            share,
            dense,
            half.log().expand(-1, points.shape[1], -1),
        ],
        2,
    )
    number = torch.arange(points.shape[1])
    next_to = same & ((number[:, None] - number[None]).abs() == 1)
    near, nearer = torch.exp(-((3 * apart) ** 2)), torch.exp(-((9.6 * apart) ** 2))
    pairs = torch.stack([apart, nearer, near, same.float(), next_to.float()], 1)
    return found * mask, pairs

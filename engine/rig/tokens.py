# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as the rig network sees it: points spread evenly along its strokes, and features.

Places are in the drawing's own box: centred, the long side 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

Floats = NDArray[np.float64]
POINTS = 96  # at most, of one drawing
HINTS = 8  # joints placed by hand that the network is told of, at most
WISHED = 76  # about so many
SHORTEST = 0.01  # between points, in long sides
FAR = 9.0
FEATURES = 42
PAIRS = 5


@dataclass(frozen=True)
class Sampled:
    """Points spread evenly along strokes.

    Attributes:
        points: float64 [N, 2].
        strokes: int64 [N].
        source: float64 [N], fractional number of the original point each one lies at.
    """

    points: Floats
    strokes: NDArray[np.int64]
    source: Floats


def spread(
    points: Floats,
    strokes: NDArray[np.int64],
    rng: np.random.Generator | None = None,
    wished: int = WISHED,
) -> Sampled:
    """Spread about `wished` points evenly along strokes given by points [P, 2] and strokes [P]."""
    joined = strokes[1:] == strokes[:-1]
    pieces = np.linalg.norm(np.diff(points, axis=0), axis=1) * joined
    step = max(float(pieces.sum()) / wished, SHORTEST)
    source = []
    for stroke in np.split(np.arange(len(points)), np.flatnonzero(~joined) + 1):
        if len(stroke) == 1:
            source.append(stroke.astype(np.float64))
            continue
        arc = np.concatenate([[0.0], np.cumsum(pieces[stroke[:-1]])])
        count = max(2, round(arc[-1] / step) + 1)
        source.append(np.interp(np.linspace(0.0, arc[-1], count), arc, stroke.astype(np.float64)))
    at = np.concatenate(source)
    if len(at) > POINTS:
        rng = rng or np.random.default_rng(0)
        at = at[np.sort(rng.choice(len(at), POINTS, replace=False))]
    low = np.minimum(at.astype(int), len(points) - 1)
    high = np.minimum(low + 1, len(points) - 1)
    share = (at - low)[:, None]
    return Sampled(points[low] * (1 - share) + points[high] * share, strokes[low], at)


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

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rig network is given of points and of pairs of points, in numpy.

`engine.training.rig.features` is the same for batches in torch; a test holds the two together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.tokens import FAR, PAIRS

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def features(points: Singles, strokes: Ints, drawn: Bools) -> tuple[Singles, Singles]:
    """Return features [B, N, FEATURES] of points [B, N, 2], and of pairs of them [B, PAIRS, N, N].

    strokes: [B, N]; drawn: [B, N], what isn't a joint placed by hand.
    """
    ink = drawn[..., None]
    high = np.where(ink, points, -FAR).max(axis=1, keepdims=True)
    low = np.where(ink, points, FAR).min(axis=1, keepdims=True)
    half, middle = np.maximum((high - low) / 2, 0.02), (high + low) / 2
    joined = strokes[:, 1:] == strokes[:, :-1]
    step = np.diff(points, axis=1) * joined[..., None]
    before, after = np.zeros_like(points), np.zeros_like(points)
    before[:, 1:] = after[:, :-1] = step
    x, y = np.moveaxis(before + after, 2, 0)
    square = x * x + y * y
    tangent = np.stack([x * x - y * y, 2 * x * y], axis=2) / np.maximum(square, 1e-8)[..., None]
    sizes = np.linalg.norm(before, axis=2) * np.linalg.norm(after, axis=2)
    sizes = np.maximum(sizes, 1e-6)
    cross = np.abs(before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]) / sizes
    dot = (before * after).sum(axis=2) / sizes
    end = np.ones_like(square)
    end[:, 1:-1] -= joined[:, :-1] & joined[:, 1:]
    same = strokes[:, :, None] == strokes[:, None]
    apart = 2 * np.linalg.norm(points[:, :, None] - points[:, None], axis=3)
    mates = same.sum(axis=2, keepdims=True, dtype=np.float32)
    mean = same.astype(np.float32) @ points / mates
    dense = np.exp(-((apart / 0.12) ** 2)).sum(axis=2, keepdims=True) / 10
    relative = (points - middle) / half
    found = (
        waves(points * 2, 4),
        np.clip(relative, -2, 2),
        waves(relative, 2),
        tangent,
        np.sqrt(square)[..., None] * 5,
        cross[..., None],
        dot[..., None],
        end[..., None],
        points - mean,
        mates / points.shape[1],
        dense,
        np.broadcast_to(np.log(half), points.shape),
    )
    number = np.arange(points.shape[1])
    pairs = np.empty((len(points), PAIRS, *apart.shape[1:]), np.float32)
    pairs[:, 0], pairs[:, 3] = apart, same
    pairs[:, 1], pairs[:, 2] = np.exp(-((9.6 * apart) ** 2)), np.exp(-((3 * apart) ** 2))
    pairs[:, 4] = same & (np.abs(number[:, None] - number) == 1)
    return np.concatenate(found, axis=2, dtype=np.float32), pairs


def waves(values: Singles, count: int) -> Singles:
    """Return values [..., C] with sines and cosines of `count` octaves."""
    octaves = (np.pi / 2) * 2.0 ** np.arange(count, dtype=np.float32)
    angles = (values[..., None] * octaves).reshape(*values.shape[:-1], -1)
    return np.concatenate([values, np.sin(angles), np.cos(angles)], axis=-1)

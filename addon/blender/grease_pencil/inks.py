# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stroke and fill colours as Blender shows them, in sRGB. Nothing here needs Blender."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Colors = NDArray[np.float32]


@dataclass(frozen=True)
class Inks:
    """What the materials of an object give their strokes: linear RGBA, alpha 0 where not shown."""

    names: tuple[str, ...]
    strokes: Colors  # [M, 4]
    fills: Colors  # [M, 4]


@dataclass(frozen=True)
class Tint:
    """What a layer does to its colours."""

    color: tuple[float, float, float]
    factor: float
    opacity: float


def to_srgb(linear: Colors) -> Colors:
    """Linear colours [n, 4] with the sRGB transfer function (IEC 61966-2-1), alpha untouched."""
    rgb = np.clip(linear[:, :3], 0.0, 1.0)
    curved = np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)
    return np.concatenate([curved, np.clip(linear[:, 3:], 0.0, 1.0)], axis=1).astype(np.float32)


def to_linear(srgb: Colors) -> Colors:
    """sRGB colours [n, 3] without the transfer function: what Blender stores."""
    rgb = np.clip(srgb, 0.0, 1.0)
    straight = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return straight.astype(np.float32)


def mixed(material: Colors, vertex: Colors | None, tint: Tint) -> Colors:
    """sRGB colours [n, 4]: the material's, then the vertex colour over it by its alpha, then tint.

    The alpha is the material's times the layer's opacity.
    """
    rgb = material[:, :3]
    if vertex is not None:
        rgb = rgb + (vertex[:, :3] - rgb) * vertex[:, 3:]
    rgb = rgb + (np.asarray(tint.color, np.float32) - rgb) * tint.factor
    return to_srgb(np.concatenate([rgb, material[:, 3:] * tint.opacity], axis=1))


def stroke_means(values: Colors, offsets: NDArray[np.int32]) -> Colors:
    """The mean of point colours [n, 4] in each stroke, weighted by their own alpha."""
    if len(offsets) < 2:
        return np.zeros((0, 4), np.float32)
    weights = values[:, 3:]
    sums = np.add.reduceat(np.concatenate([values[:, :3] * weights, weights], axis=1), offsets[:-1])
    rgb = sums[:, :3] / np.maximum(sums[:, 3:], 1e-6)
    counts = np.maximum(np.diff(offsets), 1)[:, None]
    return np.concatenate([rgb, sums[:, 3:] / counts], axis=1).astype(np.float32)

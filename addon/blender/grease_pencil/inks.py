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
    """The colours of an object's M materials: linear RGBA, with alpha 0 where they aren't shown.

    Attributes:
        strokes: [M, 4], of lines.
        fills: [M, 4], of areas.
    """

    names: tuple[str, ...]
    strokes: Colors
    fills: Colors


@dataclass(frozen=True)
class Tint:
    """A layer's tint, which is mixed into its colours by `factor`, and its opacity."""

    color: tuple[float, float, float]
    factor: float
    opacity: float


def to_srgb(linear: Colors) -> Colors:
    """Apply the sRGB transfer function (IEC 61966-2-1) to linear RGBA [n, 4]; alpha stays."""
    rgb = np.clip(linear[:, :3], 0.0, 1.0)
    curved = np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)
    return np.concatenate([curved, np.clip(linear[:, 3:], 0.0, 1.0)], axis=1).astype(np.float32)


def to_linear(srgb: Colors) -> Colors:
    """Turn sRGB colours [n, 3] into linear ones, which Blender stores (IEC 61966-2-1)."""
    rgb = np.clip(srgb, 0.0, 1.0)
    straight = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return straight.astype(np.float32)


def mixed(material: Colors, vertex: Colors | None, tint: Tint) -> Colors:
    """Return the sRGB colours [n, 4] of strokes as Blender shows them.

    Over the material's colour [n, 4] comes the vertex colour [n, 4] by its alpha, then the tint.
    The alpha is the material's times the layer's opacity.
    """
    rgb = material[:, :3]
    if vertex is not None:
        rgb = rgb + (vertex[:, :3] - rgb) * vertex[:, 3:]
    rgb = rgb + (np.asarray(tint.color, np.float32) - rgb) * tint.factor
    return to_srgb(np.concatenate([rgb, material[:, 3:] * tint.opacity], axis=1))


def stroke_means(values: Colors, offsets: NDArray[np.int32]) -> Colors:
    """Average the RGBA of points [n, 4] in each stroke, weighted by alpha: [strokes, 4].

    `offsets` [strokes + 1]: the first point of each stroke, and the end.
    """
    if len(offsets) < 2:
        return np.zeros((0, 4), np.float32)
    weights = values[:, 3:]
    sums = np.add.reduceat(np.concatenate([values[:, :3] * weights, weights], axis=1), offsets[:-1])
    rgb = sums[:, :3] / np.maximum(sums[:, 3:], 1e-6)
    counts = np.maximum(np.diff(offsets), 1)[:, None]
    return np.concatenate([rgb, sums[:, 3:] / counts], axis=1).astype(np.float32)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much ink is on each pixel, whatever the colour of the paper.

Ink is what differs from the ground. A transparent ground counts as white paper, unless everything
on it is light; then alpha alone is the ink. The ground of an opaque picture is its most frequent
colour, measured in large blocks where the paper is uneven.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from engine.geometry.tracing.ground import LUMINANCE, spread_blocks
from engine.geometry.tracing.picture import Floats, Picture

TRANSPARENT_SHARE = 0.02  # of pixels that are mostly clear: the ground is transparent
DARK = 0.6  # luminance below which ink shows on white
LEAST_CONTRAST = 0.1  # between ink and ground
_BLOCKS = 12  # along the long side, for uneven paper


def ink_of(picture: Picture) -> Floats:
    """Return the ink of a picture: float32 [h, w] in 0..1; 0 is bare ground."""
    if float((picture.alpha < 0.5).mean()) > TRANSPARENT_SHARE:
        solid = picture.alpha > 0.5
        dark = (picture.color @ LUMINANCE)[solid] < DARK
        if dark.size and float(dark.mean()) < 0.02:
            return picture.alpha
    alpha = picture.alpha[..., None]
    color = picture.color * alpha + (1 - alpha)
    return _against(color, _ground(color))


def _ground(color: Floats) -> Floats:
    """Return the most frequent colour, [3]."""
    luminance = color @ LUMINANCE
    counts, edges = np.histogram(luminance, bins=64, range=(0.0, 1.0 + 1e-6))
    counts = np.convolve(counts, [1, 1, 1], "same")
    fullest = int(counts.argmax())
    low, high = edges[max(fullest - 1, 0)], edges[min(fullest + 2, 64)]
    of_ground = color[(luminance >= low) & (luminance <= high)]
    ground: Floats = np.median(of_ground[:: max(1, len(of_ground) // 20_000)], axis=0)
    return ground


def _against(color: Floats, ground: Floats) -> Floats:
    """Return how far colours [h, w, 3] differ from the ground (darker, or lighter on dark)."""
    if float(ground @ LUMINANCE) < 0.4:
        ink = (color - ground).max(axis=-1) / (1 - float(ground.min()))
    else:
        paper = _paper(color, ground)
        ink = ((paper - color) / np.maximum(paper, 0.2)).max(axis=-1)
    clipped: Floats = np.clip(ink, 0, 1).astype(np.float32)
    return clipped


def _paper(color: Floats, ground: Floats) -> Floats:
    """Return the ground under every pixel [h, w, 3]: smooth, and not darkened by solid areas."""
    height, width = color.shape[:2]
    step = max(4, -(-max(height, width) // _BLOCKS))
    rows, columns = -(-height // step), -(-width // step)
    blocks = np.empty((rows, columns, 3), dtype=np.float32)
    for row in range(rows):
        for column in range(columns):
            part = color[row * step : (row + 1) * step, column * step : (column + 1) * step]
            thin = max(1, step // 24)
            blocks[row, column] = np.percentile(part[::thin, ::thin].reshape(-1, 3), 88, axis=0)
    inked = (blocks < 0.55 * ground).any(axis=-1, keepdims=True)
    blocks = np.where(inked, ground, blocks)
    if float(np.abs(blocks - ground).max()) < 0.02:
        return np.broadcast_to(ground, color.shape)
    blocks = ndimage.median_filter(blocks, size=(3, 3, 1), mode="nearest")
    return spread_blocks(blocks, step, (height, width))


def otsu(ink: Floats) -> tuple[float, float]:
    """Return the threshold that best separates ink from ground (Otsu 1979), and the contrast.

    The contrast is the difference of the two means, 0 where all pixels are alike.
    """
    counts, edges = np.histogram(ink, bins=256, range=(0.0, 1.0))
    middle = 0.5 * (edges[1:] + edges[:-1])
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * middle)
    good = (below > 0) & (above > 0)
    if not good.any():
        return 1.0, 0.0
    low = sums[good] / below[good]
    high = (sums[-1] - sums[good]) / above[good]
    between = below[good] * above[good].astype(np.float64) * (high - low) ** 2
    best = int(between.argmax())
    return float(edges[1:][good][best]), float(high[best] - low[best])

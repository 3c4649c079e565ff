# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From pictures in colour to pictures of lines: edges, borders of areas, without short lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Picture = NDArray[np.uint8]
Ink = NDArray[np.bool_]
Floats = NDArray[np.float32]

EIGHT = np.ones((3, 3), bool)
AREA_COLORS = 14  # colours of a picture that make areas
AREA_LEAST = 0.002  # of the picture, that such a colour covers


def canny(picture: Picture, blur: float, low: float, high: float) -> Ink:
    """Return the edges [h, w] of a picture [h, w, 3] (Canny 1986), one pixel wide.

    blur: standard deviation, pixels. low, high: gradients, 8-bit values a pixel.
    """
    smooth = ndimage.gaussian_filter(picture.astype(np.float32), (blur, blur, 0.0))
    across = ndimage.sobel(smooth, 1) / 8.0
    down = ndimage.sobel(smooth, 0) / 8.0
    strength = np.hypot(across, down)
    best = strength.argmax(2)[..., None]
    size, gx, gy = (np.take_along_axis(v, best, 2)[..., 0] for v in (strength, across, down))
    ridge = size >= _beside(size, gx, gy)
    weak = ridge & (size > low)
    labels, _ = ndimage.label(weak, EIGHT)
    strong = np.unique(labels[weak & (size > high)])
    return np.isin(labels, strong[strong > 0])


def _beside(size: Floats, gx: Floats, gy: Floats) -> Floats:
    """Return the larger of the two gradients on either side of an edge."""
    step = np.round(np.arctan2(gy, gx) / (np.pi / 4.0)).astype(np.int64) % 4
    shifts = np.array([(0, 1), (1, 1), (1, 0), (1, -1)])[step]
    rows, columns = np.indices(size.shape)
    found = np.zeros_like(size)
    for sign in (-1, 1):
        at = (
            np.clip(rows + sign * shifts[..., 0], 0, size.shape[0] - 1),
            np.clip(columns + sign * shifts[..., 1], 0, size.shape[1] - 1),
        )
        found = np.maximum(found, size[at])
    return found


def area_borders(picture: Picture, least: float = AREA_LEAST) -> Ink:
    """Return the borders [h, w] between the areas of the main colours of a picture [h, w, 3]."""
    steps = picture.astype(np.int64) >> 4
    codes = steps @ np.array([1, 16, 256])
    values, counts = np.unique(codes, return_counts=True)
    chosen = values[np.argsort(-counts)][:AREA_COLORS]
    chosen = chosen[np.sort(counts)[::-1][:AREA_COLORS] >= least * codes.size]
    colors = np.stack([chosen % 16, chosen // 16 % 16, chosen // 256], 1) * 16.0 + 8.0
    far = np.abs(picture[:, :, None].astype(np.float32) - colors.astype(np.float32)).sum(3)
    near = [ndimage.gaussian_filter((far.argmin(2) == k).astype(np.float32), 1.5)
            for k in range(len(colors))]  # fmt: skip
    label = np.stack(near).argmax(0)
    border = np.zeros(label.shape, bool)
    border[1:] |= label[1:] != label[:-1]
    border[:, 1:] |= label[:, 1:] != label[:, :-1]
    return border


def without_short(ink: Ink, least: int) -> Ink:
    """Leave out lines of fewer than `least` pixels."""
    labels, count = ndimage.label(ink, EIGHT)
    sizes = ndimage.sum_labels(ink, labels, np.arange(count + 1))
    return np.asarray((sizes >= least)[labels] & ink)


def thickened(ink: Ink) -> Ink:
    """Return lines two pixels wide of such that are one pixel wide."""
    wide = ink.copy()
    wide[1:] |= ink[:-1]
    wide[:, 1:] |= wide[:, :-1].copy()
    return wide

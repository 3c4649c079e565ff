# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ink without the grain of the paper, of the camera and of paint."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from engine.geometry.tracing.ink import otsu
from engine.geometry.tracing.page import Mask
from engine.geometry.tracing.picture import Floats

GRAINS = 3.0  # standard deviations of the grain that are no ink
TEXTURE = 4.5  # standard deviations of a paper's spots that are no ink
STRONG = 8.0  # standard deviations that every line has somewhere
MOST_TEXTURE = 0.3  # ink that is always more than texture
CLEAR = 8.0  # times the grain: ink as clear as this counts, be it as pale as it may
FAINTEST = 0.02  # contrast below which nothing is drawn, even without grain
PALE = 0.3  # contrast below which the steps of eight bits and of JPEG break lines


@dataclass(frozen=True, eq=False)
class _Grain:
    """How much ink [h, w] is still grain or texture: as a rule, and at the very most."""

    usual: Floats
    most: Floats


def _grain(ink: Floats, noise: float, painted: list[Mask]) -> _Grain:
    """Return the grain of the paper and of each paint, in ink.

    The same grain counts for more on paint, where less is left to white or to black. Spots wider
    than a pixel aren't grain to `noise_of`, which looks at neighbours.
    """
    near_lines = ndimage.binary_dilation(ink > 0.5 * float(ink.max()), iterations=3)
    paper = ~np.any(painted, axis=0) if painted else np.ones(ink.shape, bool)
    usual = np.full(ink.shape, GRAINS * noise, np.float32)
    most = usual.copy()
    for region in (paper, *painted):
        values = ink[region & ~near_lines]
        if values.size:
            middle = float(np.median(values))
            spread = 1.4826 * float(np.median(np.abs(values - middle)))
            for limit, spreads in ((usual, TEXTURE), (most, STRONG)):
                texture = min(middle + spreads * spread, MOST_TEXTURE)
                limit[region] = np.maximum(limit[region], texture)
    return _Grain(usual, most)


def clear_of_grain(ink: Floats, noise: float, painted: list[Mask]) -> Floats:
    """Return ink without the grain; pale ink that is clear of it counts in full."""
    grain = _grain(ink, noise, painted)
    labels, count = ndimage.label(ink > grain.usual, np.ones((3, 3)))
    drawn = np.zeros(count + 1, bool)
    drawn[labels[ink >= grain.most]] = True
    drawn[0] = False
    ink = np.clip((ink - grain.usual) / np.maximum(1 - grain.usual, 1e-3), 0, 1) * drawn[labels]
    threshold, contrast = otsu(ink)
    if not FAINTEST <= contrast < 0.4 or contrast < CLEAR * noise:
        return ink.astype(np.float32)
    if contrast < PALE:
        ink = ndimage.gaussian_filter(ink, 0.8)
    full = float(np.percentile(ink[ink > threshold], 80))
    return np.asarray(np.clip(ink / max(full, 1e-3), 0, 1), np.float32)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much ink a model's greys show: ground taken away, contrast brought to full, noise cut off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.tracing.ink import LEAST_CONTRAST, ink_of, otsu
from engine.geometry.tracing.picture import Picture

Floats = NDArray[np.float32]

NOISE = 0.15  # of full ink: less is the model's own noise
PALEST = 0.5  # a frame may be so much paler than the usual frame before it stays pale
LINE_PALEST = 0.8  # the same for a line within its frame
_REACH = 3.0  # pens: how far the strength of a line is looked for


def ink_fields(greys: Floats) -> Floats:
    """Ink float32 [F,h,w] in 0..1 of greys [F,h,w] in 0..1 (0 is ink).

    The ground may be tinted and uneven, the ink pale. A frame without contrast has no ink.
    """
    fields = np.zeros(greys.shape, dtype=np.float32)
    strengths = np.zeros(len(greys), dtype=np.float32)
    for number, grey in enumerate(greys):
        found = _of_grey(grey)
        threshold, contrast = otsu(found)
        inked = found[found > threshold]
        if contrast >= LEAST_CONTRAST and inked.size:
            fields[number], strengths[number] = found, np.median(inked)
    if not strengths.any():
        return fields
    usual = float(np.median(strengths[strengths > 0]))
    full = np.maximum(strengths, PALEST * usual)[:, None, None]
    share = np.clip(fields / full, 0, 1.2)
    cut: Floats = np.clip((share - NOISE) / (1 - NOISE), 0, 1.2).astype(np.float32)
    return cut


def _of_grey(grey: Floats) -> Floats:
    height, width = grey.shape
    color = np.repeat(np.asarray(grey, np.float32)[..., None], 3, axis=-1)
    return ink_of(Picture(color, np.ones_like(grey, dtype=np.float32), (width, height), 1))


def evenly_dark(field: Floats, pen: float) -> Floats:
    """A field [h,w] in which pale lines count nearly as much as dark ones; pen: pixels."""
    side = 2 * round(_REACH * pen / 2) + 1
    near = ndimage.gaussian_filter(ndimage.maximum_filter(field, side), pen / 2)
    even: Floats = np.clip(field / np.maximum(near, LINE_PALEST), 0, 1.2).astype(np.float32)
    return even

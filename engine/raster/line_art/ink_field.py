# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ink in a model's grey frames: ground taken away, contrast stretched, noise cut off.

An ink field is float32 [h,w]: 0 is paper, 1 the usual ink; a little more than 1 can occur.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.tracing.ink import LEAST_CONTRAST, ink_of, otsu
from engine.geometry.tracing.picture import Picture

Floats = NDArray[np.float32]

NOISE = 0.15  # of full ink; less is taken for the model's noise
PALEST = 0.5  # of the ink of the usual frame; a frame paler than this stays pale
LINE_PALEST = 0.8  # of full ink; a line paler than this stays paler than others
_REACH = 3.0  # pens: size of the square in which the strength of a line is measured


def ink_fields(greys: Floats) -> Floats:
    """Return the ink fields [F,h,w] of greys [F,h,w] in 0..1, where 0 is ink.

    The ground may be tinted and uneven, the ink pale. A frame without contrast has no ink.
    """
    fields = np.zeros(greys.shape, dtype=np.float32)
    strengths = np.zeros(len(greys), dtype=np.float32)
    for number, grey in enumerate(greys):
        ink = _ink_of_grey(grey)
        threshold, contrast = otsu(ink)
        inked = ink[ink > threshold]
        if contrast >= LEAST_CONTRAST and inked.size:
            fields[number], strengths[number] = ink, np.median(inked)
    if not strengths.any():
        return fields
    usual = float(np.median(strengths[strengths > 0]))
    full = np.maximum(strengths, PALEST * usual)[:, None, None]
    share = np.clip(fields / full, 0, 1.2)
    cut: Floats = np.clip((share - NOISE) / (1 - NOISE), 0, 1.2).astype(np.float32)
    return cut


def _ink_of_grey(grey: Floats) -> Floats:
    height, width = grey.shape
    color = np.repeat(np.asarray(grey, np.float32)[..., None], 3, axis=-1)
    return ink_of(Picture(color, np.ones_like(grey, dtype=np.float32), (width, height), 1))


def evenly_dark(field: Floats, pen: float) -> Floats:
    """Return a field [h,w] in which pale lines are nearly as dark as others.

    pen: usual width of a line, pixels.
    """
    side = 2 * round(_REACH * pen / 2) + 1
    near = ndimage.gaussian_filter(ndimage.maximum_filter(field, side), pen / 2)
    even: Floats = np.clip(field / np.maximum(near, LINE_PALEST), 0, 1.2).astype(np.float32)
    return even

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crumbs: areas as small or as narrow as the lines around them, which lines that cross cut off.

They are no things of their own, so they have the colour of the area that they lie beside.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.colour.palettes import Rgb
from engine.colour.regions.trapped_ball import OUTSIDE, ROUND, Regions, neighbours, roundness

SMALL = 9.0  # squared widths of the pen, below which an area is a crumb
NARROW = 2.0  # widths of the pen across its widest place, likewise


def crumbs_of(regions: Regions, pen: float) -> dict[int, int]:
    """Return {crumb: the area beside it whose colour it has}.

    pen: the usual width of a line, pixels. Round areas are none: they may be eyes or buttons. Of
    areas the one with the longest common border counts; what lies beside no area is left out.
    """
    boxes = ndimage.find_objects(regions.labels)
    crumbs = {n for n in regions.numbers if _is_crumb(regions.labels[boxes[n - 1]] == n, pen)}
    beside = neighbours(regions.grown)
    found: dict[int, int] = {}
    while True:
        settled = {
            crumb: max(areas, key=lambda n: areas[n])
            for crumb in crumbs - set(found)
            for areas in [
                {n: long for n, long in beside.get(crumb, {}).items()
                 if n > OUTSIDE and (n not in crumbs or n in found)}
            ]
            if areas
        }  # fmt: skip
        if not settled:
            return found
        found |= {crumb: found.get(area, area) for crumb, area in settled.items()}


def with_crumbs(
    colors: Mapping[int, Rgb], crumbs: Mapping[int, int], hints: Mapping[int, Rgb]
) -> dict[int, Rgb]:
    """Return colours in which each crumb has that of its area, unless it has a hint itself."""
    own = {n: colors[area] for n, area in crumbs.items() if area in colors and n not in hints}
    return {**colors, **own}


def _is_crumb(area: NDArray[np.bool_], pen: float) -> bool:
    """Return whether an area [h, w] is too small or narrow for a thing of its own."""
    own = np.pad(area, 1)
    if roundness(own) >= ROUND:
        return False
    wide = 2.0 * float(ndimage.distance_transform_edt(own).max())
    return float(own.sum()) < SMALL * pen**2 or wide < NARROW * pen

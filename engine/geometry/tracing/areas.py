# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solid areas: ink much thicker than the pen, traced as an outline that a pen could have drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from engine.geometry.tracing.contour import contours, ring_area
from engine.geometry.tracing.raster import InkRaster
from engine.geometry.tracing.skeleton_graph import Points
from engine.geometry.tracing.thinning import Mask

THICK = 2.5  # pen radii from the middle to the edge; crossing lines are less deep
DEEPEST = 3.9  # pen radii that an area must reach somewhere; else it is lines side by side
LEAST = 16.0  # size of the smallest area, in squares of the pen's width


@dataclass(frozen=True, eq=False)
class Areas:
    """The solid areas of a raster.

    Attributes:
        mask: bool [h, w], all areas.
        inner: bool [h, w], their pixels deeper than half a pen.
        outlines: for each area its closed contours [n, 2], raster pixels, (x, y), half a pen inside
            the edge; the first is the outer one.
    """

    mask: Mask
    inner: Mask
    outlines: list[list[Points]]


def solid_areas(raster: InkRaster) -> Areas:
    """Return the solid areas of a raster; the rest of the ink is lines."""
    radius = 0.5 * raster.pen
    core = raster.depth > THICK * radius
    if not core.any():
        none = np.zeros_like(raster.mask)
        return Areas(none, none, [])
    # The union of all discs of that radius that fit into the ink (a morphological opening).
    opened = ndimage.distance_transform_edt(~core) <= THICK * radius
    opened &= raster.mask
    labels, count = ndimage.label(opened, structure=np.ones((3, 3)))
    deepest = ndimage.maximum(raster.depth, labels, np.arange(count + 1))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    is_area = (np.asarray(deepest) > DEEPEST * radius) & (sizes > LEAST * raster.pen**2)
    is_area[0] = False
    mask = is_area[labels]
    depth = ndimage.distance_transform_edt(mask)
    field = ndimage.gaussian_filter(depth - 0.5, 1.0)
    outlines = []
    for number in np.flatnonzero(is_area).tolist():
        own = np.where(labels == number, field, 0)
        rings = contours(own, min(radius, 0.5 * float(own.max())))
        rings = [line for line in rings if len(line) > 8]
        rings.sort(key=lambda line: -abs(ring_area(line)))
        if rings:
            outlines.append(rings)
    return Areas(mask, depth > radius, outlines)

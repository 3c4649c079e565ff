# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines that are seen in a frame: points on their middle, with the direction they run in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from addon.contract.errors import BadInput
from engine.geometry.tracing.raster import InkRaster, ink_raster
from engine.geometry.tracing.thinning import thin
from engine.video_fit.frame_ink import FrameInk

Floats = NDArray[np.float64]
SOFT = 0.35  # of the pen: blur in which a line is one ridge
AROUND = 0.6  # of the pen: over which a direction is averaged
FARTHEST = 0.5  # of the pen: that a ridge lies beside the skeleton, at most
PEN = 5.0  # pixels: of the raster on which lines are thinned
AROUND_PIXEL = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]])


@dataclass(frozen=True, eq=False)
class SeenLines:
    """The lines of one frame.

    Attributes:
        points: [M, 2], on the middle of the lines, pixels of the frame, (x, y).
        tangents: [M, 2], unit vectors along the lines; which way they point means nothing.
        ends: bool [M], where a line ends and none goes on.
        step: how far points lie apart along a line, pixels.
    """

    points: Floats
    tangents: Floats
    ends: NDArray[np.bool_]
    step: float


EMPTY = SeenLines(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0, bool), 1.0)


def seen_lines(frame: NDArray[np.uint8], reader: FrameInk | None = None) -> SeenLines:
    """Return the lines in a frame uint8 [h, w, 4], straight RGBA; none where it is empty.

    Ink may be dark on light or light on dark, on a coloured or uneven ground; painted areas are no
    lines. reader: of the clip that the frame is of; None for a frame by itself.
    """
    ink = (reader or FrameInk.of(frame)).read(frame)
    if not ink.any():
        return EMPTY
    try:
        raster = ink_raster(ink, "", pen_wanted=PEN)
    except BadInput:
        return EMPTY
    skeleton = thin(raster.mask)
    rows, columns = np.nonzero(skeleton)
    if not len(rows):
        return EMPTY
    around = ndimage.convolve(skeleton.astype(np.int8), AROUND_PIXEL, mode="constant")
    places = np.stack([columns, rows], axis=1).astype(np.float64) + 0.5
    points, tangents = _on_ridge(raster, places)
    ends = around[rows, columns] == 1
    return SeenLines(raster.to_picture(points), tangents, ends, 1.0 / raster.scale)


def _on_ridge(raster: InkRaster, places: Floats) -> tuple[Floats, Floats]:
    """Return skeleton places [M, 2] moved onto the ridge of the ink, and the tangents [M, 2]."""
    soft = ndimage.gaussian_filter(raster.ink.astype(np.float64), SOFT * raster.pen)
    slope_y, slope_x = np.gradient(soft)
    around = AROUND * raster.pen
    xx, yy, xy = (
        ndimage.gaussian_filter(product, around)
        for product in (slope_x**2, slope_y**2, slope_x * slope_y)
    )
    where = (places[:, ::-1] - 0.5).T

    def at(field: Floats) -> Floats:
        return np.asarray(ndimage.map_coordinates(field, where, order=1, mode="nearest"))

    angle = 0.5 * np.arctan2(2 * at(xy), at(xx) - at(yy))  # across the line
    across = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    bend_yy, bend_xy = np.gradient(slope_y)
    bend_xx = np.gradient(slope_x, axis=1)
    curve = (
        at(bend_xx) * across[:, 0] ** 2
        + at(bend_yy) * across[:, 1] ** 2
        + 2 * at(bend_xy) * across[:, 0] * across[:, 1]
    )
    slope = at(slope_x) * across[:, 0] + at(slope_y) * across[:, 1]
    aside = np.where(curve < -1e-9, -slope / np.minimum(curve, -1e-9), 0.0)
    aside = np.clip(aside, -FARTHEST * raster.pen, FARTHEST * raster.pen)
    return places + aside[:, None] * across, np.stack([-across[:, 1], across[:, 0]], axis=1)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raster to trace: the inked part of a picture, scaled so that the pen is PEN pixels wide.

A picture of a thin pen is magnified (anti-aliasing tells where an edge lies between pixels), one of
a wide pen reduced; so the time depends on the drawing and not on the picture's size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.errors import BadInput
from engine.geometry.tracing.ink import LEAST_CONTRAST, otsu
from engine.geometry.tracing.picture import Floats
from engine.geometry.tracing.thinning import Mask, thin

PEN = 8.0  # width of the usual line in the traced raster, pixels
WIDEST_PEN = 0.06  # of the drawing's long side; what is thicker is an area
LARGEST_MAGNIFICATION = 4.0
LARGEST_RASTER = 3_000_000  # pixels
SPECK = 0.6  # smallest patch of ink, in squares of the pen's width
LARGEST_SLIT = 4.0  # squares of the pen's width: a gap between two strokes of one line
WIDEST_SLIT = 0.2  # pens, half across
_LOOK = 1024  # long side of the raster on which the pen is measured
_FAINTEST = 0.08


@dataclass(frozen=True, eq=False)
class InkRaster:
    """The ink of a picture, ready to trace.

    A point (x, y) of the raster, pixel centres at .5, is `(x, y) / scale + origin` in the picture.

    Attributes:
        ink: [h, w], 0..1, relative to the full ink of the lines near by.
        mask: [h, w], where there is ink.
        depth: [h, w], distance to the edge of the mask, pixels; 0 outside.
        pen: usual line width, pixels.
    """

    ink: Floats
    mask: Mask
    depth: Floats
    pen: float
    scale: float
    origin: tuple[float, float]

    def to_picture(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map raster points [N, 2] to pixels of the picture."""
        mapped: NDArray[np.float64] = points / self.scale + np.asarray(self.origin)
        return mapped


def ink_raster(ink: Floats, name: str, *, pen_wanted: float = PEN) -> InkRaster:
    """Return the raster to trace. Raises BadInput when there is no drawing in the ink.

    pen_wanted: width of the usual line in the raster, pixels.
    """
    threshold, contrast = otsu(ink)
    inked = ink > threshold
    if contrast < LEAST_CONTRAST or not inked.any():
        raise BadInput(
            "Nothing is drawn in {file}.",
            file=name,
            hint="Choose a picture with dark lines on a light or transparent ground.",
        )
    floor = max(_FAINTEST, 0.35 * threshold)
    box = _box(ink > floor, margin=4)
    ink = ink[box]
    pen = pen_width(ink, threshold)
    scale = min(pen_wanted / pen, LARGEST_MAGNIFICATION, float(np.sqrt(LARGEST_RASTER / ink.size)))
    width, height = (max(8, round(side * scale)) for side in (ink.shape[1], ink.shape[0]))
    image = Image.fromarray(ink).resize((width, height), Image.Resampling.BICUBIC)
    ink = np.clip(np.asarray(image), 0, 1)
    ink = np.pad(ink, 2)
    pen *= scale
    full = _full_ink(ink, pen, floor)
    ink = np.clip(ink / full, 0, 1)
    mask = _without_specks(ink > 0.5, pen)
    slits = _slits(mask, pen)
    mask |= slits
    ink = np.where(slits, np.float32(1), ink)
    if not mask.any():
        raise BadInput(
            "There are only specks in {file}, no lines.",
            file=name,
            hint="Choose a picture with clear lines.",
        )
    origin = (box[1].start - 2 / scale, box[0].start - 2 / scale)
    return InkRaster(ink, mask, _depth(mask), pen, scale, origin)


def _box(inked: Mask, margin: int) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return slice(0, inked.shape[0]), slice(0, inked.shape[1])
    return (
        slice(max(int(rows[0]) - margin, 0), int(rows[-1]) + margin + 1),
        slice(max(int(columns[0]) - margin, 0), int(columns[-1]) + margin + 1),
    )


def _depth(mask: Mask) -> Floats:
    """Return the distance to the edge of the mask, 0 outside; edges run between pixels."""
    distance = ndimage.distance_transform_edt(mask)
    depth: Floats = np.where(mask, distance - 0.5, 0).astype(np.float32)
    return depth


def pen_width(ink: Floats, threshold: float) -> float:
    """Return the usual width of lines, in pixels of `ink`."""
    full = float(np.median(ink[ink > threshold]))
    step = max(1, -(-max(ink.shape) // _LOOK))
    small = ink[: ink.shape[0] // step * step, : ink.shape[1] // step * step]
    if small.size and step > 1:
        small = small.reshape(small.shape[0] // step, step, -1, step).mean(axis=(1, 3))
    mask = np.pad(small > 0.5 * full, 1)
    radius = _depth(mask)[thin(mask)]
    longest = max(mask.shape) * step
    if not len(radius):
        return 2.0
    return float(np.clip(2 * np.percentile(radius, 40) * step, 1.0, WIDEST_PEN * longest))


def _full_ink(ink: Floats, pen: float, floor: float) -> Floats:
    """Return the ink of a full line near each pixel, by which pale lines count as much as dark."""
    reach = max(3, round(2.5 * pen))
    full = ndimage.maximum_filter(ink, size=reach, mode="nearest")
    smooth = ndimage.uniform_filter(full, size=reach, mode="nearest")
    # Not above the true maximum near by, so that a pale line beside a dark one keeps its edge.
    darkest: Floats = np.maximum(np.minimum(full, smooth), 2 * floor)
    return darkest


def _without_specks(mask: Mask, pen: float) -> Mask:
    """Return the mask without its small patches."""
    labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    is_large = sizes >= SPECK * pen * pen
    is_large[0] = False
    result: Mask = is_large[labels]
    return result


def _slits(mask: Mask, pen: float) -> Mask:
    """Return the pinholes and slits in ink, which would become loops of the skeleton."""
    holes, count = ndimage.label(~mask)
    sizes = np.bincount(holes.ravel(), minlength=count + 1)
    small = sizes < LARGEST_SLIT * pen * pen
    small[0] = False
    if not small.any():
        return np.zeros_like(mask)
    depth = ndimage.distance_transform_edt(small[holes]) - 0.5
    deepest = np.asarray(ndimage.maximum(depth, holes, np.arange(count + 1)))
    narrow = small & ((deepest < WIDEST_SLIT * pen) | (sizes < 0.12 * pen * pen))
    result: Mask = narrow[holes]
    return result

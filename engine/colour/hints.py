# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hints: dabs of colour by the artist. Each belongs to the area that most of it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.colour.palettes import Rgb
from engine.colour.regions.trapped_ball import OUTSIDE, Labels
from engine.geometry.load import PICTURE_SUFFIXES, load_drawing
from engine.geometry.tracing.picture import read_picture
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

STEPS = 8.0  # of a channel: colours of a picture alike within one are one dab
LEAST = 3  # pixels of a dab
SPECK = 40  # pixels: a smaller dab beside the areas isn't missed
MOST = 256  # dabs of a picture: brushes with a texture leave thousands of specks
SEEN = 32  # of 255, how opaque paint is at least: hints may be faint
THINNEST = 2.0  # pixels, or a thin stroke would be missed


@dataclass(frozen=True, eq=False)
class Dab:
    """A dab of colour.

    Attributes:
        mask: [h, w], where it lies.
        color: sRGB, 0..1.
    """

    mask: NDArray[np.bool_]
    color: Rgb


def read_dabs(path: Path, size: tuple[int, int]) -> list[Dab]:
    """Read the dabs of a file, a picture or a drawing, for a picture of `size` (w, h).

    Raises BadInput.
    """
    if path.suffix.lower() in PICTURE_SUFFIXES:
        picture = read_picture(path)
        rgba = np.dstack([picture.color, picture.alpha]).clip(0.0, 1.0)
        image = Image.fromarray((rgba * 255).round().astype(np.uint8), "RGBA")
        return dabs_of_picture(np.asarray(image.resize(size, Image.Resampling.NEAREST)))
    return dabs_of_drawing(load_drawing(path), size)


def dabs_of_picture(rgba: NDArray[np.uint8]) -> list[Dab]:
    """Return the dabs in a picture [h, w, 4]: patches of one colour, the largest last.

    So it counts, and not a speck where two colours mix. Raises BadInput for a picture without
    transparent ground.
    """
    seen = rgba[..., 3] >= SEEN
    if seen.all():
        raise BadInput(
            "The hints have no transparent ground.",
            hint="Save the layer of hints alone, as a PNG with transparency.",
        )
    patches = _patches(rgba, seen)
    sizes = np.bincount(patches.ravel())
    sizes[0] = 0
    largest = np.argsort(sizes, kind="stable")[-MOST:]
    dabs = []
    for number in largest[sizes[largest] >= LEAST].tolist():
        mask = patches == number
        red, green, blue = (np.median(rgba[mask][:, :3], axis=0) / 255.0).tolist()
        dabs.append(Dab(mask, (red, green, blue)))
    return dabs


def _patches(rgba: NDArray[np.uint8], seen: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return the number of each patch of about one colour [h, w], 0 where nothing is seen."""
    steps = (rgba[..., :3].astype(np.int64) / 255 * STEPS).round().astype(np.int64)
    codes = (steps @ np.array([1, 100, 10_000])) + 1
    codes[~seen] = 0
    patches = np.zeros(codes.shape, np.int32)
    total = 0
    for code in np.unique(codes[seen]).tolist():
        own, count = ndimage.label(codes == code)
        patches += np.where(own > 0, own + total, 0).astype(np.int32)
        total += count
    return patches


def dabs_of_drawing(drawing: Drawing, size: tuple[int, int]) -> list[Dab]:
    """Return the dabs that the strokes of a drawing are, in the order of its strokes.

    How opaque they are doesn't count: hints may be faint.
    """
    scale = size[0] / drawing.canvas[0]
    wide = np.maximum(numpy_of(drawing.widths), THINNEST / scale).astype(np.float32)
    opaque = replace(
        drawing, widths=array_of(wide), opacities=array_of(np.ones(len(wide), np.float32))
    )
    colors, fills = (_opaque(numpy_of(part)) for part in (drawing.colors, drawing.fills))
    dabs = []
    for stroke in range(drawing.stroke_count):
        shown = fills[stroke] if fills[stroke, 3] > 0 else colors[stroke]
        chosen = np.arange(drawing.stroke_count)[:, None] == stroke
        alone = replace(
            opaque,
            colors=array_of(np.where(chosen, colors, 0).astype(np.float32)),
            fills=array_of(np.where(chosen, fills, 0).astype(np.float32)),
        )
        mask = render_frames(alone, size=size)[0, ..., 3] > 64
        red, green, blue = shown[:3].tolist()
        dabs.append(Dab(mask, (red, green, blue)))
    return dabs


def _opaque(colors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return colours [n, 4] of which those that are seen at all are opaque."""
    return np.column_stack([colors[:, :3], colors[:, 3] > 0]).astype(np.float32)


def hinted(dabs: Sequence[Dab], labels: Labels) -> dict[int, Rgb]:
    """Return the colour of each area that holds a dab; of two dabs the later one counts.

    labels: [h, w], the areas, reaching into the lines.
    """
    areas = [_area_of(dab, labels) for dab in dabs]
    return {area: dab.color for area, dab in zip(areas, dabs, strict=True) if area}


def missed(dabs: Sequence[Dab], labels: Labels) -> int:
    """Return how many dabs lie in no area, so that they colour nothing; specks don't count.

    labels: as in `hinted`.
    """
    return sum(not _area_of(dab, labels) for dab in dabs if dab.mask.sum() >= SPECK)


def _area_of(dab: Dab, labels: Labels) -> int:
    """Return the number of the area that most of a dab lies in, 0 for none."""
    counts = np.bincount(labels[dab.mask], minlength=OUTSIDE + 1)
    counts[: OUTSIDE + 1] = 0
    return int(counts.argmax()) if counts.any() else 0

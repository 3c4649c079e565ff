# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pixels of each part: its own, and under the parts before it what would show if they moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.warp.painting import Bytes, Floats, Mask, Painting

Ints = NDArray[np.int64]

FILLED, LEFT = "fill", "leave"  # what becomes of holes behind parts that move
BRIDGED = 0.1  # of the painting's long side: how wide a gap under a part is closed
LAPPED = 3.0  # pixels that a part reaches under the one before it in any case
SOLID = 0.9  # alpha under which nothing is laid, and from which pixels are copied


@dataclass(frozen=True, eq=False)
class PartLayer:
    """A part as a picture of its own.

    Attributes:
        part: its number.
        pixels: premultiplied, 0..1, [h, w, 4]; the layer's part from `top` and `left` on.
        cells: cells of the painting [rows, columns] that hold any of its pixels.
    """

    part: int
    pixels: Floats
    top: int
    left: int
    cells: Mask


def part_layers(painting: Painting, labels: Ints, holes: str) -> list[PartLayer]:
    """Return the layers of the parts, from the back; labels: part of each cell, -1 for none.

    Laid over one another in this order they are the painting.
    """
    count = int(labels.max()) + 1
    owner = _owners(painting, labels)
    if count == 1:
        return [_layer(painting, 0, owner == 0, None, labels == 0)]
    layers = []
    for number in range(count):
        own = owner == number
        if not own.any():
            continue
        above = owner > number
        cells = labels == number
        reach = _bridged(labels, number) if holes == FILLED else np.zeros_like(cells)
        wide = _enlarged(reach, painting) & above
        lap = above & (_distance(own) <= LAPPED)
        layers.append(_layer(painting, number, own, wide | lap, cells | reach))
    return layers


def _owners(painting: Painting, labels: Ints) -> Ints:
    """Return the part of each pixel [H, W]; pixels of mixed cells go by their colour."""
    width, height = painting.size
    near = ndimage.distance_transform_edt(labels < 0, return_distances=False, return_indices=True)
    whole = labels[tuple(near)]
    owner = np.repeat(np.repeat(whole, painting.cell, 0), painting.cell, 1)[:height, :width]
    if labels.max() <= 0:
        return np.ascontiguousarray(owner)
    low, high = (f(whole, size=3) for f in (ndimage.minimum_filter, ndimage.maximum_filter))
    mixed = np.repeat(np.repeat(low != high, painting.cell, 0), painting.cell, 1)[:height, :width]
    y, x = np.nonzero(mixed & (painting.rgba[..., 3] > 0))
    color = painting.rgba[y, x, :3].astype(np.float32) / 255
    best, chosen = np.full(len(y), np.inf, np.float32), owner[y, x].copy()
    rows, columns = labels.shape
    for down in range(-2, 3):
        for right in range(-2, 3):
            row, column = y // painting.cell + down, x // painting.cell + right
            inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
            row, column = np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)
            middle_y, middle_x = (row + 0.5) * painting.cell, (column + 0.5) * painting.cell
            far = np.hypot(y + 0.5 - middle_y, x + 0.5 - middle_x) / painting.cell
            away = np.abs(color - painting.color[row, column]).max(axis=-1) + 0.06 * far
            away = np.where(inside & (labels[row, column] >= 0), away, np.inf)
            better = away < best
            best = np.where(better, away, best).astype(np.float32)
            chosen = np.where(better, labels[row, column], chosen)
    owner = np.ascontiguousarray(owner)
    owner[y, x] = chosen
    return owner


def _bridged(labels: Ints, number: int) -> Mask:
    """Return cells of parts before a part, under which the part goes on."""
    own, above = labels == number, labels > number
    there = np.argwhere(labels >= 0)
    long = float(np.ptp(there, axis=0).max()) + 1
    reach = max(1.0, 0.5 * BRIDGED * long)
    margin = int(reach) + 2
    padded = np.pad(own, margin)
    grown = ndimage.distance_transform_edt(~padded) <= reach
    closed = ndimage.distance_transform_edt(grown) > reach
    closed = closed[margin:-margin, margin:-margin]
    return np.asarray((closed | ndimage.binary_fill_holes(own)) & above)


def _enlarged(cells: Mask, painting: Painting) -> Mask:
    width, height = painting.size
    return np.repeat(np.repeat(cells, painting.cell, 0), painting.cell, 1)[:height, :width]


def _distance(mask: Mask) -> Floats:
    return np.asarray(ndimage.distance_transform_edt(~mask), np.float32)


def _layer(
    painting: Painting, number: int, own: Mask, under: Mask | None, cells: Mask
) -> PartLayer:
    """Return a part with its own pixels and, mirrored at its edge, paint under others."""
    whole = own if under is None else own | under
    rows, columns = np.flatnonzero(whole.any(axis=1)), np.flatnonzero(whole.any(axis=0))
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    rgba, own = painting.rgba[box], own[box]
    alpha = rgba[..., 3].astype(np.float32) / np.float32(255)
    pixels = np.zeros((*own.shape, 4), np.float32)
    pixels[..., :3] = rgba[..., :3].astype(np.float32) / 255 * alpha[..., None]
    pixels[..., 3] = alpha
    pixels[~own] = 0
    if under is not None and under.any():
        _fill(pixels, rgba, own, under[box], alpha)
    return PartLayer(number, pixels, int(rows[0]), int(columns[0]), cells)


def _fill(pixels: Floats, rgba: Bytes, own: Mask, under: Mask, alpha: Floats) -> None:
    """Put paint of the part under others; where they are clear nothing may show through."""
    solid = own & (alpha >= SOLID)
    deep = ndimage.binary_erosion(solid, iterations=2)
    solid = deep if deep.any() else solid
    if not solid.any():
        return
    near = ndimage.distance_transform_edt(~solid, return_distances=False, return_indices=True)
    y, x = np.nonzero(under)
    at_y, at_x = near[0][y, x], near[1][y, x]
    back_y, back_x = 2 * at_y - y, 2 * at_x - x
    height, width = own.shape
    inside = (back_y >= 0) & (back_y < height) & (back_x >= 0) & (back_x < width)
    back_y, back_x = np.clip(back_y, 0, height - 1), np.clip(back_x, 0, width - 1)
    use = inside & solid[back_y, back_x]
    from_y, from_x = np.where(use, back_y, at_y), np.where(use, back_x, at_x)
    shown = np.clip((alpha[y, x] - SOLID) / (1 - SOLID), 0, 1)
    color = rgba[from_y, from_x, :3].astype(np.float32) / 255
    pixels[y, x, :3] = color * shown[:, None]
    pixels[y, x, 3] = shown

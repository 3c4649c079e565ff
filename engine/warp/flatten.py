# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A painting without its texture and shading: flat regions, which can be traced to a drawing.

Colours are softened and put into few classes; neighbouring regions are then joined where the paint
runs smoothly from one into the other, so that shading makes no edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from addon.contract.drawing import Drawing
from engine.geometry.tracing.contour import contours, ring_area
from engine.runtime.arrays import array_of
from engine.warp.painting import Floats, Painting

Ints = NDArray[np.int64]

CLASSES = 10  # of colours
ROUNDS = 8  # of k-means
EDGE = 0.13  # step of colour across a border that is an edge
SMALLEST = 2.5e-4  # of the painted cells, of a region that counts
SMALLEST_RING = 6.0  # square cells
SPACING = 2.0  # contour points between two points of a stroke


@dataclass(frozen=True, eq=False)
class FlatPainting:
    """Regions of a painting.

    Attributes:
        regions: number of each cell's region [h, w], -1 where nothing is painted.
        colors: of the regions [R, 3], 0..1.
    """

    regions: Ints
    colors: Floats

    def drawing(self, painting: Painting) -> Drawing:
        """Return the outlines of the regions as closed strokes with fills, large ones first.

        Points are in pixels of the layer. What lies on a region is no hole in it.
        """
        count = len(self.colors)
        order = np.argsort(-np.bincount(self.regions[self.regions >= 0], minlength=count))
        rings: list[Floats] = []
        owners: list[int] = []
        for number in order.tolist():
            for ring in self._rings(number):
                rings.append(ring * painting.cell)
                owners.append(number)
        counts = [len(ring) for ring in rings]
        fills = np.ones((len(rings), 4), np.float32)
        fills[:, :3] = self.colors[owners]
        width, height = painting.size
        return Drawing.build(
            array_of(np.concatenate(rings).astype(np.float32)),
            array_of(np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)),
            canvas=(float(width), float(height)),
            widths=array_of(np.zeros(sum(counts), np.float32)),
            colors=array_of(fills * np.array([1, 1, 1, 0], np.float32)),
            fills=array_of(fills),
            cyclic=array_of(np.ones(len(rings), np.uint8)),
            paths=array_of(np.array(owners, np.int32)),
        )

    def _rings(self, number: int) -> list[Floats]:
        """Return the outlines [n, 2] of a region, cells, (x, y)."""
        mask = self.regions == number
        holes = ndimage.binary_fill_holes(mask) & ~mask
        labels, _count = ndimage.label(holes)
        clear = np.unique(labels[holes & (self.regions < 0)])
        mask |= holes & ~np.isin(labels, clear)
        soft = ndimage.gaussian_filter(np.pad(mask, 3).astype(np.float32), 0.8)
        rings = [ring - 3.0 for ring in contours(soft, 0.5)]
        kept = [ring for ring in rings if abs(ring_area(ring)) > SMALLEST_RING]
        step = max(1, round(SPACING))
        return [ring[::step].astype(np.float32) for ring in (kept or rings[:1])]


def flattened(painting: Painting) -> FlatPainting:
    """Return the regions of a painting."""
    painted = painting.painted
    soft = _softened(painting)
    classes = np.where(painted, _classes(soft, painted), -1)
    regions = _components(classes)
    regions = _joined(regions, soft)
    regions = _without_specks(regions, painted)
    count = int(regions.max()) + 1
    sizes = np.maximum(np.bincount(regions[painted], minlength=count), 1)
    sums = [np.bincount(regions[painted], soft[..., c][painted], count) for c in range(3)]
    return FlatPainting(regions, (np.stack(sums, axis=-1) / sizes[:, None]).astype(np.float32))


def _softened(painting: Painting) -> Floats:
    """Return colours [h, w, 3] without grain; cells that aren't painted take their neighbours'."""
    near = ndimage.distance_transform_edt(
        ~painting.painted, return_distances=False, return_indices=True
    )
    color = painting.color[tuple(near)]
    planes = [ndimage.median_filter(color[..., c], size=5, mode="nearest") for c in range(3)]
    return np.stack(planes, axis=-1)


def _classes(color: Floats, painted: NDArray[np.bool_]) -> Ints:
    """Put colours [h, w, 3] into few classes (k-means from the commonest colours): int [h, w]."""
    own = color[painted]
    coarse, counts = np.unique(np.round(own * 12).astype(int), axis=0, return_counts=True)
    centres: list[Floats] = []
    for row in coarse[np.argsort(-counts, kind="stable")] / 12:
        if all(float(np.abs(row - other).max()) > EDGE for other in centres):
            centres.append(row)
        if len(centres) == CLASSES:
            break
    middle = np.asarray(centres, np.float32)
    for _ in range(ROUNDS):
        nearest = ((own[:, None] - middle) ** 2).sum(axis=-1).argmin(axis=1)
        for number in range(len(middle)):
            if (nearest == number).any():
                middle[number] = own[nearest == number].mean(axis=0)
    found = np.zeros(painted.shape, np.int64)
    found[painted] = nearest
    return found


def _components(classes: Ints) -> Ints:
    """Return the number of each cell's connected region, -1 for none."""
    regions, first = np.full(classes.shape, -1, np.int64), 0
    for number in range(int(classes.max()) + 1):
        labels, count = ndimage.label(classes == number)
        regions[labels > 0] = labels[labels > 0] + first - 1
        first += count
    return regions


def _joined(regions: Ints, color: Floats) -> Ints:
    """Return regions in which those between which there is no edge are one."""
    pairs, steps = [], []
    for axis in (0, 1):
        a, b = (np.take(regions, span, axis) for span in _spans(regions.shape[axis], 1))
        # The colour some cells further on both sides: an edge is blurred over a few.
        low, high = (np.take(color, span, axis) for span in _wide(regions.shape[axis]))
        step = np.abs(low - high).max(axis=-1)
        border = (a != b) & (a >= 0) & (b >= 0)
        pairs.append(np.sort(np.stack([a[border], b[border]], axis=-1), axis=1))
        steps.append(step[border])
    pair, step = np.concatenate(pairs), np.concatenate(steps)
    count = int(regions.max()) + 1
    if not len(pair):
        return regions
    unique, which = np.unique(pair, axis=0, return_inverse=True)
    which = which.reshape(-1)
    mean = np.bincount(which, step) / np.bincount(which)
    smooth = unique[mean < EDGE]
    links = coo_array((np.ones(len(smooth)), tuple(smooth.T)), shape=(count, count))
    _, label = connected_components(links, directed=False)
    return np.where(regions >= 0, label[regions], -1).astype(np.int64)


def _spans(count: int, step: int) -> tuple[Ints, Ints]:
    return np.arange(count - step), np.arange(step, count)


def _wide(count: int) -> tuple[Ints, Ints]:
    """Return for each pair of neighbours the cells one further out on both sides."""
    first = np.arange(count - 1)
    return np.maximum(first - 1, 0), np.minimum(first + 2, count - 1)


def _without_specks(regions: Ints, painted: NDArray[np.bool_]) -> Ints:
    """Return regions numbered anew, where specks belong to the region nearest to them."""
    least = max(4.0, SMALLEST * float(painted.sum()))
    sizes = np.bincount(regions[painted])
    keep = np.zeros(regions.shape, bool)
    keep[painted] = (sizes >= least)[regions[painted]]
    if not keep.any():
        return np.where(painted, 0, -1).astype(np.int64)
    near = ndimage.distance_transform_edt(~keep, return_distances=False, return_indices=True)
    filled = regions[tuple(near)]
    _, numbers = np.unique(filled[painted], return_inverse=True)
    result = np.full(regions.shape, -1, np.int64)
    result[painted] = numbers.reshape(-1)
    return result

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sample of a rough line sees: the shape of its own stroke, and the lines around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.clean.lines import tangents
from engine.geometry.bezier import Floats

SPACING = 2.5  # between samples
NEIGHBOURS = 20  # samples that a sample sees: the NEAREST, and every THIRD of those beyond
NEAREST, THIRD = 8, 3
CANDIDATES = 48  # nearest samples of which these are chosen
RADIUS = 14.0  # within which they lie
OWN_STRETCH = 5  # samples of its own stroke on either side that are no neighbours
ARMS = (1, 2, 4, 8)  # samples of its own stroke that a sample sees, on either side
FAR = 30.0  # from which on the way to the ends of a stroke isn't told apart
FEATURES = 4 * len(ARMS) + 5


@dataclass(frozen=True, eq=False)
class Neighbourhoods:
    """The samples of a drawing and what each sees.

    Attributes:
        points: float32 [N, 2], strokes one after the other.
        strokes: int64 [N], numbered from 0.
        features: float32 [N, FEATURES], in the frame of each sample: x along its stroke.
        neighbours: int64 [N, NEIGHBOURS], numbers of samples; -1 for none.
        apart: float32 [N, NEIGHBOURS], samples between both along their stroke; 0: another stroke.
    """

    points: NDArray[np.float32]
    strokes: NDArray[np.int64]
    features: NDArray[np.float32]
    neighbours: NDArray[np.int64]
    apart: NDArray[np.float32]


def neighbourhoods(lines: Sequence[Floats]) -> Neighbourhoods:
    """Return what the samples of strokes [n, 2] see; they are about SPACING apart."""
    points = np.concatenate(lines)
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    neighbours = _chosen(points, strokes)
    same = (neighbours >= 0) & (strokes[neighbours] == strokes[:, None])
    apart = np.where(same, neighbours - np.arange(len(points))[:, None], 0)
    seen = (neighbours >= 0).mean(1)  # where all places are taken, there are more lines
    features = np.concatenate([_own_shape(line) for line in lines])
    whole = np.column_stack([np.full(len(points), np.log(len(lines)) / 5.0), seen])
    return Neighbourhoods(
        points.astype(np.float32),
        strokes,
        np.concatenate([features, whole], 1).astype(np.float32),
        neighbours,
        apart.astype(np.float32),
    )


def _chosen(points: Floats, strokes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return samples [N, NEIGHBOURS] around each sample that aren't beside it in line."""
    count = len(points)
    chosen = np.full((count, NEIGHBOURS), -1, np.int64)
    most = min(CANDIDATES, count)
    distance, found = cKDTree(points).query(points, k=most, distance_upper_bound=RADIUS)
    distance, found = distance.reshape(count, -1), found.reshape(count, -1)
    known = np.minimum(found, count - 1)
    in_line = (strokes[known] == strokes[:, None]) & (
        np.abs(known - np.arange(count)[:, None]) <= OWN_STRETCH
    )
    fits = np.isfinite(distance) & ~in_line
    place = np.cumsum(fits, 1) - 1
    beyond = place - NEAREST
    fits &= (beyond < 0) | (beyond % THIRD == 0)
    place = np.cumsum(fits, 1) - 1
    row, column = np.nonzero(fits & (place < NEIGHBOURS))
    chosen[row, place[row, column]] = known[row, column]
    return chosen


def _own_shape(line: Floats) -> Floats:
    """Return what a sample knows of its own stroke [n, 2]: [n, FEATURES - 2]."""
    way = tangents(line, 1)
    normal = np.stack([-way[:, 1], way[:, 0]], 1)
    place = np.arange(len(line))
    columns = []
    for arm in ARMS:
        for side in (-arm, arm):
            gap = line[np.clip(place + side, 0, len(line) - 1)] - line
            scale = arm * SPACING
            columns += [(gap * way).sum(1) / scale, (gap * normal).sum(1) / scale]
    before, after = place * SPACING, (len(line) - 1 - place) * SPACING
    length = np.full(len(line), np.log(len(line)) / 5.0)
    ends = [np.minimum(before, FAR) / FAR, np.minimum(after, FAR) / FAR]
    return np.stack([*columns, *ends, length], 1)

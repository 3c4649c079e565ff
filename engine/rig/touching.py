# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points of a drawing's strokes touch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

PARALLEL = 0.8  # cosine of the angle up to which lines run side by side
NEIGHBOURS = 16  # of a point, that are looked at


def touching_pairs(
    points: NDArray[np.float64], strokes: NDArray[np.int64], reach: float
) -> NDArray[np.int64]:
    """Return pairs [N, 2] of points of different strokes that lie within `reach` of each other.

    points [P, 2]; strokes [P]: the stroke of each point. The smaller number comes first.
    """
    count = min(NEIGHBOURS, len(points))
    distance, index = cKDTree(points).query(points, k=count, distance_upper_bound=reach)
    first = np.repeat(np.arange(len(points)), count)
    second, near = index.reshape(-1), np.isfinite(distance.reshape(-1))
    first, second = first[near], second[near]
    good = (first < second) & (strokes[first] != strokes[second])
    return np.stack([first[good], second[good]], axis=1)


def side_by_side(
    points: NDArray[np.float64], strokes: NDArray[np.int64], pairs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return those of pairs [N, 2] of points at which strokes run about the same way.

    points [P, 2]; strokes [P]: the points of a stroke follow one another.
    """
    step = np.diff(points, axis=0) * (strokes[1:] == strokes[:-1])[:, None]
    way = np.zeros(points.shape)
    way[:-1] += step
    way[1:] += step
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-12)
    cosine = np.abs((way[pairs[:, 0]] * way[pairs[:, 1]]).sum(axis=1))
    return np.asarray(pairs[cosine >= PARALLEL])

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points of a drawing's strokes touch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

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

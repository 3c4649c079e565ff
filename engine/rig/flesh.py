# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points of a drawing's lines lie side by side, with nothing drawn between them.

Lines alone have no flesh: the two sides of a leg know nothing of one another, nor do the many
strokes of a sketched outline. The edges of Delaunay's triangulation go from one to the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def flesh_pairs(points: Floats, strokes: Ints, reach: float) -> Ints:
    """Return pairs [N, 2] of points [P, 2] that lie side by side, no further apart than `reach`.

    strokes [P]: neighbours on a stroke are no pairs. The smaller number comes first.
    """
    if len(points) < 4:
        return np.zeros((0, 2), np.int64)
    try:
        triangles = Delaunay(points).simplices.astype(np.int64)
    except QhullError:  # all on one line
        return np.zeros((0, 2), np.int64)
    edges = np.sort(np.concatenate([triangles[:, pair] for pair in ([0, 1], [1, 2], [0, 2])]))
    code = np.unique(edges[:, 0] * len(points) + edges[:, 1])
    first, second = code // len(points), code % len(points)
    length = np.linalg.norm(points[first] - points[second], axis=1)
    neighbours = (second == first + 1) & (strokes[first] == strokes[second])
    good = (length <= reach) & ~neighbours
    return np.stack([first[good], second[good]], axis=1)

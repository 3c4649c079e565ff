# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Level lines of a raster (marching squares: Lorensen and Cline's idea in the plane)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.tracing.skeleton_graph import Points

# For each case (bits: top left, top right, bottom right, bottom left are inside) the sides that the
# line connects: 0 top, 1 right, 2 bottom, 3 left. At saddles the two insides stay separate.
_SIDES: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),),
    ((2, 3),), ((2, 0),), ((0, 1), (2, 3)), ((2, 1),), ((1, 3),), ((1, 0),), ((0, 3),), (),
)  # fmt: skip


def contours(field: NDArray[np.floating], level: float) -> list[Points]:
    """Return the closed lines on which `field` [h, w] has the value `level`, [n, 2] each.

    Points are (x, y) with pixel centres at .5; the first one is not repeated. Outside of the raster
    the field counts as below the level, so every line closes.
    """
    padded = np.pad(np.asarray(field, dtype=np.float64), 1, constant_values=level - 1.0)
    inside = padded > level
    case = (
        inside[:-1, :-1].astype(np.int64)
        + 2 * inside[:-1, 1:]
        + 4 * inside[1:, 1:]
        + 8 * inside[1:, :-1]
    )
    after: dict[int, list[int]] = {}
    width = padded.shape[1]
    for y, x in np.argwhere((case > 0) & (case < 15)).tolist():
        corner = y * width + x
        # The number of a side: twice its first corner, plus one if it runs downwards.
        sides = (2 * corner, 2 * (corner + 1) + 1, 2 * (corner + width), 2 * corner + 1)
        for a, b in _SIDES[int(case[y, x])]:
            after.setdefault(sides[a], []).append(sides[b])
    return [_places(ring, padded, level) for ring in _rings(after)]


def ring_area(line: Points) -> float:
    """Return the signed area of a closed line [n, 2]."""
    x, y = line[:, 0], line[:, 1]
    return 0.5 * float(x @ np.roll(y, -1) - y @ np.roll(x, -1))


def _rings(after: dict[int, list[int]]) -> list[list[int]]:
    rings = []
    while after:
        start = next(iter(after))
        ring, here = [], start
        while here in after:
            ring.append(here)
            following = after[here]
            there = following.pop()
            if not following:
                del after[here]
            here = there
        rings.append(ring)
    return rings


def _places(ring: list[int], padded: Points, level: float) -> Points:
    """Return where the level is crossed on each side, by linear interpolation."""
    number = np.asarray(ring)
    corner, down = number // 2, number % 2
    y, x = corner // padded.shape[1], corner % padded.shape[1]
    low, high = padded[y, x], padded[y + down, x + 1 - down]
    share = np.clip((level - low) / np.where(high == low, 1.0, high - low), 0.0, 1.0)
    return np.stack([x + share * (1 - down), y + share * down], axis=-1) - 0.5

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The water under a boat: wide flat lines at the bottom, which stay while the boat rocks.

Where a wave touches the hull, a drawing that was traced has both in one stroke. Then the water is
the end of that stroke, up to where it touches.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.pieces.ink import Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import NamedPart

WIDE = 0.4  # long sides: a wave of its own is as wide
WIDE_END = 0.2  # long sides: the end of a stroke that goes on beside the hull
FLAT = 0.2  # height of a wave, of its width
BOTTOM = 0.3  # of the height: where water is
OPEN = 0.3  # distance of a wave's ends, of its width
TOUCHING = 0.025  # long sides: lines as close to each other touch
APART = 0.1  # long sides along a line: what is further on may touch it


def find_water(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the water at the bottom of a drawing as one part, if there is any."""
    wide = boxes.sizes[:, 0] >= WIDE * boxes.size
    flat = boxes.sizes[:, 1] <= FLAT * boxes.sizes[:, 0]
    level = boxes.high[1] - BOTTOM * (boxes.high[1] - boxes.low[1])
    whole = wide & flat & (boxes.lows[:, 1] > level) & (boxes.openness > OPEN)
    ends = [
        end
        for row in np.flatnonzero(~whole)
        for backwards in (False, True)
        if len(end := _end(boxes, int(row), level, backwards=backwards))
    ]
    found = np.flatnonzero(whole)
    if len(found) == len(boxes.names) or not (len(found) or ends):
        return []
    foot = np.array([0.5 * (boxes.low[0] + boxes.high[0]), boxes.high[1]])
    rows = np.concatenate(ends) if ends else np.zeros(0, np.int64)
    return [NamedPart("water0", tuple(boxes.names[found].tolist()), foot, points=rows)]


def _end(boxes: StrokeBoxes, row: int, level: float, *, backwards: bool) -> Ints:
    """Return the rows of the points of a stroke's end that is water; none where none is.

    level: water is below this y. backwards: the stroke's last points instead of its first ones.
    """
    rows = np.flatnonzero(boxes.owner == row)
    rows = rows[::-1] if backwards else rows
    line = boxes.points[rows]
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    near = cKDTree(boxes.points).query_ball_point(line, TOUCHING * boxes.size)
    place = dict(zip(rows.tolist(), along, strict=True))
    count = 0
    for number, others in enumerate(near):
        here = along[number]
        touches = any(abs(place.get(o, np.inf) - here) > APART * boxes.size for o in others)
        if touches or line[number, 1] <= level:
            break
        count = number + 1
    if count == len(rows) or not count:
        return np.zeros(0, np.int64)
    width, height = np.ptp(line[:count], axis=0)
    if width < WIDE_END * boxes.size or height > FLAT * width:
        return np.zeros(0, np.int64)
    return np.asarray(rows[:count])

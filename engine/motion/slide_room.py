# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far parts of a head may slide: they stay within every line that they are drawn in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.rest import RestPose

Floats = NDArray[np.float64]
USED = 0.7  # of the room up to a line that holds a part
INSIDE = 0.7  # of a part's box: if so much of it lies in a line's box, it is drawn in that line
CARRIED = 0.5  # of a point, that a part carries at least of what is its own


def room_of(rest: RestPose, joint: str) -> Floats:
    """Return how far a part may slide, [2, 2]: to lower x and y, to higher x and y, 0 or more.

    joint: what carries the part, or its parent. Infinite where no line is known that holds it.
    """
    free = np.full((2, 2), np.inf)
    bones, points, strokes = rest.bones, rest.points, rest.strokes
    if points is None or strokes is None or len(points) != len(bones.carriers):
        return free
    hung = np.isin(bones.carriers, bones.below(rest.index[joint]))
    own = np.where(hung, bones.weights, 0.0).sum(axis=1) > CARRIED
    if not own.any():
        return free
    low, high = points[own].min(axis=0), points[own].max(axis=0)
    wide = np.maximum(high - low, 1e-9)
    for stroke in np.unique(strokes[~own]):
        line = points[strokes == stroke]
        first, last = line.min(axis=0), line.max(axis=0)
        shared = np.clip(np.minimum(high, last) - np.maximum(low, first), 0.0, None) / wide
        if shared.prod() >= INSIDE and (last - first > wide).all():
            free = np.minimum(free, np.maximum([low - first, last - high], 0.0))
    return USED * free


def within(room: Floats, slide: Floats, axis: int) -> Floats:
    """Return a slide [F] along x (0) or y (1) that nears the end of its room, but stays in it."""
    most = np.where(slide > 0.0, room[1, axis], room[0, axis])
    most = np.clip(most, 1e-9, 1e9 + np.abs(slide))
    return np.asarray(most * np.tanh(slide / most))

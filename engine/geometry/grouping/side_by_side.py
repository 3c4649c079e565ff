# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two bodies of one kind that touch side by side: girls who hold hands, glasses that clink.

Nothing lies between them, but what is drawn of one is drawn of the other, too, moved or mirrored.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.samples import Ints, StrokeSamples

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

ACROSS = 0.12  # of all lines: so much may run from one body into the other
OVER = 0.1  # of the drawing's width: a line that reaches further over the middle runs across
OVERLAP = 0.25  # of the narrower body: so far may one reach over the other
AS_LARGE = 0.07  # of the drawing's long side: so much may a line differ from its counterpart
ALIKE = 0.6  # of a body's lines, that have a counterpart on the other side


def side_by_side(samples: StrokeSamples) -> Ints | None:
    """Return 0 for strokes [S] of the left body and 1 for the right one; None where they differ."""
    low, high = samples.low.astype(np.float64), samples.high.astype(np.float64)
    box = np.stack([low.min(axis=0), high.max(axis=0)])
    wide, size = float(np.ptp(box[:, 0])), float(np.ptp(box, axis=0).max())
    middle = float(box[:, 0].mean())
    lengths = samples.length.astype(np.float64)
    across = (low[:, 0] < middle - OVER * wide) & (high[:, 0] > middle + OVER * wide)
    if lengths[across].sum() > ACROSS * lengths.sum():
        return None
    right = 0.5 * (low[:, 0] + high[:, 0]) > middle
    if right.all() or not right.any():
        return None
    edges = low[right, 0].min(), high[~right, 0].max()
    narrower = min(edges[1] - box[0, 0], box[1, 0] - edges[0])
    if edges[1] - edges[0] > OVERLAP * narrower:
        return None
    middles = 0.5 * (low + high)
    looks = np.column_stack([high - low, middles[:, 1]])
    alike = np.abs(looks[:, None] - looks[None]).max(axis=2) < AS_LARGE * size
    for own in (~right, right):
        has_one = alike[np.ix_(own, ~own)].any(axis=1)
        if lengths[own][has_one].sum() < ALIKE * lengths[own].sum():
            return None
    return _moved(right, alike, middles[:, 0], AS_LARGE * size).astype(np.int64)


def _moved(right: Bools, alike: Bools, x: Floats, near: float) -> Bools:
    """Return the sides [S] of strokes, those that reach over the middle by their counterparts.

    Where one body is the other one moved, its strokes have counterparts that far away.
    """
    steps = x[None] - x[:, None]
    across = alike & ~right[:, None] & right[None]
    step = float(np.median(steps[across]))
    there = (alike & (np.abs(steps - step) < near)).any(axis=1)
    from_there = (alike & (np.abs(steps + step) < near)).any(axis=1)
    sure = there ^ from_there
    if sure.sum() < ALIKE * len(x):
        return right
    return np.asarray(np.where(sure, from_there, right))

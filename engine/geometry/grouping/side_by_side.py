# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two bodies of one kind that touch side by side: girls who hold hands, glasses that clink.

Nothing lies between them, but what is drawn of one is drawn of the other, too, moved or mirrored.
"""

from __future__ import annotations

import numpy as np

from engine.geometry.grouping.samples import Ints, StrokeSamples

ACROSS = 0.12  # of all lines: so much may run from one body into the other
OVER = 0.1  # of the drawing's width: a line that reaches further over the middle runs across
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
    looks = np.column_stack([high - low, 0.5 * (low[:, 1] + high[:, 1])])
    far = np.abs(looks[~right][:, None] - looks[right][None]).max(axis=2)
    for found, own in ((far.min(axis=1), ~right), (far.min(axis=0), right)):
        mine = lengths[own]
        if mine[found < AS_LARGE * size].sum() < ALIKE * mine.sum():
            return None
    return right.astype(np.int64)


# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lamp of a vehicle: where only one end has one, that end is the front."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.lines import StrokeBoxes

SMALL = 0.1  # of the width: lamps are smaller, and as near to an end
LEVEL = 0.2  # of the height: how far from halfway up lamps are; wheels are lower
ROUND = 0.5  # short side of a lamp, of its long one
LIKE = 1.8  # times as large, as high or as slim: what may be a lamp, too


def lamp_side(boxes: StrokeBoxes) -> float:
    """Return 1.0 for a lamp at the right end, -1.0 at the left one, 0.0 for none.

    Where the other end has something that may be a lamp, too, nothing is said.
    """
    ends = _lamps(boxes, 1.0)
    like = _lamps(boxes, LIKE)
    return float(ends[1] and not like[0]) - float(ends[0] and not like[1])


def _lamps(boxes: StrokeBoxes, more: float) -> tuple[bool, bool]:
    """Tell whether the left end has a lamp, and the right end; more: how much is let pass."""
    width, height = np.maximum(boxes.high - boxes.low, 1e-9)
    place = (boxes.middles - boxes.low) / (width, height)
    long, short = boxes.sizes.max(axis=1), boxes.sizes.min(axis=1)
    lamps = (long < more * SMALL * width) & (short * more > ROUND * long)
    lamps &= np.abs(place[:, 1] - 0.5) < more * LEVEL
    left = bool((lamps & (place[:, 0] < more * SMALL)).any())
    right = bool((lamps & (place[:, 0] > 1.0 - more * SMALL)).any())
    return left, right

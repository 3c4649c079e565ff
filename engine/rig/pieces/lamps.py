# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lamp of a vehicle: where only one end has one, that end is the front."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.lines import StrokeBoxes

SMALL = 0.1  # of the width: lamps are smaller, and as near to an end
LEVEL = 0.2  # of the height: how far from halfway up lamps are; wheels are lower
ROUND = 0.5  # short side of a lamp, of its long one


def lamp_side(boxes: StrokeBoxes) -> float:
    """Return 1.0 for a lamp at the right end, -1.0 at the left one, 0.0 for none or for both."""
    width, height = np.maximum(boxes.high - boxes.low, 1e-9)
    place = (boxes.middles - boxes.low) / (width, height)
    long, short = boxes.sizes.max(axis=1), boxes.sizes.min(axis=1)
    lamps = (long < SMALL * width) & (short > ROUND * long) & (np.abs(place[:, 1] - 0.5) < LEVEL)
    left = bool((lamps & (place[:, 0] < SMALL)).any())
    right = bool((lamps & (place[:, 0] > 1.0 - SMALL)).any())
    return float(right) - float(left)

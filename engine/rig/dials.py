# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a hand turns: in the middle of the hub at its end, or of the dial that goes around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.part_strokes import Floats, PartStrokes

ROUND = 0.15  # of its radius: a hub or a dial varies as little
HUB = 1.2  # of a hand's extent: no hub is larger
NEAR = 1.6  # radii of a hub from its middle, at most: an end as near is on it
HELD = 1.1  # radii of a dial: a hand reaches no further


def turning_place(own: Floats, rest: Floats, strokes: NDArray[np.int64]) -> Floats | None:
    """Return the place [2] about which a hand turns; None where neither hub nor dial is drawn.

    own [N, 2]: points on the hand; rest [R, 2] and strokes [R]: points on all else.
    """
    if not len(own) or not len(rest):
        return None
    lines = PartStrokes.of(rest, strokes)
    extent = float(np.ptp(own, axis=0).max())
    hubs, dials = [], []
    for stroke in np.flatnonzero(lines.closed).tolist():
        middle = lines.middle[stroke]
        away = np.linalg.norm(lines.line(stroke) - middle, axis=1)
        radius = float(away.mean())
        if radius <= 0.0 or float(np.ptp(away)) > ROUND * radius:
            continue
        gap = np.linalg.norm(own - middle, axis=1)
        beside = gap.min() < NEAR * radius < gap.max()
        if 2.0 * radius < HUB * extent and beside:
            hubs.append((radius, middle))
        elif gap.max() < HELD * radius:
            dials.append((radius, middle))
    found = min(hubs or dials, key=lambda each: each[0], default=None)
    return None if found is None else found[1]

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How anything rolls on level ground without sliding: a ball, half an orange, a box over its edges.

Turned by an angle, its middle is as high over the ground as its lowest point then lies below that.
And as the contact is at rest, the middle gets on by that height for each radian.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

from engine.motion.curves import TAU
from engine.motion.performance import Performance

Floats = NDArray[np.float64]
FINE = 128  # angles in a turn


def foot_below(body: Performance, angle: Floats) -> Floats:
    """Return how far [F] the lowest point lies below the middle, turned clockwise by [F]."""
    arms = _corners(body) - body.rest.centre
    c, s = np.cos(angle), np.sin(angle)
    return np.asarray((s[:, None] * arms[:, 0] + c[:, None] * arms[:, 1]).max(axis=1))


def turns_rolled(body: Performance, gone: Floats) -> Floats:
    """Return how far [F] a thing has turned clockwise that has rolled so far [F] to the right."""
    least = max(0.05 * body.size, 1e-9)  # what lies flat gets on at least so far
    most = float(np.abs(gone).max(initial=0.0)) / least
    way = 1.0 if gone[np.abs(gone).argmax()] >= 0.0 else -1.0
    angle = np.linspace(0.0, way * min(most, 20 * TAU), 20 * FINE)
    high = np.maximum(foot_below(body, angle), least)
    steps = 0.5 * (high[1:] + high[:-1]) * np.diff(angle)
    far = np.concatenate([[0.0], np.cumsum(steps)])
    return np.interp(way * gone, way * far, angle)


def _corners(body: Performance) -> Floats:
    """Return the points [N, 2] with which a thing may touch the ground."""
    lines = body.rest.lines
    if lines is None or len(lines) < 3:
        turn = np.linspace(0.0, TAU, FINE, endpoint=False)
        radius = 0.5 * float(np.ptp(body.rest.box[:, 1]))
        return body.rest.centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    try:
        return np.asarray(lines[ConvexHull(lines).vertices])
    except QhullError:  # a straight line
        return lines

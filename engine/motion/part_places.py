# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a part that is an object of its own hangs, and which way its turns go."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.performance import Performance
from engine.rig.hung import HINGE, REST

Floats = NDArray[np.float64]
UPRIGHT = 0.5  # of its length, sideways: an arm that hangs or stands


def hinge(body: Performance) -> Floats:
    """Return the place [2] where a part hangs; its own top where nothing else is drawn."""
    if body.rest.has(HINGE):
        return np.asarray(body.rest.at(HINGE), np.float64)
    return np.array([body.rest.centre[0], body.rest.box[0, 1]])


def arm(body: Performance) -> Floats:
    """Return the way [2] from the hinge of a part to its middle."""
    return np.asarray(body.rest.centre - hinge(body))


def others(body: Performance) -> Floats:
    """Return the box [2, 2] around all else; the part's own where nothing else is drawn."""
    if not body.rest.has(REST[0]):
        return body.rest.box
    return np.stack([body.rest.at(name) for name in REST])


def outwards(body: Performance) -> float:
    """Return 1.0 for a part to the right of the rest, -1.0 for one to the left."""
    return -1.0 if body.rest.centre[0] < others(body)[:, 0].mean() else 1.0


def rising(body: Performance) -> float:
    """Return the sign of the turn that lifts a part's free end, or that opens one that stands."""
    across, along = arm(body)
    if along < 0.0 and abs(across) < UPRIGHT * abs(along):
        return outwards(body)
    return -float(np.sign(across) or outwards(body))


def away(body: Performance) -> float:
    """Return the sign of the turn that takes a part's free end away from the middle of the rest."""
    along, out = arm(body), hinge(body) + arm(body) - others(body).mean(axis=0)
    return float(np.sign(along[0] * out[1] - along[1] * out[0]) or rising(body))

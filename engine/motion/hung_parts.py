# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a part that is an object of its own hangs, and how it lies to the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.performance import Performance
from engine.rig.hung import HINGE, REST

Floats = NDArray[np.float64]


def hinge_of(body: Performance) -> Floats:
    """Return the place [2] where a part hangs; its own top where nothing else is drawn."""
    if body.rest.has(HINGE):
        return np.asarray(body.rest.at(HINGE), np.float64)
    return np.array([body.rest.centre[0], body.rest.box[0, 1]])


def arm_of(body: Performance) -> Floats:
    """Return the way [2] from the hinge of a part to its middle."""
    return np.asarray(body.rest.centre - hinge_of(body))


def others_of(body: Performance) -> Floats:
    """Return the box [2, 2] around all else; the part's own where nothing else is drawn."""
    if not body.rest.has(REST[0]):
        return body.rest.box
    return np.stack([body.rest.at(name) for name in REST])


def outwards(body: Performance) -> float:
    """Return 1.0 for a part to the right of the rest, -1.0 for one to the left."""
    return -1.0 if body.rest.centre[0] < others_of(body)[:, 0].mean() else 1.0

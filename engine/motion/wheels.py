# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels that turn as far as they roll."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.performance import Performance

Floats = NDArray[np.float64]


def wheel_radius(body: Performance, name: str) -> float:
    """Return a wheel's radius: it stands on the ground, the lowest line of the drawing."""
    radius = float(body.rest.box[1, 1] - body.rest.at(name)[1])
    return max(radius, 0.03 * body.size)


def turn_wheels(body: Performance, pace: float = 1.0) -> Floats:
    """Write the turns of all wheels, and where the body goes; return the way [F], signed.

    On the spot the ground passes by: whole turns of the wheels in a loop.
    """
    wheels = [name for name in body.rest.index if name.startswith("wheel") and body.rest.has(name)]
    radius = float(np.mean([wheel_radius(body, name) for name in wheels])) if wheels else body.size
    way = body.facing * (body.beat.direction or 1)
    if body.beat.distance:
        rolled = way * body.beat.distance * body.size * body.way()
        body.go(rolled)
    else:
        turns = pace * body.cycles(24.0)
        turns = float(max(1, round(turns))) if body.beat.loop else turns
        rolled = way * turns * TAU * radius * body.way()
    for name in wheels:
        body.turn(name, rolled / (wheel_radius(body, name) if body.beat.distance else radius))
    return np.asarray(rolled)

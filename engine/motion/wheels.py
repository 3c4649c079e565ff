# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels that turn as far as they roll."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.performance import Performance

Floats = NDArray[np.float64]

ALONE = 0.9  # of a point's weights: the wheel carries it
FEWEST = 6  # points, that tell how large a wheel is
ROUND = 0.85  # of its long side: a wheel's short side is at least


def wheel_radius(body: Performance, name: str) -> float:
    """Return a wheel's radius: of its own round line, else it stands on the lowest line drawn."""
    drawn = _drawn_radius(body, name)
    if drawn > 0.0:
        return drawn
    radius = float(body.rest.box[1, 1] - body.rest.at(name)[1])
    return max(radius, 0.03 * body.size)


def _drawn_radius(body: Performance, name: str) -> float:
    """Return the radius of what a wheel's joint alone carries; 0 where that isn't round."""
    bones, points = body.rest.bones, body.rest.points
    if points is None or len(points) != len(bones.carriers):
        return 0.0
    share = (bones.weights * (bones.carriers == body.rest.index[name])).sum(axis=1)
    own = points[share > ALONE]
    if len(own) < FEWEST:
        return 0.0
    wide, tall = np.ptp(own, axis=0)
    middle = 0.5 * (own.min(axis=0) + own.max(axis=0))
    off = float(np.hypot(*(middle - body.rest.at(name))))
    round_ = min(wide, tall) > ROUND * max(wide, tall) and off < (1.0 - ROUND) * max(wide, tall)
    return 0.5 * float(max(wide, tall)) if round_ else 0.0


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

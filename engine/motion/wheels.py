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
INNERMOST = 25.0  # per cent of a rim's points: handles of its curves lie further out than it does
LEAST = 0.03  # of a thing's size: no wheel is smaller


def wheel_radius(body: Performance, name: str) -> float:
    """Return a wheel's radius: of its round lines, of its outermost one, or down to the ground."""
    radius = _drawn_radius(body, name) or _rim(body, name) or _above_ground(body, name)
    return max(radius, LEAST * body.size)


def _above_ground(body: Performance, name: str) -> float:
    return float(body.rest.box[1, 1] - body.rest.at(name)[1])


def _rim(body: Performance, name: str) -> float:
    """Return the radius of the outermost line that a wheel carries; 0.0 where it carries none."""
    rest = body.rest
    bones, points, strokes = rest.bones, rest.points, rest.strokes
    if points is None or strokes is None or len(bones.weights) != len(points):
        return 0.0
    rows = np.arange(len(points))
    owner = bones.carriers[rows, bones.weights.argmax(axis=1)]
    mine = owner == rest.index[name]
    if not mine.any():
        return 0.0
    away = np.linalg.norm(points[mine] - rest.at(name), axis=1)
    return max(
        float(np.percentile(away[strokes[mine] == stroke], INNERMOST))
        for stroke in np.unique(strokes[mine])
    )


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
        own = radius if body.beat.loop else wheel_radius(body, name)
        body.turn(name, rolled / own)
    return np.asarray(rolled)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things do to others: rackets hit, straws stir, bows go to and fro; and water that spouts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import foot_of, scaled_about

Floats = NDArray[np.float64]
THING = ("",)
HEEL = 0.25  # of its width: so near to its end it stands on its heel
LEG = 0.3  # of the height of a foot that is drawn alone: so much of it is its leg


def _lengthwise(body: Performance) -> Floats:
    """Return the direction [2] in which a thing is long, downwards."""
    points = body.rest.points
    if points is None or len(points) < 2:
        return np.array([1.0, 0.0])
    along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][0]
    return np.asarray(along * (1.0 if along[1] >= 0.0 else -1.0))


def _end(body: Performance, sign: float) -> Floats:
    """Return the end [2] of a thing along its length: 1.0 the lower one, -1.0 the upper one."""
    points = body.rest.points
    if points is None or not len(points):
        return body.rest.centre
    return np.asarray(points[(points @ _lengthwise(body) * sign).argmax()])


@action(
    "hit",
    "strike",
    "bat",
    "tap",
    "knock",
    "chop",
    "hammer",
    "swat",
    "hack",
    plans=THING,
    frames=24,
    repeats=True,
)
def hit(body: Performance) -> None:
    """Draw back about the lower end, like a hand that swings it, hit, and swing back."""
    phase = np.mod(body.phase(24.0), 1.0)
    keys = [(0, 0), (0.3, -0.7), (0.42, -0.75), (0.56, 1.0), (0.66, 0.85), (1, 0)]
    side = float(body.beat.aim) or body.facing
    body.about(_end(body, 1.0), 0.55 * side * keyed(phase, keys) * min(body.amount, 1.4))


@action("tap_foot", plans=THING, frames=14, repeats=True, shared=False)
def tap_foot(body: Performance) -> None:
    """Lift the toes of a foot that is drawn alone and tap, again and again, on its heel."""
    points, (low, high) = body.rest.points, body.rest.box
    if points is None or not len(points):
        points = body.rest.box
    leg = points[points[:, 1] < low[1] + LEG * (high[1] - low[1]), 0].mean()
    right = bool(leg < body.rest.centre[0])  # the toes are at the end that the leg isn't over
    heel = np.array([low[0] if right else high[0], high[1]])
    near = points[np.abs(points[:, 0] - heel[0]) < HEEL * (high[0] - low[0])]
    heel = near[near[:, 1].argmax()] if len(near) else heel
    up = (0.5 - 0.5 * np.cos(TAU * body.phase(12.0))) * body.swell(3.0) * min(body.amount, 1.4)
    body.about(heel, (-0.3 if right else 0.3) * up)


@action("spout", "squirt", "spew", "erupt", plans=THING, frames=24, repeats=True)
def spout(body: Performance) -> None:
    """Shoot up from below, again and again, ducking in between: the water of a whale."""
    swell = body.swell(3.0) * min(body.amount, 1.4)
    high = 0.35 * swell * (np.sin(TAU * body.phase(14.0)) + 0.4 * body.wave(7.0))
    scaled_about(body, foot_of(body), 1.0 + 0.3 * high, 1.0 + high)


@action("stir", "mix", "whisk", plans=THING, frames=20, repeats=True)
def stir(body: Performance) -> None:
    """Stir with the lower end: it goes round in a flat circle, the upper end hardly."""
    swell = body.swell(4.0) * body.amount
    turn = TAU * body.phase(20.0)
    body.about(_end(body, -1.0), 0.16 * swell * np.sin(turn))
    body.shift(0.0, 0.05 * body.size * swell * np.sin(2.0 * turn))


@action(
    "saw", "play", "rub", "brush", "scrub", "file", "polish", plans=THING, frames=24, repeats=True
)
def saw(body: Performance) -> None:
    """Go to and fro along its own length, turning a little at the ends."""
    stroke = body.wave(22.0) * body.swell(4.0) * body.amount
    along = 0.3 * body.size * stroke
    way = _lengthwise(body)
    body.shift(along * way[0], along * way[1])
    body.about(body.rest.centre, 0.05 * body.wave(22.0, 0.25) * body.swell(4.0) * body.amount)


@action("dip", "dunk", plans=THING, frames=36, repeats=True)
def dip(body: Performance) -> None:
    """Go down, lower end first, and come up again."""
    down = (0.5 - 0.5 * np.cos(TAU * body.phase(34.0))) * min(body.amount, 1.4)
    low = _end(body, 1.0)
    upright = float(np.clip(_lengthwise(body)[0], -0.6, 0.6))
    body.about(low, 0.5 * upright * down)
    body.shift(0.0, 0.3 * body.size * down)


@action("write", "draw", "scribble", "sketch", "sign", plans=THING, frames=30, repeats=True)
def write(body: Performance) -> None:
    """Write small letters with the lower end, going on along a line, the upper end following."""
    swell, turn = body.swell(4.0) * body.amount, TAU * body.phase(9.0)
    tip = _end(body, 1.0)
    body.about(tip, 0.06 * swell * np.sin(turn + 0.5))
    line = 0.0 if body.beat.loop else 0.22 * body.way()
    across = line + 0.035 * swell * np.cos(turn) - 0.035 * swell
    body.shift(body.size * across, 0.05 * body.size * swell * np.sin(turn))

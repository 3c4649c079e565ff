# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things do along one way in their place: shake up and down, swing down hard, point there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import foot_of

Floats = NDArray[np.float64]

THING = ("",)
SHAKEN = 0.06  # of its long side: so far it shakes up and down
RAISED, STRUCK = 0.45, 1.15  # radians: a thing is drawn back before it comes down, and so far down
HELD_BACK = 0.5  # of its height: so far its foot gives way, that it stays in the picture


@action(
    "shake_up_and_down",
    "tremble_up_and_down",
    "shiver_up_and_down",
    "vibrate_up_and_down",
    "rattle_up_and_down",
    "jiggle_up_and_down",
    "wiggle_up_and_down",
    "wobble_up_and_down",
    "quiver_up_and_down",
    "jerk_up_and_down",
    plans=THING,
    frames=24,
)
def shake_up_and_down(body: Performance) -> None:
    """Shake hard up and down, leaning a little, and calm down."""
    burst = body.once(0.02, 0.15, 0.65, 0.97) * body.amount
    fast = TAU * max(4.0, round(5 * body.seconds)) * body.t
    body.shift(0.0, -SHAKEN * body.size * burst * np.sin(fast))
    body.about(foot_of(body), 0.02 * burst * np.sin(0.5 * fast))


@action(
    "swing_down",
    "slam_down",
    "smash_down",
    "strike_down",
    "hit_down",
    "chop_down",
    "slash_down",
    plans=THING,
    frames=24,
    shared=False,
)
def swing_down(body: Performance) -> None:
    """Draw back, come down once with all force about the lower end, rebound a little, stay."""
    side = float(body.beat.aim) or body.facing
    keys = [(0, 0), (0.3, -0.9), (0.42, -1), (0.54, 1.0), (0.62, 0.86), (0.7, 1.0), (1, 1)]
    along = keyed(body.t, keys)
    if body.beat.loop:
        along = along * (1.0 - keyed(body.t, [(0, 0), (0.75, 0), (1, 1)]))
    angle = np.where(along < 0.0, RAISED, STRUCK) * along
    angle = side * angle * min(body.amount, 1.2)
    tall = float(np.ptp(body.rest.box[:, 1]))
    body.about(foot_of(body), angle)
    body.shift(-HELD_BACK * tall * np.sin(angle), 0.0)


@action(
    "point",
    "aim",
    "show",
    "indicate",
    "jab_at",
    plans=THING,
    frames=16,
    repeats=True,
    shared=False,
)
def point(body: Performance) -> None:
    """Jab the way that is said, or that its tip points, draw back, and again: a finger."""
    way = np.array([float(body.beat.aim), -float(body.beat.lift)])
    if not way.any():
        way = _tip_of(body)
    phase = np.mod(body.phase(16.0), 1.0)
    out = keyed(phase, [(0, 0), (0.22, -0.35), (0.42, 1), (0.6, 0.9), (1, 0)])
    out = out * 0.16 * body.size * min(body.amount, 1.3)
    body.shift(out * way[0], out * way[1])
    body.about(body.rest.centre, 0.05 * out / body.size * way[0])


def _tip_of(body: Performance) -> Floats:
    """Return the direction [2] from the middle of a thing to its furthest point, of length 1."""
    points = body.rest.points
    if points is None or not len(points):
        return np.array([body.facing, 0.0])
    arms = points - body.rest.centre
    arm = arms[int(np.hypot(*(points - points.mean(axis=0)).T).argmax())]
    return np.asarray(arm / max(float(np.hypot(*arm)), 1e-9))

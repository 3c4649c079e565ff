# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People who play an instrument."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.people import (
    Arm,
    arm_length,
    arms_of,
    free_side,
    holds,
    leg_length,
    outwards,
    stand,
)
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("person",)
SEATED = 0.7  # radians: a knee that is bent further is somebody's who sits
STROKE = 0.3  # lengths of an arm: how far a hand strums to either side
HIGHER = 0.35  # lengths of an arm, from which one hand is clearly higher than the other
DRAWN = 0.5  # radians: arms that are lifted or bent further hold the instrument in the drawing


def _holds_instrument(body: Performance, side: str, arm: Arm) -> bool:
    return abs(arm.raised) > DRAWN or arm.bent > DRAWN or holds(body, side)


def strumming_side(body: Performance, arms: Mapping[str, Arm]) -> str:
    """Return the hand that strums: the lower one, where the other is up at the neck."""
    if len(arms) == 2:
        high = {side: float(arm.limb.places[2][1]) for side, arm in arms.items()}
        if abs(high["left"] - high["right"]) > HIGHER * arm_length(body):
            return max(high, key=lambda side: high[side])
    return free_side(body)


@action("play_guitar", "play", "strum", "guitar", plans=PLAN, frames=12, repeats=True)
def play_guitar(body: Performance) -> None:
    """Strum with one hand, finger with the other, sway in time."""
    ready, phase = body.swell(5.0), body.phase(12.0)
    arms = arms_of(body)
    side = strumming_side(body, arms)
    reach = arm_length(body)
    holding = any(_holds_instrument(body, n, arm) for n, arm in arms.items() if n != side)
    places = body.places()
    belly = places[:, body.rest.index["waist"]]
    forth = body.facing if body.rest.sideways else -outwards(side)
    beat = np.sin(TAU * phase) * body.amount
    for name, arm in arms.items():
        drawn = _holds_instrument(body, name, arm) or (name == side and holding)
        if drawn:  # the instrument is in its hands: the drawn place, and strokes about it
            tap = STROKE * beat if name == side else 0.05 * body.noise(16)
            along = np.stack([0.4 * tap, tap], axis=1) * reach
            moved = places[:, arm.limb.index[0]] - arm.limb.places[0]
            arm.reach(arm.limb.places[2] + moved + along, ready)
            continue
        if name == side:
            target = belly + np.stack(
                [
                    np.full(body.frames, 0.24 * forth * reach) + 0.05 * reach * beat,
                    0.02 * reach + 0.32 * reach * beat,
                ],
                axis=1,
            )
        else:
            slide = 0.12 * body.noise(16)
            target = belly + np.stack(
                [
                    (-forth if not body.rest.sideways else forth) * (0.75 + slide) * reach,
                    np.full(body.frames, -0.35 * reach),
                ],
                axis=1,
            )
        if arm.stout and not body.rest.sideways:
            arm.to(0.45 + 0.3 * beat if name == side else 1.2, 0.6, ready)
        else:
            arm.reach(target, ready)
    sway = body.wave(24) * ready
    body.turn("waist", 0.08 * sway)
    body.turn("head", 0.16 * body.wave(12, 0.1) * ready)
    body.shift(0.0, 0.04 * leg_length(body) * (1 - np.cos(TAU * phase)) * ready)
    stand(body)


@action(
    "drum",
    "play_drums",
    "drums",
    "play_piano",
    "type",
    "hammer",
    "knock",
    plans=PLAN,
    frames=12,
    repeats=True,
)
def drum(body: Performance) -> None:
    """Beat with both hands in turn."""
    ready, phase = body.swell(5.0), body.phase(12.0)
    for side, arm in arms_of(body).items():
        at = np.mod(phase + (0.0 if side == "left" else 0.5), 1.0)
        up = keyed(at, [(0, 0), (0.4, 1.0), (0.58, -0.1), (0.7, 0.12), (1, 0)]) * body.amount
        arm.to(0.45 + 0.35 * up, 1.15 + 0.55 * up, ready, 0.3 * up)
    body.turn("head", 0.1 * np.sin(2 * TAU * phase) * ready)
    body.shift(0.0, 0.012 * body.size * np.sin(2 * TAU * phase) * ready)
    stand(body)


@action("play_violin", "violin", "fiddle", "saw", "brush", plans=PLAN, frames=24, repeats=True)
def play_violin(body: Performance) -> None:
    """Hold one arm up, draw the other to and fro."""
    ready, stroke = body.swell(6.0), body.wave(24) * body.amount
    side = free_side(body)
    for name, arm in arms_of(body).items():
        if name == side:
            arm.to(1.0 + 0.2 * stroke, 1.5 - 0.6 * stroke, ready, -0.3 * stroke)
        else:
            arm.to(1.45 + 0.04 * stroke, 0.9, ready)
    body.turn("waist", 0.05 * body.wave(48) * ready)
    body.turn("head", 0.12 * ready * body.facing + 0.04 * stroke * ready)
    stand(body)


@action("swing_legs", "dangle_legs", plans=PLAN, frames=24, gesture=True, repeats=True)
def swing_legs(body: Performance) -> None:
    """Swing the legs against one another: from the knees where they are bent, else one swings."""
    swing = body.wave(24.0) * body.swell(5.0) * min(body.amount, 1.5)
    limbs = {name: body.rest.limb(name) for name in ("leg_left", "leg_right")}
    limbs = {name: limb for name, limb in limbs.items() if limb.sound}
    seated = [name for name, limb in limbs.items() if _bent(limb.places) > SEATED]
    for number, name in enumerate(seated):
        body.turn(limbs[name].names[1], 0.4 * (-1.0) ** number * swing)
    if not seated and limbs:
        free = min(limbs, key=lambda name: float(limbs[name].tip[1]))
        body.turn(limbs[free].names[0], 0.45 * swing)
        stand(body, without=(free,))
    body.turn("head", 0.05 * body.wave(48.0) * body.swell(5.0))


def _bent(leg: Floats) -> float:
    """Return how far a leg's knee is bent, radians; leg [4, 2]: its joints."""
    thigh, shank = np.diff(leg[:3], axis=0)
    across = abs(float(thigh[0] * shank[1] - thigh[1] * shank[0]))
    return float(np.arctan2(across, float(thigh @ shank)))

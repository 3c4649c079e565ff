# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of a person seen from the front: knees that come towards us make legs look shorter.

The weight goes from foot to foot, the body leans over the one that stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.gaits import Footsteps, Gait, planned
from engine.motion.legs import Leg, put_foot, sinking
from engine.motion.people import arms_of, leg_length, legs, legs_joined
from engine.motion.performance import Performance

Floats = NDArray[np.float64]
ASIDE = 0.35  # lengths of a leg: a step of who goes aside
SHORTER = 0.65  # of a lifted foot's height, that comes from a leg that looks shorter
BENT = 0.6  # radians: further bent elbows look like wings from the front
FLATTEST = 0.5  # how much shorter a leg may look


@dataclass(frozen=True)
class FrontManner:
    """How somebody goes, seen from the front.

    Attributes:
        lift: how high a foot is lifted, in lengths of the leg.
        rock: how far the body leans over the standing foot, radians.
        bounce: how high it is thrown with each step, in lengths of the leg.
        arms: how far the arms swing, radians.
        bent: how far the elbows are bent.
        fixed: how much of the drawn arms' posture is given up, 0..1.
    """

    lift: float
    rock: float = 0.07
    bounce: float = 0.03
    arms: float = 0.4
    bent: float = 0.3
    fixed: float = 0.0


def go_in_front(body: Performance, gait: Gait, manner: FrontManner) -> Footsteps:
    """Go by a gait, seen from the front."""
    lift = manner.lift * (0.65 if legs_joined(body) else 1.0)
    reach = ASIDE if body.beat.distance else 0.0
    gait = replace(gait, reach=reach, lift=lift, toe=0.0, heel=0.0)  # feet stay flat
    steps = planned(body, gait, (("leg_left", "leg_right"),), spread=True)
    swell, length, wave = body.swell(4.0), leg_length(body), TAU * steps.cycle
    # the left foot is in the air while this is positive
    over = np.sin(wave - TAU * (gait.starts["leg_left"] + 0.5 * (1.0 + gait.duty) - 0.25))
    over = over * swell * body.amount
    all_legs = legs(body)
    wide = 0.5 * abs(body.rest.at("leg_left0")[0] - body.rest.at("leg_right0")[0])
    body.turn("pelvis", manner.rock * over)
    body.turn("waist", 0.6 * manner.rock * over)
    body.turn("neck", -0.8 * manner.rock * over)
    body.shift(0.5 * wide * over, -manner.bounce * length * np.abs(over))
    body.shift(0.0, sinking(body, all_legs, steps, 0.3))
    for name, leg in all_legs.items():
        if name in steps.feet:
            _step(body, leg, steps, name, manner)
    _swing_arms(body, manner, over, swell)
    if body.beat.distance:
        body.go(steps.way)
    return steps


def _step(body: Performance, leg: Leg, steps: Footsteps, name: str, manner: FrontManner) -> None:
    """Lift a foot: its leg looks shorter, and the knee bends a little."""
    foot = steps.feet[name]
    high = foot.path[0, 1] - foot.path[:, 1]
    tall = max(float(abs(leg.limb.tip[1] - leg.limb.root[1])), 0.3 * leg.limb.length)
    flat = np.clip(SHORTER * high / tall, 0.0, FLATTEST)
    toe = foot.path + np.stack([np.zeros(body.frames), flat * tall], axis=1)
    put_foot(body, leg, toe, 0.0)
    body.stretch(f"{name}0", 1.0, 1.0 - flat)


def _swing_arms(body: Performance, manner: FrontManner, over: Floats, swell: Floats) -> None:
    """Swing the arms in turn; those that hang low swing most."""
    for side, arm in arms_of(body).items():
        way = over if side == "right" else -over  # forwards with the other side's leg
        calm = 0.35 + 0.65 * float(np.clip(np.cos(arm.raised), 0.0, 1.0))
        arm.to(0.2, min(manner.bent, BENT), 0.6 * manner.fixed * swell)
        forth, back = np.maximum(way, 0.0), np.maximum(-way, 0.0)
        wide = manner.arms * calm * (1.0 - 0.3 * manner.fixed)
        arm.swing(wide * (0.9 * back + 0.25 * forth), 1.2 * wide * forth)
        body.stretch(arm.limb.names[1], 1.0, 1.0 - 0.5 * manner.fixed * calm * forth)

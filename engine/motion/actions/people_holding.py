# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with a thing in a hand: they wave the flag, shake the rattle, twirl the umbrella.

The arm that holds it acts; with none that does, the one that is raised, or the front one.
"""

from __future__ import annotations

import numpy as np

from engine.motion.people import arms_of, free_side, stand
from engine.motion.performance import Performance
from engine.motion.registry import action

PLAN = ("person",)
LOWERED = 0.6  # radians: an arm that is lifted less is lifted first
LIFTED = 1.5  # radians: so far
#: What is done to a thing in a hand -> the action that does it.
HELD_ACTIONS = {
    "wave": "wave_thing",
    "shake": "wave_thing",
    "rattle": "wave_thing",
    "spin": "twirl_thing",
    "rotate": "twirl_thing",
    "twirl": "twirl_thing",
    "twist": "twirl_thing",
}


@action("wave_thing", plans=PLAN, frames=30, gesture=True, repeats=True)
def wave_thing(body: Performance) -> None:
    """Swing what a hand holds to and fro from the shoulder, elbow and wrist; lift it first."""
    arms, side = arms_of(body), free_side(body, holding=True)
    up, swing = body.held(0.2), body.wave(10.0) * body.amount
    body.turn("waist", 0.04 * swing * up)
    body.turn("head", 0.03 * swing * up)
    if side in arms:
        arm = arms[side]
        if arm.raised < LOWERED and arm.raised + arm.bent < LIFTED:
            arm.to(LIFTED, max(arm.bent, 0.3), up)
        sway = arm.sign * swing * up
        for name, far in zip(arm.limb.names, (0.2, 0.22, 0.2), strict=False):
            body.turn(name, far * sway)
    stand(body)


@action("twirl_thing", plans=PLAN, frames=20, gesture=True, repeats=True)
def twirl_thing(body: Performance) -> None:
    """Turn what a hand holds to and fro in the wrist, the arm going along a little."""
    arms, side = arms_of(body), free_side(body, holding=True)
    swing = body.wave(10.0) * body.held(0.2) * body.amount
    body.turn("head", 0.05 * swing)
    if side in arms:
        arm = arms[side]
        for name, far in zip(arm.limb.names, (0.06, 0.08, 0.4), strict=False):
            body.turn(name, np.asarray(far * arm.sign * swing))
    stand(body)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People without ground under their feet: swimming, floating."""

from __future__ import annotations

import numpy as np

from engine.motion.curves import TAU
from engine.motion.people import SIDES, arms_of, legs
from engine.motion.performance import Performance
from engine.motion.registry import action

PLAN = ("person",)


@action("swim", "crawl_stroke", "paddle", plans=PLAN, frames=26, repeats=True)
def swim(body: Performance) -> None:
    """Swim: the arms go round in turn, the legs flutter."""
    phase, swell = body.phase(26.0), body.swell(5.0)
    pelvis, neck = body.rest.at("pelvis"), body.rest.at("neck")
    upright = pelvis[1] - neck[1] > 0.8 * float(np.hypot(*(neck - pelvis)))
    if body.rest.sideways and upright and legs(body):  # it lies down in the water
        body.about(body.rest.centre, 1.3 * body.facing * body.held(0.2))
    for side, arm in arms_of(body).items():
        start = 0.0 if side == "left" else 0.5
        if body.rest.sideways:
            arm.swing(
                TAU * phase + 0.6 * np.sin(TAU * (phase + start)) * swell,
                0.35 * (1 + np.sin(TAU * (phase + start))) * swell,
            )
        else:
            way = np.sin(TAU * (phase + start))
            arm.to(1.6 + 1.1 * way, 0.4 - 0.4 * way, swell)
    for side in SIDES:
        kick = np.sin(3 * TAU * phase + (0.0 if side == "left" else np.pi)) * swell
        body.turn(f"leg_{side}0", 0.22 * kick)
        body.turn(
            f"leg_{side}1",
            0.18 * (np.sin(3 * TAU * phase - 0.8 + (0.0 if side == "left" else np.pi))) * swell,
        )
    body.turn("waist", 0.06 * np.sin(TAU * phase) * swell)
    body.shift(0.0, -0.025 * body.size * np.sin(2 * TAU * phase) * swell)
    body.go_along()


@action("float", "hover", "drift", "levitate", plans=PLAN, frames=40, repeats=True)
def float_(body: Performance) -> None:
    """Float: rise a little, bob and tilt slowly, arms and legs trailing behind."""
    swell, size = body.swell(8.0), body.size
    bob, roll = body.wave(28.0), body.wave(40.0, 0.15)
    body.shift(0.03 * size * roll * swell, size * (-0.07 - 0.05 * bob * body.amount) * swell)
    body.about(body.rest.centre, (0.14 * roll + 0.04 * body.noise(30)) * swell * body.amount)
    for number, arm in enumerate(arms_of(body).values()):
        late = body.wave(28.0, 0.22 + 0.1 * number)
        room = float(np.clip(1.3 - arm.raised, 0.1, 1.0))
        arm.swing((0.65 * room + 0.22 * late) * swell, (0.25 + 0.2 * late) * swell)
    for number, side in enumerate(SIDES):
        late = body.wave(28.0, 0.3 + 0.15 * number) * swell
        way = body.facing if body.rest.sideways else -1.0 if side == "left" else 1.0
        body.turn(f"leg_{side}0", way * (0.12 * swell - 0.12 * late))
        body.turn(f"leg_{side}1", way * (0.3 * swell + 0.16 * late) * float(body.rest.sideways))
    body.turn("head", 0.1 * body.wave(40.0, 0.3) * swell)
    body.go_along()

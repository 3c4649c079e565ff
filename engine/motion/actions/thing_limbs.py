# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things do with limbs that geometry found, where no body plan fits the drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.drawn_alone import clapping
from engine.motion.head_turns import turned_head
from engine.motion.leaves import leaf_swung, opening, shutting
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_limbs import limbs_of, rear_limbs
from engine.motion.thing_parts import scaled_about, there

Floats = NDArray[np.float64]
THING = ("",)
FURTHEST = 1.1  # radians that such a one opens: its lines don't run together
TALL = 1.2  # times as tall as wide: a door


@action("swim", "paddle", "dive", plans=THING, frames=24, repeats=True, shared=False)
def swim(body: Performance) -> None:
    """Swim: tail and fins beat, the body pitches against them; without any it undulates."""
    size, beats = body.size, body.phase(14.0)
    swell = body.swell(4.0) * body.amount
    limbs = rear_limbs(body) or limbs_of(body)
    for number, limb in enumerate(limbs):
        lag = 0.12 * number
        body.turn(limb.name, 0.55 * swell * np.sin(TAU * (beats - lag)))
    pitch = 0.09 if limbs else 0.2
    body.about(body.rest.centre, -body.facing * pitch * swell * np.sin(TAU * (beats - 0.2)))
    body.shift(0.0, -0.05 * size * swell * np.sin(TAU * (beats - 0.45)))
    if not limbs:
        body.squash(1.0 + 0.05 * swell * np.sin(TAU * beats), ground=False)
    turned_head(body, 0.12 * body.facing * swell, 0.1 * swell * np.sin(TAU * beats))
    body.go_along()


@action("kick", "shoot_ball", plans=THING, frames=24, shared=False)
def kick(body: Performance) -> None:
    """Draw a limb back and kick, the body leaning against it; a thing without limbs lunges."""
    t = body.t
    limbs = limbs_of(body)
    swing = keyed(t, [(0, 0), (0.3, -0.7), (0.4, -0.6), (0.55, 1.1), (0.68, 1.0), (1, 0)])
    swing = swing * body.amount
    if limbs:
        leg = limbs[0]
        # the turn that lifts the leg forwards, or for one that is up, overhead
        way = -body.facing if leg.arm[1] > 0 else float(np.sign(leg.arm[0]) or 1.0)
        body.turn(leg.name, 0.85 * way * swing)
        body.about(body.rest.centre, -0.3 * way * swing)
        body.shift(0.0, -0.06 * body.size * np.maximum(swing, 0.0))
        return
    foot = np.array([body.rest.centre[0], body.rest.box[1, 1]])
    body.about(foot, -body.facing * 0.3 * swing)
    body.shift(0.12 * body.facing * body.size * swing, 0.0)


@action("clap", "applaud", plans=THING, frames=12, repeats=True, shared=False)
def clap(body: Performance) -> None:
    """Clap with two hands or limbs; a thing without any bends forwards with each clap."""
    swell = body.swell(4.0) * body.amount
    hit = (0.5 - 0.5 * np.cos(TAU * body.phase(10.0))) * swell
    if clapping(body, hit):
        return
    upper = [limb for limb in limbs_of(body) if limb.hinge[1] < body.rest.centre[1]][:2]
    for limb in upper:
        body.turn(limb.name, -0.6 * float(np.sign(limb.arm[0]) or 1.0) * hit)
    foot = np.array([body.rest.centre[0], body.rest.box[1, 1]])
    if not upper:
        body.about(foot, body.facing * 0.18 * hit)
        body.squash(1.0 - 0.16 * hit)
    body.shift(0.0, -0.05 * body.size * np.abs(body.wave(20.0)) * swell)
    turned_head(body, np.zeros(body.frames), 0.2 * hit)


@action("open", "unfold", "swing_open", plans=THING, frames=36, shared=False)
def open_(body: Performance) -> None:
    """Lift a lid and leave it up; a door swings open on its hinges, opposite to its handle."""
    if not leaf_swung(body, there(body, opening(body))):
        _swung(body, body.held(0.6) * min(body.amount, 1.2))


@action("close", "shut", "slam", plans=THING, frames=36, shared=False)
def close(body: Performance) -> None:
    """Swing open and fall shut: it is drawn closed."""
    if not leaf_swung(body, shutting(body)):
        _swung(body, body.once(0.0, 0.45, 0.55, 0.9) * min(body.amount, 1.2))


def _swung(body: Performance, wide: Floats) -> None:
    """Swing a lid or the whole thing open by shares [F]."""
    low, high = body.rest.box
    lids = [limb for limb in limbs_of(body) if limb.hinge[1] < body.rest.centre[1]]
    if lids:
        lid = max(lids, key=lambda limb: abs(limb.arm[0]))
        body.turn(lid.name, -float(np.sign(lid.arm[0]) or 1.0) * 1.1 * wide)
        return
    if high[1] - low[1] < TALL * (high[0] - low[0]):  # a box without a lid: it only gives a jerk
        body.squash(1.0 + 0.14 * np.sin(2.0 * np.pi * wide))
        return
    points = body.rest.points
    handle = float(points[:, 0].mean() - body.rest.centre[0]) if points is not None else 1.0
    hinge = low if handle >= 0.0 else high
    scaled_about(body, hinge, np.cos(FURTHEST * np.minimum(wide, 1.0)), 1.0)

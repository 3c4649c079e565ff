# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hops of four-legged animals: the legs swing as they are, without folding much."""

from __future__ import annotations

import numpy as np

from engine.motion.actions.heads import PLAN, tail_follows
from engine.motion.curves import ballistic, keyed, smooth
from engine.motion.four_legs import HIND, four_legs, leg_length, middle_of
from engine.motion.legs import put_foot
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.rig.bones import rotation

OFF, DOWN = 0.26, 0.72  # of a hop: when it leaves the ground, and is back


@action("hop", "bounce", plans=PLAN, frames=16, repeats=True)
def hop(body: Performance) -> None:
    """Crouch, push off with the hind legs, fly, land on the forelegs, give way."""
    phase, length = np.mod(body.phase(16.0), 1.0), leg_length(body)
    way = body.facing * (body.beat.direction or 1)
    air = ballistic((phase - OFF) / (DOWN - OFF))
    crouch = keyed(phase, [(0, 0), (0.15, 1), (OFF, -0.2), (DOWN, 0), (0.84, 0.8), (1, 0)])
    high = max(0.6 * length, 0.18 * body.size) * body.amount
    body.shift(0.0, 0.12 * length * np.maximum(crouch, 0.0) - high * air)
    nose = keyed(phase, [(0, 0), (0.15, 0.1), (0.34, -0.26), (0.66, 0.2), (0.86, 0.04), (1, 0)])
    nose = nose * min(body.amount, 1.2)
    body.about(middle_of(body), body.facing * nose)
    if body.beat.distance:
        done = np.floor(body.phase(16.0)) + smooth((phase - OFF) / (DOWN - OFF))
        body.go(way * body.beat.distance * body.size * done / body.cycles(16.0))
    places = body.places()
    for name, leg in four_legs(body).items():
        hind, late = name in HIND, 0.03 if name.endswith("far") else 0.0
        leaves, lands = (OFF, DOWN + 0.02) if hind else (OFF - 0.08, DOWN - 0.04)
        loose = smooth((phase - leaves - late) / 0.1)
        loose = loose * (1.0 - smooth((phase - lands + 0.1 - late) / 0.1))
        back = [(0, 0), (OFF + 0.08, 0.5), (0.52, 0.1), (DOWN, -0.35), (0.9, 0), (1, 0)]
        ahead = [(0, 0), (OFF + 0.05, 0.25), (0.5, -0.1), (DOWN - 0.06, -0.4), (0.9, 0), (1, 0)]
        sweep = keyed(phase, back if hind else ahead)
        arm = np.broadcast_to(leg.limb.tip - leg.limb.root, (body.frames, 2))
        free = places[:, leg.limb.index[0]] + rotation(body.facing * (nose + sweep), arm)
        toe = leg.limb.tip + loose[:, None] * (free - leg.limb.tip)
        put_foot(body, leg, toe, 0.5 * loose * np.maximum(sweep, 0.0))
    body.level("neck0", 0.6)
    body.pitch("head", 0.05 * crouch)
    tail_follows(body, 0.3 * crouch, 12.0)

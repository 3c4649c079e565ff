# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people's hands do on their own body, and fists that are shaken."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.people import arm_length, arms_of, chest, free_side, outwards, tilt
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("person",)


def _on_head(body: Performance, high: float) -> Floats:
    """Return a place [F, 2] of the head: 0 is its lower end, 1 its top."""
    places, index = body.places(), body.rest.index
    return np.asarray((1.0 - high) * places[:, index["head"]] + high * places[:, index["top"]])


@action("scratch_head", "scratch", "itch", plans=PLAN, frames=36, gesture=True)
def scratch_head(body: Performance) -> None:
    """Raise a hand to the head, scratch, and tilt the head against it."""
    up = body.held(0.25)
    rub = body.wave(7.0) * up * body.amount
    arms, side = arms_of(body), free_side(body)
    sign = body.facing if body.rest.sideways else -outwards(side)
    body.turn("head", -0.14 * sign * up + 0.03 * rub)
    if side in arms:
        aside = 0.1 * sign * body.size * (1.0 if not body.rest.sideways else -0.35)
        across = aside + 0.018 * body.size * rub
        there = _on_head(body, 0.75) + np.stack([across, -0.01 * body.size * rub], axis=1)
        arms[side].reach(there, up)


@action("rub_eyes", "wipe_eyes", "rub", plans=PLAN, frames=40, gesture=True)
def rub_eyes(body: Performance) -> None:
    """Bring both hands to the eyes and rub them, the head bowed."""
    up = body.held(0.25)
    rub = body.wave(10.0) * up * body.amount
    tilt(body, "head", 0.22 * up)
    ahead = 0.07 * body.size * (body.facing if body.rest.sideways else 0.0)
    for side, arm in arms_of(body).items():
        aside = 0.0 if body.rest.sideways else -0.03 * outwards(side) * body.size
        turned = rub if side == "left" or body.rest.sideways else -rub
        across = np.full(body.frames, ahead + aside) + 0.014 * body.size * turned
        arm.reach(_on_head(body, 0.4) + np.stack([across, 0.0 * rub], axis=1), up)


@action("fold_arms", "cross_arms", plans=PLAN, frames=30, gesture=True)
def fold_arms(body: Performance) -> None:
    """Lay the forearms across the chest, and lean back a little."""
    folded = body.held(0.3)
    tilt(body, "waist", -0.05 * folded)
    low = 0.14 * arm_length(body)
    for side, arm in arms_of(body).items():
        way = body.facing if body.rest.sideways else -0.6 * outwards(side)
        across = 0.3 * way * arm_length(body)
        step = low if side == "left" else 0.4 * low
        arm.reach(chest(body) + np.array([across, step]), folded)


@action("shake_fist", "threaten", plans=PLAN, frames=30, gesture=True, repeats=True)
def shake_fist(body: Performance) -> None:
    """Raise a bent arm and shake its fist."""
    up = body.held(0.2)
    shake = body.wave(7.0) * up * body.amount
    arms, side = arms_of(body), free_side(body)
    body.turn("waist", 0.06 * body.facing * up)
    if side in arms:
        arms[side].to(1.35 + 0.22 * shake, 1.5 - 0.35 * shake, up)
    body.turn("head", 0.03 * shake)


@action("raise_arms", "put_up_arms", plans=PLAN, frames=36, gesture=True)
def raise_arms(body: Performance) -> None:
    """Raise both arms above the head, and keep them there."""
    up = body.held(0.4)
    for arm in arms_of(body).values():
        arm.to(2.6, 0.25 + 0.05 * body.wave(20.0), up * min(body.amount, 1.2))
    body.pitch("head", -0.1 * up)


@action("raise_arm", "raise_hand", plans=PLAN, frames=36, gesture=True)
def raise_arm(body: Performance) -> None:
    """Raise the free arm above the head, and keep it there."""
    up = body.held(0.4)
    arms, side = arms_of(body), free_side(body, holding=True)
    if side in arms:
        arms[side].to(2.6, 0.25 + 0.05 * body.wave(20.0), up * min(body.amount, 1.2))


@action("rub_belly", plans=PLAN, frames=36, gesture=True, repeats=True)
def rub_belly(body: Performance) -> None:
    """Lay the free hand on the belly and rub it in circles."""
    up, turn = body.held(0.2), TAU * body.phase(18.0)
    arms, side = arms_of(body), free_side(body, holding=True)
    places, index = body.places(), body.rest.index
    belly = 0.5 * (places[:, index["pelvis"]] + places[:, index["waist"]])
    ahead = (body.facing * 0.16 if body.rest.sideways else 0.0) * body.size
    circle = 0.06 * body.size * np.stack([np.sin(turn), np.cos(turn)], axis=1) * body.amount
    if side in arms:
        arms[side].reach(belly + np.array([ahead, 0.0]) + circle, up)
    body.turn("head", 0.08 * body.facing * up)

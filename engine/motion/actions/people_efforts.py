# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with their weight: sit, rise, squat, push, pull, lift, fall."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise, settling
from engine.motion.people import (
    Arm,
    arm_length,
    arms_are_stunted,
    arms_of,
    chest,
    leg_length,
    legs,
    outwards,
    stand,
    tilt,
)
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("person",)
RAISED = 1.4  # radians: arms that are lifted further hold a weight up already
UP = 0.3  # lengths of an arm: so far above head and shoulders a hand holds something up
SINKS = 0.75  # lengths of an arm: how far a weight sinks before it is pressed up again


def _lowered(body: Performance, down: Floats, depth: float, back: float, lean: float) -> None:
    """Lower the hips by a share of the leg, the feet staying."""
    length = leg_length(body)
    limbs = [leg.limb for leg in legs(body).values()]
    high = float(np.mean([leg.tip[1] - leg.root[1] for leg in limbs])) if limbs else 0.8 * length
    drop = max(depth * length - (length - high) * 0.7, 0.12 * length)
    body.shift(-back * length * body.facing * down if body.rest.sideways else 0.0, drop * down)
    if body.rest.sideways:
        body.pitch("waist", lean * down)
    stand(body)


@action("sit", "sit_down", plans=PLAN, frames=24)
def sit(body: Performance) -> None:
    """Sit down on something that isn't drawn."""
    t = body.t
    lean = body.once(0.0, 0.2, 0.35, 0.6)
    _lowered(body, body.held(0.45), 0.46, 0.4, 0.0)
    tilt(body, "waist", 0.3 * lean)
    for arm in arms_of(body).values():
        arm.swing(0.35 * body.held(0.5), 0.3 * body.held(0.5))
    body.level("neck", 0.7)
    body.pitch("head", 0.02 * np.sin(TAU * t))


@action("stand_up", "get_up", "rise", "stand", plans=PLAN, frames=24)
def stand_up(body: Performance) -> None:
    """Lean forwards and stretch the legs that are drawn bent."""
    t, length = body.t, leg_length(body)
    up = body.held(0.6)
    limbs = legs(body).values()
    high = max((leg.limb.tip[1] - leg.limb.root[1] for leg in limbs), default=0.9 * length)
    room = 0.93 * length - high
    if room <= 0.1 * length:  # it stands already: down first, and up again
        _lowered(body, keyed(t, [(0, 0), (0.3, 1), (0.45, 1), (0.8, -0.03), (1, 0)]), 0.5, 0.3, 0.5)
        for arm in arms_of(body).values():
            arm.swing(0.5 * body.once(0.1, 0.3, 0.45, 0.75))
        body.level("neck", 0.6)
        return
    feet = np.mean([leg.limb.tip[0] for leg in limbs]) if limbs else body.rest.centre[0]
    hips = np.mean([leg.limb.root[0] for leg in limbs]) if limbs else body.rest.centre[0]
    lean = body.once(0.0, 0.25, 0.35, 0.65)
    body.shift((feet - hips) * 0.85 * rise(up, 0.05, 0.8), -room * rise(up, 0.2, 1.0))
    tilt(body, "waist", 0.45 * lean)
    stand(body)
    for arm in arms_of(body).values():
        arm.swing(0.4 * lean)
    body.level("neck", 0.6)


@action("squat", "crouch", "duck", "kneel", plans=PLAN, frames=30)
def squat(body: Performance) -> None:
    """Bend the knees deeply and come up again."""
    down = body.once(0.0, 0.4, 0.55, 1.0) * min(body.amount, 1.2)
    _lowered(body, down, 0.45, 0.16, 0.35)
    for arm in arms_of(body).values():
        arm.to(1.3, 0.1, 0.8 * down)
    body.level("neck", 0.6)


def _hands_aside(body: Performance, ahead: Floats | float, weight: Floats) -> None:
    """Bring both hands to the side a person acts to, lengths of an arm ahead of the chest."""
    reach, middle = arm_length(body), chest(body)
    acting = "right" if body.facing > 0 else "left"
    for number, (side, arm) in enumerate(arms_of(body).items()):
        if arm.stout:  # it can't cross the body
            arm.to(1.5 if side == acting else 0.5, 0.9 - 0.8 * (np.asarray(ahead) - 0.6), weight)
            continue
        x = body.facing * np.broadcast_to(ahead, (body.frames,)) * reach
        y = np.full(body.frames, (0.24 * number - 0.05) * reach)
        arm.reach(middle + np.stack([x, y], axis=1), weight)


@action("push", "shove", plans=PLAN, frames=32, repeats=True)
def push(body: Performance) -> None:
    """Lean into it with both arms, again and again."""
    ready, work = body.held(0.2), 0.5 - 0.5 * np.cos(TAU * body.phase(18.0))
    length, lean = leg_length(body), 0.32 if body.rest.sideways else 0.16
    body.pitch("waist", (lean + 0.22 * work * body.amount) * ready)
    body.shift(0.2 * body.facing * length * (work - 0.2) * ready, 0.1 * length * ready)
    stand(body)
    if body.rest.sideways:
        for arm in arms_of(body).values():
            arm.to(1.35 + 0.15 * work, 0.9 - 0.8 * work, ready)
    else:
        _hands_aside(body, 0.75 + 0.35 * work, ready)
    body.level("neck", 0.6)


@action("pull", "drag", "tug", "haul", plans=PLAN, frames=32, repeats=True)
def pull(body: Performance) -> None:
    """Hold on with both hands, lean back, tug, give way, tug again."""
    ready, at = body.held(0.2), np.mod(body.phase(20.0), 1.0)
    tug = keyed(at, [(0, 0), (0.3, -0.2), (0.55, 1), (0.7, 0.9), (1, 0)]) * body.amount
    length, lean = leg_length(body), 0.2 if body.rest.sideways else 0.12
    body.pitch("waist", -(lean + 0.26 * tug) * ready)
    body.shift(-0.22 * body.facing * length * (0.3 + tug) * ready, 0.14 * length * ready)
    stand(body)
    if body.rest.sideways:
        for arm in arms_of(body).values():
            arm.to(1.3 - 0.2 * tug, 0.1 + 1.1 * tug, ready)
    else:
        _hands_aside(body, 1.1 - 0.45 * tug, ready)
    body.level("neck", 0.6)


@action("lift", "pick_up", "raise", "carry", plans=PLAN, frames=36)
def lift(body: Performance) -> None:
    """Squat, take hold, rise, and hold it up; arms that are up already press."""
    if arms_are_stunted(body):
        _heaved(body)
        return
    if pressed(body):
        return
    stays = 0.0 if body.beat.loop else 1.0
    t = body.t
    down = keyed(t, [(0, 0), (0.25, 1), (0.36, 1.05), (0.62, 0.05), (0.7, 0.2), (0.8, 0), (1, 0)])
    up = keyed(t, [(0, 0), (0.36, 0), (0.72, 1.04), (0.8, 1), (0.95, 1), (1, stays)])
    held = keyed(t, [(0, 0), (0.22, 1), (0.95, 1), (1, stays)])
    _lowered(body, down, 0.42, 0.2, 0.6)
    reach, middle = arm_length(body), chest(body)
    for arm in arms_of(body).values():
        if not body.rest.sideways:
            arm.to(0.12 + 2.45 * up, 0.15 + 0.9 * np.sin(np.pi * np.clip(up, 0, 1)), held)
            continue
        low = np.clip(1.0 - 2.0 * up, -1.0, 1.0)
        far = 0.55 * np.sqrt(np.maximum(1.1 - low**2, 0.0)) + 0.2
        place = np.stack([body.facing * far, 0.85 * low - 0.15 * up], axis=1)
        arm.reach(middle + reach * place, held)
    tilt(body, "head", (0.25 * (1.0 - up) - 0.15 * up) * held)
    body.level("neck", 0.6)


@action("chin_up", "pull_up", plans=PLAN, frames=36, repeats=True)
def chin_up(body: Performance) -> None:
    """Pull the body up to the hands, which hold on where they are, and let it sink again."""
    phase = np.mod(body.phase(36.0), 1.0)
    up = keyed(phase, [(0, 0), (0.1, -0.04), (0.45, 1), (0.58, 0.97), (0.9, 0), (1, 0)])
    arms = arms_of(body).values()
    neck = body.rest.at("neck")[1]
    hanging = all(arm.limb.places[2][1] < neck for arm in arms)
    held = np.ones(body.frames) if hanging else body.held(0.15)
    high = 0.75 * arm_length(body) * min(body.amount, 1.2)
    body.shift(0.0, -high * up * held)
    for arm in arms:
        place = arm.limb.places[2]
        if not hanging:  # no bar is drawn: the hands take hold of one above the head
            aside = 0.3 * arm_length(body) * float(np.sign(place[0] - chest(body)[0, 0]) or 1.0)
            place = arm.limb.places[0] + np.array([aside, -0.95 * arm_length(body)])
        arm.reach(np.broadcast_to(place, (body.frames, 2)), held)
    for side in ("left", "right"):
        body.turn(f"leg_{side}0", -0.15 * outwards(side) * up * held)
        body.turn(f"leg_{side}1", 0.3 * body.facing * up * held * float(body.rest.sideways))
    body.level("neck", 0.6)


def _heaved(body: Performance) -> None:
    """Sink into the knees and heave the whole body up, the arms as they are drawn."""
    length, limbs = leg_length(body), [leg.limb for leg in legs(body).values()]
    high = max((limb.tip[1] - limb.root[1] for limb in limbs), default=0.9 * length)
    room = max(0.93 * length - high, 0.0)
    keys = [(0, 0), (0.12, 0), (0.3, 1), (0.42, 1), (0.62, -0.12), (0.72, 0), (1, 0)]
    low = keyed(body.t, keys)
    stays = 0.0 if body.beat.loop else 1.0
    up = keyed(body.t, [(0, 0), (0.42, 0), (0.66, 1.06), (0.76, 1), (0.95, 1), (1, stays)])
    sinks = max(0.35 * length - 0.7 * room, 0.14 * length)
    body.shift(0.0, sinks * np.maximum(low, 0.0) * min(body.amount, 1.2) - room * up)
    shake = 0.012 * body.size * body.wave(5.0) * body.once(0.42, 0.5, 0.66, 0.76)
    body.shift(shake, 0.0)
    stand(body)


def pressed(body: Performance) -> bool:
    """Let a weight that is held up sink to the shoulders, the knees bending, and press it up.

    Return whether it is held up.
    """
    arms = arms_of(body).values()
    if len(arms) != 2 or not all(arm.raised > RAISED or _is_up(body, arm) for arm in arms):
        return False
    keys = [(0, 0), (0.1, -0.06), (0.34, 1), (0.46, 1), (0.68, -0.1), (0.8, 0), (1, 0)]
    phase = np.mod(body.phase(36.0), 1.0)
    low = keyed(phase, keys) * min(body.amount, 1.3)
    before = chest(body)[:, 1]
    _lowered(body, 0.8 * np.maximum(low, 0.0), 0.42, 0.1, 0.2)
    sunk = chest(body)[:, 1] - before + SINKS * arm_length(body) * low
    down = np.stack([np.zeros(body.frames), sunk], axis=1)
    for arm in arms_of(body).values():
        arm.reach(arm.limb.places[2] + down, as_drawn=True)
        body.level(arm.limb.names[2])  # a bar stays level
    tilt(body, "head", -0.12 * np.maximum(low, 0.0))
    body.level("neck", 0.6)
    return True


def _is_up(body: Performance, arm: Arm) -> bool:
    """Return whether a hand is drawn above the shoulder and the head's lower end."""
    top = min(float(arm.limb.root[1]), float(body.rest.at("head")[1]))
    return float(arm.limb.tip[1]) < top - UP * arm.limb.length


@action("trip", plans=PLAN, frames=22)
def trip(body: Performance) -> None:
    """Lurch forward with flung arms and one leg behind, and come upright again."""
    t = body.t
    way = body.facing
    lurch = keyed(t, [(0, 0), (0.18, -0.12), (0.42, 1), (0.62, 0.75), (0.82, -0.1), (1, 0)])
    feet = np.array([body.rest.at("pelvis")[0], body.rest.ground])
    body.about(feet, 0.45 * way * lurch * body.amount)
    flung = body.once(0.2, 0.42, 0.62, 0.95)
    for arm in arms_of(body).values():
        arm.swing(1.3 * flung * body.amount)
    body.turn("leg_left1", -0.5 * way * flung * outwards("left"))


@action("fall", "collapse", "faint", plans=PLAN, frames=26)
def fall(body: Performance) -> None:
    """Sway, lose the balance, fall to the ground."""
    t = body.t
    way = body.facing
    back = 1.0 - rise(t, 0.85, 1.0) if body.beat.loop else np.ones(body.frames)
    sway = settling(t, 0.0, 1.0, 0.5) * (1 - rise(t, 0.2, 0.4))
    drop = np.clip((t - 0.3) / 0.4, 0, 1) ** 2 * back
    bounce = settling(t, 0.7, 1.5, 5.0) * (drop >= 0.999)
    feet = np.array([body.rest.at("pelvis")[0], body.rest.ground])
    body.about(feet, way * (0.12 * sway + 1.4 * drop - 0.08 * bounce))
    body.shift(-0.25 * way * body.size * drop, 0.0)
    for arm in arms_of(body).values():
        arm.swing(1.4 * body.once(0.25, 0.5, 0.7, 1.0) * body.amount)
    for side in ("left", "right"):
        body.turn(f"leg_{side}1", -0.2 * way * drop * outwards(side))

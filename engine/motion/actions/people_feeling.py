# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people show and feel: joy, grief, thought, dance, and plain standing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise
from engine.motion.legs import put_foot
from engine.motion.people import (
    arm_length,
    arms_of,
    free_side,
    holds,
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
BUST = 0.3  # long sides: who has legs as short is drawn to the waist alone


@action("cheer", "celebrate", "rejoice", "win", plans=PLAN, frames=16, repeats=True)
def cheer(body: Performance) -> None:
    """Throw the arms up and hop with joy."""
    phase, ready, length = np.mod(body.phase(16.0), 1.0), body.swell(5.0), leg_length(body)
    air = ballistic((phase - 0.25) / 0.55)
    dip = keyed(phase, [(0, 0), (0.14, 1), (0.28, 0), (0.8, 0), (0.9, 0.6), (1, 0)])
    body.shift(0.0, (0.1 * dip - 0.2 * air * body.amount) * length)
    for leg in legs(body).values():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.2 * air * body.amount * length
        put_foot(body, leg, toe, 0.5 * air)
    for side, arm in arms_of(body).items():
        late = 0.0 if side == "left" else 0.15
        arm.to(2.45 + 0.25 * np.sin(TAU * (phase - 0.3 - late)), 0.35 - 0.3 * air, ready)
    body.pitch("head", -0.12 * ready)


@action("dance", "boogie", "groove", plans=PLAN, frames=24, repeats=True)
def dance(body: Performance) -> None:
    """Dance: step from side to side, hips and arms against one another."""
    phase, swell, length = body.phase(24.0), body.swell(5.0), leg_length(body)
    style = int(body.rng.integers(3))
    side_way = np.sin(TAU * phase) * swell * body.amount
    beat = (0.5 - 0.5 * np.cos(2 * TAU * phase)) * swell * body.amount
    body.shift(0.2 * length * side_way, 0.15 * length * beat)
    body.turn("pelvis", 0.13 * side_way)
    body.turn("waist", -0.28 * side_way)
    body.turn("neck", 0.14 * side_way)
    body.turn("head", 0.16 * np.sin(TAU * phase - 0.7) * swell)
    for name, leg in legs(body).items():
        sign = 1.0 if name == "leg_left" else -1.0
        lift = np.maximum(sign * np.sin(TAU * phase), 0.0) ** 2 * swell
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.24 * length * lift * body.amount
        toe[:, 0] += 0.1 * length * lift * sign
        put_foot(body, leg, toe, 0.5 * lift)
    for side, arm in arms_of(body).items():
        sign = 1.0 if side == "left" else -1.0
        way = np.sin(TAU * phase + (0.0 if style == 1 else 0.5 * np.pi * (1 - sign)))
        if style == 0:  # arms up in turn
            arm.to(1.5 + 1.0 * way, 0.7 + 0.5 * way, 0.95 * swell)
        elif style == 1:  # both together, from low to high
            arm.to(1.6 + 0.9 * np.sin(TAU * phase), 0.6, 0.95 * swell)
        else:  # elbows at the sides
            arm.to(0.8 + 0.55 * way, 1.4 + 0.6 * way, 0.95 * swell)


@action("jacks", "jumping_jacks", "exercise", plans=PLAN, frames=20, repeats=True)
def jacks(body: Performance) -> None:
    """Do jumping jacks: legs apart and arms up, together and down."""
    phase, swell, length = body.phase(20.0), body.swell(3.0), leg_length(body)
    wide = (0.5 - 0.5 * np.cos(TAU * phase)) * body.amount
    air = np.abs(np.sin(TAU * phase)) ** 1.5
    body.shift(0.0, (-0.12 * air + 0.04 * wide) * length)
    for name, leg in legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        aside = -outwards(name[4:])
        toe[:, 0] += aside * 0.3 * length * wide
        toe[:, 1] -= 0.1 * length * air
        put_foot(body, leg, toe)
    for side, arm in arms_of(body).items():
        lift = (2.5 - arm.raised) * wide * swell
        sign = outwards(side)
        body.turn(arm.limb.names[0], sign * lift)


@action("spin", "twirl", "pirouette", "turn", "turn_around", plans=PLAN, frames=24, repeats=True)
def spin(body: Performance) -> None:
    """Turn round on the spot, as flat drawings do: narrow, mirrored, narrow, as before."""
    turns = max(1.0, round(body.cycles(24.0)))
    angle = TAU * turns * (body.t if body.beat.loop else rise(body.t, 0.0, 1.0))
    narrow = np.cos(angle)
    narrow = np.where(np.abs(narrow) < 0.12, 0.12 * np.where(narrow < 0, -1.0, 1.0), narrow)
    for arm in arms_of(body).values():
        arm.swing(0.35 * np.sin(0.5 * angle / turns) ** 2)
    arm_x = body.rest.at("pelvis")[0] - body.rest.centre[0]
    body.stretch("pelvis", narrow, 1.0)
    body.shift(arm_x * (narrow - 1.0), -0.02 * body.size * np.sin(0.5 * angle / turns) ** 2)


@action("talk", "speak", "explain", "argue", plans=PLAN, frames=40, gesture=True, repeats=True)
def talk(body: Performance) -> None:
    """Talk with the hands: one, then the other, the head keeping time."""
    swell = body.swell(6.0)
    for side, arm in arms_of(body).items():
        at = np.mod(body.phase(40.0) + (0.0 if side == "left" else 0.45), 1.0)
        show = keyed(at, [(0, 0), (0.15, 1), (0.3, 0.7), (0.42, 1), (0.6, 0), (1, 0)])
        beat = body.noise(9.0)
        arm.swing(
            0.3 * show * swell * body.amount, (0.7 * show + 0.2 * beat * show) * swell * body.amount
        )
    tilt(body, "head", (0.1 * body.noise(10.0) + 0.03) * swell)
    body.turn("head", 0.06 * body.noise(14.0) * swell)
    body.turn("waist", 0.03 * body.noise(30.0) * swell)


@action("sing", plans=PLAN, frames=32, gesture=True, repeats=True)
def sing(body: Performance) -> None:
    """Sway from side to side, the head up on long notes, the chest swelling with each breath.

    Of somebody who is drawn to the waist all sways.
    """
    swell = body.swell(5.0) * body.amount
    sway, note = body.wave(32.0) * swell, (0.5 - 0.5 * np.cos(TAU * body.phase(16.0))) * body.amount
    if leg_length(body) < BUST * body.size:
        foot = np.array([body.rest.centre[0], body.rest.box[1, 1]])
        body.squash(1.0 + 0.05 * (note - 0.3) * swell)
        body.about(foot, 0.13 * sway)
        body.shift(0.03 * body.size * sway, 0.0)
    else:
        body.turn("waist", 0.12 * sway)
        body.shift(0.05 * leg_length(body) * sway, 0.03 * leg_length(body) * np.abs(sway))
        body.stretch("waist", 1.0, 1.0 + 0.05 * (note - 0.3) * swell)
        stand(body)
    tilt(body, "head", -0.24 * note)
    body.turn("head", 0.16 * sway)
    for side, arm in arms_of(body).items():
        if holds(body, side) or abs(arm.raised) > 0.8 or abs(arm.bent) > 1.0:
            continue  # it holds a microphone
        arm.swing(0.5 * note, 0.4 * note)


@action("laugh", "giggle", "chuckle", plans=PLAN, frames=7, gesture=True, repeats=True)
def laugh(body: Performance) -> None:
    """Lean back, a hand on the belly, and shake with laughter."""
    back = body.held(0.2) * body.amount
    ha = body.wave(7.0) * body.swell(4.0) * (0.8 + 0.2 * body.noise(20)) * body.amount
    roll = body.wave(28.0) * body.swell(5.0) * body.amount
    tilt(body, "waist", -0.16 * back + 0.07 * ha + 0.1 * roll)
    tilt(body, "head", -0.3 * back + 0.14 * ha)
    if not body.rest.sideways:
        body.turn("waist", 0.13 * roll)
        body.turn("head", 0.12 * roll + 0.04 * ha)
    body.stretch("waist", 1.0 + 0.03 * ha, 1.0 - 0.05 * ha)
    body.shift(0.0, -0.026 * body.size * ha)
    stand(body)
    places, reach = body.places(), arm_length(body)
    belly = 0.75 * places[:, body.rest.index["waist"]] + 0.25 * places[:, body.rest.index["neck"]]
    for side, arm in arms_of(body).items():
        if arm.stout or abs(arm.raised) > 1.3 or holds(body, side):
            arm.swing(0.25 * back + 0.16 * ha, 0.1 * ha)
            continue
        aside = body.facing * 0.35 if body.rest.sideways else -outwards(side) * 0.18
        shaken = np.stack([np.full(body.frames, aside * reach), 0.1 * reach * ha], axis=1)
        arm.reach(belly + shaken, np.clip(back, 0.0, 1.0))


@action("cry", "weep", "sob", "mourn", plans=PLAN, frames=40)
def cry(body: Performance) -> None:
    """Hide the face in the hands; the shoulders heave."""
    down = body.held(0.3)
    sob = np.maximum(body.wave(10.0), 0.0) * down * body.amount
    tilt(body, "waist", 0.2 * down + 0.06 * sob)
    tilt(body, "head", 0.4 * down + 0.05 * sob)
    if not body.rest.sideways:
        body.turn("head", 0.1 * down)
    head = body.places()[:, body.rest.index["head"]]
    top = body.places()[:, body.rest.index["top"]]
    face = 0.7 * head + 0.3 * top
    ahead = 0.12 * body.size * (body.facing if body.rest.sideways else 0.0)
    for side, arm in arms_of(body).items():
        aside = 0.0 if body.rest.sideways else -0.025 * outwards(side) * body.size
        arm.reach(face + np.array([ahead + aside, 0.0]), down)
    body.shift(0.0, 0.02 * leg_length(body) * down - 0.008 * body.size * sob)
    stand(body)


@action("idle", "breathe", "wait", "rest", "be", "still", plans=PLAN, frames=48, repeats=True)
def idle(body: Performance) -> None:
    """Stand and breathe, the weight going from leg to leg."""
    swell, length = body.swell(8.0), leg_length(body)
    breath = body.wave(44) * swell * body.amount
    weight = body.noise(60)
    body.shift(0.02 * length * weight, 0.008 * length * breath + 0.006 * length * np.abs(weight))
    body.turn("waist", 0.02 * weight)
    stand(body)
    for arm in arms_of(body).values():
        arm.swing(0.035 * breath + 0.03 * body.noise(40), 0.03 * body.noise(36))
    body.turn("head", 0.06 * body.noise(30) * body.amount)


@action("stretch", "yawn", "wake", plans=PLAN, frames=40)
def stretch(body: Performance) -> None:
    """Stretch the arms high and lean back."""
    up = body.once(0.0, 0.4, 0.65, 1.0) * min(body.amount, 1.2)
    shake = 0.04 * body.wave(4) * body.once(0.35, 0.45, 0.6, 0.7)
    for arm in arms_of(body).values():
        arm.to(2.8 + shake, 0.15, up)
    tilt(body, "waist", -0.12 * up)
    tilt(body, "head", -0.25 * up)
    stand(body)


@action("think", "wonder", "ponder", plans=PLAN, frames=48, gesture=True)
def think(body: Performance) -> None:
    """Put a hand to the chin and tilt the head."""
    up = body.held(0.25)
    side = free_side(body)
    head = body.places()[:, body.rest.index["head"]]
    ahead = np.array([0.05 * body.size * body.facing, 0.02 * body.size])
    arms = arms_of(body)
    if side in arms:
        arms[side].reach(head + ahead, up)
    body.turn("head", (0.12 + 0.04 * body.noise(20)) * up * body.facing)


@action("shrug", plans=PLAN, frames=24, gesture=True)
def shrug(body: Performance) -> None:
    """Lift shoulders and hands, palms up, the head sinking between them."""
    up = keyed(body.t, [(0, 0), (0.12, -0.08), (0.34, 1.06), (0.44, 1), (0.68, 1), (1, 0)])
    up = up * min(body.amount, 1.25)
    for arm in arms_of(body).values():
        arm.to(max(0.5, min(arm.raised, 0.9)), 1.25, np.clip(up, 0.0, 1.0))
        body.stretch(arm.limb.names[0], 1.0 + 0.06 * up, 1.0)
    neck = abs(float(body.rest.at("neck")[1] - body.rest.at("waist")[1]))
    body.shift(0.0, 0.05 * neck * up)
    body.stretch("waist", 1.0, 1.0 + 0.14 * up)
    body.stretch("neck", 1.0, (1.0 - 0.12 * up) / (1.0 + 0.14 * up))
    body.turn("head", 0.18 * up)
    stand(body)

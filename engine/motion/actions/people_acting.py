# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do where they are: greet, throw, fight, bow."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise, settling
from engine.motion.legs import Leg, put_foot
from engine.motion.people import (
    arm_length,
    arms_of,
    chest,
    free_side,
    leg_length,
    legs,
    legs_joined,
    other,
    outwards,
    stand,
    tilt,
)
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("person",)
BOTH = re.compile(r"\b(?:arms|hands)\b")
KICKING = 0.4  # of a leg: how far above the other the foot is that is drawn in a kick


def _forth(body: Performance) -> float:
    """Return the way a person acts: where it faces, or to the acting side from the front."""
    aimed = float(body.beat.aim) if not body.rest.sideways else 0.0
    return aimed or body.facing


@action("wave", "greet", "hail", "beckon", plans=PLAN, frames=36, gesture=True, repeats=True)
def wave(body: Performance) -> None:
    """Raise an arm and wave with the forearm; where no arm was found, rock and tilt the head."""
    arms, side = arms_of(body), free_side(body)
    both = BOTH.search(body.beat.words.lower()) is not None
    if side not in arms:
        swing = body.wave(9.0) * body.held(0.22) * body.amount
        body.turn("waist", 0.09 * swing)
        body.turn("head", 0.14 * swing)
        return
    arm = arms[side]
    up = body.held(0.22)
    swing = body.wave(9.0) * up * body.amount
    for each in arms.values() if both else (arm,):
        # with the elbow high the forearm points up, whichever way the arm is seen
        raised = max(each.raised, 2.0)
        bent = (np.pi - raised) * 0.6 + 0.55 * swing
        each.to(raised + 0.12 * swing, bent, up, 0.35 * swing)
    body.turn("waist", -0.05 * arm.sign * up)
    body.turn("head", 0.07 * arm.sign * up + 0.03 * swing)


@action("point", "show", "aim", plans=PLAN, frames=30, gesture=True)
def point(body: Performance) -> None:
    """Raise an arm and hold it out, with a small overshoot; without an arm lean that way."""
    arms, side = arms_of(body), free_side(body)
    stays = 0.0 if body.beat.loop else 1.0
    out = keyed(body.t, [(0, 0), (0.12, -0.15), (0.32, 1.06), (0.42, 1.0), (0.8, 1.0), (1, stays)])
    if side not in arms:
        body.turn("waist", 0.14 * out * body.facing * body.amount)
        body.turn("head", 0.12 * out * body.facing)
        return
    arms[side].to(1.55, 0.05, out)
    body.turn("waist", 0.04 * out * arms[side].sign * -1.0)
    body.turn("head", 0.06 * out * body.facing)


@action("clap", "applaud", plans=PLAN, frames=12, gesture=True, repeats=True)
def clap(body: Performance) -> None:
    """Bring the hands together before the chest, again and again."""
    ready, phase = body.swell(6.0), np.mod(body.phase(12.0), 1.0)
    shut = keyed(phase, [(0, 0), (0.3, 1), (0.5, 1), (0.62, 0.85), (1, 0)])
    wide = (1.0 - shut) * min(body.amount, 1.2)
    reach = arm_length(body)
    for side, arm in arms_of(body).items():
        if body.rest.sideways:
            way = -outwards(side) * body.facing
            arm.to(1.25 + 0.5 * way * wide, 0.45 + 0.25 * wide, ready)
            continue
        arm.to(0.75 + 0.3 * wide, 0.9 + 0.2 * wide, ready)
        aside = np.full(body.frames, -outwards(side) * 0.06 * reach)
        target = chest(body) + np.stack([aside, np.full(body.frames, 0.3 * reach)], axis=1)
        arm.reach(target, ready * shut)
    body.shift(0.0, 0.012 * body.size * shut * ready)
    stand(body)
    tilt(body, "head", (0.12 * shut - 0.04) * ready)


@action("throw", "toss", "pitch", "bowl", "hurl", "serve", plans=PLAN, frames=26)
def throw(body: Performance) -> None:
    """Wind up, throw, follow through."""
    t, side, arms = body.t, free_side(body, holding=True), arms_of(body)
    length = leg_length(body)
    wind = keyed(t, [(0, 0), (0.36, 1), (0.46, 0.9), (0.56, -0.85), (0.7, -1.0), (1, 0)])
    forth = _forth(body)
    body.shift(-0.14 * forth * length * wind * body.amount, 0.07 * length * np.abs(wind))
    body.turn("waist", -0.34 * forth * wind * body.amount)
    stand(body)
    if side in arms:
        raised = keyed(t, [(0, 0), (0.36, 2.5), (0.46, 2.7), (0.56, 1.5), (0.68, 0.5), (1, 0)])
        bent = keyed(t, [(0, 0), (0.36, 1.5), (0.46, 1.6), (0.55, 0.05), (0.7, 0.1), (1, 0)])
        weight = body.once(0.0, 0.25, 0.72, 1.0)
        arms[side].to(raised, bent, weight)
    if other(side) in arms:
        arms[other(side)].swing(0.7 * keyed(t, [(0, 0), (0.36, 1), (0.56, -0.3), (1, 0)]))
    body.level("neck", 0.8)


@action("catch", "grab", "receive", plans=PLAN, frames=24)
def catch(body: Performance) -> None:
    """Reach out with both hands, give way, draw in."""
    t, length = body.t, leg_length(body)
    out = keyed(t, [(0, 0), (0.35, 1), (0.85, 1), (1, 0)])
    drawn = keyed(t, [(0, 0), (0.42, 0), (0.6, 1), (0.85, 0.95), (1, 1)])
    give = settling(t, 0.45, 1.0, 3.0)
    stretched = keyed(t, [(0, 0), (0.2, 0.5), (0.38, -0.25), (0.6, 1), (0.85, 0.8), (1, 0)])
    body.shift(-0.08 * body.facing * length * give, 0.14 * length * np.maximum(stretched, 0.0))
    stand(body)
    reach, middle = arm_length(body), chest(body)
    for side, arm in arms_of(body).items():
        if body.rest.sideways or arm.stout:
            high = 1.7 if body.rest.sideways else 2.3
            arm.to(high - (high - 1.1) * drawn, 0.1 + 1.3 * drawn, out)
            continue
        aside = -outwards(side) * (0.3 - 0.18 * drawn) * reach
        up = np.array([0.0, -1.15 * reach])
        target = middle + np.stack([aside, np.zeros(body.frames)], axis=1)
        arm.reach(target + (1.0 - drawn)[:, None] * up, out)
    tilt(body, "head", (-0.2 + 0.35 * drawn) * out)


@action("punch", "box", "hit", "strike", "fight", plans=PLAN, frames=16, repeats=True)
def punch(body: Performance) -> None:
    """Box: fists up, one arm shoots out, then the other; with one arm alone the body lunges."""
    guard, phase = body.swell(6.0), body.phase(16.0)
    length = leg_length(body)
    leading = free_side_fixed(body)
    arms = arms_of(body)
    lunge = np.zeros(body.frames)
    for side, arm in arms.items():
        at = np.mod(phase + (0.0 if side == leading else 0.5), 1.0)
        hit = keyed(at, [(0, 0), (0.08, -0.25), (0.2, 1), (0.38, 0.95), (0.55, 0), (1, 0)])
        hit = hit * min(body.amount, 1.2)
        if len(arms) == 1:
            lunge = (hit - 0.35) * guard
        if body.rest.sideways or side == leading:
            arm.to(0.7 + 0.85 * hit, 2.0 - 1.95 * np.maximum(hit, -0.1), guard)
            continue
        arm.to(0.7, 2.0, guard)
        if not arm.stout:  # across the body, to the side of the one who is hit
            there = np.array([body.facing * 1.3, -0.1]) * arm_length(body)
            arm.reach(chest(body) + there, np.clip(guard * hit, 0.0, 1.0))
    drive = np.sin(2 * TAU * phase - 0.6) * guard
    ahead = 0.12 * drive if len(arms) != 1 else 0.34 * lunge
    body.shift(body.facing * length * ahead, 0.08 * length * guard + 0.02 * length * drive)
    lean = 0.1 if body.rest.sideways else 0.04
    body.pitch("waist", lean * guard + (0.12 * drive if len(arms) != 1 else 0.3 * lunge))
    stand(body)
    body.level("neck", 0.6)


def free_side_fixed(body: Performance) -> str:
    """Return the leading side of a fighter: the one in front."""
    return "right" if body.facing > 0 else "left"


def _leg_kicking(all_legs: dict[str, Leg]) -> str:
    """Return the leg that is drawn in a kick: its foot is far above the other's; else ""."""
    if len(all_legs) < 2:
        return ""
    high, low = sorted(all_legs, key=lambda name: float(all_legs[name].limb.tip[1]))
    one, other_one = all_legs[high].limb, all_legs[low].limb
    up = float(other_one.tip[1] - one.tip[1])
    aside = abs(float(one.tip[0] - one.root[0]))
    return high if min(up, 1.5 * aside) > KICKING * one.length else ""


@action("kick", "shoot", plans=PLAN, frames=24)
def kick(body: Performance) -> None:
    """Swing a leg back, kick, come down."""
    t, length = body.t, leg_length(body)
    all_legs = legs(body)
    if not all_legs:
        return
    forth, name = _forth(body), _leg_kicking(all_legs)
    high = 1.45
    if name:  # it is drawn in the kick, and kicks to that side
        ahead = all_legs[name].limb.tip - all_legs[name].limb.root
        forth = float(np.sign(ahead[0]) or forth)
        high = max(high, float(np.arctan2(forth * ahead[0], ahead[1])))
    else:
        # from the side the rear leg swings, from the front the one on the side it kicks to
        order = sorted(all_legs, key=lambda n: all_legs[n].limb.tip[0] * forth)
        name = order[0] if body.rest.sideways else order[-1]
    low = high - 0.15
    swing = keyed(t, [(0, 0), (0.32, -0.85), (0.42, -0.7), (0.55, high), (0.68, low), (1, 0)])
    swing = swing * min(body.amount, 1.15) * (0.55 if legs_joined(body) else 1.0)
    free = rise(t, 0.04, 0.22) * (1 - rise(t, 0.78, 0.96))
    body.shift(-0.05 * forth * length * np.maximum(swing, 0), 0.04 * length * free)
    body.turn("waist", -0.2 * forth * swing * (1 if body.rest.sideways else 0.6))
    stand(body, without=(name,))
    leg = all_legs[name]
    root = body.places()[:, leg.limb.index[0]]
    reach = leg.limb.length * keyed(
        t, [(0, 0.93), (0.34, 0.74), (0.55, 0.95), (0.75, 0.85), (1, 0.9)]
    )
    way = reach[:, None] * np.stack([forth * np.sin(swing), np.cos(swing)], axis=1)
    toe = leg.limb.tip + free[:, None] * (root + way - leg.limb.tip)
    put_foot(body, leg, toe, -0.9 * free * np.maximum(swing, -0.6) if body.rest.sideways else 0.0)
    for side, arm in arms_of(body).items():
        sign = 1.0 if side == name[4:] else -1.0
        arm.swing(-0.55 * sign * swing * (1 if body.rest.sideways else -0.5))
    body.level("neck", 0.7)


@action("bow", "curtsy", "greet_politely", plans=PLAN, frames=36)
def bow(body: Performance) -> None:
    """Bow, hold, rise."""
    down = body.once(0.0, 0.35, 0.6, 1.0) * body.amount
    length = leg_length(body)
    if body.rest.sideways:
        body.pitch("waist", 1.1 * down)
        body.shift(-0.16 * body.facing * length * down, 0.02 * length * down)
        body.pitch("neck", 0.2 * down)
        for arm in arms_of(body).values():
            arm.swing(0.35 * down)
    else:
        low = np.minimum(0.5 * down, 0.6)
        body.stretch("waist", 1.0 + 0.06 * down, 1.0 - low)
        nearer = 1.0 + 0.1 * down
        body.stretch("neck", nearer / (1.0 + 0.06 * down), (1.0 - 0.35 * low) / (1.0 - low))
        for side in arms_of(body):
            body.stretch(f"arm_{side}0", 1.0, 1.0 / (1.0 - low))
        body.shift(0.0, 0.08 * length * down)
    stand(body)


@action("nod", "agree", plans=PLAN, frames=14, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod."""
    down = 0.5 - 0.5 * np.cos(TAU * body.phase(14.0))
    tilt(body, "neck", 0.25 * down * body.amount)
    tilt(body, "head", 0.42 * down * body.amount)


@action("turn_head", plans=PLAN, frames=36, gesture=True)
def turn_head(body: Performance) -> None:
    """Turn the head to a side and keep it there; seen from the side it looks back over there."""
    turned = body.held(0.25)
    way = float(body.beat.aim) or -body.facing
    if body.rest.sideways:
        back = turned if way != body.facing else 0.0 * turned
        body.stretch("head", 1.0 - 2.0 * back, 1.0)
        body.turn("head", 0.12 * way * turned)
    else:
        body.turn("head", 0.16 * way * turned)
        body.stretch("head", 1.0 - 0.14 * turned, 1.0)
    body.turn("neck", 0.08 * way * turned)


@action("tilt_head", plans=PLAN, frames=36, gesture=True)
def tilt_head(body: Performance) -> None:
    """Lean the head to a side and keep it there."""
    way = float(body.beat.aim) or body.facing
    leans = way * body.held(0.25) * body.amount
    body.turn("neck", 0.08 * leans)
    body.turn("head", 0.24 * leans)


@action("shake_head", "disagree", "refuse", plans=PLAN, frames=12, gesture=True, repeats=True)
def shake_head(body: Performance) -> None:
    """Shake the head; in a flat drawing it tilts from side to side."""
    swing = body.wave(12) * body.swell(4) * body.amount
    body.turn("neck", 0.16 * swing)
    body.turn("head", 0.24 * body.wave(12, 0.06) * body.swell(4) * body.amount)
    if not body.rest.sideways:  # a turned head is narrower, and goes to the side it turns to
        body.stretch("head", 1.0 - 0.12 * np.abs(swing), 1.0)


@action("look", "look_around", "search", "look_up", plans=PLAN, frames=48, gesture=True)
def look(body: Performance) -> None:
    """Look one way, then the other."""
    keys = ((0.12, -0.3), (0.38, -0.3), (0.5, 0.28), (0.78, 0.28))
    curve = keyed(body.t, [(0, 0), *keys, (1, 0)]) * body.amount
    body.turn("head", 0.9 * curve)
    body.turn("neck", 0.35 * curve)
    body.turn("waist", 0.12 * curve)

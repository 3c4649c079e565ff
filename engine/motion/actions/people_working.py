# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with their hands: sports, work, meals, manners."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.actions.people_efforts import pressed
from engine.motion.curves import TAU, keyed, rise, settling
from engine.motion.legs import put_foot
from engine.motion.people import (
    arm_length,
    arms_of,
    free_side,
    leg_length,
    legs,
    other,
    outwards,
    stand,
    tilt,
)
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("person",)


def _cycle(body: Performance, period: float) -> Floats:
    return np.mod(body.phase(period), 1.0)


def _front(body: Performance, ahead: float, high: float) -> Floats:
    """Return places [F, 2] before the chest: lengths of an arm ahead of it and above the waist."""
    waist = body.places()[:, body.rest.index["waist"]]
    forth = body.facing if body.rest.sideways else 0.0
    return waist + arm_length(body) * np.array([forth * ahead, -high])


@action(
    "swing_bat",
    "bat",
    "golf",
    "chop",
    "axe",
    "mow",
    "swing_racket",
    "tennis",
    "hockey",
    "swing",
    plans=PLAN,
    frames=28,
)
def swing_bat(body: Performance) -> None:
    """Wind up with both arms, swing through, let it run out."""
    wind = keyed(body.t, [(0, 0), (0.35, 1), (0.45, 0.95), (0.58, -0.8), (0.72, -1.0), (1, 0)])
    length, forth = leg_length(body), body.facing
    body.shift(-0.07 * forth * length * wind, 0.05 * length * np.abs(wind))
    body.turn("waist", -0.22 * forth * wind * body.amount)
    stand(body)
    held = body.once(0.0, 0.25, 0.75, 1.0)
    for arm in arms_of(body).values():
        arm.to(1.35 + 1.0 * wind, 0.35 + 0.3 * np.maximum(wind, 0.0), held)
    body.level("neck", 0.8)


@action("juggle", plans=PLAN, frames=14, repeats=True)
def juggle(body: Performance) -> None:
    """Toss with one hand after the other, the eyes above."""
    ready, phase = body.swell(5.0), body.phase(14.0)
    for side, arm in arms_of(body).items():
        at = np.mod(phase + (0.0 if side == "left" else 0.5), 1.0)
        up = keyed(at, [(0, 0), (0.3, -0.25), (0.5, 1.0), (0.65, 0.6), (1, 0)]) * body.amount
        arm.to(0.45 + 0.35 * up, 1.25 + 0.4 * up, ready)
    body.pitch("head", -0.14 * ready)
    body.shift(0.0, 0.012 * body.size * np.sin(2 * TAU * phase) * ready)
    stand(body)


@action("dribble", "bounce_ball", "basketball", plans=PLAN, frames=14, repeats=True)
def dribble(body: Performance) -> None:
    """Push a ball down with one hand, knees bent."""
    ready, side = body.swell(5.0), free_side(body)
    push = keyed(_cycle(body, 14.0), [(0, 0), (0.3, 1), (0.55, 0.2), (0.8, -0.2), (1, 0)])
    push = push * body.amount
    arms = arms_of(body)
    if side in arms:
        arms[side].to(0.75 - 0.35 * push, 0.75 - 0.6 * push, ready, 0.3 * push)
    body.shift(0.0, leg_length(body) * (0.1 * ready + 0.03 * push * ready))
    body.pitch("waist", (0.16 + 0.05 * push) * ready)
    stand(body)
    body.level("neck", 0.7)


@action("row", "paddle_boat", "canoe", plans=PLAN, frames=36, repeats=True)
def row(body: Performance) -> None:
    """Lean forwards with long arms, pull, lean back."""
    ready, at = body.swell(6.0), _cycle(body, 36.0)
    pull = keyed(at, [(0, 0), (0.3, -1), (0.62, 1), (0.75, 0.9), (1, 0)]) * ready * body.amount
    tilt(body, "waist", -0.36 * pull)
    lift = keyed(at, [(0, 0), (0.15, 0.6), (0.3, 0), (0.5, -0.6), (0.62, 0), (0.85, 0.8), (1, 0)])
    for arm in arms_of(body).values():
        if body.rest.sideways:
            arm.to(1.2 - 0.25 * pull + 0.2 * lift, 0.85 + 0.75 * pull, ready)
        else:
            arm.to(0.85 + 0.45 * lift, 0.75 + 0.65 * pull, ready)
    body.level("neck", 0.7)
    stand(body)


@action("lift_weights", "weights", "hold_up", plans=PLAN, frames=40, repeats=True)
def lift_weights(body: Performance) -> None:
    """Dip, press the load up, hold it trembling, let it down; what is up already sinks first."""
    if pressed(body):
        return
    ready, at = body.swell(6.0), _cycle(body, 40.0)
    up = keyed(at, [(0, 0), (0.18, -0.1), (0.4, 1.0), (0.68, 0.97), (0.9, 0), (1, 0)])
    tremble = 0.03 * np.sin(TAU * 9 * at) * (up > 0.9)
    dip = keyed(at, [(0, 0), (0.16, 1), (0.3, 0.1), (0.86, 0.2), (0.93, 0.6), (1, 0)])
    body.shift(0.0, 0.13 * leg_length(body) * dip * ready)
    stand(body)
    for arm in arms_of(body).values():
        arm.to(1.15 + 1.75 * up + tremble, 1.75 - 1.65 * up, ready)
    body.pitch("head", -0.12 * up * ready)


@action("push_up", "push_ups", "plank", plans=PLAN, frames=30, repeats=True)
def push_up(body: Performance) -> None:
    """Fold forwards from the hips and rise, as trainers do on the spot."""
    down = (0.5 - 0.5 * np.cos(TAU * body.phase(30.0))) * body.amount
    body.pitch("waist", 0.9 * down if body.rest.sideways else 0.0 * down)
    body.shift(-0.1 * body.facing * leg_length(body) * down, 0.06 * leg_length(body) * down)
    stand(body)
    for arm in arms_of(body).values():
        arm.swing(0.4 * down, -0.2 * down)
    body.level("neck", 0.4)


@action("eat", "bite", "chew", "feed", plans=PLAN, frames=36, gesture=True, repeats=True)
def eat(body: Performance) -> None:
    """Bring a hand to the mouth, chew, again."""
    at, side, arms = _cycle(body, 36.0), free_side(body, holding=True), arms_of(body)
    up = keyed(at, [(0, 0), (0.3, 1), (0.45, 1), (0.75, 0), (1, 0)])
    places = body.places()
    mouth = 0.75 * places[:, body.rest.index["head"]] + 0.25 * places[:, body.rest.index["top"]]
    mouth = mouth + np.array([0.06 * body.size * body.facing * float(body.rest.sideways), 0.0])
    if side in arms:
        arms[side].reach(mouth, up)
    chew = np.sin(TAU * 4 * at) * rise(at, 0.4, 0.5) * (1 - rise(at, 0.9, 1.0))
    body.pitch("head", (0.12 * up + 0.06 * chew * body.amount) * float(body.rest.sideways))
    body.turn("head", 0.04 * chew)


@action("drink", "sip", plans=PLAN, frames=48, gesture=True)
def drink(body: Performance) -> None:
    """Raise a hand to the mouth, lean the head back, lower it."""
    side, arms = free_side(body, holding=True), arms_of(body)
    up = body.once(0.0, 0.3, 0.7, 1.0)
    tip = body.once(0.25, 0.4, 0.6, 0.75) * body.amount
    places = body.places()
    mouth = 0.75 * places[:, body.rest.index["head"]] + 0.25 * places[:, body.rest.index["top"]]
    mouth = mouth + np.array([0.06 * body.size * body.facing * float(body.rest.sideways), 0.0])
    if side in arms:
        arms[side].reach(mouth, up)
    body.turn("head", -0.22 * body.facing * tip)
    body.turn("waist", -0.05 * body.facing * tip)


@action("stir", "cook", "mix", "wash", "wipe", "iron", plans=PLAN, frames=20, repeats=True)
def stir(body: Performance) -> None:
    """Move a hand in circles before the body."""
    ready, phase, side = body.swell(6.0), body.phase(20.0), free_side(body)
    circle = np.stack([np.cos(TAU * phase), 0.45 * np.sin(TAU * phase)], axis=1)
    target = _front(body, 0.55, 0.15) + 0.22 * arm_length(body) * body.amount * circle
    arms = arms_of(body)
    if side in arms:
        arms[side].reach(target, ready)
    if other(side) in arms:
        arms[other(side)].to(0.5, 1.0, 0.7 * ready)
    body.turn("waist", 0.03 * np.sin(TAU * phase) * ready)
    body.pitch("head", 0.14 * ready)
    stand(body)


@action(
    "write",
    "draw",
    "paint",
    "sketch",
    "sew",
    "knit",
    plans=PLAN,
    frames=24,
    gesture=True,
    repeats=True,
)
def write(body: Performance) -> None:
    """Hold a hand out and draw with it: small strokes, then a larger move."""
    ready, side = body.swell(6.0), free_side(body)
    at = body.phase(24.0)
    small = np.stack([np.sin(TAU * 3 * at), 0.8 * np.sin(TAU * 3 * at + 1.2)], axis=1)
    large = np.stack([np.sin(TAU * at), 0.5 * np.cos(TAU * at)], axis=1)
    target = _front(body, 0.75, 0.45) + arm_length(body) * body.amount * (
        0.05 * small + 0.13 * large
    )
    arms = arms_of(body)
    if side in arms:
        arms[side].reach(target, ready)
    body.turn("head", 0.05 * np.sin(TAU * at) * ready)


@action("read", "look_at_phone", "text", "hold", plans=PLAN, frames=60, gesture=True)
def read(body: Performance) -> None:
    """Raise both hands before the chest and look down on them, line by line."""
    up = body.held(0.2)
    for arm in arms_of(body).values():
        arm.to(0.5, 1.5 + 0.03 * body.noise(20), up)
    lines = 0.06 * np.sin(TAU * 3 * body.t)
    body.pitch("head", (0.25 * up) * float(body.rest.sideways))
    body.turn("head", (0.05 + lines) * up)


@action("shovel", "dig", "rake", "hoe", "scoop", plans=PLAN, frames=40, repeats=True)
def shovel(body: Performance) -> None:
    """Bend, thrust down, lift the load, throw it aside."""
    ready, at, length = body.swell(6.0), _cycle(body, 40.0), leg_length(body)
    low = keyed(at, [(0, 0), (0.3, 1), (0.42, 1.05), (0.62, 0.1), (0.75, -0.15), (1, 0)])
    low = low * body.amount
    fling = keyed(at, [(0, 0), (0.5, 0), (0.68, 1), (0.8, 0.6), (1, 0)])
    body.shift(
        0.08 * body.facing * length * low * ready, 0.16 * length * np.maximum(low, 0) * ready
    )
    body.pitch("waist", (0.55 * low - 0.25 * fling) * ready * (1 if body.rest.sideways else 0.3))
    stand(body)
    for number, arm in enumerate(arms_of(body).values()):
        arm.to(0.75 + 0.6 * fling - 0.1 * number, 0.3 + 0.35 * number, ready)
    body.level("neck", 0.5)


@action("sweep", "mop", "vacuum", "scrub", "polish", plans=PLAN, frames=26, repeats=True)
def sweep(body: Performance) -> None:
    """Sweep to and fro with both arms, the body going along."""
    ready, stroke = body.swell(6.0), body.wave(26.0) * body.amount
    length = leg_length(body)
    body.shift(0.06 * body.facing * length * stroke * ready, 0.05 * length * ready)
    body.pitch("waist", (0.22 + 0.08 * stroke) * ready * (1 if body.rest.sideways else 0.4))
    stand(body)
    for number, arm in enumerate(arms_of(body).values()):
        arm.to(0.65 + 0.3 * stroke, 0.35 + 0.3 * number - 0.2 * stroke, ready)
    body.level("neck", 0.6)


@action("salute", plans=PLAN, frames=30, gesture=True)
def salute(body: Performance) -> None:
    """Snap a hand to the brow, hold it, snap it down."""
    side, arms = free_side(body), arms_of(body)
    up = body.once(0.05, 0.25, 0.75, 0.95)
    places = body.places()
    brow = 0.4 * places[:, body.rest.index["head"]] + 0.6 * places[:, body.rest.index["top"]]
    aside = body.facing * 0.06 if body.rest.sideways else -0.07 * outwards(side)
    if side in arms:
        arms[side].reach(brow + np.array([aside * body.size, 0.0]), up)
    body.turn("waist", -0.03 * body.facing * up)
    body.turn("head", -0.04 * body.facing * up)


@action("pray", "beg", "plead", "meditate", plans=PLAN, frames=48)
def pray(body: Performance) -> None:
    """Put the hands together before the chest and bow the head."""
    down = body.held(0.25)
    target = _front(body, 0.45, 0.55)
    for side, arm in arms_of(body).items():
        aside = -0.02 * outwards(side) * body.size * float(not body.rest.sideways)
        arm.reach(target + np.array([aside, 0.0]), down)
    body.pitch("head", 0.3 * down * float(body.rest.sideways))
    if not body.rest.sideways:
        body.stretch("head", 1.0, 1.0 - 0.08 * down)
    body.shift(0.0, 0.006 * body.size * body.wave(40) * down)
    stand(body)


@action("stomp", "stamp", "tantrum", "rage", plans=PLAN, frames=20, repeats=True)
def stomp(body: Performance) -> None:
    """Stamp with one foot after the other, fists shaking."""
    phase, swell, length = body.phase(20.0), body.swell(4.0), leg_length(body)
    body.turn("waist", 0.08 * np.sin(TAU * phase) * swell)
    hit = np.abs(np.sin(TAU * phase)) ** 6
    body.shift(0.0, 0.03 * length * hit * swell)
    for name, leg in legs(body).items():
        at = np.mod(phase + (0.0 if name == "leg_left" else 0.5), 1.0)
        up = keyed(at, [(0, 0), (0.22, 1), (0.32, 0.9), (0.42, 0), (1, 0)]) * swell * body.amount
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.2 * length * up
        put_foot(body, leg, toe, -0.1 * up * float(body.rest.sideways))
    for side, arm in arms_of(body).items():
        beat = np.sin(2 * TAU * phase + (0.0 if side == "left" else 0.8))
        arm.to(0.4 + 0.15 * beat, 1.3 + 0.2 * beat, 0.8 * swell)
    body.turn("head", 0.08 * np.sin(2 * TAU * phase) * swell)


@action("sneeze", "cough", "hiccup", plans=PLAN, frames=30)
def sneeze(body: Performance) -> None:
    """Draw back in jerks, then burst forwards."""
    draw = (
        keyed(
            body.t,
            [
                (0, 0),
                (0.15, 0.4),
                (0.22, 0.3),
                (0.42, 1.0),
                (0.5, 0.9),
                (0.56, -1.0),
                (0.66, -0.6),
                (1, 0),
            ],
        )
        * body.amount
    )
    if body.rest.sideways:
        body.pitch("waist", -0.22 * draw)
    body.turn("head", -0.3 * body.facing * draw)
    body.shift(0.0, 0.03 * leg_length(body) * np.maximum(-draw, 0.0))
    stand(body)
    for arm in arms_of(body).values():
        arm.swing(0.3 * np.maximum(draw, 0) + 0.15 * np.maximum(-draw, 0), 0.5 * np.abs(draw))


@action("scared", "fear", "cower", "tremble", "shiver", "freeze", plans=PLAN, frames=36)
def cower(body: Performance) -> None:
    """Shrink, the arms before the face, and tremble."""
    down = body.held(0.2)
    fast = np.sin(TAU * max(4.0, round(7 * body.seconds)) * body.t) * down * body.amount
    length = leg_length(body)
    body.shift(0.012 * length * fast, 0.16 * length * down)
    body.pitch("waist", 0.2 * down * float(body.rest.sideways))
    stand(body)
    for arm in arms_of(body).values():
        arm.to(0.85 + 0.05 * fast, 1.9, down)
    body.turn("head", 0.05 * fast)


@action("faint_wave", "conduct", "direct", plans=PLAN, frames=24, repeats=True)
def conduct(body: Performance) -> None:
    """Conduct with both arms, in two beats."""
    ready, phase = body.swell(5.0), body.phase(24.0)
    for side, arm in arms_of(body).items():
        sign = 1.0 if body.rest.sideways and side == "left" else -1.0
        wide = np.sin(TAU * phase) * (1.0 if not body.rest.sideways else 0.4 * sign)
        beat = np.cos(2 * TAU * phase)
        arm.to(1.15 + 0.25 * beat + 0.2 * wide, 0.85 + 0.25 * beat, ready, 0.25 * beat)
    body.turn("waist", 0.05 * np.sin(TAU * phase) * ready)
    body.pitch("head", 0.06 * np.cos(2 * TAU * phase) * ready)
    stand(body)


@action("shoot_arrow", "archery", "draw_bow", "aim_bow", plans=PLAN, frames=40)
def shoot_arrow(body: Performance) -> None:
    """Hold one arm out, draw the other back, let go."""
    t, side, arms = body.t, free_side(body), arms_of(body)
    held = body.once(0.0, 0.2, 0.8, 1.0)
    drawn = keyed(t, [(0, 0), (0.2, 0), (0.5, 1), (0.62, 1), (0.64, 0.6), (1, 0)])
    if side in arms:
        arms[side].to(1.5 + 0.06 * settling(t, 0.62, 2.0, 4.0), 0.05, held)
    if other(side) in arms:
        arms[other(side)].to(1.45 - 0.3 * drawn, 0.5 + 1.6 * drawn, held)
    body.turn("waist", -0.06 * body.facing * drawn)
    stand(body)


@action("lie", "lie_down", "sleep", "nap", plans=PLAN, frames=40)
def lie(body: Performance) -> None:
    """Sink to the ground and lie down, slowly."""
    t = body.t
    down = rise(t, 0.1, 0.75) * (1 - (rise(t, 0.8, 1.0) if body.beat.loop else 0.0))
    way = -body.facing if body.rest.sideways else 1.0
    feet = np.array([body.rest.at("pelvis")[0], body.rest.ground])
    body.about(feet, way * 1.45 * down)
    body.shift(0.0, -0.03 * body.size * down)
    for arm in arms_of(body).values():
        arm.swing(0.25 * np.sin(np.pi * down))
    for name in ("leg_left1", "leg_right1"):
        body.pitch(name, 0.5 * np.sin(np.pi * down) * float(body.rest.sideways))


@action("wiggle", "twist", "hula", "shake", plans=PLAN, frames=14, repeats=True)
def wiggle(body: Performance) -> None:
    """Wiggle the hips, the arms held out."""
    swell, length = body.swell(4.0) * body.amount, leg_length(body)
    hips = body.wave(14.0) * swell
    body.shift(0.09 * length * hips, 0.04 * length * swell)
    body.turn("pelvis", 0.08 * hips)
    body.turn("waist", -0.18 * hips)
    body.turn("neck", 0.08 * hips)
    stand(body)
    for arm in arms_of(body).values():
        arm.to(0.9, 0.9 + 0.3 * body.wave(14.0, 0.15), 0.8 * body.swell(5.0))

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What anything can do that moves as one: float, bounce, roll, fly off, grow.

Things without a body plan have these actions only; bodies with a plan have them too, where their
own family doesn't know the verb.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.legless import rocks_along
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import (
    hangs_late,
    heading,
    joints_called,
    narrowed,
    rotors_whirl,
    strings_trail,
    water_stays,
)
from engine.motion.wheels import turn_wheels

Floats = NDArray[np.float64]
THING = ("",)
STEEPEST = 1.2  # how much faster than ahead a thing climbs that points up
LEANING = 0.5  # how far up a nose points, of its way from the middle, that takes a rocket along


def _root(body: Performance) -> str:
    return body.rest.bones.names[0]


def _foot(body: Performance) -> Floats:
    """Middle [2] of the ground line of the drawing."""
    return np.array([body.rest.centre[0], body.rest.box[1, 1]])


def _there(body: Performance, curve: Floats) -> Floats:
    """Return a way 0..1 that in a loop comes back."""
    return np.sin(np.pi * body.t) ** 2 if body.beat.loop else curve


@action(
    "float",
    "hover",
    "drift",
    "bob",
    "be",
    "move",
    "idle",
    "still",
    "wait",
    plans=THING,
    frames=48,
    repeats=True,
)
def float_(body: Performance) -> None:
    """Float: bob up and down, tilting a little late."""
    bob = body.amount * body.swing(30.0)
    body.shift(0.03 * body.size * body.noise(50), -0.085 * body.size * bob)
    tilt = 0.03 if rotors_whirl(body) else 0.08
    body.about(body.rest.centre, tilt * body.amount * body.swing(30.0, -0.15))
    strings_trail(body)
    body.go_along()


@action(
    "rock", "tilt", "teeter", "roll_about", "sail", "ride", plans=THING, frames=40, repeats=True
)
def rock(body: Performance) -> None:
    """Rock like a boat: about a point below, with a rise and fall."""
    water = np.array([body.rest.centre[0], body.rest.box[1, 1] - 0.08 * body.size])
    body.about(water, 0.16 * body.amount * body.swing(28.0))
    body.shift(0.0, 0.03 * body.size * body.swing(14.0, 0.25))
    water_stays(body)
    body.go_along()


@action(
    "wobble",
    "jiggle",
    "wiggle",
    "flow",
    "ripple",
    "surge",
    "billow",
    plans=THING,
    frames=14,
    repeats=True,
)
def wobble(body: Performance) -> None:
    """Wobble like jelly, the area kept."""
    swell = body.swell(4.0) * body.amount
    body.squash(1.0 + 0.09 * swell * body.wave(14.0))
    body.about(_foot(body), 0.05 * swell * body.wave(14.0, 0.3))
    body.go_along()


@action("bounce", "hop", "jump", "leap", "dribble", "dance", plans=THING, frames=16, repeats=True)
def bounce(body: Performance) -> None:
    """Bounce: squash on the ground, stretch in flight, hang at the top."""
    phase = np.mod(body.phase(16.0), 1.0)
    contact = 0.16
    flight = np.clip((phase - contact) / (1.0 - 2 * contact), 0.0, 1.0)
    air, speed = ballistic(flight), np.abs(1.0 - 2.0 * flight)
    press = np.cos(np.pi * np.minimum(np.minimum(phase, 1.0 - phase) / contact, 1.0)) * 0.5 + 0.5
    first = 0.5 - 0.5 * np.cos(TAU * np.clip(body.phase(16.0) / contact, 0, 1))
    press = np.where(body.phase(16.0) < contact, first, press)
    last = body.cycles(16.0) - body.phase(16.0)
    press = np.where(last < contact, np.sin(np.pi * np.clip(last / contact, 0, 1)) ** 2, press)
    tall = 1.0 - 0.14 * press * body.amount + 0.1 * speed * (air > 0.02) * body.amount
    body.shift(0.0, -0.5 * body.size * air * body.amount)
    body.squash(tall)
    body.go_along()


@action("fall", "drop", "plunge", "crash", plans=THING, frames=30)
def fall(body: Performance) -> None:
    """Fall ever faster, hit, bounce low, lie still."""
    t, deep = body.t, (body.beat.distance or 0.6) * body.size
    if body.beat.loop:
        body.go(0.0, deep * np.sin(np.pi * t) ** 2)
        body.about(body.rest.centre, 0.3 * np.sin(TAU * t))
        return
    hit = 0.6
    drop = np.minimum(t / hit, 1.0) ** 2
    up = 0.18 * ballistic((t - hit) / 0.26) + 0.05 * ballistic((t - hit - 0.26) / 0.13)
    body.go(0.0, deep * (drop - up))
    body.about(body.rest.centre, body.facing * (0.35 * drop + 0.1 * settling(t, hit, 1.0, 4.0)))


@action("roll", "rolling", "tumble", plans=THING, frames=30, repeats=True)
def roll(body: Performance) -> None:
    """Roll: turn by the way it goes."""
    radius = max(0.5 * float(np.ptp(body.rest.box[:, 1])), 1e-6)
    way = body.facing * (body.beat.direction or 1)
    if body.beat.distance:
        curve = body.t if body.beat.loop else 1 - (1 - body.t) ** 1.6
        gone = way * body.beat.distance * body.size * curve
        body.go(gone)
        body.about(body.rest.centre, gone / radius)
        return
    turns = max(1.0, round(body.cycles(30.0)))
    body.about(body.rest.centre, way * TAU * turns * (body.t if body.beat.loop else smooth(body.t)))


@action("spin", "rotate", "turn", "whirl", "twirl", plans=THING, frames=30, repeats=True)
def spin(body: Performance) -> None:
    """Spin about its middle, or turn what turns on it: a big wheel with its cabins upright."""
    if body.rest.has("wheel_rim"):
        turns = max(1.0, round(body.cycles(72.0))) if body.beat.loop else body.cycles(60.0)
        angle = TAU * turns * body.way() * (body.beat.direction or 1)
        body.turn("wheel_rim", angle)
        for name in joints_called(body, "cabin"):
            body.turn(name, 0.06 * body.swing(20.0) - angle)
        return
    if rotors_whirl(body):
        return
    turns = max(1.0, round(body.cycles(30.0)))
    along = body.t if body.beat.loop else keyed(body.t, [(0, 0), (0.9, 1.02), (1, 1)])
    body.about(body.rest.centre, body.facing * TAU * turns * along * (body.beat.direction or 1))
    body.go_along()


@action("turn_around", "flip", plans=THING, frames=24)
def turn_around(body: Performance) -> None:
    """Turn to the other side: ever narrower, then mirrored."""
    over = _there(body, smooth(body.t))
    narrow = narrowed(np.pi * over)
    body.stretch(_root(body), narrow, 1.0)
    body.shift((body.rest.at(_root(body))[0] - body.rest.centre[0]) * (narrow - 1.0), 0.0)


@action("turn_over", "flip_over", "capsize", "overturn", plans=THING, frames=30)
def turn_over(body: Performance) -> None:
    """Turn upside down: lift, turn by half a circle about the middle, set down."""
    over = _there(body, keyed(body.t, [(0, 0), (0.2, -0.05), (0.75, 1.03), (0.9, 1), (1, 1)]))
    wide, tall = np.ptp(body.rest.box, axis=0)
    angle = np.pi * over
    reach = 0.5 * (tall * np.abs(np.cos(angle)) + wide * np.abs(np.sin(angle)))
    body.about(body.rest.centre, body.facing * angle)
    body.shift(0.0, 0.5 * tall - reach)


@action("fly", "soar", "glide", "zoom", "sweep", plans=THING, frames=48, repeats=True)
def fly(body: Performance) -> None:
    """Fly: sway in wide curves, banking into them; what has a rotor or a nose keeps level."""
    size, amount = body.size, body.amount
    if rotors_whirl(body) or body.rest.has("rotor0"):
        body.about(body.rest.centre, body.facing * 0.08 * amount * body.swing(30.0, -0.1))
        body.shift(0.05 * size * body.swing(40.0), -0.13 * size * amount * body.swing(30.0))
    elif body.rest.has("front"):
        body.about(body.rest.centre, -body.facing * 0.1 * amount * body.swing(32.0, 0.12))
        body.shift(0.0, -0.08 * size * amount * body.swing(32.0))
    else:
        body.shift(0.09 * size * body.swing(40.0), -0.08 * size * amount * body.swing(20.0))
        body.about(body.rest.centre, 0.17 * amount * body.swing(26.0))
    strings_trail(body)
    body.go_along()
    if body.beat.distance:  # what points up climbs
        ahead = heading(body)
        steep = np.clip(ahead[1] / max(abs(float(ahead[0])), 1e-9), -STEEPEST, STEEPEST)
        way = (body.beat.direction or 1) * body.beat.distance * size
        body.go(0.0, steep * way * body.way())


@action("flutter", "flap", "whirl_around", plans=THING, frames=30, repeats=True)
def flutter(body: Performance) -> None:
    """Flutter like a leaf: rock to and fro, getting narrow on the way."""
    body.about(body.rest.centre, 0.4 * body.amount * body.swing(22.0))
    wide = 1.0 - 0.3 * body.amount * (0.5 - 0.5 * np.cos(TAU * body.phase(11.0)))
    body.stretch(_root(body), wide, 1.0)
    body.shift(
        0.12 * body.size * body.amount * body.swing(22.0),
        0.06 * body.size * body.swing(11.0, -0.25),
    )
    strings_trail(body)
    body.go_along()


@action(
    "float_away",
    "fly_away",
    "drift_away",
    "blow_away",
    "sail_away",
    "fly_off",
    plans=THING,
    frames=48,
)
def float_away(body: Performance) -> None:
    """Rise and drift off, swaying, until it is gone."""
    gone = _there(body, 0.35 * body.t + 0.65 * body.t**2)
    far = 1.3 * body.size
    body.go(0.3 * body.facing * far * gone, -far * gone)
    body.shift(0.04 * body.size * body.swing(22.0), 0.0)
    body.about(body.rest.centre, 0.1 * body.swing(22.0, -0.2) * body.amount)
    strings_trail(body)


@action("rise", "up", "ascend", "float_up", "lift", plans=THING, frames=48)
def rise_(body: Performance) -> None:
    """Rise like a balloon: slowly at first, swaying."""
    high = (body.beat.distance or 0.6) * body.size
    body.go(0.0, -high * _there(body, body.t**1.4))
    rotors_whirl(body)
    body.shift(0.04 * body.size * body.swing(30.0), 0.0)
    body.about(body.rest.centre, 0.07 * body.swing(30.0, -0.2) * body.amount)
    strings_trail(body)


@action(
    "launch",
    "off",
    "take_off",
    "blast_off",
    "lift_off",
    "fly_up",
    "shoot",
    "shoot_up",
    "zoom_up",
    plans=THING,
    frames=48,
)
def launch(body: Performance) -> None:
    """Tremble, crouch, shoot up ever faster; what has a rotor rises without that."""
    if body.rest.has("rotor0"):
        rise_(body)
        return
    t = body.t
    shiver = body.once(0.05, 0.2, 0.4, 0.6) * np.sin(TAU * max(4.0, round(8 * body.seconds)) * t)
    body.shift(0.01 * body.size * shiver, 0.0)
    gone = np.clip((t - 0.35) / 0.65, 0, 1) ** 2.4
    tall = 1.0 - 0.1 * body.once(0.1, 0.3, 0.34, 0.42) + 0.12 * body.once(0.36, 0.5, 0.7, 1.0)
    body.squash(tall)
    high = (body.beat.distance or 1.2) * body.size
    gone = _there(body, gone) if body.beat.loop else gone
    ahead = heading(body)
    aside = ahead[0] / max(-float(ahead[1]), 1e-9) if ahead[1] < -LEANING else 0.0
    body.go(high * np.clip(aside, -1.0, 1.0) * gone, -high * gone)


@action("sink", "descend", "down", "lower", "settle", "land", plans=THING, frames=48)
def sink(body: Performance) -> None:
    """Sink slowly, swaying like a leaf in water."""
    deep = (body.beat.distance or 0.5) * body.size
    body.go(0.0, deep * _there(body, smooth(body.t)))
    body.shift(0.05 * body.size * body.swing(36.0), 0.0)
    body.about(body.rest.centre, 0.1 * body.swing(36.0, 0.2) * body.amount)


@action("shake", "tremble", "shiver", "vibrate", "rattle", "ring", plans=THING, frames=24)
def shake(body: Performance) -> None:
    """Shake hard and calm down; a bell rings."""
    if body.rest.has("clapper0"):
        swing(body)
        return
    burst = body.once(0.02, 0.15, 0.6, 0.95) * body.amount
    fast = TAU * max(4.0, round(7 * body.seconds)) * body.t
    body.about(_foot(body), 0.08 * burst * np.sin(fast))
    body.shift(0.03 * body.size * burst * np.sin(fast + 1.0), 0.0)


@action(
    "swing",
    "pendulum",
    "dangle",
    "hang",
    "tick",
    plans=THING,
    frames=40,
    repeats=True,
)
def swing(body: Performance) -> None:
    """Swing from its top like a pendulum; a long one slowly."""
    top = np.array([body.rest.centre[0], body.rest.box[0, 1]])
    period = 24.0 if body.rest.has("clapper0") else 32.0
    body.about(top, 0.42 * body.amount * body.swing(period))
    hangs_late(body)
    strings_trail(body)
    body.go_along()


@action("sway", "wave", "sway_in_wind", "bend", "lean", plans=THING, frames=40, repeats=True)
def lean(body: Performance) -> None:
    """Sway to and fro about its foot."""
    body.about(_foot(body), 0.24 * body.amount * body.swing(30.0))
    strings_trail(body)
    body.go_along()


@action("grow", "swell", "approach", "expand", "inflate", "come", plans=THING, frames=36)
def grow(body: Performance) -> None:
    """Get larger, with a small overshoot."""
    curve = _there(body, keyed(body.t, [(0, 0), (0.8, 1.05), (1, 1)]))
    _scaled(body, 1.0 + 0.5 * curve * body.amount)


@action("shrink", "away", "deflate", "vanish", "disappear", "recede", plans=THING, frames=36)
def shrink(body: Performance) -> None:
    """Get smaller."""
    curve = _there(body, smooth(body.t))
    _scaled(body, 1.0 - min(0.6 * body.amount, 0.9) * curve)


def _scaled(body: Performance, size: Floats) -> None:
    body.stretch(_root(body), size, size)
    arm = body.rest.at(_root(body)) - _foot(body)
    body.shift(arm[0] * (size - 1.0), arm[1] * (size - 1.0))


@action(
    "pulse", "beat", "throb", "breathe", "glow", "twinkle", plans=THING, frames=24, repeats=True
)
def pulse(body: Performance) -> None:
    """Beat like a heart: two quick swellings and a rest."""
    phase = np.mod(body.phase(24.0), 1.0)
    beat = keyed(phase, [(0, 0), (0.12, 1), (0.24, 0.1), (0.36, 0.7), (0.6, 0), (1, 0)])
    size = 1.0 + 0.18 * beat * body.amount
    body.stretch(_root(body), size, size)
    arm = body.rest.at(_root(body)) - body.rest.centre
    body.shift(arm[0] * (size - 1.0), arm[1] * (size - 1.0))


@action(
    "go",
    "drive",
    "slide",
    "travel",
    "speed",
    "race",
    "rush",
    "cruise",
    plans=THING,
    frames=36,
    repeats=True,
)
def go(body: Performance) -> None:
    """Go along: lean back at the start, jolt on the way, lean forwards at the end."""
    t = body.t
    wheels = any(name.startswith("wheel") for name in body.rest.index)
    rolls = wheels or body.rest.has("front")
    jolt = body.noise(6.0 if rolls else 8.0) * body.amount
    ends = 0.0 if body.beat.loop else rise(t, 0.8, 0.93) * (1 - rise(t, 0.93, 1.0))
    lean = (0.015 if rolls else 0.05) * (body.once(0.0, 0.12, 0.2, 0.4) - ends)
    body.about(_foot(body), -body.facing * lean + 0.01 * jolt)
    body.shift(0.0, -0.014 * body.size * np.abs(jolt))
    if wheels:
        turn_wheels(body)
    elif body.beat.distance:
        body.go_along()
    else:
        body.shift(0.08 * body.size * body.facing * body.swing(24.0), 0.0)


@action(
    "walk",
    "run",
    "march",
    "waddle",
    "stomp",
    "trot",
    "stroll",
    "strut",
    plans=THING,
    frames=16,
    repeats=True,
)
def walk(body: Performance) -> None:
    """Walk without legs; what runs hops."""
    rocks_along(body, fast=body.beat.action in ("run", "trot"))


@action("tip_over", "topple", "collapse", plans=THING, frames=30)
def tip_over(body: Performance) -> None:
    """Rock, tip over its edge, and lie."""
    t = body.t
    way = body.facing
    half = 0.5 * float(np.ptp(body.rest.box[:, 0]))
    edge = _foot(body) + np.array([way * half, 0.0])
    over = np.clip((t - 0.3) / 0.35, 0, 1) ** 2
    if body.beat.loop:
        over = over * (1 - rise(t, 0.8, 1.0))
    rocking = 0.06 * settling(t, 0.0, 1.5, 1.0) * (1 - rise(t, 0.25, 0.4))
    body.about(edge, way * (1.45 * over + rocking - 0.05 * settling(t, 0.65, 2.0, 4.0)))


@action("circle", "orbit", "loop", "roll_around", plans=THING, frames=48, repeats=True)
def circle(body: Performance) -> None:
    """Go round in a circle, upright."""
    turns = max(1.0, round(body.cycles(48.0)))
    angle = TAU * turns * (body.t if body.beat.loop else smooth(body.t)) * body.facing
    reach = 0.25 * body.size * body.amount
    body.shift(reach * np.sin(angle), -reach * (1 - np.cos(angle)))


@action("squash", "stretch", "squeeze", plans=THING, frames=24)
def squash(body: Performance) -> None:
    """Squash, spring up, settle; the area is kept."""
    tall = keyed(body.t, [(0, 0), (0.25, -1), (0.45, 0.8), (0.62, -0.4), (0.78, 0.2), (1, 0)])
    body.squash(1.0 + 0.2 * tall * body.amount)


@action("zigzag", "dodge", "dart", "trick", plans=THING, frames=30, repeats=True)
def zigzag(body: Performance) -> None:
    """Dart from side to side."""
    saw = body.wave(30.0) + 0.2 * body.wave(10.0)
    body.shift(0.14 * body.size * saw * body.swell(3.0) * body.amount, 0.0)
    body.about(body.rest.centre, 0.14 * np.cos(TAU * body.phase(30.0)) * body.swell(3.0))
    body.go_along()

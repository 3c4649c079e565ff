# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How anything that moves as one goes somewhere: drive, roll, fly, rise, fall, walk as it is."""

from __future__ import annotations

import numpy as np

from engine.motion.actions.things import shake, spin
from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.drawn_alone import beating, fluttering
from engine.motion.legless import rocks_along
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.rolling import foot_below, turns_rolled
from engine.motion.thing_parts import (
    LIFTS,
    climbing,
    first_joint,
    foot_of,
    heading,
    is_round,
    joints_called,
    rotors_whirl,
    scaled_about,
    strings_trail,
    there,
)
from engine.motion.wheels import turn_wheels

THING = ("",)
CASTORS = "castors"  # a joint of what rolls on wheels too small to be found
STEEPEST = 1.2  # how much faster than ahead a thing climbs that points up
HIT = 0.58  # of the time: what falls hits the ground
REBOUND, HIGHEST = 0.22, 0.16  # of its way; of its size: how high what falls bounces
LEANING = 0.5  # how far aside, of its way, what has a nose sets off along it


@action("fall", "drop", "plunge", "crash", plans=THING, frames=30)
def fall(body: Performance) -> None:
    """Fall ever faster, hit, bounce low, lie still as it stood."""
    t, deep = body.t, (body.beat.distance or 0.6) * body.size
    if body.beat.loop:
        body.go(0.0, deep * np.sin(np.pi * t) ** 2)
        body.about(body.rest.centre, 0.3 * np.sin(TAU * t))
        return
    drop = np.minimum(t / HIT, 1.0) ** 2
    high = min(REBOUND * deep, HIGHEST * body.size)
    up = ballistic((t - HIT) / 0.22) + 0.25 * ballistic((t - HIT - 0.22) / 0.12)
    body.go(0.0, deep * drop - high * up)
    air = np.sin(np.pi * np.clip(t / HIT, 0.0, 1.0))
    body.about(foot_of(body), body.facing * (0.12 * air + 0.08 * settling(t, HIT, 2.0, 4.0)))
    _gives(body, HIT)


def _gives(body: Performance, at: float) -> None:
    """Squash a little where it hits the ground, at a share of the time, and spring back."""
    body.squash(1.0 - 0.14 * body.once(at - 0.03, at + 0.02, at + 0.03, at + 0.14))


@action("land", "settle", plans=THING, frames=36)
def land(body: Performance) -> None:
    """Come down, ever slower, touch the ground, give a little and stand still."""
    deep = body.beat.distance * body.size
    down = keyed(body.t, [(0, 0), (0.7, 1), (1, 1)])
    body.go(0.0, deep * there(body, down))
    rotors_whirl(body)
    sway = 0.04 * body.once(0.0, 0.2, 0.4, 0.7) * np.sin(TAU * 1.5 * body.t)
    body.about(foot_of(body), sway if deep else np.zeros(body.frames))
    _gives(body, 0.7 if deep else 0.2)


@action("roll", "rolling", "tumble", plans=THING, frames=30, repeats=True)
def roll(body: Performance) -> None:
    """Roll on the ground: turn by the way it goes, over its corners where it has some.

    What stands on wheels, or is a vehicle, rolls on those.
    """
    if _has_wheels(body, 2) or body.rest.has("front") or body.rest.has(CASTORS):
        go(body)
        return
    way = body.facing * (body.beat.direction or 1)
    if body.beat.distance:
        curve = body.t if body.beat.loop else 1 - (1 - body.t) ** 1.6
        gone = way * body.beat.distance * body.size * curve
        body.go(gone)
        angle = turns_rolled(body, gone)
    else:
        turns = max(1.0, round(body.cycles(30.0)))
        angle = way * TAU * turns * (body.t if body.beat.loop else smooth(body.t))
    body.about(body.rest.centre, angle)
    body.shift(0.0, foot_below(body, np.zeros(1))[0] - foot_below(body, angle))


def _has_wheels(body: Performance, least: int = 1) -> bool:
    """Tell whether a thing has wheels to roll on, so many at least."""
    return sum(name.startswith("wheel") for name in body.rest.index) >= least


@action("fly", "soar", "glide", "zoom", "sweep", plans=THING, frames=48, repeats=True)
def fly(body: Performance) -> None:
    """Fly: sway in wide curves, banking into them; what has a rotor or a nose keeps level."""
    if body.beat.action in ("zoom", "sweep", "glide") and _has_wheels(body):
        go(body)
        return
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
    """Flutter like a leaf: rock to and fro, getting narrow on the way; wings beat."""
    if joints_called(body, "wing"):
        beating(body, 12.0)
        body.go_along()
        return
    if fluttering(body, 16.0):
        body.go_along()
        return
    body.about(body.rest.centre, 0.4 * body.amount * body.swing(22.0))
    wide = 1.0 - 0.3 * body.amount * (0.5 - 0.5 * np.cos(TAU * body.phase(11.0)))
    body.stretch(first_joint(body), wide, 1.0)
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
    """Rise and drift off, swaying, until it is gone; what has a nose flies off along that.

    What sails stays on the water.
    """
    if body.beat.action == "sail_away" and not body.rest.has("front"):
        _sails_away(body)
        return
    ahead = climbing(body.rest)
    if ahead is not None:
        way = (body.beat.distance or 1.3) * body.size * there(body, body.t**1.4)
        body.go(way * ahead[0], way * ahead[1])
        body.about(body.rest.centre, -body.facing * 0.06 * body.swing(30.0) * body.amount)
        return
    gone = there(body, 0.35 * body.t + 0.65 * body.t**2)
    far = 1.3 * body.size
    body.go(0.3 * body.facing * far * gone, -far * gone)
    body.shift(0.04 * body.size * body.swing(22.0), 0.0)
    body.about(body.rest.centre, 0.1 * body.swing(22.0, -0.2) * body.amount)
    strings_trail(body)


def _sails_away(body: Performance) -> None:
    """Go off level, rocking a little."""
    far = (body.beat.distance or 1.3) * body.size
    body.go(body.facing * (body.beat.direction or 1) * far * there(body, body.t**1.6), 0.0)
    body.about(foot_of(body), 0.05 * body.amount * body.swing(28.0))
    body.shift(0.0, 0.02 * body.size * body.swing(14.0, 0.25))


@action("lift", plans=THING, frames=36)
def lift(body: Performance) -> None:
    """Go up as in a hand: a small dip, then straight up, tilting as it comes off the ground."""
    if body.beat.lift < 0:
        lower(body)
        return
    high = (body.beat.distance or 0.5) * body.size
    up = keyed(body.t, [(0, 0), (0.12, -0.03), (0.8, 1), (1, 1)])
    body.go(0.0, -high * there(body, up))
    body.about(foot_of(body), -0.03 * body.facing * body.once(0.05, 0.3, 0.5, 0.9) * body.amount)


@action("heave", plans=THING, frames=36, repeats=True)
def heave(body: Performance) -> None:
    """Sink and heave up what it holds, standing where it does: somebody without bones."""
    at = np.mod(body.phase(36.0), 1.0)
    low = keyed(at, [(0, 0), (0.28, 1), (0.42, 1), (0.62, -0.45), (0.72, -0.3), (0.88, 0), (1, 0)])
    shake = 0.01 * body.wave(4.0) * body.once(0.55, 0.62, 0.72, 0.85)
    scaled_about(body, foot_of(body), 1.0 + 0.05 * low, 1.0 - 0.14 * low * min(body.amount, 1.3))
    body.about(foot_of(body), shake)


@action("lower", plans=THING, frames=36)
def lower(body: Performance) -> None:
    """Go straight down as in a hand, slower at the end, and stand still."""
    deep = (body.beat.distance or 0.5) * body.size
    body.go(0.0, deep * there(body, keyed(body.t, [(0, 0), (0.85, 1), (1, 1)])))
    body.about(foot_of(body), 0.04 * body.facing * body.once(0.1, 0.4, 0.6, 0.9) * body.amount)


@action("rise", "up", "ascend", "float_up", plans=THING, frames=48)
def rise_(body: Performance) -> None:
    """Rise like a balloon: slowly at first, swaying."""
    high = (body.beat.distance or 0.6) * body.size
    body.go(0.0, -high * there(body, body.t**1.4))
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
    "shoot_up",
    "zoom_up",
    plans=THING,
    frames=48,
)
def launch(body: Performance) -> None:
    """Tremble, crouch, shoot up ever faster; what has a rotor rises without that."""
    if body.rest.has("rotor0") or body.rest.has(LIFTS):
        rise_(body)
        return
    t = body.t
    ahead = climbing(body.rest)
    if ahead is not None and abs(ahead[0]) > LEANING:  # a plane: it gathers speed, its nose up
        far = (body.beat.distance or 1.2) * body.size * there(body, t**2)
        body.go(far * ahead[0], far * ahead[1])
        body.about(body.rest.centre, -body.facing * 0.12 * body.once(0.05, 0.4, 0.7, 1.0))
        return
    shiver = body.once(0.05, 0.2, 0.4, 0.6) * np.sin(TAU * max(4.0, round(8 * body.seconds)) * t)
    body.shift(0.01 * body.size * shiver, 0.0)
    gone = np.clip((t - 0.35) / 0.65, 0, 1) ** 2.4
    tall = 1.0 - 0.1 * body.once(0.1, 0.3, 0.34, 0.42) + 0.12 * body.once(0.36, 0.5, 0.7, 1.0)
    body.squash(tall)
    high = (body.beat.distance or 1.2) * body.size
    gone = there(body, gone) if body.beat.loop else gone
    ahead = climbing(body.rest)
    aside = 0.0 if ahead is None else float(ahead[0] / -ahead[1])
    body.go(high * aside * gone, -high * gone)


@action("sink", "descend", "down", plans=THING, frames=48)
def sink(body: Performance) -> None:
    """Sink slowly, swaying like a leaf in water."""
    deep = (body.beat.distance or 0.5) * body.size
    body.go(0.0, deep * there(body, smooth(body.t)))
    body.shift(0.05 * body.size * body.swing(36.0), 0.0)
    body.about(body.rest.centre, 0.1 * body.swing(36.0, 0.2) * body.amount)


@action(
    "go",
    "drive",
    "slide",
    "travel",
    "speed",
    "race",
    "rush",
    "cruise",
    "rumble",
    plans=THING,
    frames=36,
    repeats=True,
)
def go(body: Performance) -> None:
    """Go along: lean back at the start, jolt on the way, lean forwards at the end."""
    t = body.t
    if body.beat.action == "rumble" and not body.beat.distance:
        shake(body)
        return
    wheels = any(name.startswith("wheel") for name in body.rest.index)
    rolls = wheels or body.rest.has("front")
    jolt = body.noise(6.0 if rolls else 8.0) * body.amount
    ends = 0.0 if body.beat.loop else rise(t, 0.8, 0.93) * (1 - rise(t, 0.93, 1.0))
    lean = (0.015 if rolls else 0.05) * (body.once(0.0, 0.12, 0.2, 0.4) - ends)
    body.about(foot_of(body), -body.facing * lean + 0.01 * jolt)
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


@action("circle", "orbit", "loop", "roll_around", plans=THING, frames=48, repeats=True)
def circle(body: Performance) -> None:
    """Go round in a circle, upright."""
    turns = max(1.0, round(body.cycles(48.0)))
    angle = TAU * turns * (body.t if body.beat.loop else smooth(body.t)) * body.facing
    reach = 0.25 * body.size * body.amount
    body.shift(reach * np.sin(angle), -reach * (1 - np.cos(angle)))


@action("zigzag", "dodge", "dart", "trick", plans=THING, frames=30, repeats=True)
def zigzag(body: Performance) -> None:
    """Dart from side to side."""
    saw = body.wave(30.0) + 0.2 * body.wave(10.0)
    body.shift(0.14 * body.size * saw * body.swell(3.0) * body.amount, 0.0)
    body.about(body.rest.centre, 0.14 * np.cos(TAU * body.phase(30.0)) * body.swell(3.0))
    body.go_along()


@action("wheels_turn", plans=THING, frames=30, repeats=True, shared=False)
def wheels_turn(body: Performance) -> None:
    """Turn the wheels on the spot; where all is one wheel, it turns, to one side and back."""
    wheels = any(name.startswith("wheel") and name != "wheel_rim" for name in body.rest.index)
    if wheels:
        go(body)
    elif body.rest.has("wheel_rim") or is_round(body):
        spin(body)
    else:  # no wheel was found: it only shakes
        shake(body)

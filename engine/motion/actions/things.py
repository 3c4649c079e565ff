# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What anything can do in its place that moves as one: float, bounce, swing, turn over, grow.

Things without a body plan have these actions only; bodies with a plan have them too, where their
own family doesn't know the verb. What goes somewhere is in `things_going`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.drawn_alone import bending
from engine.motion.head_turns import turned_head
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import (
    foot_of,
    hangs_late,
    joints_called,
    narrowed,
    own_time,
    raised_end,
    rotors_whirl,
    scaled_about,
    strings_trail,
    there,
    water_stays,
)
from engine.motion.upright_spin import spins_upright, spun_upright

Floats = NDArray[np.float64]
THING = ("",)
LOOKING = (*THING, "face")  # what turns to one side without turning upside down
ASIDE = 0.5  # radians, that what turns to one side looks there
FORESHORTENED, LEANT = 0.16, 0.14  # of its width; radians: so it looks where nothing slides
SET = 1.9  # radians: how far a dial is turned
WHIRLED = 0.3  # of its width: what whirls gets narrower by so much
SLIPPED = 0.4  # of its height: how far the foot of what tips over slips away


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
    bob = body.amount * body.swing(30.0) * (2.0 if body.beat.action == "bob" else 1.0)
    body.shift(0.03 * body.size * body.noise(50), -0.085 * body.size * bob)
    tilt = 0.03 if rotors_whirl(body) else 0.08
    body.about(body.rest.centre, tilt * body.amount * body.swing(30.0, -0.15))
    strings_trail(body)
    body.go_along()


@action("rock", "teeter", "roll_about", "sail", "ride", plans=THING, frames=40, repeats=True)
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
    """Wobble like jelly, the area kept; what wobbles rocks on its foot more than it gives."""
    swell = body.swell(4.0) * body.amount
    soft, leans = (0.025, 0.13) if body.beat.action == "wobble" else (0.09, 0.05)
    body.squash(1.0 + soft * swell * body.wave(14.0))
    body.about(foot_of(body), leans * swell * body.wave(14.0, 0.3))
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


@action("spin", "rotate", "turn", "whirl", "twirl", plans=THING, frames=30, repeats=True)
def spin(body: Performance) -> None:
    """Spin about its middle, or turn what turns on it: a big wheel with its cabins upright.

    What stands turns about an upright axis.
    """
    if body.rest.has("wheel_rim"):
        turns = max(1.0, round(body.cycles(72.0))) if body.beat.loop else body.cycles(60.0)
        angle = TAU * turns * body.way() * (body.beat.direction or 1)
        body.turn("wheel_rim", angle)
        for name in joints_called(body, "cabin"):
            body.turn(name, 0.06 * body.swing(20.0) - angle)
        return
    if rotors_whirl(body):
        return
    if body.rest.has("spindle"):
        whirl(body)
        return
    turns = max(1.0, round(body.cycles(30.0)))
    along = body.t if body.beat.loop else keyed(body.t, [(0, 0), (0.9, 1.02), (1, 1)])
    way = body.beat.aim or body.facing * (body.beat.direction or 1)
    if body.beat.action == "turn" and body.beat.aim and not body.beat.count:
        along = keyed(body.t, [(0, 0), (0.1, -0.02), (0.7, 1.04), (0.85, 1), (1, 1)])
        body.about(body.rest.centre, way * SET * there(body, along))  # a dial is set
        return
    if spins_upright(body):
        spun_upright(body, along, turns)
    else:
        body.about(body.rest.centre, way * TAU * turns * along)
    body.go_along()


def whirl(body: Performance) -> None:
    """Whirl on its point like a top: it leans all around, and gets narrow and wide as it does."""
    swell, turn = body.swell(4.0) * min(body.amount, 1.4), TAU * body.phase(10.0)
    point = body.rest.at("spindle")
    scaled_about(body, point, 1.0 - WHIRLED * swell * (0.5 - 0.5 * np.cos(2.0 * turn)), 1.0)
    body.about(point, 0.16 * swell * np.sin(turn))
    body.go_along()


@action("turn_aside", "turn_left", "turn_right", plans=LOOKING, frames=24, shared=False)
def turn_aside(body: Performance) -> None:
    """Turn to one side like a head, and stay: what is drawn within slides there, else it narrows.

    It leans a little to where it turns; nothing turns in the plane of the picture.
    """
    way = float(body.beat.aim) or body.facing
    aside = keyed(body.t, [(0, 0), (0.12, -0.08), (0.6, 1.06), (0.8, 1), (1, 1)])
    _turned_aside(body, way * there(body, aside) * min(body.amount, 1.3))


@action(
    "turn_to_and_fro", "turn_back_and_forth", plans=LOOKING, frames=40, repeats=True, shared=False
)
def turn_to_and_fro(body: Performance) -> None:
    """Turn to one side and to the other like a head, again and again."""
    _turned_aside(body, body.swing(32.0) * min(body.amount, 1.3))


def _turned_aside(body: Performance, aside: Floats) -> None:
    """Turn to the right by shares [F] of the usual."""
    slides = turned_head(body, ASIDE * aside)
    if not slides:
        scaled_about(body, body.rest.centre, 1.0 - FORESHORTENED * np.abs(aside), 1.0)
    body.about(foot_of(body), (0.06 if slides else LEANT) * aside)
    body.shift(0.03 * body.size * aside, 0.0)


@action("turn_around", "flip", plans=THING, frames=24)
def turn_around(body: Performance) -> None:
    """Turn to the other side: ever narrower, then mirrored."""
    over = there(body, smooth(body.t))
    narrow = narrowed(np.pi * over)
    scaled_about(body, body.rest.centre, narrow, 1.0)


@action("turn_over", "flip_over", "capsize", "overturn", plans=THING, frames=30)
def turn_over(body: Performance) -> None:
    """Turn upside down: lift, turn by half a circle about the middle, set down."""
    over = there(body, keyed(body.t, [(0, 0), (0.2, -0.05), (0.75, 1.03), (0.9, 1), (1, 1)]))
    wide, tall = np.ptp(body.rest.box, axis=0)
    angle = np.pi * over
    reach = 0.5 * (tall * np.abs(np.cos(angle)) + wide * np.abs(np.sin(angle)))
    body.about(body.rest.centre, body.facing * angle)
    body.shift(0.0, 0.5 * tall - reach)


@action(
    "shake",
    "tremble",
    "shiver",
    "vibrate",
    "rattle",
    "ring",
    "buzz",
    "quake",
    plans=THING,
    frames=24,
)
def shake(body: Performance) -> None:
    """Shake hard and calm down; a bell rings."""
    if body.rest.has("clapper0"):
        swing(body)
        return
    burst = body.once(0.02, 0.15, 0.6, 0.95) * body.amount
    fast = TAU * max(4.0, round(5 * body.seconds)) * body.t
    body.about(foot_of(body), 0.08 * burst * np.sin(fast))
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
    body.about(foot_of(body), 0.24 * body.amount * body.swing(30.0))
    strings_trail(body)
    body.go_along()


@action("come_closer", plans=(*THING, "car", "machine"), frames=36)
@action("grow", "swell", "approach", "expand", "inflate", "come", plans=THING, frames=36)
def grow(body: Performance) -> None:
    """Get larger, with a small overshoot."""
    curve = there(body, keyed(body.t, [(0, 0), (0.8, 1.05), (1, 1)]))
    size = 1.0 + 0.5 * curve * body.amount
    scaled_about(body, foot_of(body), size, size)


@action("shrink", "away", "deflate", "vanish", "disappear", "recede", plans=THING, frames=36)
def shrink(body: Performance) -> None:
    """Get smaller."""
    curve = there(body, smooth(body.t))
    size = 1.0 - min(0.6 * body.amount, 0.9) * curve
    scaled_about(body, foot_of(body), size, size)


@action("twinkle", "sparkle", "glitter", "flash", plans=THING, frames=24, repeats=True)
def twinkle(body: Performance) -> None:
    """Shrink and flare up about its middle, each thing in its own time."""
    start = TAU * own_time(body)
    phase = TAU * body.phase(14.0)
    flare = (0.5 * np.sin(phase + start) - 0.5 * np.sin(start)) * body.swell(3.0)
    flare *= min(body.amount, 1.3)
    size = 1.0 + 0.45 * flare
    scaled_about(body, body.rest.centre, size, size)
    body.about(body.rest.centre, 0.12 * flare)


@action("glow", "light_up", plans=THING, frames=36, repeats=True, shared=False)
def glow(body: Performance) -> None:
    """Swell softly and shrink again, rays more than the rest: lines have no light."""
    light = 0.5 - 0.5 * np.cos(TAU * body.phase(24.0))
    light *= body.swell(3.0) * min(body.amount, 1.4)
    for name in joints_called(body, "ray"):
        body.stretch(name, 1.0 + 0.3 * light, 1.0 + 0.3 * light)
    scaled_about(body, body.rest.centre, 1.0 + 0.07 * light, 1.0 + 0.07 * light)


@action("pulse", "beat", "throb", "breathe", plans=THING, frames=24, repeats=True)
def pulse(body: Performance) -> None:
    """Beat like a heart: two quick swellings and a rest."""
    phase = np.mod(body.phase(24.0), 1.0)
    beat = keyed(phase, [(0, 0), (0.12, 1), (0.24, 0.1), (0.36, 0.7), (0.6, 0), (1, 0)])
    size = 1.0 + 0.18 * beat * body.amount
    scaled_about(body, body.rest.centre, size, size)


@action("tip_over", "topple", "collapse", plans=THING, frames=30)
def tip_over(body: Performance) -> None:
    """Rock, tip over its edge, the foot slipping away, and lie."""
    t = body.t
    way = float(body.beat.aim) or body.facing
    half = 0.5 * float(np.ptp(body.rest.box[:, 0]))
    edge = foot_of(body) + np.array([way * half, 0.0])
    tall = float(np.ptp(body.rest.box[:, 1]))
    over = np.clip((t - 0.3) / 0.35, 0, 1) ** 2
    if body.beat.loop:
        over = over * (1 - rise(t, 0.8, 1.0))
    rocking = 0.06 * settling(t, 0.0, 1.5, 1.0) * (1 - rise(t, 0.25, 0.4))
    body.about(edge, way * (1.45 * over + rocking - 0.05 * settling(t, 0.65, 2.0, 4.0)))
    body.shift(-SLIPPED * way * tall * over, 0.0)


@action("squash", "stretch", "squeeze", plans=THING, frames=24)
def squash(body: Performance) -> None:
    """Squash, spring up, settle; the area is kept."""
    tall = keyed(body.t, [(0, 0), (0.25, -1), (0.45, 0.8), (0.62, -0.4), (0.78, 0.2), (1, 0)])
    body.squash(1.0 + 0.2 * tall * body.amount)


@action("tilt", "tip", "incline", plans=THING, frames=36)
def tilt(body: Performance) -> None:
    """Turn about the middle of what it stands on or hangs by, and stay: what is long ends up."""
    held = 0.35 * body.held(0.5) * min(body.amount, 1.3)
    if body.beat.lift:
        body.about(body.rest.centre, -raised_end(body) * body.beat.lift * held)
    else:
        body.about(foot_of(body), (body.beat.aim or body.facing) * held)


@action("unroll", "unfurl", plans=THING, frames=40)
def unroll(body: Performance) -> None:
    """Get longer downwards, and settle: more of a roll is seen."""
    down = there(body, keyed(body.t, [(0, 0), (0.7, 1.05), (0.85, 0.98), (1, 1)]))
    top = np.array([body.rest.centre[0], body.rest.box[0, 1]])
    scaled_about(body, top, 1.0, 1.0 + 0.35 * down * min(body.amount, 1.3))


@action("punch", "box", "poke", "jab", plans=THING, frames=20, repeats=True)
def punch(body: Performance) -> None:
    """Draw back, shoot forwards and towards us, come back; a fist that is drawn alone."""
    phase = np.mod(body.phase(20.0), 1.0)
    out = keyed(phase, [(0, 0), (0.3, -0.5), (0.38, -0.5), (0.5, 1), (0.62, 0.9), (1, 0)])
    out = out * min(body.amount, 1.3)
    size = 1.0 + 0.28 * out
    scaled_about(body, body.rest.centre, size, size)
    body.shift(0.14 * body.facing * body.size * out, 0.0)


@action("flex", "tense", "contract", plans=THING, frames=30, repeats=True)
def flex(body: Performance) -> None:
    """Tense twice: an arm bends at its elbow; anything else gets higher and broader on its foot."""
    phase = np.mod(body.phase(30.0), 1.0)
    tense = keyed(
        phase, [(0, 0), (0.1, -0.2), (0.3, 1), (0.42, 0.7), (0.56, 1.1), (0.8, 0), (1, 0)]
    )
    tense = tense * min(body.amount, 1.3)
    if bending(body, tense):
        return
    scaled_about(body, foot_of(body), 1.0 + 0.1 * tense, 1.0 + 0.14 * tense)
    body.about(foot_of(body), 0.05 * body.facing * tense)


@action("fire", "shoot", "recoil", plans=THING, frames=24, repeats=True)
def fire(body: Performance) -> None:
    """Kick back and up as a gun does with each shot, and come to rest."""
    at = np.mod(body.phase(24.0), 1.0)
    kick = keyed(at, [(0, 0), (0.2, -0.06), (0.26, 1), (0.4, 0.7), (0.75, -0.08), (1, 0)])
    kick = kick * min(body.amount, 1.3)
    low, high = body.rest.box
    back = np.array([low[0] if body.facing > 0 else high[0], high[1]])
    body.about(back, -0.2 * body.facing * kick)
    body.shift(-0.12 * body.facing * body.size * kick, 0.0)

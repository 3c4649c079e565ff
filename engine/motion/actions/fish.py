# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fish, dolphins and whales: a wave that grows towards the tail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("fish",)
SPINE = ("spine3", "spine2", "spine1", "spine0")
LEAN = (0.1, 0.26, 0.5, 0.78)  # of the parts of the spine in a stroke, radians
LAG = (0.55, 0.12, 0.24, 0.36)  # in cycles; the head answers the tail


def _stroke(body: Performance, period: float, size: Floats | float, fins: float = 1.0) -> None:
    """Let a wave run from the head to the tail, growing."""
    swell = body.swell(4.0) * size
    before: Floats = np.zeros(body.frames)
    for name, lean, lag in zip(SPINE, LEAN, LAG, strict=True):
        absolute = lean * swell * body.wave(period, lag)
        body.turn(name, absolute - before)
        before = absolute
    body.turn("tail", 0.55 * swell * body.wave(period, 0.5))
    body.turn("fin0", fins * 0.28 * swell * body.wave(period, 0.3) * body.facing)
    body.balance(("spine3", "spine2", "spine1", "spine0", "nose"))


def _bob(body: Performance, size: float, period: float) -> None:
    body.shift(0.0, size * body.size * body.swing(period))


@action("swim", "go", "move", "cruise", plans=PLAN, frames=20, repeats=True)
def swim(body: Performance) -> None:
    """Swim."""
    _stroke(body, 16.0, body.amount)
    _bob(body, 0.035, 32.0)
    if not body.beat.distance:
        body.shift(0.06 * body.size * body.facing * body.swing(24.0), 0.0)
    body.go_along()


@action("dart", "chase", "flee", "race", "hurry", "rush", plans=PLAN, frames=9, repeats=True)
def dart(body: Performance) -> None:
    """Swim as fast as it can, in bursts."""
    burst = 0.75 + 0.35 * body.wave(36)
    _stroke(body, 9.0, 1.2 * body.amount * burst, fins=0.3)
    body.shift(0.05 * body.size * body.facing * body.swing(36.0), 0.0)
    body.go_along()


@action(
    "drift",
    "float",
    "hover",
    "glide",
    "idle",
    "rest",
    "wait",
    "be",
    "still",
    plans=PLAN,
    frames=48,
    repeats=True,
)
def drift(body: Performance) -> None:
    """Hang in the water: slow strokes, fins at work."""
    _stroke(body, 36.0, 0.45 * body.amount, fins=2.0)
    _bob(body, 0.035, 48.0)
    body.about(body.rest.centre, 0.05 * body.swing(48.0, 0.2))
    body.go_along()


@action("leap", "jump", "breach", "bounce", plans=PLAN, frames=28, repeats=True)
def leap(body: Performance) -> None:
    """Leap in an arc, the body along its path, the back bending with it."""
    phase = body.phase(32.0)
    line = body.rest.at("nose") - body.rest.at("spine0")
    drawn = float(np.arctan2(-line[1], max(line[0] * body.facing, 1e-6)))  # up positive
    steep = 0.7 * body.amount
    # height goes as -cos, pitch as sin: begin where the drawn pitch is
    begin = float(np.arcsin(np.clip(drawn / max(steep, 1e-6), -1.0, 1.0)))
    wave = TAU * phase + begin
    high = 0.3 * body.size * body.amount
    body.shift(0.0, high * (np.cos(wave) - np.cos(begin)))
    body.about(body.rest.centre, -body.facing * steep * (np.sin(wave) - np.sin(begin)))
    arch = -np.cos(wave) + np.cos(begin)
    for name, share in zip(SPINE[1:], (0.12, 0.16, 0.2), strict=True):
        body.pitch(
            name, -share * body.amount * (arch + 0.5 * (np.sin(2 * wave) - np.sin(2 * begin)))
        )
    body.pitch("tail", -0.2 * body.amount * (np.sin(wave - 0.8) - np.sin(begin - 0.8)))
    body.turn("fin0", 0.3 * body.facing * body.swing(16.0))
    body.go_along()


@action("dive", "sink", "descend", plans=PLAN, frames=36)
def dive(body: Performance) -> None:
    """Turn the nose down, swim down, level out."""
    t = body.t
    _stroke(body, 18.0, 0.8 * body.amount)
    back = 1.0 - rise(t, 0.6, 1.0) if body.beat.loop else 1.0
    nose = keyed(t, [(0, 0), (0.3, 0.7), (0.7, 0.5), (1, 0.0)]) * (back if body.beat.loop else 1)
    body.about(body.rest.centre, body.facing * nose * body.amount)
    deep = (body.beat.distance or 0.4) * body.size
    curve = smooth(t) if not body.beat.loop else np.sin(np.pi * t) ** 2
    body.go(0.35 * body.facing * deep * curve, deep * curve)


@action("rise", "surface", "ascend", "up", plans=PLAN, frames=36)
def surface(body: Performance) -> None:
    """Turn the nose up, swim up, level out."""
    t = body.t
    _stroke(body, 18.0, 0.8 * body.amount)
    nose = keyed(t, [(0, 0), (0.3, -0.6), (0.7, -0.45), (1, 0.0)])
    body.about(body.rest.centre, body.facing * nose * body.amount)
    high = (body.beat.distance or 0.4) * body.size
    curve = smooth(t) if not body.beat.loop else np.sin(np.pi * t) ** 2
    body.go(0.35 * body.facing * high * curve, -high * curve)


@action("eat", "bite", "feed", "nibble", "attack", plans=PLAN, frames=24, repeats=True)
def eat(body: Performance) -> None:
    """Draw back, snap forwards, shake the head."""
    phase = np.mod(body.phase(24.0), 1.0)
    lunge = keyed(phase, [(0, 0), (0.3, -0.4), (0.45, 1.0), (0.6, 0.9), (1, 0)]) * body.amount
    _stroke(body, 12.0, 0.5 + 0.3 * np.abs(lunge))
    body.shift(0.12 * body.size * body.facing * lunge, 0.0)
    snap = keyed(phase, [(0, 0), (0.4, 0), (0.5, 1), (0.6, -0.6), (0.7, 0.3), (0.8, 0), (1, 0)])
    body.about(body.rest.at("spine2"), body.facing * 0.16 * snap * body.amount)


@action("flop", "wriggle", "struggle", "twitch", "flip", plans=PLAN, frames=16, repeats=True)
def flop(body: Performance) -> None:
    """Bend head and tail up in turn and jump with it, as on dry land."""
    phase = body.phase(16.0)
    bend = body.wave(16) * body.swell(4) * body.amount
    for name, share in zip(SPINE[1:], (0.3, 0.34, 0.34), strict=True):
        body.pitch(name, share * bend)
    body.about(body.rest.at("spine2"), -body.facing * 0.5 * bend)
    body.balance(("spine3", "spine2", "spine1", "spine0"))
    body.shift(0.0, -0.16 * body.size * ballistic(np.mod(2.0 * phase, 1.0)) * body.amount)


@action("turn", "turn_around", plans=PLAN, frames=24)
def turn(body: Performance) -> None:
    """Turn to the other side, as flat drawings do: ever narrower, then the other way."""
    t = body.t
    _stroke(body, 12.0, 0.8 * body.amount)
    over = smooth((t - 0.25) / 0.5) if not body.beat.loop else np.sin(np.pi * t) ** 2
    narrow = np.cos(np.pi * over)
    narrow = np.where(np.abs(narrow) < 0.12, 0.12 * np.where(narrow < 0, -1.0, 1.0), narrow)
    body.stretch("spine3", narrow, 1.0)
    arm = body.rest.at("spine3") - body.rest.centre
    body.shift(arm[0] * (narrow - 1.0), 0.0)


@action("roll", "spin", "somersault", "loop", plans=PLAN, frames=32, repeats=True)
def roll(body: Performance) -> None:
    """Swim a full circle."""
    count = max(1.0, round(body.cycles(32.0)))
    angle = TAU * count * (body.t if body.beat.loop else smooth(body.t))
    _stroke(body, 14.0, 0.9 * body.amount)
    above = body.rest.centre - np.array([0.0, 0.3 * body.size * body.amount])
    body.about(above, -body.facing * angle)


@action("shake_head", "nod", "talk", plans=PLAN, frames=10, gesture=True, repeats=True)
def shake_head(body: Performance) -> None:
    """Nod with the whole front."""
    nod = body.wave(10) * body.swell(4) * body.amount
    body.about(body.rest.at("spine2"), 0.12 * body.facing * nod)
    for name in SPINE[1:3]:
        body.pitch(name, -0.08 * nod)


@action("wag", "flap", "wave", plans=PLAN, frames=10, gesture=True, repeats=True)
def wag(body: Performance) -> None:
    """Beat the tail, the body still."""
    beat = body.swell(4) * body.amount
    body.turn("spine0", 0.3 * beat * body.wave(10))
    body.turn("tail", 0.25 * beat * body.wave(10, 0.15))
    body.turn("fin0", 0.4 * beat * body.wave(10, 0.3))


@action("tremble", "shiver", plans=PLAN, frames=24, repeats=True)
def tremble(body: Performance) -> None:
    """Shiver all over and calm down."""
    fade = settling(body.t, 0.05, max(4.0, round(6 * body.seconds)), 2.5)
    if body.beat.loop:
        fade = fade * (1 - rise(body.t, 0.8, 1.0))
    body.shift(0.015 * body.size * fade * body.amount, 0.0)
    _stroke(body, 4.0, 0.35 * body.amount)

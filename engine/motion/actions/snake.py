# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snakes, worms and caterpillars: waves and humps along one spine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise, settling
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("snake",)
SPINE = tuple(f"spine{n}" for n in range(7))
ALL = (*SPINE, "head")
UPRIGHT = 0.35  # of its width: a crawling body that is drawn as high doesn't hump its back,
COILED = 0.7  # and one as high sits on its coils, which stay as they lie
WEAVE = 0.3  # radians: how far a raised front leans to either side
FRONT = 0.3  # of its height: what lies higher is the raised front of a body on its coils


def _drawn_wave(body: Performance, length: float) -> tuple[float, float]:
    """Return size and phase of the wave of a wavelength (in joints) that is nearest to the drawing.

    The fit is by least squares over the directions of the spine's bones.
    """
    places = body.rest.chain(ALL).places
    arms = np.diff(places, axis=0)
    angle = np.unwrap(np.arctan2(arms[:, 1], arms[:, 0]))
    number = np.arange(len(angle))
    basis = np.stack(
        [np.sin(-TAU * number / length), np.cos(TAU * number / length), np.ones(len(angle))], axis=1
    )
    a, b, _ = np.linalg.lstsq(basis, angle, rcond=None)[0]
    return float(np.hypot(a, b)), float(np.arctan2(b, a) / TAU)


def _front(body: Performance) -> tuple[str, ...]:
    """Return the joints of the front that a body on its coils holds up, none where it lies flat."""
    places = body.rest.chain(ALL).places
    wide, tall = np.ptp(places, axis=0)
    if tall < COILED * wide or places[-1, 1] > places[0, 1]:
        return ()
    low = float(places[:, 1].max())
    raised = [n for n, place in enumerate(places) if low - place[1] > FRONT * tall]
    return ALL[min(raised) :] if raised else ()


def _weaves(body: Performance, front: tuple[str, ...], period: float, size: float) -> None:
    """Weave to and fro with the raised front, the coils giving way under it.

    size: how far the front leans, radians.
    """
    swell = body.swell(4.0) * body.amount
    body.squash(1.0 + 0.05 * swell * np.sin(2 * TAU * body.phase(period)))
    if len(front) > 1:
        body.bend(front[:-1], size * swell * body.wave(period))
    body.turn("head", -0.7 * size * swell * body.wave(period, 0.1))


def _waves(body: Performance, period: float, length: float, size: float) -> None:
    """Let a wave run towards the tail, beginning with the drawn one."""
    drawn, start = _drawn_wave(body, length)
    drawn = min(drawn, 1.1)
    start = start if drawn > 0.15 else 0.0
    size = max(size, min(drawn, 0.9))
    grown = drawn + (size - drawn) * body.swell(6.0)
    phase = body.phase(period)
    before: Floats = np.zeros(body.frames)
    for number, name in enumerate(ALL):
        way = TAU * (start - phase - number / length)
        rest = drawn * np.sin(TAU * (start - number / length))
        calm = 0.75 if name == "head" else 1.0
        absolute = calm * (grown * np.sin(way) - rest)
        body.turn(name, absolute - before)
        before = absolute
    body.balance(ALL)


@action("slither", "go", "move", "glide", "swim", "walk", plans=PLAN, frames=24, repeats=True)
def slither(body: Performance) -> None:
    """Slither: a wave from the head to the tail; on its coils it weaves along."""
    front = _front(body)
    if front:
        _weaves(body, front, 20.0, WEAVE)
        body.shift(0.04 * body.size * body.facing * body.swing(20.0), 0.0)
        body.go_along()
        return
    _waves(body, 20.0, 5.0, 0.66 * body.amount)
    body.go_along()


@action("wriggle", "squirm", "wiggle", "struggle", "shake", plans=PLAN, frames=10, repeats=True)
def wriggle(body: Performance) -> None:
    """Wriggle fast on the spot."""
    front = _front(body)
    if front:
        _weaves(body, front, 10.0, WEAVE)
        return
    swell = body.swell(4.0) * body.amount
    before: Floats = np.zeros(body.frames)
    for number, name in enumerate(ALL):
        absolute = 0.45 * swell * body.wave(10, 0.16 * number)
        body.turn(name, absolute - before)
        before = absolute
    body.balance(ALL)


@action("crawl", "creep", "inch", "hump", plans=PLAN, frames=24, repeats=True)
def crawl(body: Performance) -> None:
    """Hump the back and pull the tail up, then stretch the head forwards."""
    phase = np.mod(body.phase(24.0), 1.0)
    hump = 0.5 - 0.5 * np.cos(TAU * phase)
    places = body.rest.chain(ALL).places
    wide, tall = np.ptp(places, axis=0)
    if tall > UPRIGHT * wide:
        _ripples(body)
        return
    arms = np.diff(places, axis=0)
    angle = np.unwrap(np.arctan2(arms[:, 1], arms[:, 0] * body.facing))
    before: Floats = np.zeros(body.frames)
    count = len(SPINE)
    for number, name in enumerate(ALL):
        if name == "head":
            absolute: Floats = np.zeros(body.frames)
        else:
            goal = -0.95 * np.cos(np.pi * number / (count - 1)) * body.amount
            if number in (0, count - 1):
                goal *= 0.3
            level = angle[number] - angle.mean()  # a drawn hump is flattened in between
            absolute = hump * (goal - 0.6 * level)
        body.pitch(name, absolute - before)
        before = absolute
    # the head stays while the hump rises, the tail while it sinks
    joints = body.places()
    short = body.facing * (joints[:, body.rest.index["head"], 0] - body.rest.at("head")[0])
    gained = float(short.min()) * -1.0
    whole = np.floor(body.phase(24.0) + 1e-9)
    forward = np.where(phase < 0.5, -short, gained)
    step = whole * gained + forward
    if body.beat.distance:
        far = body.beat.distance * body.size
        body.shift(body.facing * (step - gained * body.phase(24.0)), 0.0)
        body.go(body.facing * far * body.t)
    else:
        body.shift(body.facing * (step - gained * body.phase(24.0)), 0.0)
    low = joints[:, [body.rest.index[n] for n in ALL], 1]
    body.shift(0.0, body.rest.joints[[body.rest.index[n] for n in ALL], 1].max() - low.max(axis=1))


def _ripples(body: Performance) -> None:
    """Crawl with the front raised as drawn: small waves run through the body, it gathers itself."""
    swell = body.swell(4.0) * body.amount
    before: Floats = np.zeros(body.frames)
    for number, name in enumerate(ALL):
        absolute = 0.16 * swell * body.wave(14.0, -0.15 * number)
        body.turn(name, absolute - before)
        before = absolute
    body.balance(ALL)
    body.squash(1.0 + 0.07 * swell * body.wave(14.0, 0.2))
    body.go_along()


def _raised(body: Performance, up: Floats, size: float) -> None:
    """Lift the front part, the head looking ahead; what is up already stretches a little."""
    front = _front(body)
    if front:
        body.pitch(front[0], -0.14 * size * up)
        body.pitch("head", -0.12 * size * up)
        body.stretch(front[0], 1.0, 1.0 + 0.12 * min(size, 1.5) * up)
        return
    for name in SPINE[3:6]:
        body.pitch(name, -size / 3 * up)
    body.pitch("spine6", 0.3 * size * up)
    body.pitch("head", 0.55 * size * up)


@action("rear", "rise", "raise", "up", "look_up", plans=PLAN, frames=30)
def rear(body: Performance) -> None:
    """Raise the front and sway."""
    up = body.held(0.35)
    _raised(body, up, 1.2 * body.amount)
    sway = up * body.wave(30) * 0.12 * body.amount
    for name in _front(body) or SPINE[3:]:
        body.turn(name, 0.4 * sway)


@action("strike", "attack", "bite", "lunge", "eat", plans=PLAN, frames=26)
def strike(body: Performance) -> None:
    """Raise and draw back the head, strike, return."""
    t = body.t
    up = keyed(t, [(0, 0), (0.4, 1.0), (0.52, 0.1), (0.62, 0.1), (1, 0)])
    _raised(body, up, 1.4 * body.amount)
    lunge = keyed(t, [(0, 0), (0.4, -0.5), (0.52, 1.0), (0.62, 0.9), (1, 0)])
    body.shift(body.facing * 0.2 * body.size * lunge * body.amount, 0.0)
    for number, name in enumerate(() if _front(body) else SPINE[1:5]):
        body.pitch(name, 0.16 * (-1) ** number * np.minimum(lunge, 0.0))
    body.pitch("head", -0.3 * settling(t, 0.52, 2.0, 4.0))


@action("dance", "sway", "charm", plans=PLAN, frames=30, repeats=True)
def dance(body: Performance) -> None:
    """Raise the front and sway to and fro."""
    front = _front(body)
    if front:
        _weaves(body, front, 24.0, 1.3 * WEAVE)
        return
    up = body.held(0.25)
    _raised(body, up, 1.1 * body.amount)
    for number, name in enumerate(SPINE[2:]):
        body.turn(name, 0.16 * up * body.wave(24, 0.12 * number) * body.amount)


@action(
    "nod", "look", "look_around", "hiss", "talk", plans=PLAN, frames=20, gesture=True, repeats=True
)
def nod(body: Performance) -> None:
    """Move the head up and down."""
    swell = body.swell(5.0) * body.amount
    front = _front(body)
    body.pitch(front[0] if front else "spine5", -0.12 * swell + 0.12 * swell * body.wave(20))
    body.pitch("head", 0.3 * swell * body.wave(20, 0.1))


@action(
    "breathe",
    "idle",
    "rest",
    "sleep",
    "wait",
    "be",
    "still",
    "stand",
    plans=PLAN,
    frames=48,
    repeats=True,
)
def breathe(body: Performance) -> None:
    """Lie still: a slow breath along the body, the tip of the tail moving."""
    swell = body.swell(8.0) * body.amount
    for number, name in enumerate(ALL):
        body.turn(name, 0.05 * swell * body.wave(48, 0.1 * number))
    body.balance(ALL)
    body.pitch("head", 0.08 * body.noise(30))


@action("curl", "coil", "roll_up", plans=PLAN, frames=36)
def curl(body: Performance) -> None:
    """Curl up and, in a loop, uncurl; what lies in coils draws in its front."""
    front = _front(body)
    if front:
        drawn_in = body.held(0.5) * body.amount
        body.stretch(front[0], 1.0, 1.0 - 0.35 * np.minimum(drawn_in, 1.0))
        body.pitch("head", 0.3 * drawn_in)
        return
    t = body.t
    done = np.sin(np.pi * t) ** 2 if body.beat.loop else rise(t, 0.05, 0.8)
    for name in ALL:
        body.pitch(name, -0.5 * done * body.amount)
    body.balance(ALL)

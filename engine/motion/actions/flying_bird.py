# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Birds in the air, and whatever flies like them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise, settling, smooth
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.wings import beat, in_front, raised, wings_of

Floats = NDArray[np.float64]
PLAN = ("flying_bird",)
WINGS = ("wing_near", "wing_far")
TAIL = ("tail0", "tail1")


def _flight(
    body: Performance,
    period: float,
    size: float,
    *,
    bob: float = 0.07,
    middle: float = 0.25,
    envelope: Floats | float = 1.0,
) -> None:
    """Beat the wings; the body rises when they press down, tail and head answer."""
    press = beat(body, wings_of(body, WINGS), period, size=size, middle=middle, envelope=envelope)
    press = (press - press[0]) * np.asarray(envelope)
    body.shift(0.0, -bob * body.size * press * body.amount)
    if in_front(body):
        return
    body.about(body.rest.at("belly"), -body.facing * 0.05 * press)
    tail_lags(body, 0.25 * press)
    body.level("neck", 0.8)


def tail_lags(body: Performance, drive: Floats | float) -> None:
    """Let the tail follow, driven by a lean [F], radians, up positive."""
    drive = body.facing * np.broadcast_to(np.asarray(drive, dtype=np.float64), (body.frames,))
    body.follow(
        TAIL, period=12.0, damping=0.5, push=np.stack([0.6 * drive, 0.4 * drive], axis=1), drag=0.4
    )


@action("fly", "flap", "go", "move", "flutter_by", plans=PLAN, frames=14, repeats=True)
def fly(body: Performance) -> None:
    """Fly with steady beats."""
    _flight(body, 14.0, 0.75)
    body.go_along()


@action("flutter", "beat", plans=PLAN, frames=7, repeats=True)
def flutter(body: Performance) -> None:
    """Beat fast and small, tumbling a little."""
    _flight(body, 7.0, 0.55, bob=0.025)
    body.shift(0.03 * body.size * body.noise(20), 0.03 * body.size * body.noise(16))
    body.go_along()


@action("hover", "float", plans=PLAN, frames=5, repeats=True)
def hover(body: Performance) -> None:
    """Stand in the air: very fast beats, the body nearly still."""
    _flight(body, 5.0, 0.6, bob=0.006, middle=0.15)
    body.shift(0.012 * body.size * body.noise(24), 0.02 * body.size * body.swing(30.0))
    body.go_along()


@action("glide", "soar", "sail", "circle", "drift", plans=PLAN, frames=60, repeats=True)
def glide(body: Performance) -> None:
    """Glide: wings held, tilting with the wind, a beat now and then."""
    wings = wings_of(body, WINGS)
    sway = body.swing(40.0)
    body.about(body.rest.at("belly"), 0.15 * sway * body.amount)
    body.shift(0.08 * body.facing * body.size * sway, -0.08 * body.size * body.swing(40.0, -0.12))
    for number, wing in enumerate(wings):
        tremble = 0.14 * body.swing(16.0, 0.2 * number) + 0.08 * sway
        body.turn(wing.joints[0], -wing.side * tremble * body.amount)
        for joint in wing.joints[1:]:
            body.turn(joint, -wing.side * 0.07 * body.swing(12.0, 0.3) * body.amount)
    tail_lags(body, 0.15 * body.swing(24.0))
    body.level("neck", 0.9)
    body.go_along()


@action("dive", "swoop", "stoop", "plunge", plans=PLAN, frames=30)
def dive(body: Performance) -> None:
    """Fold the wings back, plunge, open them and level out."""
    t = body.t
    there = keyed(t, [(0, 0), (0.12, -0.1), (0.35, 1.0), (0.62, 1.0), (0.85, -0.25), (1, 0)])
    body.about(body.rest.at("belly"), body.facing * 0.7 * there * body.amount)
    for wing in wings_of(body, WINGS):
        back = -body.facing * 0.55 * np.maximum(there, 0.0)
        body.turn(wing.joints[0], back if body.rest.sideways else -wing.side * 0.5 * there)
        for joint in wing.joints[1:]:
            body.turn(joint, 0.3 * back)
    deep = (body.beat.distance or 0.5) * body.size * body.amount
    fall = keyed(t, [(0, 0), (0.12, -0.04), (0.7, 1.0), (0.9, 0.86), (1, 0.85)])
    if body.beat.loop:
        fall = fall - 0.85 * rise(t, 0.7, 1.0)
    body.go(body.facing * 0.5 * deep * (np.sin(np.pi * t) if body.beat.loop else t), deep * fall)
    body.level("neck", 0.4)
    tail_lags(body, 0.3 * there)


@action(
    "take_off", "launch", "rise", "ascend", "up", "fly_up", "float_up", "lift_off", "fly_away",
    "fly_off", plans=PLAN, frames=30,
)  # fmt: skip
def take_off(body: Performance) -> None:
    """Duck, then rise with strong beats."""
    t = body.t
    duck = body.once(0.0, 0.1, 0.12, 0.24)
    work = rise(t, 0.08, 0.2) * (1 - (rise(t, 0.85, 1.0) if body.beat.loop else 0.0))
    _flight(body, 9.0, 0.95, bob=0.05, envelope=work)
    up = rise(t, 0.15, 0.6) * (1 - rise(t, 0.75, 1.0))
    body.about(body.rest.at("belly"), -body.facing * 0.35 * up)
    body.level("neck", 0.5)
    high = (body.beat.distance or 0.6) * body.size
    curve = np.clip((t - 0.14) / 0.86, 0, 1) ** 1.6
    if body.beat.loop:
        curve = np.sin(np.pi * rise(t, 0.1, 1.0)) ** 2
    body.go(0.4 * body.facing * high * curve, 0.05 * body.size * duck - high * curve)


@action("land", "alight", "descend", "come_down", plans=PLAN, frames=30)
def land(body: Performance) -> None:
    """Come down with the body reared and braking beats, then settle."""
    t = body.t
    brake = body.once(0.05, 0.35, 0.6, 0.85)
    _flight(body, 8.0, 0.7, middle=0.5, bob=0.03, envelope=brake)
    body.about(body.rest.at("belly"), -body.facing * 0.5 * brake * body.amount)
    body.level("neck", 0.6)
    deep = (body.beat.distance or 0.4) * body.size
    fall = smooth(np.clip(t / 0.75, 0, 1))
    if body.beat.loop:
        fall = np.sin(np.pi * t) ** 2
    body.go(0.3 * body.facing * deep * fall, deep * fall)
    if not body.beat.loop:
        body.shift(0.0, 0.04 * body.size * settling(t, 0.72, 1.0, 4.0))


@action("fall", "tumble", "drop", plans=PLAN, frames=30)
def fall(body: Performance) -> None:
    """Fall, turning, the wings up."""
    t = body.t
    gone = t**2 if not body.beat.loop else np.sin(np.pi * t) ** 2
    body.go(0.0, (body.beat.distance or 0.7) * body.size * gone)
    body.about(body.rest.at("belly"), body.facing * 0.9 * gone * body.amount)
    raised(body, wings_of(body, WINGS), 1.1, rise(t, 0.0, 0.3) * (1 - rise(t, 0.8, 1.0)))
    for wing in wings_of(body, WINGS):
        body.turn(wing.joints[-1], 0.25 * body.wave(6) * body.swell(4))


@action(
    "sing",
    "chirp",
    "tweet",
    "cry",
    "call",
    "talk",
    "screech",
    plans=PLAN,
    frames=14,
    gesture=True,
    repeats=True,
)
def sing(body: Performance) -> None:
    """Throw the head up with each call."""
    phase = np.mod(body.phase(14.0), 1.0)
    call = keyed(phase, [(0, 0), (0.2, -0.2), (0.4, 1.0), (0.65, 0.4), (1, 0)]) * body.amount
    body.pitch("neck", -0.25 * call)
    body.pitch("head", -0.3 * call)
    body.pitch("tail0", 0.2 * call)


@action("nod", "peck", "eat", "drink", plans=PLAN, frames=14, gesture=True, repeats=True)
def peck(body: Performance) -> None:
    """Bow the head quickly, again and again."""
    phase = np.mod(body.phase(14.0), 1.0)
    down = keyed(phase, [(0, 0), (0.25, -0.15), (0.45, 1.0), (0.55, 0.8), (0.8, 0), (1, 0)])
    body.pitch("breast", 0.12 * down * body.amount)
    body.pitch("neck", 0.45 * down * body.amount)
    body.pitch("head", 0.35 * down * body.amount)


@action(
    "look", "look_around", "shake_head", "search", plans=PLAN, frames=40, gesture=True, repeats=True
)
def look(body: Performance) -> None:
    """Look up and down in quick turns."""
    rests = (0.1, 0.3, 0.38, 0.62, 0.7, 0.9)
    head = zip(rests, (-0.35, -0.35, 0.35, 0.32, -0.15, -0.15), strict=True)
    curve = keyed(body.t, [(0, 0), *head, (1, 0)]) * body.amount
    body.pitch("neck", 0.4 * curve)
    body.pitch("head", 0.7 * curve)


@action("roll", "spin", "somersault", "loop", "circle_around", plans=PLAN, frames=36, repeats=True)
def roll(body: Performance) -> None:
    """Fly a full circle."""
    count = max(1.0, round(body.cycles(36.0)))
    _flight(body, 10.0, 0.5, bob=0.02)
    above = body.rest.centre - np.array([0.0, 0.35 * body.size * body.amount])
    turn = body.t if body.beat.loop else smooth(body.t)
    body.about(above, -body.facing * TAU * count * turn)


@action(
    "idle", "rest", "wait", "be", "still", "stand", "breathe", plans=PLAN, frames=48, repeats=True
)
def idle(body: Performance) -> None:
    """Rest: a breath, small turns of the head, a twitch of wings and tail."""
    breath = body.wave(40) * body.swell(8)
    body.shift(0.0, -0.012 * body.size * breath)
    for wing in wings_of(body, WINGS):
        body.turn(wing.joints[0], -wing.side * 0.05 * breath)
    body.pitch("head", 0.16 * body.noise(18) * body.amount)
    tail_lags(body, 0.12 * body.noise(14))


@action("wag", "wag_tail", plans=PLAN, frames=8, gesture=True, repeats=True)
def wag(body: Performance) -> None:
    """Wag the tail."""
    body.turn("tail0", 0.3 * body.wave(8) * body.swell(4) * body.amount)
    body.turn("back", 0.04 * body.wave(8, 0.2) * body.swell(4))

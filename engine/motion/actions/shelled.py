# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turtles, snails and crabs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise
from engine.motion.gaits import Gait, planned
from engine.motion.legs import legs_of, sinking, stepped
from engine.motion.legs import standing as stand_on
from engine.motion.many_legs import crawls, feelers_search, folds_of
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
INSECT, BUTTERFLY, SPIDER = ("insect",), ("butterfly",), ("spider",)
TURTLE, SNAIL, CRAB = ("turtle",), ("snail",), ("crab",)
CRAB_LEGS = tuple(f"leg_{row}_{side}" for row in "abc" for side in ("left", "right"))
FOUR = ("hind_near", "hind_far", "fore_near", "fore_far")
SNAP = 0.35  # of its width: how much wider a claw gets that opens, and narrower when it shuts
STALKS = 0.35  # of the swing of bare feelers: what stalks with eyes do, side by side
SNAIL_FEELERS = (("feeler_near0", "feeler_near1"), ("feeler_far0", "feeler_far1"))


@action(
    "walk", "crawl", "go", "move", "creep", "plod", "run", plans=TURTLE, frames=40, repeats=True
)
def turtle_walk(body: Performance) -> None:
    """Walk slowly, the shell rocking, the head pushing forwards."""
    starts = {"hind_near": 0.0, "hind_far": 0.5, "fore_near": 0.25, "fore_far": 0.75}
    gait = Gait(28.0, 0.64, starts, 0.72, 0.4, 0.3, 0.2)
    steps = planned(body, gait, (FOUR[:2], FOUR[2:]))
    swell = body.swell(5.0) * body.amount
    body.about(body.rest.at("shell"), 0.045 * swell * np.sin(TAU * steps.cycle))
    body.shift(0.0, -0.018 * body.size * np.abs(np.sin(TAU * steps.cycle)) * swell)
    legs = legs_of(body, dict.fromkeys(FOUR, (1.0,)))
    body.shift(0.0, sinking(body, legs, steps, 0.5))
    stepped(body, legs, steps)
    body.pitch("neck", 0.2 * swell * np.sin(2 * TAU * steps.cycle))
    body.pitch("head", -0.14 * swell * np.sin(2 * TAU * steps.cycle))
    body.follow(("tail0", "tail1"), push=np.zeros((body.frames, 2)))
    if body.beat.distance:
        body.go(steps.way)


@action("withdraw", "hide", "retreat", "duck", plans=TURTLE, frames=36)
def withdraw(body: Performance) -> None:
    """Draw head and legs into the shell, wait, look out again."""
    t = body.t
    hidden = keyed(t, [(0, 0), (0.1, -0.1), (0.24, 1), (0.62, 1), (0.9, 0.0), (1, 0)])
    hidden = hidden if body.beat.loop else body.held(0.25)
    inward = 1.0 - 0.75 * np.clip(hidden, -0.1, 1.0)
    body.stretch("neck", inward, inward)
    body.stretch("tail0", inward, inward)
    drop = 0.0
    for name in FOUR:
        limb = body.rest.limb(name)
        if limb.sound:
            drop = max(drop, 0.6 * float(limb.tip[1] - limb.root[1]))
            body.stretch(f"{name}0", 1.0 - 0.4 * hidden, 1.0 - 0.6 * hidden)
    body.shift(0.0, drop * np.maximum(hidden, 0.0))


@action("swim", "paddle", "float", "glide", "fly", plans=TURTLE, frames=30, repeats=True)
def turtle_swim(body: Performance) -> None:
    """Swim: the forelegs row together, the hind legs follow."""
    swell = body.swell(5.0) * body.amount
    for name in FOUR:
        size, lag = (0.6, 0.0) if name.startswith("fore") else (0.3, 0.25)
        body.pitch(f"{name}0", -size * swell * body.wave(30, lag))
        body.pitch(f"{name}1", -0.4 * size * swell * body.wave(30, lag + 0.12))
    body.shift(0.0, 0.04 * body.size * body.swing(30.0, 0.1))
    body.about(body.rest.at("shell"), 0.07 * body.swing(30.0))
    body.pitch("neck", 0.12 * body.swing(30.0, 0.2))
    body.go_along()


@action(
    "nod",
    "eat",
    "look",
    "look_around",
    "chew",
    "look_up",
    plans=(*TURTLE, *SNAIL),
    frames=30,
    gesture=True,
    repeats=True,
)
def neck_nod(body: Performance) -> None:
    """Move the head up and down."""
    swell = body.swell(5.0) * body.amount
    body.pitch("neck", 0.22 * swell * body.wave(30))
    body.pitch("head", 0.2 * swell * body.wave(30, 0.12))


@action(
    "idle",
    "be",
    "still",
    "wait",
    "rest",
    "sleep",
    "breathe",
    "stand",
    plans=TURTLE,
    frames=48,
    repeats=True,
)
def turtle_idle(body: Performance) -> None:
    """Stand and breathe, the head searching."""
    body.shift(0.0, 0.008 * body.size * body.wave(40) * body.swell(6))
    stand_on(body, legs_of(body, dict.fromkeys(FOUR, (1.0,))))
    body.pitch("neck", 0.14 * body.noise(30) * body.amount)
    body.pitch("head", 0.12 * body.noise(24) * body.amount)


@action(
    "crawl",
    "walk",
    "go",
    "move",
    "slide",
    "creep",
    "glide",
    "run",
    "race",
    plans=SNAIL,
    frames=40,
    repeats=True,
)
def snail_crawl(body: Performance) -> None:
    """Crawl: the foot stretches and draws together, the feelers search."""
    swell = body.swell(6.0) * body.amount
    long = 1.0 + 0.16 * swell * body.wave(24)
    body.stretch("foot1", long, 1.0 / np.sqrt(long))
    for carried in ("shell", "neck"):
        body.stretch(carried, 1.0 / long, np.sqrt(long))
    body.turn("shell", 0.1 * swell * body.wave(24, 0.2))
    body.pitch("neck", 0.08 * swell * body.wave(24, 0.15))
    low = body.rest.ground - body.rest.at("foot1")[1]
    body.shift(0.05 * body.size * body.facing * body.swing(24.0), low * (1 - 1 / np.sqrt(long)))
    feelers_search(body, SNAIL_FEELERS, 16.0, STALKS)
    body.go_along()


@action("withdraw", "hide", "retreat", "duck", plans=SNAIL, frames=40)
def snail_withdraw(body: Performance) -> None:
    """Draw the feelers in, then the head; come out slowly."""
    t = body.t
    hidden = keyed(t, [(0, 0), (0.25, 1), (0.5, 1), (0.92, 0), (1, 0)])
    hidden = hidden if body.beat.loop else body.held(0.3)
    for name in ("feeler_near0", "feeler_far0"):
        body.stretch(name, 1.0 - 0.7 * rise(hidden, 0, 0.5), 1.0 - 0.7 * rise(hidden, 0, 0.5))
    body.stretch("neck", 1.0 - 0.55 * hidden, 1.0 - 0.55 * hidden)
    body.pitch("foot2", -0.3 * hidden)
    body.turn("shell", 0.1 * body.facing * hidden)


@action(
    "idle", "be", "still", "wait", "rest", "sleep", "breathe", plans=SNAIL, frames=48, repeats=True
)
def snail_idle(body: Performance) -> None:
    """Sit, the feelers searching."""
    body.pitch("neck", 0.1 * body.noise(30) * body.amount)
    body.turn("shell", 0.02 * body.wave(40) * body.swell(6))
    feelers_search(body, SNAIL_FEELERS, 14.0, STALKS)


@action(
    "scuttle", "walk", "crawl", "run", "go", "move", "creep", plans=CRAB, frames=10, repeats=True
)
def scuttle(body: Performance) -> None:
    """Run sideways, the claws raised."""
    crawls(body, CRAB_LEGS, 9.0, 0.5, 0.3, spread=True, bob=0.03)
    _claws(body, 0.12 * body.swell(5.0), 0.06 * body.wave(10) * body.swell(4))
    if not body.beat.distance:
        body.shift(0.06 * body.size * body.swing(40.0), 0.0)


def _claws(body: Performance, up: Floats | float, snap: Floats | float) -> None:
    """Raise both claws and close their tips."""
    for side in ("left", "right"):
        sign = 1.0 if side == "left" else -1.0
        body.turn(f"claw_{side}0", sign * np.asarray(up))
        body.turn(f"claw_{side}1", 0.6 * sign * np.asarray(up))
        body.turn(f"claw_{side}2", sign * np.asarray(snap))


def _spread(body: Performance, claw: str, wide: Floats) -> None:
    """Make a claw wider [F] across the way it points: its pincers come apart."""
    limb = body.rest.limb(claw)
    if len(limb.names) < 4:
        return
    along = limb.tip - limb.places[-2]
    across = np.abs(along[::-1]) / max(float(np.hypot(*along)), 1e-9)
    body.stretch(limb.names[-2], 1.0 + (wide - 1.0) * across[0], 1.0 + (wide - 1.0) * across[1])


@action("snap", "pinch", "clap", "attack", "fight", plans=CRAB, frames=14, repeats=True)
def snap(body: Performance) -> None:
    """Snap with both claws: they spread, and shut with a jerk, the arms hardly moving."""
    ready, phase = body.swell(3.0), body.phase(12.0)
    for side in ("left", "right"):
        sign = 1.0 if side == "left" else -1.0
        at = np.mod(phase + (0.0 if side == "left" else 0.15), 1.0)
        wide = keyed(at, [(0, 0), (0.4, 1.0), (0.55, 1.0), (0.66, -0.8), (0.8, -0.6), (1, 0)])
        wide = wide * ready * min(body.amount, 1.3)
        _spread(body, f"claw_{side}", 1.0 + SNAP * wide)
        body.turn(f"claw_{side}0", -0.08 * sign * wide)
        body.turn(f"claw_{side}2", -0.1 * sign * wide)
    body.shift(0.0, -0.01 * body.size * ready * np.abs(body.wave(24.0)))
    stand_on(body, legs_of(body, folds_of(CRAB_LEGS)))


@action("wave", "dance", "greet", "sway", "cheer", plans=CRAB, frames=20, repeats=True)
def crab_wave(body: Performance) -> None:
    """Dance: the body sways, the claws go up in turn."""
    ready, phase = body.swell(5.0), body.phase(20.0)
    body.shift(
        0.03 * body.size * np.sin(TAU * phase) * ready,
        0.02 * body.size * (1 - np.cos(2 * TAU * phase)) * ready,
    )
    stand_on(body, legs_of(body, folds_of(CRAB_LEGS)))
    for side in ("left", "right"):
        sign = 1.0 if side == "left" else -1.0
        up = (0.5 - 0.5 * np.cos(TAU * phase + (0.0 if side == "left" else np.pi))) * ready
        body.turn(f"claw_{side}0", 0.4 * sign * up * body.amount)
        body.turn(f"claw_{side}1", 0.25 * sign * up * body.amount)
        body.turn(f"eye_{side}0", 0.15 * np.sin(TAU * phase - 0.5) * ready)


@action(
    "idle",
    "be",
    "still",
    "wait",
    "rest",
    "look",
    "breathe",
    "eat",
    plans=CRAB,
    frames=40,
    repeats=True,
)
def crab_idle(body: Performance) -> None:
    """Sit, the eyes and claws moving a little."""
    body.shift(0.0, 0.01 * body.size * body.wave(36) * body.swell(6))
    stand_on(body, legs_of(body, folds_of(CRAB_LEGS)))
    _claws(body, 0.08 * body.noise(24) * body.amount, 0.14 * body.noise(14) * body.amount)
    for side in ("left", "right"):
        body.turn(f"eye_{side}0", 0.2 * body.noise(18) * body.amount)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insects, butterflies and spiders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise
from engine.motion.legs import legs_of
from engine.motion.legs import standing as stand_on
from engine.motion.many_legs import crawls, feelers_search, folds_of
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.stout import shortness_of

Floats = NDArray[np.float64]
INSECT, BUTTERFLY, SPIDER = ("insect",), ("butterfly",), ("spider",)
TURTLE, SNAIL, CRAB = ("turtle",), ("snail",), ("crab",)
SIX = tuple(f"{row}_{side}" for row in ("fore", "middle", "hind") for side in ("near", "far"))
EIGHT = tuple(f"leg_{row}_{side}" for row in "abcd" for side in ("left", "right"))


CATERPILLAR = 0.55  # how short legs are, 0..1, of a body that creeps rather than walks
FEELER = (("feeler0", "feeler1"),)
TWO_FEELERS = (("feeler_left0", "feeler_left1"), ("feeler_right0", "feeler_right1"))


def _buzz(body: Performance, period: float, size: float) -> None:
    """Beat an insect's wings: a fast turn about the shoulder, the far wing a little later."""
    swell = body.swell(3.0) * body.amount
    for number, name in enumerate(("wing_near", "wing_far")):
        beat = np.sin(TAU * (body.phase(period) + 0.08 * number)) - np.sin(TAU * 0.08 * number)
        body.turn(f"{name}0", size * swell * beat)


@action(
    "fly", "buzz", "hover", "flutter", "go", "move", "flap", plans=INSECT, frames=4, repeats=True
)
def buzz(body: Performance) -> None:
    """Fly: the wings a blur, the body bobbing, the legs hanging."""
    _buzz(body, 4.0, 0.62)
    body.shift(
        0.08 * body.size * body.swing(24.0),
        -0.08 * body.size * body.swing(12.0) + 0.04 * body.size * body.noise(14),
    )
    body.turn("thorax", 0.12 * body.swing(24.0, -0.2) * body.amount)
    body.pitch("abdomen0", 0.1 * body.noise(12))
    for number, name in enumerate(SIX):
        body.turn(f"{name}0", 0.1 * body.swing(14.0, 0.13 * number))
    feelers_search(body, FEELER, 12.0)
    body.go_along()


@action("crawl", "walk", "run", "scuttle", "creep", "climb", plans=INSECT, frames=10, repeats=True)
def crawl(body: Performance) -> None:
    """Walk with three legs at a time."""
    short = shortness_of(body, SIX)
    crawls(body, SIX, 9.0 + 7.0 * short, 0.5 + 0.4 * short, 0.26, spread=True, bob=0.01)
    body.pitch("abdomen0", 0.04 * body.wave(10) * body.swell(4))
    if short > CATERPILLAR:
        _arches(body)
    feelers_search(body, FEELER, 10.0)


def _arches(body: Performance) -> None:
    """Let a bend run along the body, from its hind end to its head."""
    swell = body.swell(4.0) * body.amount
    body.pitch("abdomen0", 0.16 * swell * body.wave(16.0))
    body.pitch("abdomen1", -0.16 * swell * body.wave(16.0, 0.12))
    body.pitch("head", 0.12 * swell * body.wave(16.0, 0.3))


@action("jump", "hop", "leap", plans=INSECT, frames=20, repeats=True)
def hop(body: Performance) -> None:
    """Crouch and leap."""
    phase = np.mod(body.phase(20.0), 1.0)
    air = ballistic((phase - 0.3) / 0.5)
    crouch = keyed(phase, [(0, 0), (0.22, 1), (0.32, -0.2), (0.8, 0), (0.88, 0.6), (1, 0)])
    body.shift(0.0, body.size * (0.05 * np.maximum(crouch, 0) - 0.4 * air * body.amount))
    body.about(body.rest.at("thorax"), -body.facing * 0.3 * np.sin(TAU * (phase - 0.3)) * air)
    legs = legs_of(body, folds_of(SIX))
    stand_on(body, legs, 1.0 - rise(air, 0.0, 0.15))
    _buzz(body, 4.0, 0.3)
    body.go_along()


@action(
    "idle",
    "be",
    "still",
    "wait",
    "rest",
    "look",
    "eat",
    "twitch",
    "sit",
    "stand",
    plans=INSECT,
    frames=40,
    repeats=True,
)
def insect_idle(body: Performance) -> None:
    """Sit, the feelers searching, the abdomen pumping, a flick of the wings."""
    flick = np.sin(TAU * 8 * body.t) * body.once(0.5, 0.55, 0.65, 0.7)
    body.turn("wing_near0", 0.2 * flick)
    body.turn("wing_far0", 0.2 * flick)
    body.pitch("abdomen0", 0.07 * body.wave(20) * body.swell(5) * body.amount)
    body.pitch("head", 0.12 * body.noise(16) * body.amount)
    feelers_search(body, FEELER, 10.0)


def _open(
    body: Performance, period: float, closed: float, envelope: Floats | float = 1.0
) -> Floats:
    """Close and open a butterfly's wings, seen from above; returns how far they are closed [F]."""
    wave = TAU * body.phase(period)
    shut = 0.5 - 0.5 * np.cos(wave)
    late = 0.5 * np.cos(0.6) - 0.5 * np.cos(wave - 0.6)
    for side in ("left", "right"):
        body.stretch(f"wing_{side}0", 1.0 - closed * shut, 1.0)
        body.stretch(f"hindwing_{side}0", np.clip(1.0 - closed * late, 0.15, 1.1), 1.0)
        sign = 1.0 if side == "left" else -1.0
        body.turn(f"wing_{side}0", 0.12 * sign * shut)
        body.turn(f"hindwing_{side}0", -0.1 * sign * late)
    return np.asarray(shut)


@action(
    "fly",
    "flutter",
    "flap",
    "go",
    "move",
    "dance",
    "hover",
    plans=BUTTERFLY,
    frames=9,
    repeats=True,
)
def flutter(body: Performance) -> None:
    """Flutter: the wings close and open, the body rises with each beat."""
    shut = _open(body, 9.0, min(0.75 * body.amount, 0.85))
    body.shift(0.05 * body.size * body.noise(24), 0.07 * body.size * (0.5 * body.noise(18) - shut))
    body.about(body.rest.at("thorax"), 0.12 * body.noise(20))
    body.turn("abdomen", 0.12 * np.sin(TAU * body.phase(9.0)) * body.swell(3))
    feelers_search(body, TWO_FEELERS, 10.0)
    body.go_along()


@action(
    "rest",
    "sit",
    "idle",
    "be",
    "still",
    "wait",
    "breathe",
    "land",
    "open",
    "close",
    plans=BUTTERFLY,
    frames=48,
    repeats=True,
)
def butterfly_rest(body: Performance) -> None:
    """Sit and open and close the wings slowly."""
    _open(body, 40.0, min(0.6 * body.amount, 0.85))
    feelers_search(body, TWO_FEELERS, 14.0)


@action("glide", "soar", "sail", "drift", plans=BUTTERFLY, frames=40, repeats=True)
def butterfly_glide(body: Performance) -> None:
    """Glide with wings nearly still."""
    _open(body, 20.0, 0.22)
    body.shift(0.05 * body.size * body.swing(48.0), 0.04 * body.size * body.swing(30.0, 0.1))
    body.about(body.rest.at("thorax"), 0.1 * body.swing(48.0))
    body.go_along()


@action(
    "crawl",
    "walk",
    "scuttle",
    "run",
    "creep",
    "go",
    "move",
    "climb",
    plans=SPIDER,
    frames=12,
    repeats=True,
)
def spider_walk(body: Performance) -> None:
    """Walk with four legs at a time."""
    line = body.rest.at("head") - body.rest.at("rear")
    ahead = line / max(float(np.hypot(*line)), 1e-9)
    sway = body.wave(10) * body.swell(4) * body.amount
    body.turn("body", 0.05 * sway)
    body.turn("rear", -0.12 * sway)
    crawls(body, EIGHT, 10.0, 0.42, 0.22, spread=True, bob=0.0, ahead=ahead)


@action("dangle", "swing", "hang", "descend", "spin", "sway", plans=SPIDER, frames=40, repeats=True)
def dangle(body: Performance) -> None:
    """Hang on a thread and swing, the legs working."""
    above = body.rest.at("body") - np.array([0.0, 1.2 * body.size])
    body.about(above, 0.16 * body.swing(40.0) * body.amount)
    body.shift(0.0, 0.05 * body.size * body.swing(20.0))
    for number, name in enumerate(EIGHT):
        sign = -1.0 if name.endswith("left") else 1.0
        body.turn(f"{name}0", 0.16 * sign * body.swing(10.0, 0.17 * number))
        body.turn(f"{name}1", 0.2 * sign * body.swing(10.0, 0.17 * number + 0.1))


@action("jump", "hop", "leap", "pounce", plans=SPIDER, frames=22, repeats=True)
def spider_jump(body: Performance) -> None:
    """Crouch over the legs and jump."""
    phase = np.mod(body.phase(22.0), 1.0)
    air = ballistic((phase - 0.34) / 0.42)
    crouch = keyed(phase, [(0, 0), (0.25, 1), (0.36, -0.2), (0.76, 0), (0.86, 0.7), (1, 0)])
    body.shift(0.0, body.size * (0.06 * np.maximum(crouch, 0) - 0.35 * air * body.amount))
    stand_on(body, legs_of(body, folds_of(EIGHT)), 1.0 - rise(air, 0.0, 0.15))
    body.go_along()


@action(
    "idle",
    "be",
    "still",
    "wait",
    "rest",
    "twitch",
    "look",
    "dance",
    "wave",
    "eat",
    plans=SPIDER,
    frames=40,
    repeats=True,
)
def spider_idle(body: Performance) -> None:
    """Sit and feel about with the front legs."""
    body.shift(0.0, 0.012 * body.size * body.wave(30) * body.swell(6))
    stand_on(body, legs_of(body, folds_of(EIGHT[2:])))
    for name in EIGHT[:2]:
        sign = -1.0 if name.endswith("left") else 1.0
        body.turn(f"{name}0", 0.25 * sign * body.noise(12) * body.amount)
        body.turn(f"{name}1", 0.35 * sign * body.noise(9) * body.amount)

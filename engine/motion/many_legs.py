# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies on six, eight or more legs, and their feelers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.gaits import Footsteps, Gait, planned
from engine.motion.legs import legs_of, sinking, stepped
from engine.motion.performance import Performance

Floats = NDArray[np.float64]
INSECT, BUTTERFLY, SPIDER = ("insect",), ("butterfly",), ("spider",)
TURTLE, SNAIL, CRAB = ("turtle",), ("snail",), ("crab",)


def folds_of(names: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """Return which way knees bend: outwards and up."""
    return {n: (-1.0 if n.endswith("left") else 1.0,) for n in names}


def _alternating(names: tuple[str, ...]) -> dict[str, float]:
    """Return phases of legs of which every second one carries."""
    return {name: 0.5 * ((n // 2 + n) % 2) for n, name in enumerate(names)}


def crawls(
    body: Performance,
    names: tuple[str, ...],
    period: float,
    reach: float,
    lift: float,
    *,
    spread: bool,
    bob: float = 0.02,
    ahead: Floats | None = None,
) -> None:
    """Go with every second leg at a time; reach and lift in lengths of a leg.

    spread: see `planned`; bob: how high the body rises, in drawings. ahead [2]: of length 1, which
    way a body goes that is seen from above; None for one that is seen from the side.
    """
    gait = Gait(period, 0.56, _alternating(names), reach, lift, 0.0, 0.0)
    steps = planned(body, gait, tuple((n,) for n in names), spread=spread)
    swell = body.swell(4.0) * body.amount
    body.shift(0.0, -bob * body.size * np.abs(np.sin(TAU * steps.cycle)) * swell)
    legs = legs_of(body, folds_of(names))
    if ahead is None:
        body.shift(0.0, sinking(body, legs, steps, 0.5))
        ahead = np.array([1.0, 0.0])
    else:
        _turned(body, steps, ahead)
    stepped(body, legs, steps)
    if body.beat.distance:
        body.go(ahead[0] * steps.way, ahead[1] * steps.way)


def _turned(body: Performance, steps: Footsteps, ahead: Floats) -> None:
    """Let feet step in the direction `ahead`, seen from above: lifted feet are drawn in."""
    for foot in steps.feet.values():
        out = foot.drawn - foot.limb.root
        out = out / max(float(np.hypot(*out)), 1e-9)
        step = foot.path - foot.drawn
        foot.path = foot.drawn + step[:, :1] * ahead + step[:, 1:] * out
        name = foot.limb.names[-1]
        world = foot.path + steps.way[:, None] * ahead
        body.planted = [
            replace(planted, places=world) if planted.limb == name else planted
            for planted in body.planted
        ]


def feelers_search(
    body: Performance, names: tuple[tuple[str, str], ...], period: float, far: float = 1.0
) -> None:
    """Let feelers search about with swings of about `period` frames.

    far: how far they swing; less than 1.0 for those that carry something, like eyes.
    """
    for pair in names:
        push = np.stack([0.25 * body.noise(period), 0.3 * body.noise(0.7 * period)], axis=1)
        body.follow(pair, period=10.0, damping=0.35, push=far * push * body.amount, drag=far)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a part of a thing does by itself: a drawer, a key, a door, a lid, a flame.

The rest stands still. A sentence comes to these by `engine.language.own_parts`.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, smooth
from engine.motion.leaves import leaf_swung, opening, shutting
from engine.motion.part_places import hinge, others
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import narrowed, own_time, scaled_about, there

Floats = NDArray[np.float64]
part = partial(action, plans=("",), shared=False)
REARED = 0.4  # of the height of all: as high the free end of a lid rises
ROUND = 0.9  # its short side, of the long one: a reel that is seen from its side
UNTRUE = 0.035  # of its size: how far beside its middle a reel turns
THIN = 0.2  # of its width: the height of a seat or board from the side


@part("slide_out", frames=40)
def slide_out(body: Performance) -> None:
    """Come further out of the rest, straight up, down or to a side: more of a sheet is seen."""
    away = body.rest.centre - others(body).mean(axis=0)
    axis = int(abs(away[1]) > abs(away[0]))
    inner = body.rest.box[0 if away[axis] > 0.0 else 1]
    long = 1.0 + 0.8 * there(body, smooth(body.t)) * min(body.amount, 1.3)
    scaled_about(body, inner, 1.0 if axis else long, long if axis else 1.0)


@part("press_down", frames=30, repeats=True)
def press_down(body: Performance) -> None:
    """Go down a little and come up again, each in its own time: a key that is played."""
    at = np.mod(body.phase(24.0) + own_time(body), 1.0)
    down = keyed(at, [(0, 0), (0.55, 0), (0.66, 1), (0.8, 1), (0.95, 0), (1, 0)])
    body.shift(0.0, 0.15 * body.size * down * body.swell(4.0) * min(body.amount, 1.3))


@part("let_down", frames=40)
def let_down(body: Performance) -> None:
    """Go down on what it hangs by, which gets longer."""
    low, high = body.rest.box
    top = np.array([hinge(body)[0], low[1]])
    long = 1.0 + 1.2 * there(body, smooth(body.t)) * min(body.amount, 1.4)
    if high[1] - low[1] > 0.8 * (high[0] - low[0]):
        scaled_about(body, top, 1.0, long)
    else:
        body.shift(0.0, 1.5 * (high[1] - low[1]) * (long - 1.0))


@part("door_open", frames=36)
def door_open(body: Performance) -> None:
    """Swing open on its hinges, towards us, and stay open."""
    _swung(body, there(body, opening(body)))


@part("door_shut", frames=36)
def door_shut(body: Performance) -> None:
    """Swing open and fall shut: it is drawn closed."""
    _swung(body, shutting(body))


def _swung(body: Performance, share: Floats) -> None:
    """Swing a leaf open by shares [F]; what has no hinges gets narrow."""
    if not leaf_swung(body, share):
        scaled_about(body, body.rest.box[0], np.cos(1.1 * share), 1.0)


def _lifted(body: Performance, up: Floats) -> None:
    """Lift a lid by shares [F]: one on top turns up about its end, a cover folds down to us.

    A flap that lies on the rest, like an envelope's, folds up.
    """
    low, high = body.rest.box
    top, tall = others(body)[0, 1], high[1] - low[1]
    middle = float(body.rest.centre[0])
    inner = float(np.abs(body.rest.box[:, 0] - others(body)[:, 0].mean()).argmin())
    if tall < THIN * (high[0] - low[0]) and low[1] > top:  # a toilet's seat turns about its back
        back = np.array([body.rest.box[int(inner), 0], high[1]])
        body.about(back, (1.2 if inner else -1.2) * up)
    elif tall > 1.1 * (high[0] - low[0]):  # a book's cover turns about its back
        scaled_about(body, np.array([low[0], high[1]]), np.cos(2.3 * up), 1.0)
    elif tall > 0.6 * (high[0] - low[0]) and high[1] > top + 0.3 * tall:
        scaled_about(body, np.array([middle, high[1]]), 1.0 + 0.08 * up, 1.0 - 0.6 * up)
    elif low[1] > top - 0.1 * tall:
        scaled_about(body, np.array([middle, low[1]]), 1.0, 1.0 - 1.7 * up)
    else:
        body.about(np.array([low[0], high[1]]), -_furthest(body) * up)


def _furthest(body: Performance) -> float:
    """Return how far, in radians, a lid on top turns up: a wide one less, or it were as high."""
    corners = np.concatenate([body.rest.box, others(body)])
    steep = REARED * float(np.ptp(corners[:, 1])) / max(float(np.ptp(body.rest.box[:, 0])), 1e-9)
    return min(0.75, float(np.arcsin(min(steep, 1.0))))


@part("lid_lift", frames=36)
def lid_lift(body: Performance) -> None:
    """Open, and stay open."""
    _lifted(body, body.held(0.5) * min(body.amount, 1.2))


@part("lid_shut", frames=36)
def lid_shut(body: Performance) -> None:
    """Open and fall shut: it is drawn closed."""
    _lifted(body, body.once(0.0, 0.4, 0.5, 0.8))


@part("puff_up", frames=40)
def puff_up(body: Performance) -> None:
    """Rise, sway and get larger."""
    share = there(body, body.t)
    size = 1.0 + 0.3 * share * body.amount
    scaled_about(body, body.rest.centre, size, size)
    sway = np.sin(TAU * body.t) * share
    high = max(0.7 * body.size, 0.2 * float(np.ptp(others(body), axis=0).max()))
    body.shift(0.12 * body.size * sway, -high * share * body.amount)


@part("roll_within", frames=24, repeats=True)
def roll_within(body: Performance) -> None:
    """Roll about a level axis: seen from ahead it gets flat and comes back.

    What is round is seen from its side: it turns in the picture, hardly true, so that it is seen.
    """
    wide, tall = np.ptp(body.rest.box, axis=0)
    if min(wide, tall) > ROUND * max(wide, tall):
        turn = TAU * body.phase(12.0)
        body.about(body.rest.centre, turn)
        body.shift(UNTRUE * body.size * np.sin(turn), UNTRUE * body.size * (np.cos(turn) - 1.0))
        return
    scaled_about(body, body.rest.centre, 1.0, narrowed(TAU * body.phase(12.0)))


@part("flame_flickers", frames=14, repeats=True)
def flame_flickers(body: Performance) -> None:
    """Lean, stretch and duck on its foot."""
    foot = np.array([body.rest.centre[0], body.rest.box[1, 1]])
    tall = 1.0 + body.amount * (0.25 * body.swing(9.0) + 0.12 * body.noise(5.0))
    scaled_about(body, foot, 1.0 / np.sqrt(np.maximum(tall, 0.4)), np.maximum(tall, 0.4))
    body.about(foot, body.amount * (0.22 * body.swing(13.0) + 0.1 * body.noise(6.0)))

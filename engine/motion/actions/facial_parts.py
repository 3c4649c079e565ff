# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a part of a face does by itself: an eye, a brow, a mouth, a tear.

The rest stands still. A sentence comes to these by `engine.language.own_parts`.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.part_places import arm, hinge, others, outwards
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import scaled_about, there
from engine.rig.hung import HINGE

Floats = NDArray[np.float64]
part = partial(action, plans=("",), shared=False)
SHUT = 0.1  # of its height: an eye that is shut
FOREHEAD = 0.55  # of the way to the top of the head: above, its edge may bend inwards
RAISED = 0.75  # of its length: a brow that is raised goes up so far
FLAT = 0.6  # of its width: the height of a mouth that isn't wide open


def _opened(body: Performance, open_: Floats) -> None:
    """Open an eye to shares [F] of its height."""
    scaled_about(body, body.rest.centre, 1.0, np.maximum(open_, SHUT))


@part("eye_wink", frames=36, repeats=True)
def eye_wink(body: Performance) -> None:
    """Shut one eye for a moment."""
    _opened(body, 1.0 - body.once(0.12, 0.26, 0.6, 0.78))


@part("eyes_blink", frames=24, repeats=True)
def eyes_blink(body: Performance) -> None:
    """Shut both eyes twice."""
    _opened(body, 1.0 - body.once(0.1, 0.22, 0.3, 0.44) - body.once(0.55, 0.67, 0.75, 0.9))


@part("eyes_widen", frames=30)
def eyes_widen(body: Performance) -> None:
    """Get wide, and stay so."""
    size = 1.0 + there(body, keyed(body.t, [(0, 0), (0.3, 0.5), (0.45, 0.4), (1, 0.4)]))
    scaled_about(body, body.rest.centre, size, size)


@part("eyes_narrow", frames=30)
def eyes_narrow(body: Performance) -> None:
    """Nearly close, and stay so."""
    _opened(body, 1.0 - 0.6 * body.held(0.3))


@part("eyes_roll", frames=30, repeats=True)
def eyes_roll(body: Performance) -> None:
    """Go round in a circle: up first, or for a pupil that is at a side of its eye, back from it."""
    angle, far = TAU * body.phase(28.0), 0.4 * body.size * body.swell(4.0) * body.amount
    inwards = arm(body)
    off = float(np.hypot(*inwards))
    near = body.rest.has(HINGE) and 0.3 * body.size < off < 0.8 * body.size
    x, y = inwards / off if near else (0.0, -1.0)
    across, along = far * np.sin(angle), far * (1.0 - np.cos(angle))
    body.shift(x * along - y * across, y * along + x * across)


@part("glance", frames=40, repeats=True)
def glance(body: Performance) -> None:
    """Look to one side and to the other, with rests; or up or down, where that is said."""
    told = body.beat.aim or body.beat.lift
    first = float(told or -1)
    rests = [(0, 0), (0.12, first), (0.4, first), (0.52, -first), (0.82, -first), (1, 0)]
    if told:
        rests = [(0, 0), (0.2, first), (0.85, first), (1, 0 if body.beat.loop else first)]
    far = 0.6 * body.size * keyed(body.t, rests) * body.amount
    if body.beat.lift:
        body.shift(0.0, -far)
    else:
        body.shift(far, 0.0)


def _raised(body: Performance) -> float:
    """Return how far brows go up: not over the edge of what they are drawn in."""
    above = float(body.rest.box[0, 1] - others(body)[0, 1])
    far = RAISED * body.size
    return min(far, FOREHEAD * above) if above > 0.0 else far


@part("brows_raise", frames=30)
def brows_raise(body: Performance) -> None:
    """Go up, and stay there."""
    body.shift(0.0, -_raised(body) * body.held(0.25) * min(body.amount, 1.5))


@part("brows_lower", frames=30)
def brows_lower(body: Performance) -> None:
    """Go down with the inner end first."""
    down = body.held(0.25) * min(body.amount, 1.3)
    body.about(body.rest.centre, -0.3 * outwards(body) * down)
    body.shift(0.0, 0.15 * body.size * down)


@part("brows_bob", frames=12, repeats=True)
def brows_bob(body: Performance) -> None:
    """Hop up and down."""
    up = (0.5 - 0.5 * np.cos(TAU * body.phase(10.0))) * body.swell(3.0) * body.amount
    body.shift(0.0, -_raised(body) * up)


@part("trickle_down", frames=40)
def trickle_down(body: Performance) -> None:
    """Run down a good way, slowly first: a tear."""
    far = 1.1 * float(np.ptp(body.rest.box[:, 1])) * there(body, body.t**1.5)
    body.shift(0.0, far * min(body.amount, 1.3))


@part("hat_tip", frames=40, repeats=True)
def hat_tip(body: Performance) -> None:
    """Go up a little, tilting, and come down on the head again: a greeting."""
    up = body.once(0.05, 0.3, 0.55, 0.85) * min(body.amount, 1.3)
    body.about(body.rest.box[1], 0.3 * up)
    body.shift(0.0, -0.12 * body.size * up)


def _lips(body: Performance, wide: Floats | float, open_: Floats) -> None:
    """Open a mouth downwards to `open_` of its height; a line opens as far as a mouth would."""
    low, high = body.rest.box
    tall, width = max(float(high[1] - low[1]), 1e-9), float(high[0] - low[0])
    far = 1.0 + (np.asarray(open_) - 1.0) * (
        max(0.45 * width / tall, 1.0) if tall < FLAT * width else 0.4
    )
    top = np.array([body.rest.centre[0], low[1] + 0.15 * tall])
    scaled_about(body, top, wide, np.maximum(far, 0.12))


@part("lips_open", frames=36)
def lips_open(body: Performance) -> None:
    """Open wide, and stay open."""
    up = body.held(0.35) * min(body.amount, 1.4)
    _lips(body, 1.0 - 0.1 * up, 1.0 + 0.9 * up)


@part("lips_close", frames=30)
def lips_close(body: Performance) -> None:
    """Shut, and stay so."""
    _lips(body, 1.0, 1.0 - 0.85 * body.held(0.35))


@part("lips_talk", frames=8, repeats=True)
def lips_talk(body: Performance) -> None:
    """Open and close as in speech."""
    voice = 0.5 * body.wave(8.0) + 0.4 * body.noise(5.0)
    _lips(body, 1.0 - 0.12 * voice * body.swell(3.0), 1.0 + 0.7 * voice * body.swell(3.0))


@part("lips_smile", frames=30)
def lips_smile(body: Performance) -> None:
    """Get wide, and a little deeper."""
    up = body.held(0.35) * min(body.amount, 1.4)
    scaled_about(body, body.rest.centre, 1.0 + 0.4 * up, 1.0 + 0.35 * up)


@part("stick_out", frames=36, repeats=True)
def stick_out(body: Performance) -> None:
    """Come out a good way, stay, and go in again: a tongue."""
    out = body.once(0.05, 0.3, 0.65, 0.95) * min(body.amount, 1.3)
    aside = body.rest.centre - hinge(body)
    if abs(aside[0]) > abs(aside[1]) and body.rest.has(HINGE):  # out of a head from the side
        scaled_about(body, hinge(body), 1.0 + 0.8 * out, 1.0)
    else:
        scaled_about(body, _hinge_above(body), 1.0, 1.0 + 0.8 * out)


def _hinge_above(body: Performance) -> Floats:
    return np.array([body.rest.centre[0], body.rest.box[0, 1]])

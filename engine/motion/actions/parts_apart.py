# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that come off the rest, go into it, or are one half of two: caps, plungers, blades."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, smooth
from engine.motion.part_places import hinge, others, outwards
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import there
from engine.rig.hung import AXIS

Floats = NDArray[np.float64]
part = partial(action, plans=("",), shared=False)
NARROW = 0.25  # radians from the axis: halves that are drawn shut
APART = 0.03  # of its size: halves with a gap between them slide, others turn


@part("comes_off", frames=36)
def comes_off(body: Performance) -> None:
    """Go up off the rest as one, tilting a little, and hang there: a cap, the top of a bun."""
    up = keyed(body.t, [(0, 0), (0.1, -0.06), (0.45, 1.1), (0.6, 1.0), (1, 1.0)])
    up = there(body, up) * min(body.amount, 1.4)
    tall = float(np.ptp(body.rest.box[:, 1]))
    far = min(max(0.75 * tall, 0.18 * float(np.ptp(others(body)[:, 1]))), 0.6 * body.size)
    body.about(body.rest.centre, 0.22 * outwards(body) * up)
    body.shift(0.0, -far * up)


@part("slide_in", frames=36)
def slide_in(body: Performance) -> None:
    """Go further into the rest, along its own length: a plunger."""
    inwards = others(body).mean(axis=0) - body.rest.centre
    far = float(np.hypot(*inwards))
    if far < 1e-6 * body.size:  # nothing else is drawn: down
        inwards, far = np.array([0.0, body.size]), body.size
    share = there(body, smooth(body.t)) * min(body.amount, 1.2)
    along = min(0.45 * body.size, 0.5 * far) * share / far
    body.shift(inwards[0] * along, inwards[1] * along)


# -- halves --------------------------------------------------------------------------------------


def _opened_by(body: Performance) -> float:
    """Return the angle, clockwise, from the axis between two halves to this one."""
    points = body.rest.points
    if points is None or not body.rest.has(AXIS):
        return 0.0
    ahead = points[np.linalg.norm(points - hinge(body), axis=1) > 0.15 * body.size] - hinge(body)
    along = np.linalg.svd(ahead, full_matrices=False)[2][0] if len(ahead) else np.array([1.0, 0.0])
    axis = body.rest.at(AXIS) - hinge(body)
    if np.hypot(*axis) < 0.01 * body.size:
        axis = np.array([1.0, 0.0])
    turn = float(np.arctan2(axis[0] * along[1] - axis[1] * along[0], axis @ along))
    return turn - np.pi * round(turn / np.pi)


def _shut_by(body: Performance, share: Floats) -> None:
    """Bring two halves together by shares [F] of what parts them; what lies apart comes nearer."""
    (low, high), (other_low, other_high) = body.rest.box, others(body)
    apart = np.maximum(other_low - high, low - other_high)
    if apart.max() > APART * body.size:  # rows of teeth
        axis = int(apart.argmax())
        way = float(np.sign(other_low[axis] - low[axis]) * 0.5 * apart[axis]) * share
        body.shift(*((way, 0.0) if axis == 0 else (0.0, way)))
        return
    angle = _opened_by(body)
    if abs(angle) < NARROW:  # it is drawn shut: it opens instead
        body.about(hinge(body), (0.45 if angle >= 0.0 else -0.45) * (1.0 - share))
    else:
        body.about(hinge(body), -0.85 * angle * share)


@part("halves_shut", frames=30)
def halves_shut(body: Performance) -> None:
    """Close about the pivot, and stay so; what is drawn shut opens before."""
    shut = abs(_opened_by(body)) < NARROW
    _shut_by(body, 1.0 - body.once(0.0, 0.4, 0.5, 0.85) if shut else body.held(0.5))


@part("halves_open", frames=30)
def halves_open(body: Performance) -> None:
    """Open about the pivot, and stay so; what is drawn open closes before."""
    shut = abs(_opened_by(body)) < NARROW
    _shut_by(body, 1.0 - body.held(0.5) if shut else body.once(0.0, 0.35, 0.45, 0.9))


@part("halves_snip", frames=16, repeats=True)
def halves_snip(body: Performance) -> None:
    """Close and open again and again."""
    closing = (0.5 - 0.5 * np.cos(TAU * body.phase(16.0))) * body.swell(3.0)
    shut = abs(_opened_by(body)) < NARROW
    _shut_by(body, 1.0 - closing if shut else closing)

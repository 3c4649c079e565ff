# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a part that hangs on the rest does by itself: an arm, an ear, a flap, a knob.

The rest stands still. A sentence comes to these by `engine.language.own_parts`.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.part_places import UPRIGHT, arm, away, hinge, others, outwards, rising
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import scaled_about
from engine.rig.hung import REST

Floats = NDArray[np.float64]
part = partial(action, plans=("",), shared=False)
HOLLOW = 0.3  # of its reach: nothing of a fan is as near to its axle
OPEN = 2.4  # radians around the axle, that a fan leaves open
RAYS = 3  # lines of a fan at least
SEATED, BROAD = 0.4, 1.3  # of its height, how deep it sits in the rest; of it, how wide it is
THIN = 0.03  # of its length: as wide at most is a taut string
BELOW, LIFTED = (
    0.2,
    0.35,
)  # of its own size: how near to the lowest line a part ends; how far it is lifted


def _seat(body: Performance) -> Floats | None:
    """Return the middle [2] of the foot of something broad that sits on the rest, like foam."""
    (low, high), (other_low, other_high) = body.rest.box, others(body)
    wide, tall = high - low
    shared = min(high[0], other_high[0]) - max(low[0], other_low[0])
    on_top = abs(high[1] - other_low[1]) < SEATED * tall and low[1] < other_low[1]
    if body.rest.has(REST[0]) and on_top and wide > BROAD * tall and shared > 0.6 * wide:
        return np.array([0.5 * (low[0] + high[0]), high[1]])
    return None


@part("part_swings", frames=40, repeats=True)
def part_swings(body: Performance) -> None:
    """Swing to and fro about the place where it hangs."""
    seat = _seat(body)
    if seat is not None:
        body.about(seat, 0.12 * body.amount * body.swing(18.0) * body.swell(3.0))
        return
    turn = 0.4 * body.amount * body.swing(18.0) * body.swell(3.0)
    body.about(hinge(body), rising(body) * turn)


@part("part_waves", frames=40, repeats=True)
def part_waves(body: Performance) -> None:
    """Go up and wave, what hangs down; what is up already swings to and fro."""
    across, along = arm(body)
    if along < abs(across):
        part_swings(body)
        return
    up = body.once(0.0, 0.2, 0.85, 1.0)
    turn = up * (2.1 + 0.35 * body.amount * body.swing(14.0))
    body.about(hinge(body), -outwards(body) * turn)


@part("part_twitches", frames=30, repeats=True)
def part_twitches(body: Performance) -> None:
    """Twitch: small quick turns in two bursts, each part in its own time."""
    burst = body.once(0.0, 0.1, 0.35, 0.48) + body.once(0.5, 0.6, 0.85, 1.0)
    sides = np.ptp(body.rest.box, axis=0)
    taut = float(sides.min()) < THIN * float(sides.max())  # a string
    turn = (0.05 if taut else 0.45) * burst * body.amount * np.sin(TAU * body.phase(6.0))
    body.about(hinge(body), outwards(body) * turn)
    if np.hypot(*arm(body)) < 0.1 * body.size:  # a nose turns about nothing: it goes to and fro
        body.shift(0.12 * body.size * burst * np.sin(TAU * body.phase(6.0)), 0.0)


@part("part_flaps", frames=12, repeats=True)
def part_flaps(body: Performance) -> None:
    """Beat up and down about the place where it hangs."""
    phase = TAU * body.phase(10.0)
    beat = (0.25 * np.sin(phase) + 0.2 * (1.0 - np.cos(phase))) * body.swell(3.0) * body.amount
    body.about(hinge(body), rising(body) * beat)


@part("part_rises", frames=30)
def part_rises(body: Performance) -> None:
    """Turn up about the place where it hangs, and stay there; an arm from below is lifted."""
    up = body.held(0.4) * min(body.amount, 1.4)
    if _from_below(body):
        body.shift(0.0, -LIFTED * body.size * up)
        return
    seat = _seat(body)
    if seat is not None:  # it swells
        scaled_about(body, seat, 1.0, 1.0 + 0.4 * up)
        return
    across, along = arm(body)
    upright = along < 0.0 and abs(across) < UPRIGHT * abs(along)
    if upright:  # it is up: it goes a little higher
        scaled_about(body, hinge(body), 1.0, 1.0 + 0.3 * up)
        return
    steep = float(np.arctan2(-along, abs(across)))  # radians above level
    body.about(hinge(body), rising(body) * float(np.clip(1.2 - steep, 0.35, 1.3)) * up)


def _from_below(body: Performance) -> bool:
    """Tell whether a part stands as low as all else, and hangs there: an arm of a bust."""
    foot = float(body.rest.box[1, 1])
    low = float(others(body)[:, 1].max())
    near = BELOW * body.size
    return foot > low - near and float(hinge(body)[1]) > foot - near


@part("part_sinks", frames=30)
def part_sinks(body: Performance) -> None:
    """Turn down about the place where it hangs, and stay there."""
    body.about(hinge(body), -0.6 * rising(body) * body.held(0.4) * min(body.amount, 1.4))


@part("part_taps", frames=12, repeats=True)
def part_taps(body: Performance) -> None:
    """Go back a little and tap, again and again."""
    back = (0.5 - 0.5 * np.cos(TAU * body.phase(10.0))) * body.swell(3.0) * body.amount
    body.about(hinge(body), 0.1 * outwards(body) * back)
    away = body.rest.centre - others(body).mean(axis=0)
    away = away / max(float(np.hypot(*away)), 1e-9)
    body.shift(0.16 * body.size * back * away[0], 0.16 * body.size * back * away[1])


@part("axle_turns", frames=24, repeats=True)
def axle_turns(body: Performance) -> None:
    """Go round about an axle: a knob, blades, the hand of a clock."""
    if _is_fan(body):  # the other half would come up from below the horizon
        body.about(hinge(body), 0.35 * body.amount * body.swing(30.0) * body.swell(3.0))
        return
    body.about(hinge(body), TAU * body.phase(30.0))


def _is_fan(body: Performance) -> bool:
    """Tell whether a part stands around its axle on one side only: rays of half a sun."""
    strokes = body.rest.strokes
    if body.rest.points is None or strokes is None or len(np.unique(strokes)) < RAYS:
        return False
    gap = body.rest.points - hinge(body)
    far = np.linalg.norm(gap, axis=1)
    if far.min() < HOLLOW * far.max():
        return False
    angle = np.sort(np.arctan2(gap[:, 1], gap[:, 0]))
    return bool(np.diff(angle, append=angle[0] + TAU).max() > OPEN)


@part("part_opens", frames=36)
def part_opens(body: Performance) -> None:
    """Turn away from the rest about the place where it hangs, and stay open."""
    body.about(hinge(body), 0.6 * away(body) * body.held(0.45) * min(body.amount, 1.3))


@part("part_snaps", frames=16, repeats=True)
def part_snaps(body: Performance) -> None:
    """Open and shut about the place where it hangs, again and again."""
    wide = (0.5 - 0.5 * np.cos(TAU * body.phase(14.0))) * body.swell(3.0)
    body.about(hinge(body), 0.4 * away(body) * wide * min(body.amount, 1.3))


def _folded(body: Performance, left: Floats) -> None:
    """Fold a flap about the edge at which it hangs, to shares [F] of what is seen of it."""
    low, high = body.rest.box
    place = hinge(body)
    gaps = np.abs(np.array([place - low, place - high])) / np.maximum(high - low, 1e-9)
    end, axis = (int(n) for n in np.unravel_index(int(gaps.argmin()), (2, 2)))
    edge = body.rest.box[end]
    scaled_about(body, edge, 1.0 if axis else left, left if axis else 1.0)


def _lies_on_rest(body: Performance) -> bool:
    """Tell whether a flap is drawn shut: it lies on the rest."""
    low, high = others(body)
    return bool((body.rest.centre > low).all() and (body.rest.centre < high).all())


@part("fold_open", frames=36)
def fold_open(body: Performance) -> None:
    """Fold open about its edge, and stay so; what is drawn open folds up anew."""
    up = min(body.amount, 1.2)
    if _lies_on_rest(body):
        _folded(body, 1.0 - 1.7 * up * body.held(0.5))
    else:
        _folded(body, 1.0 - 0.8 * body.once(0.0, 0.25, 0.35, 0.8))


@part("fold_shut", frames=36)
def fold_shut(body: Performance) -> None:
    """Fold shut about its edge, and stay so; what is drawn shut opens before."""
    if _lies_on_rest(body):
        _folded(body, 1.0 - 1.5 * body.once(0.0, 0.4, 0.5, 0.85))
    else:
        _folded(body, 1.0 - 0.88 * body.held(0.5))

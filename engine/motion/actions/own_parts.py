# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a part does that is an object of its own, while the rest stands still: an ear, an eye.

A sentence comes to these by `engine.language.own_parts`.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, smooth
from engine.motion.hung_parts import arm_of, hinge_of, others_of, outwards
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import narrowed, own_time, scaled_about, there
from engine.rig.hung import HINGE, REST

Floats = NDArray[np.float64]
part = partial(action, plans=("",), shared=False)
THIN = 0.2  # of its width: the height of a seat or board from the side
SHUT = 0.1  # of its height: an eye that is shut
SEATED, BROAD = 0.4, 1.3  # of its height, how deep it sits in the rest; of it, how wide it is
FLAT = 0.6  # of its width: the height of a mouth that isn't wide open
UPRIGHT = 0.5  # of its length, sideways: an arm that hangs or stands


def _rising(body: Performance) -> float:
    """Return the sign of the turn that lifts a part's free end, or that opens one that stands."""
    arm = arm_of(body)
    if arm[1] < 0.0 and abs(arm[0]) < UPRIGHT * abs(arm[1]):
        return outwards(body)
    return -float(np.sign(arm[0]) or outwards(body))


# -- what hangs on the rest ----------------------------------------------------------------------


def _seat(body: Performance) -> Floats | None:
    """Return the middle [2] of the foot of something broad that sits on the rest, like foam."""
    (low, high), (other_low, other_high) = body.rest.box, others_of(body)
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
    body.about(hinge_of(body), _rising(body) * turn)


@part("part_twitches", frames=30, repeats=True)
def part_twitches(body: Performance) -> None:
    """Twitch: small quick turns in two bursts, each part in its own time."""
    burst = body.once(0.0, 0.1, 0.35, 0.48) + body.once(0.5, 0.6, 0.85, 1.0)
    turn = 0.45 * burst * body.amount * np.sin(TAU * body.phase(6.0))
    body.about(hinge_of(body), outwards(body) * turn)
    if np.hypot(*arm_of(body)) < 0.1 * body.size:  # a nose turns about nothing: it goes to and fro
        body.shift(0.12 * body.size * burst * np.sin(TAU * body.phase(6.0)), 0.0)


@part("part_flaps", frames=12, repeats=True)
def part_flaps(body: Performance) -> None:
    """Beat up and down about the place where it hangs."""
    phase = TAU * body.phase(10.0)
    beat = (0.25 * np.sin(phase) + 0.2 * (1.0 - np.cos(phase))) * body.swell(3.0) * body.amount
    body.about(hinge_of(body), _rising(body) * beat)


@part("part_rises", frames=30)
def part_rises(body: Performance) -> None:
    """Turn up about the place where it hangs, and stay there."""
    up = body.held(0.4) * min(body.amount, 1.4)
    seat = _seat(body)
    if seat is not None:  # it swells
        scaled_about(body, seat, 1.0, 1.0 + 0.4 * up)
        return
    arm = arm_of(body)
    upright = arm[1] < 0.0 and abs(arm[0]) < UPRIGHT * abs(arm[1])
    if upright:  # it is up: it goes a little higher
        scaled_about(body, hinge_of(body), 1.0, 1.0 + 0.3 * up)
        return
    steep = float(np.arctan2(-arm[1], abs(arm[0])))  # radians above level
    body.about(hinge_of(body), _rising(body) * float(np.clip(1.2 - steep, 0.35, 1.3)) * up)


@part("part_sinks", frames=30)
def part_sinks(body: Performance) -> None:
    """Turn down about the place where it hangs, and stay there."""
    body.about(hinge_of(body), -0.6 * _rising(body) * body.held(0.4) * min(body.amount, 1.4))


@part("part_taps", frames=12, repeats=True)
def part_taps(body: Performance) -> None:
    """Go back a little and tap, again and again."""
    back = (0.5 - 0.5 * np.cos(TAU * body.phase(10.0))) * body.swell(3.0) * body.amount
    body.about(hinge_of(body), 0.1 * outwards(body) * back)
    away = body.rest.centre - others_of(body).mean(axis=0)
    away = away / max(float(np.hypot(*away)), 1e-9)
    body.shift(0.16 * body.size * back * away[0], 0.16 * body.size * back * away[1])


# -- faces ---------------------------------------------------------------------------------------


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
    inwards = arm_of(body)
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


@part("brows_raise", frames=30)
def brows_raise(body: Performance) -> None:
    """Go up, and stay there."""
    body.shift(0.0, -0.4 * body.size * body.held(0.25) * min(body.amount, 1.5))


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
    body.shift(0.0, -0.4 * body.size * up)


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
    aside = body.rest.centre - hinge_of(body)
    if abs(aside[0]) > abs(aside[1]) and body.rest.has(HINGE):  # out of a head from the side
        scaled_about(body, hinge_of(body), 1.0 + 0.8 * out, 1.0)
    else:
        scaled_about(body, _hinge_above(body), 1.0, 1.0 + 0.8 * out)


def _hinge_above(body: Performance) -> Floats:
    return np.array([body.rest.centre[0], body.rest.box[0, 1]])


# -- parts of things -----------------------------------------------------------------------------


@part("slide_out", frames=40)
def slide_out(body: Performance) -> None:
    """Come further out of the rest, straight up, down or to a side: more of a sheet is seen."""
    away = body.rest.centre - others_of(body).mean(axis=0)
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
    top = np.array([hinge_of(body)[0], low[1]])
    long = 1.0 + 1.2 * there(body, smooth(body.t)) * min(body.amount, 1.4)
    if high[1] - low[1] > 0.8 * (high[0] - low[0]):
        scaled_about(body, top, 1.0, long)
    else:
        body.shift(0.0, 1.5 * (high[1] - low[1]) * (long - 1.0))


@part("door_open", frames=36)
def door_open(body: Performance) -> None:
    """Turn away on hinges at the left: it gets narrow, and stays open."""
    wide = np.cos(1.2 * body.held(0.6) * min(body.amount, 1.1))
    scaled_about(body, body.rest.box[0], wide, 1.0)


@part("door_shut", frames=36)
def door_shut(body: Performance) -> None:
    """Swing open and fall shut: it is drawn closed."""
    scaled_about(body, body.rest.box[0], np.cos(1.2 * body.once(0.0, 0.4, 0.5, 0.85)), 1.0)


def _lifted(body: Performance, up: Floats) -> None:
    """Lift a lid by shares [F]: one on top turns up about its end, a cover folds down to us.

    A flap that lies on the rest, like an envelope's, folds up.
    """
    low, high = body.rest.box
    top, tall = others_of(body)[0, 1], high[1] - low[1]
    middle = float(body.rest.centre[0])
    inner = float(np.abs(body.rest.box[:, 0] - others_of(body)[:, 0].mean()).argmin())
    if tall < THIN * (high[0] - low[0]) and low[1] > top:  # a toilet's seat turns about its back
        back = np.array([body.rest.box[int(inner), 0], high[1]])
        body.about(back, (1.2 if inner else -1.2) * up)
    elif tall > 1.1 * (high[0] - low[0]):  # a book's cover turns about its back
        scaled_about(body, np.array([low[0], high[1]]), np.cos(2.3 * up), 1.0)
    elif tall > 0.6 * (high[0] - low[0]):
        scaled_about(body, np.array([middle, high[1]]), 1.0 + 0.08 * up, 1.0 - 0.6 * up)
    elif low[1] > top - 0.1 * tall:
        scaled_about(body, np.array([middle, low[1]]), 1.0, 1.0 - 1.7 * up)
    else:
        body.about(np.array([low[0], high[1]]), -0.75 * up)


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
    high = max(0.7 * body.size, 0.2 * float(np.ptp(others_of(body), axis=0).max()))
    body.shift(0.12 * body.size * sway, -high * share * body.amount)


@part("roll_within", frames=24, repeats=True)
def roll_within(body: Performance) -> None:
    """Roll about a level axis: seen from ahead it gets flat and comes back."""
    scaled_about(body, body.rest.centre, 1.0, narrowed(TAU * body.phase(12.0)))


# -- hinges, axles and flaps ---------------------------------------------------------------------


def _away(body: Performance) -> float:
    """Return the sign of the turn that takes a part's free end away from the middle of the rest."""
    arm, out = arm_of(body), hinge_of(body) + arm_of(body) - others_of(body).mean(axis=0)
    return float(np.sign(arm[0] * out[1] - arm[1] * out[0]) or _rising(body))


@part("axle_turns", frames=24, repeats=True)
def axle_turns(body: Performance) -> None:
    """Go round about an axle: a knob, blades, the hand of a clock."""
    body.about(hinge_of(body), TAU * body.phase(30.0))


@part("part_opens", frames=36)
def part_opens(body: Performance) -> None:
    """Turn away from the rest about the place where it hangs, and stay open."""
    body.about(hinge_of(body), 0.6 * _away(body) * body.held(0.45) * min(body.amount, 1.3))


@part("part_snaps", frames=16, repeats=True)
def part_snaps(body: Performance) -> None:
    """Open and shut about the place where it hangs, again and again."""
    wide = (0.5 - 0.5 * np.cos(TAU * body.phase(14.0))) * body.swell(3.0)
    body.about(hinge_of(body), 0.4 * _away(body) * wide * min(body.amount, 1.3))


def _folded(body: Performance, left: Floats) -> None:
    """Fold a flap about the edge at which it hangs, to shares [F] of what is seen of it."""
    low, high = body.rest.box
    place = hinge_of(body)
    gaps = np.abs(np.array([place - low, place - high])) / np.maximum(high - low, 1e-9)
    end, axis = (int(n) for n in np.unravel_index(int(gaps.argmin()), (2, 2)))
    edge = body.rest.box[end]
    scaled_about(body, edge, 1.0 if axis else left, left if axis else 1.0)


def _lies_on_rest(body: Performance) -> bool:
    """Tell whether a flap is drawn shut: it lies on the rest."""
    low, high = others_of(body)
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


@part("flame_flickers", frames=14, repeats=True)
def flame_flickers(body: Performance) -> None:
    """Lean, stretch and duck on its foot."""
    foot = np.array([body.rest.centre[0], body.rest.box[1, 1]])
    tall = 1.0 + body.amount * (0.25 * body.swing(9.0) + 0.12 * body.noise(5.0))
    scaled_about(body, foot, 1.0 / np.sqrt(np.maximum(tall, 0.4)), np.maximum(tall, 0.4))
    body.about(foot, body.amount * (0.22 * body.swing(13.0) + 0.1 * body.noise(6.0)))

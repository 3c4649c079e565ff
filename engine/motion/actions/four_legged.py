# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four-legged animals on the go: gaits and leaps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.actions.heads import PLAN, tail_follows
from engine.motion.curves import TAU, ballistic, keyed, rise, smooth
from engine.motion.four_legs import (
    FORE,
    HIND,
    four_legs,
    leg_length,
    middle_of,
    swing_others,
)
from engine.motion.gaits import Gait, planned
from engine.motion.legs import put_foot, sinking, stepped
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.stout import (
    STOUT,
    drawn_as_one,
    grown_together,
    shortness_of,
    thickness_of,
)
from engine.rig.bones import rotation

Floats = NDArray[np.float64]


def _starts(hn: float, hf: float, fn: float, ff: float) -> dict[str, float]:
    return {"hind_near": hn, "hind_far": hf, "fore_near": fn, "fore_far": ff}


WALK = Gait(26, 0.62, _starts(0.0, 0.5, 0.25, 0.75), 0.5, 0.16)
AMBLE = Gait(18, 0.55, _starts(0.0, 0.5, 0.22, 0.72), 0.55, 0.16)
TROT = Gait(15, 0.44, _starts(0.0, 0.5, 0.5, 0.0), 0.6, 0.24)
PACE = Gait(16, 0.46, _starts(0.0, 0.5, 0.04, 0.54), 0.55, 0.2)
CANTER = Gait(17, 0.36, _starts(0.0, 0.3, 0.3, 0.58), 0.75, 0.28)
GALLOP = Gait(12, 0.26, _starts(0.0, 0.1, 0.46, 0.58), 0.85, 0.34)
BOUND = Gait(13, 0.26, _starts(0.0, 0.03, 0.5, 0.55), 0.8, 0.32)
SINGLE_REACH, SINGLE_LIFT = 0.62, 0.75  # of a gait's, where every pair of legs is drawn as one
LINE = 0.12  # of its length: a leg that is thinner is a line with a foot
LINE_LIFT, LINE_HANG = 0.4, 0.7  # how much less such legs are lifted, and their feet hang
_GATHERED = (1.2, -0.8)  # radians: how far fore and hind legs swing under the body
STALK = Gait(40, 0.72, _starts(0.0, 0.5, 0.25, 0.75), 0.5, 0.2)


def _for_legs(body: Performance, gait: Gait) -> tuple[Gait, float]:
    """Return a gait for the legs that are drawn, and how much they need one of their own, 0..1.

    Short and thick legs swing further, as they can't be lifted much.
    """
    short = shortness_of(body, (*HIND, *FORE))
    thick = float(np.clip((thickness_of(body, (*HIND, *FORE)) - 0.2) / 0.15, 0.0, 1.0))
    reach = gait.reach + 0.5 * max(short, 0.6 * thick) * max(0.9 - gait.reach, 0.0)
    if thick > 0.5:  # the legs before and behind don't meet under the belly
        trunk = np.hypot(*(body.rest.at("shoulder") - body.rest.at("hip"))) / leg_length(body)
        reach = min(reach, max(0.5 * float(trunk), 0.55), max(0.6 * _room(body), 0.3))
    lift = gait.lift * (1.0 + short) * (1.0 - 0.45 * thick) * (1.0 - LINE_LIFT * _as_lines(body))
    return replace(gait, reach=reach, lift=lift), max(short, thick)


def _as_lines(body: Performance) -> float:
    """Return how much the legs are drawn as single lines, 0..1: every bend of theirs is seen."""
    thick = thickness_of(body, (*HIND, *FORE))
    return float(np.clip((LINE - thick) / (0.3 * LINE), 0.0, 1.0)) if thick > 0.0 else 0.0


def _room(body: Performance) -> float:
    """Return how far apart fore and hind legs are drawn, between them, in lengths of a leg."""
    tips, thick = [], 0.0
    for names in (HIND, FORE):
        limbs = [limb for limb in map(body.rest.limb, names) if limb.sound]
        if not limbs:
            return float("inf")
        tips.append(np.mean([limb.tip[0] for limb in limbs]))
        thick += 0.5 * max(body.rest.thickness(limb) for limb in limbs)
    return (abs(float(tips[1] - tips[0])) - thick) / leg_length(body)


def _in_a_row(body: Performance) -> bool:
    """Return whether all legs are drawn side by side, as thick as they are."""
    limbs = [limb for limb in map(body.rest.limb, (*HIND, *FORE)) if limb.sound]
    at = np.sort([float(limb.tip[0]) for limb in limbs])
    thick = max((body.rest.thickness(limb) for limb in limbs), default=0.0)
    return len(at) == 4 and bool((np.diff(at) > 0.7 * thick).all())


def _goes(
    body: Performance,
    gait: Gait,
    *,
    bob: float = 0.02,
    bobs: int = 2,
    lag: float = 0.0,
    pitch: float = 0.0,
    flex: float = 0.0,
    nod: float = 0.05,
    crouch: float = 0.0,
    head: float = 0.0,
) -> None:
    """Go by a gait; lengths in lengths of a leg, angles in radians.

    bob, bobs: how high and how often in a cycle the trunk rises; lag: when, in cycles; pitch: how
    the trunk rocks once in a cycle; flex: how the spine bends and stretches; nod: of the head;
    crouch: how much lower the body is carried; head: how much lower the head.
    """
    bob, pitch, nod = bob * body.vary(0.25), pitch * body.vary(0.25), nod * body.vary(0.4)
    gait = replace(gait, lift=gait.lift * body.vary(0.15), reach=gait.reach * body.vary(0.08))
    gait, stout = _for_legs(body, gait)
    bob, pitch = (bob + 0.02 * stout) * (1.0 + 0.5 * stout), pitch * (1.0 - 0.4 * stout)
    nod *= 1.0 + stout
    head += float(body.rng.normal(0.0, 0.08))
    once = [pair for pair in (HIND, FORE) if drawn_as_one(body, *pair)]
    together = [pair for pair in (HIND, FORE) if pair in once or grown_together(body, *pair)]
    starts = {**gait.starts, **{b: gait.starts[a] for a, b in together}}
    if len(together) == 2:  # two legs, as it were, that step in turn
        starts |= dict.fromkeys(FORE, starts[HIND[0]] + 0.5)
    gait = replace(gait, starts=starts)
    if len(once) == 2:  # nothing carries the body while its only leg is far out
        gait = replace(gait, reach=SINGLE_REACH * gait.reach, lift=SINGLE_LIFT * gait.lift)
    spread = bool(together) or (stout > 0.5 and _in_a_row(body))
    steps = planned(body, gait, (HIND, FORE), spread=spread)
    length = max(leg_length(body), 0.28 * body.size)
    swell = body.swell(6.0) * (0.4 + 0.6 * steps.ease) * body.amount
    wave = TAU * (steps.cycle - lag)
    body.shift(
        0.0,
        -bob * length * swell * np.sin(bobs * wave) + crouch * leg_length(body) * body.swell(6.0),
    )
    body.about(middle_of(body), body.facing * pitch * swell * np.sin(wave))
    curl = flex * swell * np.sin(wave + 0.6)
    body.pitch("hip", -0.5 * curl)
    body.pitch("middle", curl)
    legs = four_legs(body)
    body.shift(0.0, sinking(body, legs, steps, 0.22))
    stepped(body, legs, steps, hang=1.0 - LINE_HANG * _as_lines(body))
    swing_others(body, legs, steps, swell)
    body.level("neck0", 0.8)
    droop = head * body.swell(8.0)
    for name, share in (("neck0", 0.6), ("head", 0.4)):
        body.pitch(name, share * (droop + nod * swell * np.sin(bobs * wave + 0.9)))
    tail_follows(body, (0.16 + 0.2 * stout) * swell * np.sin(wave), 16.0)
    if body.beat.distance:
        body.go(steps.way)


@action(
    "walk", "stroll", "go", "step", "march", "wander", "plod", plans=PLAN, frames=26, repeats=True
)
def walk(body: Performance) -> None:
    """Walk in four beats."""
    sad = {"sad": 0.5, "tired": 0.4, "proud": -0.2}.get(body.beat.mood, 0.0)
    _goes(body, WALK, bob=0.015, pitch=0.012, nod=0.05, head=sad)


@action("amble", plans=PLAN, frames=18, repeats=True)
def amble(body: Performance) -> None:
    """Walk at ease, a little faster."""
    _goes(body, AMBLE, bob=0.02, pitch=0.015, nod=0.06)


@action("trot", "jog", plans=PLAN, frames=15, repeats=True)
def trot(body: Performance) -> None:
    """Trot: diagonal legs together."""
    _goes(body, TROT, bob=0.05, lag=-0.05, nod=0.04)


@action("pace", plans=PLAN, frames=16, repeats=True)
def pace(body: Performance) -> None:
    """Pace: the legs of a side together."""
    _goes(body, PACE, bob=0.04, lag=-0.05)


@action("canter", plans=PLAN, frames=17, repeats=True)
def canter(body: Performance) -> None:
    """Canter in three beats."""
    _goes(body, CANTER, bob=0.09, bobs=1, lag=0.45, pitch=0.08, flex=0.1, nod=0.1)


@action(
    "run",
    "gallop",
    "sprint",
    "race",
    "chase",
    "charge",
    "flee",
    "rush",
    plans=PLAN,
    frames=12,
    repeats=True,
)
def gallop(body: Performance) -> None:
    """Gallop, the back bending and stretching."""
    stretched = _flat(body, HIND) or _flat(body, FORE)
    if stretched and thickness_of(body, (*HIND, *FORE)) >= STOUT:
        _gathers(body)
        return
    _goes(body, GALLOP, bob=0.1, bobs=1, lag=0.4, pitch=0.1, flex=0.22, nod=0.1)


@action("bound", plans=PLAN, frames=13, repeats=True)
def bound(body: Performance) -> None:
    """Bound: both hind legs, then both forelegs."""
    _goes(body, BOUND, bob=0.2, bobs=1, lag=0.45, pitch=0.16, flex=0.28, nod=0.08)


@action("stalk", "sneak", "creep", "prowl", "tiptoe", plans=PLAN, frames=40, repeats=True)
def stalk(body: Performance) -> None:
    """Creep, low, the head down."""
    _goes(body, STALK, bob=0.01, crouch=0.14, head=0.35, nod=0.03)


@action("limp", "hobble", plans=PLAN, frames=26, repeats=True)
def limp(body: Performance) -> None:
    """Walk with a foreleg that hurts: a short stand, the head going up with it."""
    starts = _starts(0.0, 0.5, 0.25, 0.68)
    _goes(
        body,
        replace(WALK, starts=starts, period=30, reach=0.38),
        bob=0.05,
        bobs=1,
        pitch=0.05,
        nod=0.2,
    )


def _flat(body: Performance, names: tuple[str, ...]) -> bool:
    """Return whether legs, two at least, are drawn stretched out and don't reach for the ground."""
    flat = []
    for name in names:
        limb = body.rest.limb(name)
        if limb.sound:
            chord = limb.tip - limb.root
            flat.append(abs(chord[0]) > 1.0 * chord[1])
    return len(flat) >= 2 and float(np.mean(flat)) > 0.5


def _in_air(body: Performance) -> bool:
    """Return whether the drawing shows a leap."""
    return _flat(body, (*HIND, *FORE))


def _gathers(body: Performance) -> None:
    """Gallop on from a drawing in full stretch: gather all legs under the body, stretch again.

    Legs swing from their roots as they are drawn; feet that were to carry would fold them up.
    """
    phase, length = body.phase(GALLOP.period), leg_length(body)
    for name in (*HIND, *FORE):
        if not body.rest.limb(name).sound:
            continue
        lag = 0.07 if name.endswith("far") else 0.0
        gathered = 0.5 * np.cos(TAU * lag) - 0.5 * np.cos(TAU * (phase - lag))
        body.pitch(f"{name}0", _GATHERED[name in HIND] * gathered * body.amount)
    gathered = 0.5 - 0.5 * np.cos(TAU * phase)
    wave = np.sin(TAU * phase) * body.swell(4.0) * body.amount
    body.about(middle_of(body), body.facing * 0.12 * wave)
    body.shift(0.0, 0.16 * length * gathered * body.amount)
    body.pitch("hip", -0.12 * gathered * body.amount)
    body.pitch("middle", 0.16 * gathered * body.amount)
    body.level("neck0", 0.6)
    tail_follows(body, 0.16 * wave, 14.0)
    body.go_along()


@action("jump", "leap", "spring", "vault", plans=PLAN, frames=24)
def jump(body: Performance) -> None:
    """Crouch, leap in an arc, land with the forelegs first, settle."""
    length, way = leg_length(body), body.facing * (body.beat.direction or 1)
    if _in_air(body):
        _soars(body, length)
        return
    t, high = body.t, 0.95 * length * body.amount
    off, down = 0.32, 0.72
    flight = np.clip((t - off) / (down - off), 0.0, 1.0)
    air = ballistic(flight)
    crouch = keyed(
        t, [(0, 0), (0.2, 1), (off, -0.15), (0.5, 0), (down, -0.1), (0.82, 0.75), (1, 0)]
    )
    body.shift(0.0, 0.24 * length * crouch - high * air)
    nose = keyed(
        t, [(0, 0), (0.2, 0.08), (off, -0.36), (0.5, -0.05), (down, 0.3), (0.84, 0.03), (1, 0)]
    )
    body.about(middle_of(body), body.facing * nose)
    if body.beat.distance:
        body.go(way * body.beat.distance * body.size * rise(t, off - 0.04, down + 0.04))
    curl = keyed(t, [(0, 0), (0.2, 0.2), (off, -0.15), (0.52, 0.12), (down, -0.08), (1, 0)])
    body.pitch("hip", -0.5 * curl)
    body.pitch("middle", curl)
    legs, places = four_legs(body), body.places()
    for name, leg in legs.items():
        hind = name in HIND
        root = places[:, leg.limb.index[0]]
        rest = leg.limb.tip - leg.limb.root
        lag = 0.03 if name.endswith("far") else 0.0
        leaves, lands = (off + 0.02, down + 0.05) if hind else (off - 0.08, down - 0.03)
        loose = rise(t, leaves + lag, leaves + lag + 0.1) * (1 - rise(t, lands - 0.08, lands + lag))
        sweep = keyed(
            t,
            [(0, 0), (off, -0.55), (0.52, 0.1), (down, 0.35), (1, 0)]
            if hind
            else [(0, 0), (off, 0.4), (0.5, 0.25), (down, 0.6), (1, 0)],
        )
        tuck = keyed(t, [(0, 0), (off, 0), (0.5, 0.42), (down, 0.1), (1, 0)])
        arm = (1.0 - tuck)[:, None] * rest
        arm = arm + np.stack([body.facing * sweep * length, np.zeros(body.frames)], axis=1)
        free = root + rotation(body.facing * nose, arm)
        toe = leg.limb.tip + loose[:, None] * (free - leg.limb.tip)
        put_foot(body, leg, toe, 0.6 * loose * (1 if hind else 0.8))
    body.level("neck0", 0.6)
    tail_follows(body, -0.2 * air, 12.0)


def _soars(body: Performance, length: float) -> None:
    """Go on with a leap that the drawing shows: along its arc, or up and down in a loop."""
    t = body.t
    if body.beat.loop:
        wave = np.sin(TAU * body.cycles(24) * t)
        body.shift(0.0, -0.35 * length * body.amount * wave)
        nose = -0.16 * body.amount * (np.sin(TAU * body.cycles(24) * t + 0.9) - np.sin(0.9))
    else:
        body.go(body.facing * 0.6 * length * t, 0.5 * length * (t**2 - t))
        nose = 0.5 * smooth(t) * body.amount
    body.about(middle_of(body), body.facing * nose)
    gather = body.swing(24.0)
    body.pitch("middle", 0.12 * gather)
    for name in (*HIND, *FORE):
        sign = 1.0 if name in HIND else -1.0
        lag = 0.08 if name.endswith("far") else 0.0
        swing = body.swing(24.0, lag)
        body.pitch(f"{name}0", -0.16 * sign * swing)
        body.pitch(f"{name}1", 0.2 * sign * swing)
        body.pitch(f"{name}3", 0.2 * swing)
    body.level("neck0", 0.6)
    tail_follows(body, 0.15 * gather, 14.0)

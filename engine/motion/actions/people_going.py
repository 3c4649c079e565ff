# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People on the go: walking, running, jumping, on skates and in water."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise, smooth
from engine.motion.front_steps import FrontManner, go_in_front
from engine.motion.gaits import Footsteps, Gait, planned
from engine.motion.legs import put_foot, rising, sinking, stepped
from engine.motion.people import arms_of, holds, leg_length, legs, outwards, stand
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.stout import thickness_of

Floats = NDArray[np.float64]
PLAN = ("person",)
STARTS = {"leg_left": 0.0, "leg_right": 0.5}
WALK = Gait(25, 0.6, STARTS, 0.76, 0.14, toe=0.5, heel=0.5, fling=0.03)
RUN = Gait(15, 0.34, STARTS, 0.66, 0.42, toe=1.1, heel=0.7, fling=0.27)
JOG = Gait(17, 0.4, STARTS, 0.52, 0.3, toe=0.8, heel=0.6, fling=0.12)
SNEAK = Gait(32, 0.66, STARTS, 0.66, 0.34, toe=0.4, heel=0.5)
MARCH = Gait(24, 0.56, STARTS, 0.64, 0.42, toe=0.5, heel=0.3)
HANGING = 1.3  # radians: arms that are lifted less swing about the vertical
LONGEST = 1.05  # of a leg: steps of who is drawn in mid-stride are as long as drawn, up to this
LIFTED_KEPT = 0.3  # how much of what others give up of their posture arms do that are held up
STOUT_SWING = 0.4  # of their swing: what thick arms do, whose outline would fold at the shoulder
STRAY = 0.98  # of a leg: an arm as long is something else,
STRAY_SWING = 0.3  # and does so much of its swing
RUN_BEND = 0.93  # of the longest drawn leg: how straight it gets under who runs
HIGHER = 0.16  # of a leg: how much higher than drawn a body passes over its standing foot
THICK = (0.22, 0.36)  # of its length: from one to the other legs count as thick
THICK_LIFT = 0.35  # how much less than others such legs are lifted in a walk: their knees crumple
WILD = (0.5, 0.75)  # of its length: legs whose lines lie as far off are not known well
WILD_LESS = 0.5  # how much less than others such legs run
SHORT = 0.4  # of the drawing: legs that are shorter are lifted higher, or nothing would be seen


def _goes(
    body: Performance,
    gait: Gait,
    *,
    lean: float = 0.0,
    bob: float = 0.0,
    crouch: float = 0.0,
    arms: float = 0.5,
    bent: float = 0.25,
    fixed: float = 0.0,
    sway: float = 0.04,
    head: float = 0.0,
) -> Footsteps:
    """Go by a gait, the arms against the legs; lengths in lengths of a leg.

    lean: of the trunk; bob: extra rise in the air; arms: half their swing; bent: of the elbows;
    fixed: how much of the drawn arms' posture is given up for hanging arms; head: bowed.
    """
    bob, arms, sway = bob * body.vary(0.25), arms * body.vary(0.2), sway * body.vary(0.2)
    length = leg_length(body)
    short = float(np.clip(SHORT * body.size / max(length, 1e-9), 1.0, 1.6))
    gait = replace(gait, lift=short * gait.lift * body.vary(0.15))
    if not body.rest.sideways:
        lift = min(0.12 + 1.1 * gait.lift, 0.6)
        manner = FrontManner(lift, 0.03 + sway, 0.03 + bob, arms, bent, fixed)
        return go_in_front(body, gait, manner)
    reach = max(gait.reach, min(_drawn_stride(body), LONGEST)) if gait.duty > 0.5 else gait.reach
    gait = replace(gait, reach=reach * body.vary(0.06))
    gait = _for_legs(body, gait)
    lean, head = lean + float(body.rng.normal(0.0, 0.03)), head + float(body.rng.normal(0.0, 0.05))
    steps = planned(body, gait, (("leg_left", "leg_right"),))
    swell = body.swell(5.0) * (0.5 + 0.5 * steps.ease)
    wave = TAU * steps.cycle
    rise_ = -np.cos(2 * wave - TAU * gait.duty)
    body.shift(0.0, length * (crouch * body.swell(6.0) - short * bob * swell * body.amount * rise_))
    body.pitch("waist", lean * swell)
    body.turn("pelvis", 0.02 * swell * np.sin(2 * wave))
    all_legs = legs(body)
    body.shift(0.0, sinking(body, all_legs, steps, 0.22))
    if not crouch:
        bend = 1.0 if gait.duty > 0.5 else RUN_BEND
        body.shift(0.0, -rising(body, all_legs, steps, HIGHER, bend))
    stepped(body, all_legs, steps)
    for side, arm in arms_of(body).items():
        # the arm is furthest forward when its leg is furthest back
        way = np.sin(wave - (0.0 if side == "left" else np.pi) - 0.9)
        calm = 0.3 + 0.7 * float(np.cos(np.clip(arm.raised, -1.5, 1.5)))
        sure = STRAY_SWING if arm.limb.length > STRAY * length else 1.0
        calm *= sure * (STOUT_SWING if arm.stout else 1.0)
        hangs = abs(arm.raised) < HANGING and not holds(body, side)
        lifted = 1.0 if abs(arm.raised) < HANGING else LIFTED_KEPT
        given_up = (
            max(fixed * lifted, 0.7 * float(hangs)) * sure * (STOUT_SWING if arm.stout else 1.0)
        )
        arm.to(0.05, bent, given_up * body.swell(6.0))
        arm.swing(-arms * calm * way * swell * body.amount, 0.15 * arms * (1 - way) * swell)
    body.level("neck", 0.7)
    body.pitch("head", head * body.swell(6.0) + 0.03 * np.sin(2 * wave + 0.5) * swell)
    if body.beat.distance:
        body.go(steps.way)
    return steps


def _for_legs(body: Performance, gait: Gait) -> Gait:
    """Return a gait for legs that are drawn thick, or whose lines lie about anyhow."""
    thickness = thickness_of(body, tuple(STARTS))

    def less(between: tuple[float, float], most: float) -> float:
        return 1.0 - most * float(np.clip((thickness - between[0]) / np.ptp(between), 0.0, 1.0))

    if gait.duty > 0.5:
        low = less(THICK, THICK_LIFT)
        return replace(gait, lift=low * gait.lift, heel=low * gait.heel, toe=low * gait.toe)
    low = less(WILD, WILD_LESS)
    return replace(gait, lift=low * gait.lift, reach=low * gait.reach, fling=low * gait.fling)


def _drawn_stride(body: Performance) -> float:
    """Return how far apart the feet are drawn, in lengths of a leg."""
    limbs = [body.rest.limb(f"leg_{side}") for side in ("left", "right")]
    if not all(limb.sound for limb in limbs):
        return 0.0
    return abs(float(limbs[0].tip[0] - limbs[1].tip[0])) / leg_length(body)


@action("walk", "stroll", "go", "step", "wander", plans=PLAN, frames=25, repeats=True)
def walk(body: Performance) -> None:
    """Walk."""
    mood = body.beat.mood
    low = {"sad": 0.3, "tired": 0.22, "proud": -0.1}.get(mood, 0.0)
    _goes(body, WALK, lean=0.04 + 0.4 * low, arms=0.38, head=low, sway=0.05)


@action("run", "sprint", "race", "chase", "flee", "rush", plans=PLAN, frames=15, repeats=True)
def run(body: Performance) -> None:
    """Run, the elbows bent, both feet off the ground in between."""
    _goes(body, RUN, lean=0.16, bob=0.06, arms=0.85, bent=1.3, fixed=0.7, sway=0.06)


@action("jog", "trot", plans=PLAN, frames=17, repeats=True)
def jog(body: Performance) -> None:
    """Run at an easy pace."""
    _goes(body, JOG, lean=0.09, bob=0.045, arms=0.6, bent=1.2, fixed=0.6)


@action("sneak", "tiptoe", "creep", "stalk", plans=PLAN, frames=32, repeats=True)
def sneak(body: Performance) -> None:
    """Sneak: knees high, slow, bent forwards, hands before the chest."""
    _goes(body, SNEAK, lean=0.32, crouch=0.1, arms=0.2, bent=1.6, fixed=0.8, head=-0.15)


@action("march", "parade", plans=PLAN, frames=24, repeats=True)
def march(body: Performance) -> None:
    """March: knees up, arms stiff."""
    _goes(body, MARCH, lean=-0.04, bob=0.02, arms=0.85, bent=0.1, fixed=0.5, head=-0.08)


@action("limp", "hobble", plans=PLAN, frames=30, repeats=True)
def limp(body: Performance) -> None:
    """Walk with one leg that hurts: it stands briefly, the body dips over it."""
    gait = replace(WALK, period=30, starts={"leg_left": 0.0, "leg_right": 0.4}, reach=0.42)
    steps = _goes(body, gait, lean=0.1, arms=0.25)
    dip = np.maximum(np.sin(TAU * steps.cycle - 0.4), 0.0) * body.swell(5)
    if body.rest.sideways:
        body.pitch("waist", 0.36 * dip)
        body.pitch("head", -0.2 * dip)
    else:
        body.turn("waist", 0.16 * dip)


@action("stagger", "stumble", "sway_drunk", "totter", plans=PLAN, frames=34, repeats=True)
def stagger(body: Performance) -> None:
    """Walk as if drunk: wide sways, late arms."""
    steps = _goes(body, replace(WALK, period=34, reach=0.45), arms=0.5, sway=0.1)
    sway = np.sin(TAU * steps.cycle * 0.5) if not body.beat.loop else body.wave(50)
    sway = sway * body.swell(6) * body.amount
    body.turn("waist", 0.24 * sway)
    body.turn("neck", -0.12 * sway)
    body.turn("head", 0.22 * body.wave(50, 0.15) * body.swell(6))
    for arm in arms_of(body).values():
        arm.swing(0.3 * (1 + body.wave(50, 0.2)) * body.swell(6), 0.2 * body.swell(6))


@action("skip", "prance", plans=PLAN, frames=22, repeats=True)
def skip(body: Performance) -> None:
    """Skip along with high knees and a bounce."""
    gait = Gait(22, 0.42, STARTS, 0.5, 0.36, toe=0.9, heel=0.5)
    _goes(body, gait, lean=0.04, bob=0.2, arms=0.8, bent=0.6, fixed=0.4)


@action("jump", "leap", "bounce", "spring", plans=PLAN, frames=24)
def jump(body: Performance) -> None:
    """Bend the knees, arms back, spring, land, settle."""
    t, length = body.t, leg_length(body)
    off, down = 0.34, 0.7
    count = max(1, body.beat.count)
    if count > 1:
        t = np.mod(t * count, 1.0)
    air = ballistic((t - off) / (down - off))
    keys = [(0, 0), (0.22, 1), (off, -0.08), (down, -0.05), (0.8, 0.7), (0.93, -0.06), (1, 0)]
    crouch = keyed(t, keys)
    high = 0.6 * length * body.amount
    body.shift(0.0, 0.26 * length * np.maximum(crouch, 0.0) - high * air)
    lean = keyed(t, [(0, 0), (0.22, 0.4), (off, -0.08), (down, 0.06), (0.8, 0.3), (1, 0)])
    if body.rest.sideways:
        body.pitch("waist", lean)
        body.shift(-0.1 * body.facing * length * np.maximum(crouch, 0.0), 0.0)
    if body.beat.distance:
        far = body.facing * body.beat.direction * body.beat.distance * body.size
        body.go(far * rise(t, off - 0.05, down + 0.03))
    root = body.places()
    up = rise(t, off - 0.02, off + 0.08) * (1 - rise(t, down - 0.1, down))
    for name, leg in legs(body).items():
        start = root[:, leg.limb.index[0]]
        rest = leg.limb.tip - leg.limb.root
        tuck = keyed(t, [(0, 0), (off, 0), (0.5, 0.3), (down, 0.0), (1, 0)]) * up
        spread = 0.0 if body.rest.sideways else -0.12 * outwards(name[4:])
        aside = np.array([spread * length, 0.0])
        free = start + (1.0 - tuck)[:, None] * rest + up[:, None] * aside
        off_ground = rise(t, off, off + 0.05) * (1 - rise(t, down - 0.04, down))
        toe = leg.limb.tip + off_ground[:, None] * (free - leg.limb.tip)
        put_foot(body, leg, toe, 0.7 * off_ground * (1 if body.rest.sideways else 0))
    raised = keyed(t, [(0, 0), (0.22, -0.7), (off + 0.06, 2.3), (0.6, 1.6), (0.85, 0.2), (1, 0)])
    for arm in arms_of(body).values():
        room = float(np.clip((2.6 - arm.raised) / 2.6, 0.15, 1.0))
        arm.swing(raised * room * min(body.amount, 1.2))
    body.level("neck", 0.6)


@action("hop", plans=PLAN, frames=14, repeats=True)
def hop(body: Performance) -> None:
    """Hop on the spot or along, on both feet."""
    length, phase = leg_length(body), np.mod(body.phase(14.0), 1.0)
    air = ballistic((phase - 0.3) / 0.55)
    bend = keyed(phase, [(0, 0), (0.18, 1), (0.34, 0), (0.82, 0), (0.92, 0.5), (1, 0)])
    body.shift(0.0, 0.18 * length * bend - 0.42 * length * air * body.amount)
    ground = body.rest.ground
    if body.beat.distance:
        whole = np.floor(body.phase(14.0))
        far = body.facing * body.beat.direction * body.beat.distance * body.size
        body.go(far * (whole + smooth((phase - 0.3) / 0.55)) / body.cycles(14.0))
    for leg in legs(body).values():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.4 * length * air * body.amount
        put_foot(body, leg, np.minimum(toe, [np.inf, ground]), 0.6 * air)
    for arm in arms_of(body).values():
        arm.swing(0.5 * air - 0.2 * bend, 0.3 * air)
    body.pitch("waist", 0.2 * bend * float(body.rest.sideways))


@action("climb", "climb_up", plans=PLAN, frames=30, repeats=True)
def climb(body: Performance) -> None:
    """Climb: hand over hand, a leg with each."""
    phase, swell = body.phase(30.0), body.swell(5.0)
    length = leg_length(body)
    body.shift(0.0, -0.08 * length * np.sin(2 * TAU * phase) * swell)
    body.turn("waist", 0.14 * np.sin(TAU * phase) * swell)
    for side, arm in arms_of(body).items():
        way = np.sin(TAU * phase + (0.0 if side == "left" else np.pi))
        arm.to(2.1 + 0.8 * way, 0.9 - 0.8 * way, swell)
    root = body.places()
    for name, leg in legs(body).items():
        way = np.sin(TAU * phase + (np.pi if name == "leg_left" else 0.0))
        rest = leg.limb.tip - leg.limb.root
        short = 0.72 - 0.27 * way
        free = root[:, leg.limb.index[0]] + short[:, None] * rest
        put_foot(body, leg, leg.limb.tip + swell[:, None] * (free - leg.limb.tip))
    body.pitch("head", -0.2 * swell)
    if body.beat.distance:
        body.go(0.0, -body.beat.distance * body.size * body.t)


@action("skate", "ice_skate", "rollerblade", plans=PLAN, frames=36, repeats=True)
def skate(body: Performance) -> None:
    """Skate: push off to one side, glide, push off to the other."""
    phase, swell, length = body.phase(36.0), body.swell(6.0), leg_length(body)
    body.shift(0.0, 0.08 * length * swell + 0.03 * length * np.cos(2 * TAU * phase) * swell)
    sway = np.sin(TAU * phase) * swell * body.amount
    body.pitch("waist", 0.28 * swell if body.rest.sideways else 0.1 * sway)
    for name, leg in legs(body).items():
        sign = 1.0 if name == "leg_left" else -1.0
        push = np.maximum(sign * np.sin(TAU * phase), 0.0) * swell * body.amount
        back = -body.facing if body.rest.sideways else -outwards(name[4:])
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 0] += back * 0.4 * length * push
        toe[:, 1] -= 0.14 * length * push**2
        put_foot(body, leg, toe, 0.6 * push)
    for side, arm in arms_of(body).items():
        sign = -1.0 if side == "left" else 1.0
        arm.swing(0.55 * sign * np.sin(TAU * phase) * swell + 0.1 * swell, 0.2 * swell)
    body.level("neck", 0.8)
    body.shift(0.02 * body.size * sway, 0.0)
    body.go_along()


@action(
    "ski",
    "snowboard",
    "surf",
    "skateboard",
    "ride",
    "balance",
    "slide",
    plans=PLAN,
    frames=36,
    repeats=True,
)
def surf(body: Performance) -> None:
    """Ride: knees springy, the body tilting with the board, the arms balancing."""
    swell, length = body.swell(6.0), leg_length(body)
    roll = body.wave(36) * swell * body.amount
    give = (0.5 - 0.5 * np.cos(TAU * body.phase(18.0))) * swell
    stand_feet = 0.5 * sum((leg.limb.tip for leg in legs(body).values()), np.zeros(2))
    if not legs(body):
        stand_feet = np.array([body.rest.centre[0], body.rest.ground])
    body.shift(0.0, 0.22 * length * (0.35 * swell + 0.65 * give))
    body.turn("waist", -0.22 * roll)
    if body.rest.sideways:
        body.pitch("waist", 0.14 * swell + 0.14 * give)
    stand(body)
    body.about(stand_feet, 0.16 * roll)
    body.shift(0.0, -0.04 * body.size * body.swing(36.0, 0.2))
    for side, arm in arms_of(body).items():
        sign = 1.0 if side == "left" else -1.0
        arm.swing(
            0.9 * swell * (1 - np.clip(arm.raised / 1.4, 0, 1)) + 0.4 * sign * roll, 0.15 * give
        )
    body.level("neck", 0.8)
    body.go_along()

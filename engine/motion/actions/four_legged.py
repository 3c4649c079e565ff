# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four-legged animals on the go: gaits, leaps, and what they do with the whole body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.actions.heads import PLAN, down_to, tail_follows
from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.gaits import Gait, planned
from engine.motion.legs import Leg, legs_of, put_foot, sinking, standing, stepped
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
HIND, FORE = ("hind_near", "hind_far"), ("fore_near", "fore_far")
FOLDS = {name: (1.0, -0.7) for name in HIND} | {name: (-0.35, 1.0) for name in FORE}


def _starts(hn: float, hf: float, fn: float, ff: float) -> dict[str, float]:
    return {"hind_near": hn, "hind_far": hf, "fore_near": fn, "fore_far": ff}


WALK = Gait(26, 0.62, _starts(0.0, 0.5, 0.25, 0.75), 0.5, 0.16)
AMBLE = Gait(18, 0.55, _starts(0.0, 0.5, 0.22, 0.72), 0.55, 0.16)
TROT = Gait(15, 0.44, _starts(0.0, 0.5, 0.5, 0.0), 0.6, 0.24)
PACE = Gait(16, 0.46, _starts(0.0, 0.5, 0.04, 0.54), 0.55, 0.2)
CANTER = Gait(17, 0.36, _starts(0.0, 0.3, 0.3, 0.58), 0.75, 0.28)
GALLOP = Gait(12, 0.26, _starts(0.0, 0.1, 0.46, 0.58), 0.85, 0.34)
BOUND = Gait(13, 0.26, _starts(0.0, 0.03, 0.5, 0.55), 0.8, 0.32)
STALK = Gait(40, 0.72, _starts(0.0, 0.5, 0.25, 0.75), 0.5, 0.2)


def _legs(body: Performance) -> dict[str, Leg]:
    return legs_of(body, FOLDS)


def _middle(body: Performance) -> Floats:
    """Place [2] about which the trunk pitches."""
    return 0.5 * (body.rest.at("hip") + body.rest.at("shoulder"))


def _leg_length(body: Performance) -> float:
    legs = [body.rest.limb(name) for name in (*HIND, *FORE)]
    sound = [leg.length for leg in legs if leg.sound]
    return float(np.mean(sound)) if sound else 0.35 * body.size


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
    head += float(body.rng.normal(0.0, 0.08))
    steps = planned(body, gait, (HIND, FORE))
    length = _leg_length(body)
    swell = body.swell(6.0) * (0.4 + 0.6 * steps.ease) * body.amount
    wave = TAU * (steps.cycle - lag)
    body.shift(0.0, -bob * length * swell * np.sin(bobs * wave) + crouch * length * body.swell(6.0))
    body.about(_middle(body), body.facing * pitch * swell * np.sin(wave))
    curl = flex * swell * np.sin(wave + 0.6)
    body.pitch("hip", -0.5 * curl)
    body.pitch("middle", curl)
    legs = _legs(body)
    body.shift(0.0, sinking(body, legs, steps, 0.22))
    stepped(body, legs, steps)
    body.level("neck0", 0.8)
    droop = head * body.swell(8.0)
    for name, share in (("neck0", 0.6), ("head", 0.4)):
        body.pitch(name, share * (droop + nod * swell * np.sin(bobs * wave + 0.9)))
    tail_follows(body, 0.12 * swell * np.sin(wave), 16.0)
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
    _goes(body, GALLOP, bob=0.1, bobs=1, lag=0.4, pitch=0.1, flex=0.22, nod=0.1)


@action("bound", "hop", "bounce", plans=PLAN, frames=13, repeats=True)
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


def _in_air(body: Performance) -> bool:
    """Return whether the drawing shows a leap: legs that don't reach for the ground."""
    flat = []
    for name in (*HIND, *FORE):
        limb = body.rest.limb(name)
        if limb.sound:
            chord = limb.tip - limb.root
            flat.append(abs(chord[0]) > 1.0 * chord[1])
    return len(flat) >= 2 and float(np.mean(flat)) > 0.5


@action("jump", "leap", "spring", "vault", plans=PLAN, frames=24)
def jump(body: Performance) -> None:
    """Crouch, leap in an arc, land with the forelegs first, settle."""
    length, way = _leg_length(body), body.facing * (body.beat.direction or 1)
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
    body.about(_middle(body), body.facing * nose)
    if body.beat.distance:
        body.go(way * body.beat.distance * body.size * rise(t, off - 0.04, down + 0.04))
    curl = keyed(t, [(0, 0), (0.2, 0.2), (off, -0.15), (0.52, 0.12), (down, -0.08), (1, 0)])
    body.pitch("hip", -0.5 * curl)
    body.pitch("middle", curl)
    legs, places = _legs(body), body.places()
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
    body.about(_middle(body), body.facing * nose)
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


@action("sit", "sits", plans=PLAN, frames=24)
def sit(body: Performance) -> None:
    """Lower the hindquarters; the forelegs stay."""
    down = body.held(0.5)
    legs = _legs(body)
    hind = [legs[name] for name in HIND if name in legs]
    drop = 0.58 * (
        float(np.mean([leg.limb.tip[1] - leg.limb.root[1] for leg in hind]))
        if hind
        else 0.3 * body.size
    )
    trunk = body.rest.at("shoulder") - body.rest.at("hip")
    reach = max(float(np.hypot(*trunk)), 1e-6)
    rise_ = float(np.clip((drop * 0.93 + trunk[1] * -0.0) / reach, 0.0, 0.85))
    tilt = -float(np.arcsin(rise_))
    turned = rotation(np.array(body.facing * tilt), trunk)
    step = trunk - turned  # so the shoulder stays
    body.shift(0.92 * step[0] * down, drop * 0.95 * down)
    body.pitch("hip", tilt * down)
    for leg in legs.values():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        if leg in hind:
            toe[:, 0] += (0.75 * step[0] + 0.22 * body.facing * leg.limb.length) * down
            toe[:, 1] -= 0.05 * leg.limb.length * np.sin(np.pi * down)
        put_foot(body, leg, toe)
    body.level("neck0", 0.75)
    body.level("tail0", 0.8)
    tail_follows(body, 0.1 * body.noise(20), 18.0)


@action("lie", "sleep", "lie_down", "nap", plans=PLAN, frames=30)
def lie(body: Performance) -> None:
    """Fold the legs, lie down, lay the head low."""
    down = body.held(0.55)
    legs = _legs(body)
    drop = 0.52 * _leg_length(body)
    body.shift(0.0, drop * down)
    body.pitch("hip", 0.12 * np.sin(np.pi * down))
    for name, leg in legs.items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        ahead = 0.62 if name in FORE else 0.22
        toe[:, 0] += body.facing * ahead * leg.limb.length * down
        put_foot(body, leg, toe, 0.15 * down)
    body.pitch("neck0", min(0.5, down_to(body, 1.0, drop) * 0.7) * rise(down, 0.3, 1.0))
    body.level("tail0", 0.5)
    body.pitch("head", -0.1 * down)
    body.pitch("middle", 0.02 * down * body.wave(40))
    tail_follows(body, -0.25 * down * body.facing, 20.0)


@action("rear", "rear_up", plans=PLAN, frames=30)
def rear(body: Performance) -> None:
    """Rise on the hind legs, paw the air, come down."""
    t, length = body.t, _leg_length(body)
    up = keyed(t, [(0, 0), (0.12, -0.14), (0.4, 1.0), (0.66, 0.95), (0.86, -0.08), (1, 0)])
    angle = -0.85 * body.amount * up
    hip = body.rest.at("hip")
    body.about(hip, body.facing * angle)
    body.shift(-body.facing * 0.15 * length * up, 0.14 * length * np.maximum(up, 0))
    legs, places = _legs(body), body.places()
    for name, leg in legs.items():
        if name in HIND:
            put_foot(body, leg, np.repeat(leg.limb.tip[None], body.frames, axis=0))
            continue
        loose = rise(up, 0.05, 0.4)
        root = places[:, leg.limb.index[0]]
        paw = np.sin(TAU * (2.0 * t * body.seconds + (0.5 if name.endswith("far") else 0.0)))
        angle_in = 0.35 + 0.3 * paw
        free = root + leg.limb.length * 0.62 * np.stack(
            [body.facing * np.cos(angle_in), np.sin(angle_in)], axis=1
        )
        put_foot(body, leg, leg.limb.tip + loose[:, None] * (free - leg.limb.tip), 0.7 * loose)
    body.level("neck0", 0.5)
    tail_follows(body, 0.2 * up, 14.0)


@action("buck", "kick", plans=PLAN, frames=22)
def buck(body: Performance) -> None:
    """Throw the hind legs out behind, the head down."""
    t, length = body.t, _leg_length(body)
    up = keyed(t, [(0, 0), (0.14, -0.1), (0.42, 1.0), (0.58, 0.9), (0.82, -0.06), (1, 0)])
    body.about(body.rest.at("shoulder"), body.facing * 0.42 * body.amount * up)
    legs, places = _legs(body), body.places()
    kick = keyed(t, [(0, 0), (0.3, 0.15), (0.46, 1.0), (0.6, 0.8), (0.75, 0.0), (1, 0)])
    for name, leg in legs.items():
        if name in FORE:
            put_foot(body, leg, np.repeat(leg.limb.tip[None], body.frames, axis=0))
            continue
        loose = rise(up, 0.05, 0.35)
        root = places[:, leg.limb.index[0]]
        reach = leg.limb.length * (0.6 + 0.37 * kick)
        angle = np.pi / 2 + 0.25 + 1.15 * kick
        free = root + reach[:, None] * np.stack(
            [body.facing * np.cos(angle), np.sin(angle)], axis=1
        )
        put_foot(body, leg, leg.limb.tip + loose[:, None] * (free - leg.limb.tip), 0.8 * loose)
    body.pitch("neck0", 0.35 * up)
    body.shift(0.0, 0.06 * length * np.minimum(up, 0.0))
    tail_follows(body, -0.5 * up, 12.0)


@action("stretch", "play_bow", "bow", plans=PLAN, frames=36)
def stretch(body: Performance) -> None:
    """Stretch: the forequarters down, the hindquarters up."""
    t, length = body.t, _leg_length(body)
    down = keyed(t, [(0, 0), (0.35, 1.0), (0.62, 1.08), (0.9, 0), (1, 0)])
    trunk = body.rest.at("shoulder") - body.rest.at("hip")
    deep = min(0.38 * length / max(float(np.hypot(*trunk)), 1e-6), 0.4)
    body.about(body.rest.at("hip"), body.facing * deep * min(body.amount, 1.2) * down)
    body.shift(-body.facing * 0.12 * length * down, 0.0)
    for name, leg in _legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        if name in FORE:
            toe[:, 0] += body.facing * 0.3 * leg.limb.length * smooth(down)
        put_foot(body, leg, toe)
    body.level("neck0", 0.8)
    body.pitch("head", -0.25 * down)
    tail_follows(body, 0.4 * down * body.facing, 16.0)


@action("pounce", plans=PLAN, frames=28)
def pounce(body: Performance) -> None:
    """Crouch, wiggle, leap."""
    t, length = body.t, _leg_length(body)
    ready = rise(t, 0.0, 0.22) * (1 - rise(t, 0.5, 0.58))
    wiggle = ready * np.sin(TAU * 4 * t) * body.amount
    body.shift(0.012 * length * wiggle, 0.26 * length * ready)
    body.about(body.rest.at("shoulder"), 0.035 * wiggle)
    flight = ballistic((t - 0.54) / 0.28)
    land = keyed(t, [(0, 0), (0.8, 0), (0.88, 1.0), (1, 0)])
    body.shift(0.0, -0.75 * length * flight + 0.16 * length * land)
    nose = keyed(t, [(0, 0), (0.5, 0), (0.58, -0.35), (0.8, 0.35), (0.92, 0.0), (1, 0)])
    body.about(_middle(body), body.facing * nose)
    far = (body.beat.distance or 0.0) * body.size
    body.go(body.facing * far * rise(t, 0.54, 0.82))
    legs, places = _legs(body), body.places()
    for name, leg in legs.items():
        hind = name in HIND
        loose = rise(t, 0.56 if hind else 0.52, 0.64) * (1 - rise(t, 0.74, 0.84 if hind else 0.8))
        rest = rotation(
            body.facing * nose, np.broadcast_to(leg.limb.tip - leg.limb.root, (body.frames, 2))
        )
        ahead = np.array([body.facing * leg.limb.length * (-0.35 if hind else 0.4), 0.0])
        free = places[:, leg.limb.index[0]] + 0.75 * rest + ahead
        put_foot(body, leg, leg.limb.tip + loose[:, None] * (free - leg.limb.tip), 0.5 * loose)
    body.level("neck0", 0.7)
    tail_follows(body, 0.6 * wiggle, 10.0)


@action("dig", "paw", "scratch", plans=PLAN, frames=10, repeats=True)
def dig(body: Performance) -> None:
    """Dig with the forelegs in turn, the nose down."""
    length, swell = _leg_length(body), body.swell(8.0)
    body.about(body.rest.at("hip"), body.facing * 0.14 * swell)
    body.shift(0.0, 0.01 * length * body.wave(5) * swell)
    phase = body.phase(10.0)
    for name, leg in _legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        angle: Floats = np.zeros(body.frames)
        if name in FORE:
            at = TAU * (phase + (0.5 if name.endswith("far") else 0.0))
            lift = np.maximum(np.sin(at), 0.0)
            toe[:, 0] += body.facing * leg.limb.length * swell * (0.14 + 0.22 * np.cos(at))
            toe[:, 1] -= 0.3 * leg.limb.length * swell * lift * body.amount
            angle = 0.9 * lift * swell
        put_foot(body, leg, toe, angle)
    body.pitch("neck0", 0.35 * swell)
    body.pitch("head", 0.08 * swell * body.wave(10, 0.1))
    tail_follows(body, 0.25 * swell * body.wave(8), 12.0)


@action("shake", "shake_off", "shiver", "tremble", plans=PLAN, frames=22)
def shake(body: Performance) -> None:
    """Shake the coat: a wave from the head to the tail."""
    t = body.t
    envelope = body.once(0.05, 0.25, 0.6, 0.95) * body.amount
    fast = max(3.0, round(body.seconds * 6.0))

    def shiver(lag: float) -> Floats:
        return envelope * np.sin(TAU * (fast * t - lag))

    body.shift(0.006 * body.size * shiver(0.2), 0.004 * body.size * np.abs(shiver(0.0)))
    body.turn("hip", 0.05 * shiver(0.5))
    body.turn("middle", -0.09 * shiver(0.35))
    standing(body, _legs(body))
    body.turn("neck0", 0.12 * shiver(0.1))
    body.turn("head", 0.3 * shiver(0.0))
    for number in range(4):
        body.turn(f"tail{number}", 0.35 * shiver(0.7 + 0.1 * number))


@action(
    "stand", "idle", "rest", "wait", "breathe", "be", "still", plans=PLAN, frames=48, repeats=True
)
def stand(body: Performance) -> None:
    """Stand and breathe: small shifts of weight, a look, the tail."""
    length = _leg_length(body)
    breath = body.wave(48) * body.swell(8)
    sway = body.noise(40)
    body.shift(0.012 * length * sway, 0.01 * length * breath * body.amount)
    body.pitch("middle", 0.02 * breath)
    standing(body, _legs(body))
    body.pitch("neck0", 0.05 * body.noise(36) * body.amount)
    body.pitch("head", 0.06 * body.noise(30) * body.amount)
    tail_follows(body, 0.16 * body.noise(24), 18.0)


@action("fall", "collapse", "die", plans=PLAN, frames=28)
def fall(body: Performance) -> None:
    """Sway, buckle, and lie."""
    t, length = body.t, _leg_length(body)
    sway = settling(t, 0.0, 1.5, 1.0) * (1 - rise(t, 0.25, 0.45))
    down = rise(t, 0.3, 0.75) ** 2 * (1 - (rise(t, 0.9, 1.0) if body.beat.loop else 0.0))
    body.shift(0.05 * length * sway, 0.74 * length * down - 0.05 * length * settling(t, 0.75, 1, 5))
    body.about(_middle(body), body.facing * (0.08 * sway + 0.07 * down))
    for name, leg in _legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 0] += body.facing * (0.45 if name in FORE else -0.3) * leg.limb.length * down
        put_foot(body, leg, toe, 0.2 * down)
    body.pitch("neck0", 0.6 * rise(t, 0.45, 0.85) * (down > 0) * down)
    tail_follows(body, -0.2 * down * body.facing, 16.0)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What four-legged animals do with the whole body where they stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.actions.heads import PLAN, down_to, tail_follows
from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.four_legs import FORE, HIND, four_legs, leg_length, middle_of
from engine.motion.legs import kept_long, put_foot, standing
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.rig.bones import rotation

Floats = NDArray[np.float64]


@action("sit", "sits", plans=PLAN, frames=24)
def sit(body: Performance) -> None:
    """Lower the hindquarters; the forelegs stay."""
    down = body.held(0.5)
    legs = four_legs(body)
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
            toe = kept_long(body, leg, toe, body.facing)
        put_foot(body, leg, toe)
    body.level("neck0", 0.75)
    body.level("tail0", 0.8)
    tail_follows(body, 0.1 * body.noise(20), 18.0)


@action("lie", "sleep", "lie_down", "nap", plans=PLAN, frames=30)
def lie(body: Performance) -> None:
    """Fold the legs, lie down, lay the head low."""
    down = body.held(0.55)
    legs = four_legs(body)
    drop = 0.52 * leg_length(body)
    body.shift(0.0, drop * down)
    body.pitch("hip", 0.12 * np.sin(np.pi * down))
    for name, leg in legs.items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        ahead = 0.62 if name in FORE else 0.22
        toe[:, 0] += body.facing * ahead * leg.limb.length * down
        put_foot(body, leg, kept_long(body, leg, toe, body.facing), 0.15 * down)
    body.pitch("neck0", min(0.5, down_to(body, 1.0, drop) * 0.7) * rise(down, 0.3, 1.0))
    body.level("tail0", 0.5)
    body.pitch("head", -0.1 * down)
    body.pitch("middle", 0.02 * down * body.wave(40))
    tail_follows(body, -0.25 * down * body.facing, 20.0)


@action("rear", "rear_up", plans=PLAN, frames=30)
def rear(body: Performance) -> None:
    """Rise on the hind legs, paw the air, come down."""
    t, length = body.t, leg_length(body)
    up = keyed(t, [(0, 0), (0.12, -0.14), (0.4, 1.0), (0.66, 0.95), (0.86, -0.08), (1, 0)])
    angle = -0.85 * body.amount * up
    hip = body.rest.at("hip")
    body.about(hip, body.facing * angle)
    body.shift(-body.facing * 0.15 * length * up, 0.14 * length * np.maximum(up, 0))
    legs, places = four_legs(body), body.places()
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
    t, length = body.t, leg_length(body)
    up = keyed(t, [(0, 0), (0.14, -0.1), (0.42, 1.0), (0.58, 0.9), (0.82, -0.06), (1, 0)])
    body.about(body.rest.at("shoulder"), body.facing * 0.42 * body.amount * up)
    legs, places = four_legs(body), body.places()
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
    t, length = body.t, leg_length(body)
    down = keyed(t, [(0, 0), (0.35, 1.0), (0.62, 1.08), (0.9, 0), (1, 0)])
    trunk = body.rest.at("shoulder") - body.rest.at("hip")
    deep = min(0.38 * length / max(float(np.hypot(*trunk)), 1e-6), 0.4)
    body.about(body.rest.at("hip"), body.facing * deep * min(body.amount, 1.2) * down)
    body.shift(-body.facing * 0.12 * length * down, 0.0)
    for name, leg in four_legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        if name in FORE:
            toe[:, 0] += body.facing * 0.3 * leg.limb.length * smooth(down)
            toe = kept_long(body, leg, toe, body.facing)
        put_foot(body, leg, toe)
    body.level("neck0", 0.8)
    body.pitch("head", -0.25 * down)
    tail_follows(body, 0.4 * down * body.facing, 16.0)


@action("pounce", plans=PLAN, frames=28)
def pounce(body: Performance) -> None:
    """Crouch, wiggle, leap."""
    t, length = body.t, leg_length(body)
    ready = rise(t, 0.0, 0.22) * (1 - rise(t, 0.5, 0.58))
    wiggle = ready * np.sin(TAU * 4 * t) * body.amount
    body.shift(0.012 * length * wiggle, 0.26 * length * ready)
    body.about(body.rest.at("shoulder"), 0.035 * wiggle)
    flight = ballistic((t - 0.54) / 0.28)
    land = keyed(t, [(0, 0), (0.8, 0), (0.88, 1.0), (1, 0)])
    body.shift(0.0, -0.75 * length * flight + 0.16 * length * land)
    nose = keyed(t, [(0, 0), (0.5, 0), (0.58, -0.35), (0.8, 0.35), (0.92, 0.0), (1, 0)])
    body.about(middle_of(body), body.facing * nose)
    far = (body.beat.distance or 0.0) * body.size
    body.go(body.facing * far * rise(t, 0.54, 0.82))
    legs, places = four_legs(body), body.places()
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
    length, swell = leg_length(body), body.swell(8.0)
    body.about(body.rest.at("hip"), body.facing * 0.14 * swell)
    body.shift(0.0, 0.01 * length * body.wave(5) * swell)
    phase = body.phase(10.0)
    for name, leg in four_legs(body).items():
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
    standing(body, four_legs(body))
    body.turn("neck0", 0.12 * shiver(0.1))
    body.turn("head", 0.3 * shiver(0.0))
    for number in range(4):
        body.turn(f"tail{number}", 0.35 * shiver(0.7 + 0.1 * number))


@action(
    "stand", "idle", "rest", "wait", "breathe", "be", "still", plans=PLAN, frames=48, repeats=True
)
def stand(body: Performance) -> None:
    """Stand and breathe: small shifts of weight, a look, the tail."""
    length = leg_length(body)
    breath = body.wave(48) * body.swell(8)
    sway = body.noise(40)
    body.shift(0.012 * length * sway, 0.01 * length * breath * body.amount)
    body.pitch("middle", 0.02 * breath)
    standing(body, four_legs(body))
    body.pitch("neck0", 0.05 * body.noise(36) * body.amount)
    body.pitch("head", 0.06 * body.noise(30) * body.amount)
    tail_follows(body, 0.16 * body.noise(24), 18.0)


@action("fall", "collapse", "die", plans=PLAN, frames=28)
def fall(body: Performance) -> None:
    """Sway, buckle, and lie."""
    t, length = body.t, leg_length(body)
    sway = settling(t, 0.0, 1.5, 1.0) * (1 - rise(t, 0.25, 0.45))
    down = rise(t, 0.3, 0.75) ** 2 * (1 - (rise(t, 0.9, 1.0) if body.beat.loop else 0.0))
    body.shift(0.05 * length * sway, 0.74 * length * down - 0.05 * length * settling(t, 0.75, 1, 5))
    body.about(middle_of(body), body.facing * (0.08 * sway + 0.07 * down))
    for name, leg in four_legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 0] += body.facing * (0.45 if name in FORE else -0.3) * leg.limb.length * down
        way = body.facing if name in FORE else -body.facing
        put_foot(body, leg, kept_long(body, leg, toe, way), 0.2 * down)
    body.pitch("neck0", 0.6 * rise(t, 0.45, 0.85) * (down > 0) * down)
    tail_follows(body, -0.2 * down * body.facing, 16.0)

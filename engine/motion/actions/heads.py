# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What four-legged animals do with head and tail while the rest stands as it is."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise
from engine.motion.four_legs import FORE, HIND, four_legs, leg_length
from engine.motion.grounded import keep_above_ground
from engine.motion.legs import kept_long, put_foot
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.tails import freedom
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
PLAN = ("four_legged",)
TAIL = ("tail0", "tail1", "tail2")
HEAD = ("neck0", "neck1", "head")
NECK = (0.55, 0.45)  # shares of a bow of the neck, of its two joints
NOSE_DOWN = 1.25  # radians below ahead: a nose that grazes points no farther down and back
LITTLE = 0.02  # radians: forequarters that need to go down as little stay
BACK = 0.35  # of the way that a trunk swings forwards, that it swings back
GIVES = 0.15  # of a leg: how far the forequarters go down to reach the ground
AT_GROUND = 0.1  # of the drawing: a nose as near to the ground is there
SURER = 0.2  # how much surer joints of a head are that was taken for a tail


def tail_follows(body: Performance, drive: Floats | float, period: float) -> None:
    """Let the tail lag behind the rump, driven by a lean [F] of the whole tail, radians."""
    drive = np.broadcast_to(np.asarray(drive, dtype=np.float64), (body.frames,))
    push = np.stack([0.5 * drive, 0.3 * drive, 0.2 * drive], axis=1)
    body.follow(TAIL, period=period, damping=0.4, push=push)
    keep_above_ground(body, TAIL)


def _neck(body: Performance, curve: Floats) -> None:
    """Bow the neck forwards and down by an angle in all."""
    for name, share in zip(("neck0", "neck1"), NECK, strict=True):
        body.pitch(name, share * curve)


def down_to(body: Performance, most: float, drop: float = 0.0) -> float:
    """By how much the neck must bow to bring the nose to the ground, at most `most` radians.

    drop: how much lower the body is than in the drawing.
    """
    root, nose = body.rest.at("neck0"), body.rest.at("nose")
    arm = nose - root
    reach = max(float(np.hypot(*arm)), 1e-6)
    below = float(np.clip((body.rest.ground - drop - root[1]) / reach, -1.0, 1.0))
    now = float(np.arctan2(arm[1], arm[0] * body.facing))
    return float(np.clip(np.arcsin(below) - now, 0.0 if drop else 0.15, most))


def _lower(body: Performance, down: Floats, share: float) -> None:
    """Bring the nose to the ground by `down` [F], 0..1: bow the neck, then the forequarters.

    The head never turns so far that the nose points back to the feet. share: of the way, 0..1.
    """
    rest = body.rest
    head = rest.at("nose") - rest.at("head")
    looks = float(np.arctan2(head[1], head[0] * body.facing))
    bow = share * min(down_to(body, 1.7), max(NOSE_DOWN - looks, 0.15))
    place, turn = rest.at("neck0"), 0.0
    for (name, after), part in zip(itertools.pairwise((*HEAD, "nose")), (*NECK, 0.0), strict=True):
        turn += part * bow
        arm = rest.at(after) - rest.at(name)
        place = place + rotation(np.asarray(body.facing * turn), arm)
    hip = rest.at("hip")
    gap = share * (rest.ground - float(place[1]))
    ahead = max(float((place[0] - hip[0]) * body.facing), 0.2 * body.size)
    trunk = max(float(np.linalg.norm(rest.at("shoulder") - hip)), 0.2 * body.size)
    bent = float(np.clip(gap / ahead, 0.0, GIVES * leg_length(body) / trunk))
    _neck(body, bow * down)
    if bent < LITTLE:
        for name in (*HIND, *FORE):
            body.level(f"{name}0")
        return
    body.about(hip, body.facing * bent * down)
    for name, leg in four_legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        if name in FORE:
            toe = kept_long(body, leg, toe, body.facing)
        put_foot(body, leg, toe)


def _head_at_ground(body: Performance) -> tuple[str, ...]:
    """Return the joints of a head that is drawn at the ground, none where it isn't there.

    A lowered head is easily taken for a tail: it is one where the tail's joints are the surer ones.
    """
    rest = body.rest
    for names in (HEAD, TAIL):
        chain = rest.chain((*names, "nose" if names is HEAD else "tail3"))
        low = chain.sound and rest.ground - chain.tip[1] < AT_GROUND * body.size
        if low and (names is HEAD or _sureness(body, TAIL) > _sureness(body, HEAD) + SURER):
            return names
    return ()


def _sureness(body: Performance, names: tuple[str, ...]) -> float:
    """Return the mean confidence of joints."""
    return float(body.rest.bones.confidence[[body.rest.index[name] for name in names]].mean())


def _nibble(body: Performance, names: tuple[str, ...]) -> None:
    """Pluck and chew with a head at the ground, all the rest standing still."""
    swell = body.swell(5.0) * body.amount
    pluck = swell * (0.5 - 0.5 * np.cos(TAU * body.phase(20.0)))
    chew = swell * body.wave(8.0)
    way = 1.0 if names is HEAD else -1.0  # a head taken for a tail looks the other way
    body.pitch(names[0], -way * 0.2 * pluck)
    body.pitch(names[1], -way * 0.1 * pluck)
    body.pitch(names[2], way * (0.12 * chew - 0.1 * pluck))
    if names is HEAD:
        tail_follows(body, 0.18 * body.noise(16), 16.0)


@action("eat", "graze", "munch", "chew", "feed", plans=PLAN, frames=40, repeats=True)
def eat(body: Performance) -> None:
    """Bring the mouth to the ground, tear, chew, nod; one that is there already nibbles."""
    grazing = _head_at_ground(body)
    if grazing:
        _nibble(body, grazing)
        return
    down = body.held(0.3)
    _lower(body, down, 1.0)
    chew = down * body.wave(9) * body.amount
    body.pitch("neck1", 0.04 * chew)
    body.pitch("head", 0.12 * chew)
    tail_follows(body, 0.18 * body.noise(16), 16.0)


@action("drink", "lap", "sip", plans=PLAN, frames=40, repeats=True)
def drink(body: Performance) -> None:
    """Bring the mouth to the water and lap with small strokes."""
    down = body.held(0.3)
    _lower(body, down, 1.0)
    body.pitch("head", 0.06 * down * body.wave(6) * body.amount)
    tail_follows(body, 0.1 * body.noise(24), 16.0)


@action("sniff", "smell", plans=PLAN, frames=36, repeats=True)
def sniff(body: Performance) -> None:
    """Put the nose down, draw short breaths, move on along the ground."""
    down = body.held(0.25)
    _lower(body, down, 0.8)
    _neck(body, 0.12 * body.noise(18) * down)
    body.pitch("head", (0.07 * body.wave(4) + 0.12 * body.noise(14)) * down * body.amount)
    tail_follows(body, 0.25 * body.wave(10) * body.swell(6), 12.0)


@action("nod", plans=PLAN, frames=14, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod."""
    down = 0.5 - 0.5 * np.cos(TAU * body.phase(14.0))
    _neck(body, 0.18 * down * body.amount)
    body.pitch("head", 0.3 * down * body.amount)


@action("tilt_head", plans=PLAN, frames=36, gesture=True)
def tilt_head(body: Performance) -> None:
    """Lean the head to a side and keep it there, as a dog does that listens."""
    body.pitch("head", -0.3 * body.held(0.25) * body.amount)


@action("shake_head", plans=PLAN, frames=12, gesture=True, repeats=True)
def shake_head(body: Performance) -> None:
    """Shake the head; seen from the side it tosses and rolls."""
    swell = body.swell(4.0) * body.amount
    _neck(body, 0.08 * swell * body.wave(6, 0.1))
    body.pitch("head", 0.3 * swell * body.wave(6))


@action("wag", "wag_tail", "swish", plans=PLAN, frames=9, gesture=True, repeats=True)
def wag(body: Performance) -> None:
    """Wag the tail, the rump answering."""
    swell = body.swell(4.0) * body.amount
    free = freedom(body)
    for number, size in enumerate((0.38, 0.26, 0.2)):
        body.turn(f"tail{number}", free * size * swell * body.wave(9, 0.1 * number))
    body.turn("rump", 0.06 * swell * body.wave(9, -0.1))


@action("look_up", "look", plans=PLAN, frames=30, gesture=True)
def look_up(body: Performance) -> None:
    """Raise the head and look."""
    up = keyed(
        body.t, [(0, 0), (0.1, -0.12), (0.35, 1.0), (0.75, 0.95), (1, 0 if body.beat.loop else 0.9)]
    )
    _neck(body, -0.3 * up * body.amount)
    body.pitch("head", -0.25 * up * body.amount)


@action("look_down", "lower_head", plans=PLAN, frames=36, gesture=True)
def look_down(body: Performance) -> None:
    """Lower the head halfway to the ground and keep it there."""
    down = body.held(0.4)
    _neck(body, 0.55 * down_to(body, 1.7) * down * min(body.amount, 1.4))
    body.pitch("head", 0.12 * down)


@action("look_around", "search", "watch", plans=PLAN, frames=48, gesture=True, repeats=True)
def look_around(body: Performance) -> None:
    """Look here and there: quick turns with rests."""
    rests = (0.12, 0.35, 0.45, 0.68, 0.78, 0.9)
    neck = zip(rests, (-0.3, -0.3, 0.12, 0.12, -0.15, -0.12), strict=True)
    head = zip(rests, (-0.22, -0.2, 0.28, 0.25, 0.02, 0.0), strict=True)
    _neck(body, body.amount * keyed(body.t, [(0, 0), *neck, (1, 0)]))
    body.pitch("head", body.amount * keyed(body.t, [(0, 0), *head, (1, 0)]))


@action(
    "bark",
    "roar",
    "growl",
    "neigh",
    "moo",
    "meow",
    "howl",
    "bleat",
    plans=PLAN,
    frames=16,
    gesture=True,
    repeats=True,
)
def bark(body: Performance) -> None:
    """Throw the head up with each cry, the chest giving the push."""
    phase = np.mod(body.phase(16.0), 1.0)
    cry = keyed(phase, [(0, 0), (0.18, -0.25), (0.36, 1.0), (0.62, 0.35), (1, 0)]) * body.amount
    _neck(body, -0.22 * cry)
    body.pitch("head", -0.34 * cry)
    body.pitch("middle", -0.05 * cry)
    for name in ("fore_near", "fore_far"):
        body.level(f"{name}0", 1.0)
    body.shift(0.0, -0.012 * body.size * np.maximum(cry, 0.0))


@action("swing_trunk", "raise_trunk", plans=PLAN, frames=24, gesture=True, repeats=True)
def swing_trunk(body: Performance) -> None:
    """Swing the head, and with it the trunk, forwards and up, and back to the chest."""
    if body.beat.action == "raise_trunk":
        up = body.held(0.35) * body.amount
        _neck(body, -0.3 * up)
        body.pitch("head", -0.45 * up - 0.06 * up * body.wave(8.0))
        return
    swing = body.wave(24.0) * body.swell(5.0) * body.amount
    swing = np.where(swing > 0.0, swing, BACK * swing)  # the chest is near
    _neck(body, -0.16 * swing)
    body.pitch("head", -0.3 * swing - 0.08 * body.wave(24.0, 0.15) * body.swell(5.0))
    tail_follows(body, 0.2 * body.noise(16), 14.0)


@action("lick", plans=PLAN, frames=24, gesture=True, repeats=True)
def lick(body: Performance) -> None:
    """Bend the head to the forelegs and lick."""
    down = body.held(0.25)
    _neck(body, 0.9 * down)
    body.pitch("head", (0.5 + 0.16 * body.wave(10)) * down * body.amount)


@action("perk", "listen", plans=PLAN, frames=30, gesture=True)
def listen(body: Performance) -> None:
    """Stop and raise the head, then tilt it."""
    up = rise(body.t, 0.0, 0.18) * (1 - rise(body.t, 0.82, 1.0))
    _neck(body, -0.25 * up * body.amount)
    body.pitch("head", (0.12 * up + 0.14 * rise(body.t, 0.45, 0.55) * up) * body.amount)

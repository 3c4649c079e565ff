# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animals that sit on their hind legs: rabbits, squirrels, kangaroos, cats, bears."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, settling, smooth
from engine.motion.grounded import keep_above_ground
from engine.motion.legs import Leg, legs_of, put_foot
from engine.motion.performance import Performance, Planted
from engine.motion.registry import action
from engine.motion.stout import thickness_of
from engine.motion.tails import freedom

Floats = NDArray[np.float64]
PLAN = ("sitting",)
TAIL = ("tail0", "tail1", "tail2")
FAR_PAWS = 0.4  # long sides: paws as far from the nose are lifted all the way
ARMS = ("arm_near", "arm_far")
_LYING = 0.5  # radians: a spine that rises as little lies, one that rises twice as much stands
_DRAWN = 1.2  # how much longer a leg may be than it reaches in the drawing, for its steps
_THICK = 0.3  # of its length: paws as thick swing less than half as far
_FOLDED = 0.6  # of its length: a leg drawn as short is a haunch with a foot, which steps little
_UNDER = 0.5  # of its length: a tail that goes as far back under the body lies on the ground


def _leg(body: Performance) -> Leg | None:
    return legs_of(body, {"leg": (1.0,)}).get("leg")


def _stand(body: Performance) -> None:
    leg = _leg(body)
    if leg is not None:
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        put_foot(body, leg, toe)
        body.planted.append(Planted("leg3", np.ones(body.frames, bool), toe))


def _tail(body: Performance, drive: Floats | float, period: float = 16.0) -> None:
    if _lies_under(body):  # it would sweep through the body
        body.level("tail0")
        return
    drive = np.broadcast_to(np.asarray(drive, dtype=np.float64), (body.frames,))
    push = np.stack([0.5 * drive, 0.3 * drive, 0.2 * drive], axis=1)
    body.follow(TAIL, period=period, damping=0.4, push=push)
    keep_above_ground(body, TAIL)


def _lies_under(body: Performance) -> bool:
    """Return whether the tail is drawn back under the body, along the ground."""
    tail = body.rest.limb("tail")
    if not tail.sound:
        return False
    ahead = body.facing * (tail.places[:, 0] - tail.root[0])
    low = tail.tip[1] > body.rest.ground - 0.05 * body.size
    return bool(low and ahead[-1] - ahead.min() > _UNDER * tail.length and ahead[-1] > 0.0)


def _arms(body: Performance, curve: Floats | float, elbow: Floats | float = 0.0) -> None:
    """Swing both arms forwards and up, the elbows too."""
    for name in ARMS:
        body.pitch(f"{name}0", -np.asarray(curve))
        body.pitch(f"{name}1", -np.asarray(elbow))


def _head(body: Performance, neck: Floats | float, head: Floats | float) -> None:
    body.pitch("neck", neck)
    body.pitch("head", head)


@action(
    "hop",
    "jump",
    "leap",
    "bounce",
    "bound",
    plans=PLAN,
    frames=18,
    repeats=True,
)
def hop(body: Performance) -> None:
    """Crouch, push off with the hind legs, fly, land, give way."""
    phase, size = np.mod(body.phase(18.0), 1.0), body.size
    off, down = 0.26, 0.72
    air = ballistic((phase - off) / (down - off))
    crouch = keyed(phase, [(0, 0), (0.16, 1), (off, -0.2), (down, 0), (0.84, 0.8), (1, 0)])
    high = 0.3 * size * body.amount
    body.shift(0.0, 0.045 * size * np.maximum(crouch, 0) - high * air)
    nose = keyed(phase, [(0, 0), (0.15, 0.16), (0.32, -0.22), (0.66, 0.2), (0.86, 0.06), (1, 0)])
    body.about(body.rest.at("belly"), body.facing * nose * min(body.amount, 1.2))
    if body.beat.distance:
        far = body.facing * body.beat.direction * body.beat.distance * size
        body.go(
            far
            * (np.floor(body.phase(18.0)) + smooth((phase - off) / (down - off)))
            / body.cycles(18.0)
        )
    leg = _leg(body)
    if leg is not None:
        root = body.places()[:, leg.limb.index[0]]
        rest = leg.limb.tip - leg.limb.root
        push = keyed(phase, [(0, 0), (off + 0.06, 1.0), (0.5, 0.0), (down, -0.5), (0.9, 0), (1, 0)])
        free = (
            root
            + rest
            + leg.limb.length * np.stack([-0.28 * body.facing * push, 0.2 * np.abs(push)], axis=1)
        )
        loose = smooth((phase - off) / 0.1) * (1 - smooth((phase - down + 0.06) / 0.1))
        toe = leg.limb.tip + loose[:, None] * (free - leg.limb.tip)
        put_foot(body, leg, toe, 0.9 * loose * np.maximum(push, 0.0))
    _arms(
        body,
        keyed(phase, [(0, 0), (0.15, -0.2), (0.45, 0.4), (0.7, 0.5), (0.9, 0), (1, 0)]),
        0.15 * air,
    )
    body.level("neck", 0.7)
    body.pitch("head", 0.05 * crouch)
    _tail(body, 0.3 * crouch * body.facing, 12.0)


@action(
    "run", "race", "chase", "scamper", "dash", "flee", "rush", plans=PLAN, frames=11, repeats=True
)
def run(body: Performance) -> None:
    """Run low over the ground: stretch, gather, stretch, the body leaning forwards."""
    _gallops(body, 11.0, low=0.05, lean=0.34, reach=1.0)


@action("walk", "go", "move", "stroll", "trot", plans=PLAN, frames=20, repeats=True)
def walk(body: Performance) -> None:
    """Walk on: the body leans forwards and rocks, hind leg and paws step in turn."""
    _gallops(body, 20.0, low=0.018, lean=0.2, reach=0.6, together=0.35)


def _gallops(
    body: Performance,
    period: float,
    *,
    low: float,
    lean: float,
    reach: float,
    together: float = 0.08,
) -> None:
    """Go on hind leg and paws, turn by turn.

    low: how high the body is thrown, in long sides; lean: forwards, radians; reach: how far limbs
    swing; together: how much later the second paw steps, in cycles.
    """
    phase, swell, size = body.phase(period), body.swell(4.0), body.size
    beat = np.sin(TAU * phase) * swell * body.amount
    body.shift(0.0, -low * size * np.abs(np.sin(np.pi * phase)) * swell * body.amount)
    spine = body.rest.at("neck") - body.rest.at("hip")
    steep = abs(float(np.arctan2(spine[1], abs(spine[0]))))
    lean *= float(np.clip((steep - _LYING) / _LYING, 0.0, 1.0))  # one that lies leans already
    pitched = lean * swell - 0.16 * reach * np.cos(TAU * phase) * swell
    body.about(body.rest.at("belly"), body.facing * pitched)
    body.pitch("shoulder", 0.12 * reach * beat)
    leg = _leg(body)
    if leg is not None:
        root = body.places()[:, leg.limb.index[0]]
        push = np.sin(TAU * phase)  # behind the body, in the air on the way forwards
        air = np.maximum(np.sin(TAU * phase + 0.5 * np.pi), 0.0)
        rest = leg.limb.tip - leg.limb.root
        chord = float(np.hypot(*rest))
        length = min(leg.limb.length, _DRAWN * chord)
        length *= 0.35 if chord < _FOLDED * leg.limb.length else 1.0
        way = np.stack([-0.42 * body.facing * reach * push, -0.3 * reach * air], axis=1)
        free = root + rest + length * way
        toe = leg.limb.tip + swell[:, None] * (free - leg.limb.tip)
        put_foot(body, leg, toe, 0.5 * swell * np.maximum(push, 0.0))
    thin = 1.0 - 0.6 * float(np.clip(thickness_of(body, ARMS) / _THICK, 0.0, 1.0))
    for number, name in enumerate(ARMS):
        step = np.sin(TAU * (phase - together * number)) * swell * body.amount
        body.pitch(f"{name}0", thin * (-0.75 * reach * step - 0.25 * swell))
        body.pitch(f"{name}1", -0.3 * thin * reach * np.maximum(step, 0.0))
    body.level("neck", 0.8)
    body.pitch("head", 0.06 * beat)
    _tail(body, 0.35 * beat * body.facing, 10.0)
    body.go_along()


@action(
    "nibble", "eat", "munch", "chew", "gnaw", "feed", "drink", plans=PLAN, frames=36, repeats=True
)
def nibble(body: Performance) -> None:
    """Bring paws and mouth together, as far as they are apart, and chew fast."""
    there = body.held(0.25)
    chew = there * body.wave(5.0) * body.amount
    apart = min(float(np.hypot(*(body.rest.at(f"{arm}2") - body.rest.at("nose")))) for arm in ARMS)
    to = there * float(np.clip(apart / (FAR_PAWS * body.size), 0.2, 1.0))
    _arms(body, 0.6 * to + 0.09 * chew, 0.7 * to)
    _head(body, 0.22 * to, 0.24 * to + 0.15 * chew)
    body.pitch("shoulder", 0.12 * to)
    _tail(body, 0.12 * body.noise(24))


@action(
    "look",
    "look_around",
    "search",
    "watch",
    "sniff",
    "listen",
    "look_up",
    plans=PLAN,
    frames=44,
    gesture=True,
    repeats=True,
)
def look(body: Performance) -> None:
    """Raise the head and look here and there."""
    rests = (0.12, 0.32, 0.42, 0.64, 0.74, 0.9)
    head = zip(rests, (-0.35, -0.35, 0.22, 0.2, -0.12, -0.1), strict=True)
    curve = keyed(body.t, [(0, 0), *head, (1, 0)]) * body.amount
    _head(body, 0.4 * curve, 0.7 * curve)
    body.pitch("shoulder", 0.1 * curve)


@action("scratch", "itch", plans=PLAN, frames=30)
def scratch(body: Performance) -> None:
    """Bend the head down and scratch with a quick paw."""
    there = body.held(0.22)
    fast = there * body.wave(4.0) * body.amount
    body.pitch("arm_near0", -0.9 * there + 0.18 * fast)
    body.pitch("arm_near1", -0.7 * there - 0.25 * fast)
    _head(body, 0.2 * there, 0.35 * there + 0.06 * fast)
    _tail(body, 0.08 * fast)


@action("wash", "lick", "groom", "clean", "preen", plans=PLAN, frames=20, repeats=True)
def wash(body: Performance) -> None:
    """Wash the face with a paw, the head going along."""
    there, stroke = body.held(0.2), body.wave(20.0) * body.amount
    body.pitch("arm_near0", (-1.0 + 0.2 * stroke) * there)
    body.pitch("arm_near1", (-0.9 - 0.3 * stroke) * there)
    _head(body, 0.15 * there, (0.22 + 0.16 * stroke) * there)
    _tail(body, 0.12 * body.noise(20))


@action("sway", "dance", "rock", "swing", plans=PLAN, frames=28, repeats=True)
def sway(body: Performance) -> None:
    """Sway to and fro, arms and head in time."""
    swing = body.wave(28) * body.swell(5) * body.amount
    beat = (0.5 - 0.5 * np.cos(2 * TAU * body.phase(28.0))) * body.swell(5)
    body.turn("hip", 0.09 * swing)
    body.turn("belly", 0.06 * swing)
    body.shift(0.0, 0.025 * body.size * beat)
    _stand(body)
    for number, name in enumerate(ARMS):
        body.pitch(f"{name}0", -0.4 * beat + 0.3 * (-1) ** number * swing)
        body.pitch(f"{name}1", -0.3 * beat)
    body.turn("head", 0.18 * body.wave(28, 0.12) * body.swell(5))
    _tail(body, 0.4 * swing)


@action(
    "breathe",
    "sit",
    "idle",
    "rest",
    "wait",
    "be",
    "still",
    "stand",
    plans=PLAN,
    frames=48,
    repeats=True,
)
def breathe(body: Performance) -> None:
    """Sit and breathe, the head and the tail moving a little."""
    breath = body.wave(40) * body.swell(8) * body.amount
    body.shift(0.0, -0.006 * body.size * breath)
    body.pitch("shoulder", -0.02 * breath)
    _stand(body)
    _head(body, 0.06 * body.noise(30), 0.12 * body.noise(24) * body.amount)
    _arms(body, 0.04 * breath)
    _tail(body, 0.25 * body.noise(22))


@action("sleep", "lie", "nap", "doze", plans=PLAN, frames=48)
def sleep(body: Performance) -> None:
    """Let the head sink and breathe slowly."""
    down = body.held(0.35)
    slow = body.wave(44) * down
    body.pitch("shoulder", 0.14 * down)
    _head(body, 0.3 * down, 0.3 * down + 0.03 * slow)
    body.shift(0.0, -0.01 * body.size * slow)
    _stand(body)
    _tail(body, 0.3 * down * body.facing)


@action("twitch", "twitch_ears", "tremble", "shiver", plans=PLAN, frames=30, gesture=True)
def twitch(body: Performance) -> None:
    """Twitch: short shakes of the head, ears and all, with rests."""
    fast = TAU * max(3.0, round(6 * body.seconds)) * body.t
    bursts = body.once(0.08, 0.14, 0.24, 0.34) + body.once(0.55, 0.6, 0.72, 0.84)
    body.turn("head", 0.16 * bursts * np.sin(fast) * body.amount)
    body.turn("tail0", 0.2 * bursts * np.sin(fast + 0.7) * body.amount)


@action("wag", "wag_tail", "swish", plans=PLAN, frames=9, gesture=True, repeats=True)
def wag(body: Performance) -> None:
    """Wag the tail."""
    swell = body.swell(4) * body.amount * freedom(body)
    for number, share in enumerate((0.4, 0.26, 0.2)):
        body.turn(f"tail{number}", share * swell * body.wave(9, 0.1 * number))


@action("nod", "agree", plans=PLAN, frames=14, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod."""
    down = (0.5 - 0.5 * np.cos(TAU * body.phase(14.0))) * body.amount
    _head(body, 0.24 * down, 0.46 * down)


@action("shake_head", "disagree", plans=PLAN, frames=12, gesture=True, repeats=True)
def shake_head(body: Performance) -> None:
    """Shake the head."""
    body.turn("head", 0.24 * body.wave(12) * body.swell(4) * body.amount)


@action(
    "bark",
    "roar",
    "growl",
    "meow",
    "howl",
    "talk",
    "cry",
    "squeak",
    plans=PLAN,
    frames=16,
    gesture=True,
    repeats=True,
)
def bark(body: Performance) -> None:
    """Throw the head up with each cry."""
    phase = np.mod(body.phase(16.0), 1.0)
    cry = keyed(phase, [(0, 0), (0.18, -0.25), (0.36, 1.0), (0.62, 0.35), (1, 0)]) * body.amount
    _head(body, -0.16 * cry, -0.3 * cry)
    body.pitch("shoulder", -0.05 * cry)
    _arms(body, 0.1 * cry)


@action("wave", "greet", "beg", "point", plans=PLAN, frames=32, gesture=True, repeats=True)
def wave(body: Performance) -> None:
    """Raise a paw and wave."""
    up, swing = body.held(0.22), body.wave(9.0) * body.amount
    body.pitch("arm_near0", -1.5 * up)
    body.pitch("arm_near1", (-0.5 + 0.45 * swing) * up)
    body.turn("head", 0.08 * up * body.facing)


@action("clap", "drum", "box", "punch", "play_drums", plans=PLAN, frames=10, repeats=True)
def drum(body: Performance) -> None:
    """Beat with both paws in turn."""
    ready = body.swell(5.0)
    for number, name in enumerate(ARMS):
        beat = body.wave(10.0, 0.5 * number) * body.amount
        body.pitch(f"{name}0", (-0.6 - 0.35 * beat) * ready)
        body.pitch(f"{name}1", (-0.4 - 0.3 * beat) * ready)
    body.pitch("head", 0.07 * body.wave(5) * ready)
    _tail(body, 0.15 * body.wave(10) * ready)


@action("rear", "stretch", "rise", "stand_up", plans=PLAN, frames=32)
def rear(body: Performance) -> None:
    """Stand up tall on the hind legs and look."""
    up = body.held(0.3)
    over = 0.06 * settling(body.t, 0.3, 1.0, 4.0)
    leg = _leg(body)
    high = 0.0
    if leg is not None:
        rest = leg.limb.places[leg.bones] - leg.limb.root
        high = max(0.75 * leg.longest - float(np.hypot(*rest)), 0.12 * leg.longest)
    body.shift(0.0, -high * (up + over))
    body.pitch("hip", -0.16 * up)
    _stand(body)
    _head(body, -0.06 * up, 0.12 * up)
    _arms(body, 0.25 * up, 0.2 * up)
    _tail(body, 0.2 * up)


@action("laugh", "giggle", plans=PLAN, frames=6, gesture=True, repeats=True)
def laugh(body: Performance) -> None:
    """Lean back and shake with laughter."""
    back, ha = body.held(0.2), body.wave(6.0) * body.swell(4.0) * body.amount
    body.pitch("shoulder", -0.16 * back + 0.06 * ha)
    _head(body, -0.14 * back + 0.06 * ha, -0.22 * back + 0.13 * ha)
    _arms(body, 0.3 * back + 0.14 * ha, 0.2 * back)
    body.shift(0.0, -0.014 * body.size * ha)
    _stand(body)
    _tail(body, 0.2 * ha, 10.0)

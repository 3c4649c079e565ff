# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A face from the front: eyes, brows, mouth, and the head as a whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.head_turns import ears_follow, turned_head
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.slide_room import box_of, room_of
from engine.rig.slides import SLID

Floats = NDArray[np.float64]
PLAN = ("face",)
EARS = (0.28, 0.2)  # radians: further, an ear comes off its head, or folds into it
SIDES = ("left", "right")
UPRIGHT = 0.9  # times as tall as wide: a mouth that opens
CHIN = 0.6  # of the way from a mouth to the chin, or to the eyes, that it opens at most
OUTLINE = 0.7  # of the face's width: what is as wide is no mouth
DEEP = 0.5  # of its width: so much higher a mouth gets at most
SHUT = 0.75  # of the other's height: an eye that is drawn shut
LITTLE = 0.3  # as far as others
LOOKED = 0.5  # radians that a head turns to look to a side


def _eyes(body: Performance, open_: Floats, sides: tuple[str, ...] = SIDES) -> None:
    """Open [F] the eyes: 1 as drawn, 0 shut."""
    for side in sides:
        body.stretch(f"eye_{side}0", 1.0, np.maximum(open_, 0.08))


def _brows(body: Performance, sad: Floats) -> None:
    """Turn the brows: positive lifts their inner ends."""
    for side in SIDES:
        body.turn(f"brow_{side}0", (-1.0 if side == "left" else 1.0) * sad)


def mouth_to(body: Performance, wide: Floats | float, high: Floats | float) -> None:
    """Stretch the mouth: it stays between what is above it and the chin, and within the face."""
    low, top = box_of(body, "mouth")
    wide, high = np.asarray(wide), np.asarray(high)
    if top[0] - low[0] > OUTLINE * float(np.ptp(body.rest.box[:, 0])):
        return  # the teeth of a skull, which are its edge
    if top[1] - low[1] > UPRIGHT * (top[0] - low[0]) > 0.0:  # a nose, or wide open as it is
        high = 1.0 + LITTLE * (high - 1.0)
    if top[1] > low[1]:
        slid_by = f"{SLID}mouth" if f"{SLID}mouth" in body.rest.index else "mouth"
        room, size = room_of(body.rest, slid_by), top - low
        below = min(float(room[1, 1]), CHIN * max(float(body.rest.box[1, 1] - top[1]), 0.0))
        above = max(CHIN * float(low[1] - _eyes_low(body)), 0.0)
        aside = float(min(room[0, 0], room[1, 0]))
        most = min(2.0 * min(below, above), DEEP * float(size[0]))
        high = 1.0 + np.minimum(high - 1.0, most / size[1])
        wide = 1.0 + np.minimum(wide - 1.0, 2.0 * aside / max(float(size[0]), 1e-9))
    body.stretch("mouth", wide, high)


def _eyes_low(body: Performance) -> float:
    """Return where the eyes end below, the head's top where they aren't known."""
    eyes = [box_of(body, f"eye_{side}0") for side in SIDES if f"eye_{side}0" in body.rest.index]
    return max((float(box[1, 1]) for box in eyes), default=float(body.rest.box[0, 1]))


def _blinks(body: Performance) -> Floats:
    """Return how open the eyes are [F] with blinks now and then."""
    count = max(1, round(body.seconds * 0.8))
    open_: Floats = np.ones(body.frames)
    for number in range(count):
        at = (number + float(body.rng.uniform(0.3, 0.7))) / count
        width = min(3.0 / body.frames, 0.2)
        open_ = open_ - body.once(at - width, at, at, at + 1.3 * width)
    return np.clip(open_, 0.0, 1.0)


@action("blink", "be", "idle", "still", "wait", "breathe", plans=PLAN, frames=48, repeats=True)
def blink(body: Performance) -> None:
    """Blink now and then, the head moving a little."""
    _eyes(body, _blinks(body))
    body.turn("skull", 0.03 * body.noise(36) * body.amount)
    turned_head(body, 0.15 * body.noise(36) * body.amount, 0.06 * body.noise(30))
    _brows(body, 0.08 * body.noise(30))
    ears_follow(body)


@action("look", "look_around", "search", "watch", plans=PLAN, frames=48, repeats=True)
def look(body: Performance) -> None:
    """Look here and there: quick turns of the head with rests, a blink with each.

    Where the sentence says which way, the head turns there and stays.
    """
    if body.beat.aim or body.beat.lift:
        _looks(body, float(body.beat.aim), float(body.beat.lift))
        return
    rests = (0.1, 0.3, 0.4, 0.64, 0.74, 0.9)
    turns = zip(rests, (-0.55, -0.55, 0.55, 0.55, 0.1, 0.1), strict=True)
    yaw = keyed(body.t, [(0, 0), *turns, (1, 0)]) * body.amount
    turned_head(body, yaw, -0.12 * np.abs(yaw))
    body.turn("skull", 0.08 * yaw)
    _eyes(body, _blinks(body))
    ears_follow(body)


def _looks(body: Performance, aside: float, up: float) -> None:
    """Turn the head to the right (1.0) or left (-1.0), up or down, and keep it there."""
    to = LOOKED * body.held(0.25) * body.amount
    turned_head(body, aside * to, -up * to)
    body.turn("skull", 0.08 * aside * to)
    _eyes(body, _blinks(body))
    ears_follow(body)


@action("look_up", plans=PLAN, frames=36)
def look_up(body: Performance) -> None:
    """Look up and stay so."""
    _looks(body, float(body.beat.aim), 1.0)


@action("look_down", plans=PLAN, frames=36)
def look_down(body: Performance) -> None:
    """Look down and stay so."""
    _looks(body, float(body.beat.aim), -1.0)


@action("wave", "greet", "salute", "clap", plans=PLAN, frames=12, repeats=True)
def wave(body: Performance) -> None:
    """Greet: one ear waves like a hand, the head tilts to it and nods; without ears it nods."""
    swell, swing = body.swell(5.0) * body.amount, body.wave(9.0)
    for number, side in enumerate(SIDES):
        out = -1.0 if side == "left" else 1.0
        most = 1.0 if number else 0.35
        body.turn(f"ear_{side}0", -out * most * (0.35 + 0.75 * swing) * swell)
        body.turn(f"ear_{side}1", -out * most * 0.3 * body.wave(9.0, 0.15) * swell)
    body.turn("skull", 0.14 * swell + 0.05 * body.wave(18.0) * swell)
    body.shift(0.0, -0.03 * body.size * np.abs(body.wave(18.0)) * swell)
    turned_head(body, 0.14 * swell, 0.12 * body.wave(18.0) * swell)
    mouth_to(body, 1.0 + 0.2 * np.abs(swell), 1.0 + 0.5 * np.abs(swell))
    _eyes(body, _blinks(body))


@action("wiggle_ears", plans=PLAN, frames=16, gesture=True, repeats=True)
def wiggle_ears(body: Performance) -> None:
    """Flap both ears, the tips late; a head without ears nods."""
    swell = body.swell(4.0) * body.amount
    if not any(f"ear_{side}0" in body.rest.index for side in SIDES):
        nod(body)
        return
    for side in SIDES:
        out = -1.0 if side == "left" else 1.0
        body.turn(f"ear_{side}0", -out * EARS[0] * body.wave(12.0) * swell)
        body.turn(f"ear_{side}1", -out * EARS[1] * body.wave(12.0, 0.12) * swell)
    body.shift(0.0, -0.012 * body.size * np.abs(body.wave(12.0)) * swell)


def _open_eye(body: Performance) -> str:
    """Return the side of the eye that is drawn open, by chance where both are."""
    chosen = str(body.rng.choice(SIDES))
    if not all(f"eye_{side}0" in body.rest.index for side in SIDES):
        return chosen
    tall = {side: float(np.ptp(box_of(body, f"eye_{side}0")[:, 1])) for side in SIDES}
    shut = min(tall.values()) < SHUT * max(tall.values())
    return max(tall, key=tall.__getitem__) if shut else chosen


@action("wink", plans=PLAN, frames=24)
def wink(body: Performance) -> None:
    """Close one eye, smiling to that side."""
    shut = body.once(0.15, 0.32, 0.55, 0.8)
    side = _open_eye(body)
    _eyes(body, 1.0 - shut, (side,))
    body.turn("skull", (-0.06 if side == "left" else 0.06) * shut)
    mouth_to(body, 1.0 + 0.12 * shut, 1.0 + 0.1 * shut)
    body.turn("mouth", (0.08 if side == "left" else -0.08) * shut)
    ears_follow(body)


@action("smile", "grin", "beam", "rejoice", plans=PLAN, frames=36)
def smile(body: Performance) -> None:
    """Draw the mouth wide, narrow the eyes, tilt the head."""
    up = body.held(0.3)
    mouth_to(body, 1.0 + 0.5 * up * body.amount, 1.0 + 0.7 * up * body.amount)
    _eyes(body, _blinks(body) * (1.0 - 0.35 * up))
    _brows(body, 0.2 * up)
    body.stretch("skull", 1.0 + 0.05 * up, 1.0 - 0.03 * up)
    body.turn("skull", 0.13 * up + 0.04 * body.noise(20))
    ears_follow(body)


@action("frown", "scowl", "sulk", "rage", plans=PLAN, frames=36)
def frown(body: Performance) -> None:
    """Lower the brows, press the mouth flat."""
    down = body.held(0.3)
    _brows(body, -0.35 * down * body.amount)
    mouth_to(body, 1.0 - 0.12 * down, 1.0 - 0.5 * down)
    _eyes(body, 1.0 - 0.25 * down)
    body.stretch("skull", 1.0, 1.0 - 0.03 * down)
    ears_follow(body)


@action(
    "talk", "speak", "chat", "chew", "eat", "sing", "whisper", plans=PLAN, frames=8, repeats=True
)
def talk(body: Performance) -> None:
    """Open and close the mouth as in speech, the head keeping time."""
    swell = body.swell(3.0) * body.amount
    voice = 0.5 * body.wave(8.0) + 0.5 * body.noise(5.0)
    mouth_to(body, 1.0 - 0.15 * voice * swell, np.maximum(1.0 + 0.85 * voice * swell, 0.2))
    body.turn("skull", 0.09 * body.noise(16))
    turned_head(body, 0.2 * body.noise(20), 0.1 * body.noise(12))
    body.shift(0.012 * body.size * body.noise(18), 0.018 * body.size * body.noise(12))
    body.stretch("skull", 1.0 - 0.02 * voice * swell, 1.0 + 0.03 * voice * swell)
    _brows(body, 0.15 * body.noise(16))
    _eyes(body, _blinks(body))
    ears_follow(body)


@action("laugh", "giggle", "chuckle", plans=PLAN, frames=6, repeats=True)
def laugh(body: Performance) -> None:
    """Laugh: eyes narrow, mouth wide, the head bouncing."""
    ready, ha = body.swell(5.0), body.wave(6.0) * body.swell(3.0) * body.amount
    mouth_to(body, 1.0 + 0.2 * ready, 1.0 + 0.8 * ready + 0.6 * ha)
    _eyes(body, 1.0 - 0.6 * ready)
    _brows(body, 0.25 * ready)
    body.shift(0.0, -0.05 * body.size * ha)
    body.stretch("skull", 1.0 - 0.03 * ha, 1.0 + 0.04 * ha)
    body.turn("skull", -0.14 * ready * body.wave(24) + 0.03 * ha)
    turned_head(body, np.zeros(body.frames), 0.05 * ha)
    ears_follow(body)


@action("cry", "weep", "sob", plans=PLAN, frames=10, repeats=True)
def cry(body: Performance) -> None:
    """Cry: inner brows up, eyes nearly shut, sobs."""
    ready, sob = body.held(0.2), np.maximum(body.wave(10.0), 0.0) * body.swell(4.0) * body.amount
    _brows(body, 0.35 * ready + 0.06 * sob)
    _eyes(body, 1.0 - 0.6 * ready)
    mouth_to(body, 1.0 - 0.2 * ready, 1.0 - 0.3 * ready + 0.5 * sob)
    body.shift(0.0, body.size * (0.03 * ready + 0.03 * sob))
    body.stretch("skull", 1.0 + 0.02 * sob, 1.0 - 0.05 * ready - 0.03 * sob)
    body.turn("skull", 0.12 * ready + 0.03 * body.wave(5.0) * ready)
    ears_follow(body)


@action("nod", "agree", plans=PLAN, frames=16, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod: the face goes down and gets shorter."""
    down = (0.5 - 0.5 * np.cos(TAU * body.phase(16.0))) * body.amount
    body.shift(0.0, 0.05 * body.size * down)
    body.stretch("skull", 1.0, 1.0 - 0.1 * down)
    turned_head(body, np.zeros(body.frames), 0.5 * down)
    ears_follow(body)


@action("bow", plans=PLAN, frames=36, gesture=True)
def bow(body: Performance) -> None:
    """Bow: the face goes far down, a little shorter, stays a moment and comes up."""
    down = body.once(0.0, 0.35, 0.6, 1.0) * min(body.amount, 1.2)
    body.shift(0.0, 0.16 * body.size * down)
    body.stretch("skull", 1.0, 1.0 - 0.08 * down)
    turned_head(body, np.zeros(body.frames), 0.9 * down)
    ears_follow(body)


@action(
    "shake_head", "disagree", "refuse", "shake", plans=PLAN, frames=12, gesture=True, repeats=True
)
def shake_head(body: Performance) -> None:
    """Shake the head: it goes from side to side and gets narrower there."""
    swing = body.wave(12.0) * body.swell(4.0) * body.amount
    body.shift(0.03 * body.size * swing, 0.0)
    body.stretch("skull", 1.0 - 0.08 * np.abs(swing), 1.0)
    body.turn("skull", 0.03 * swing)
    turned_head(body, 0.6 * swing)
    ears_follow(body)


@action("tilt", "tilt_head", "wonder", "think", "listen", plans=PLAN, frames=40, gesture=True)
def tilt(body: Performance) -> None:
    """Tilt the head and raise a brow."""
    over = body.held(0.25)
    body.turn("skull", 0.22 * over * body.amount)
    body.turn("brow_right0", -0.25 * over)
    ears_follow(body)


@action("surprise", "gasp", "stare", "scream", "shout", "yell", plans=PLAN, frames=30)
def surprise(body: Performance) -> None:
    """Start: eyes and mouth wide open."""
    stays = 0.0 if body.beat.loop else 0.8
    up = keyed(body.t, [(0, 0), (0.1, -0.25), (0.25, 1.1), (0.35, 1), (0.75, 0.95), (1, stays)])
    for side in SIDES:
        body.stretch(f"eye_{side}0", 1.0 + 0.25 * up, 1.0 + 0.35 * up)
    mouth_to(body, 1.0 - 0.2 * up, 1.0 + 0.9 * up * body.amount)
    _brows(body, 0.2 * up)
    body.shift(0.0, -0.03 * body.size * up)
    body.stretch("skull", 1.0 - 0.05 * up, 1.0 + 0.09 * up)
    ears_follow(body)


@action("yawn", plans=PLAN, frames=48)
def yawn(body: Performance) -> None:
    """Open the mouth wide, close the eyes, shake it off."""
    open_ = keyed(body.t, [(0, 0), (0.35, 1), (0.6, 0.95), (0.8, 0), (1, 0)]) * body.amount
    mouth_to(body, 1.0 - 0.15 * open_, 1.0 + 1.2 * open_)
    _eyes(body, 1.0 - 0.85 * np.clip(open_, 0, 1))
    body.stretch("skull", 1.0 - 0.02 * open_, 1.0 + 0.06 * open_)
    body.turn("skull", -0.06 * open_)
    ears_follow(body)


@action("sleep", "doze", "rest", "snore", plans=PLAN, frames=48)
def sleep(body: Performance) -> None:
    """Close the eyes, let the head sink, breathe."""
    down = body.held(0.3)
    _eyes(body, 1.0 - down)
    body.turn("skull", 0.14 * down)
    turned_head(body, np.zeros(body.frames), 0.35 * down)
    breath = body.wave(36.0) * down
    mouth_to(body, 1.0, 1.0 + 0.2 * breath)
    body.shift(0.0, 0.015 * body.size * down - 0.01 * body.size * breath)
    ears_follow(body)


@action("sway", "rock", "dance", "swing", plans=PLAN, frames=24, repeats=True)
def sway(body: Performance) -> None:
    """Rock from side to side in time."""
    swing = body.wave(24.0) * body.swell(4.0) * body.amount
    body.turn("skull", 0.2 * swing)
    turned_head(body, 0.3 * swing)
    body.shift(0.03 * body.size * swing, -0.015 * body.size * np.abs(swing))
    _eyes(body, _blinks(body))
    ears_follow(body)

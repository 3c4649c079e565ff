# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What heads on shoulders do: all heads of a drawing do it, one a little later than another."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.motion.busts import PLAN, BustHead, heads_of
from engine.motion.curves import TAU, keyed, rise
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
bust = partial(action, plans=(PLAN,))
TOGETHER = 0.35  # of what heads differ in time: a family nods nearly as one


def _phase(body: Performance, head: BustHead, period: float) -> Floats:
    """Return cycles [F] of a head, each beginning at rest."""
    late = TOGETHER * head.late
    return body.phase(period) - late * body.swell(6.0)


def _dip(body: Performance, head: BustHead, period: float) -> Floats:
    """Return 0..1 [F], down and up in each cycle."""
    return 0.5 - 0.5 * np.cos(TAU * _phase(body, head, period))


def _wave(body: Performance, head: BustHead, period: float, lag: float = 0.0) -> Floats:
    """Return a sine [F] that swells from rest."""
    return np.sin(TAU * (_phase(body, head, period) - lag)) * body.swell(4.0)


def _blinks(body: Performance, head: BustHead) -> Floats:
    """Return how open eyes are [F]: they blink once or more."""
    count = max(1, round(body.seconds * 0.8))
    open_: Floats = np.ones(body.frames)
    for number in range(count):
        at = (number + 0.35 + 0.4 * head.late) / count
        width = min(3.0 / body.frames, 0.2)
        open_ = open_ - body.once(at - width, at, at, at + 1.3 * width)
    return np.clip(open_, 0.0, 1.0)


def _breathes(body: Performance, much: Floats | float) -> None:
    """Lift the shoulders by [F] shares of the drawing's height."""
    body.squash(1.0 + np.asarray(much))


@bust("nod", "agree", frames=16, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod: the head sinks and gets shorter, the face goes down in it."""
    for head in heads_of(body):
        down = _dip(body, head, 16.0) * min(body.amount, 1.4)
        head.move(0.0, 0.06 * down)
        head.tall(1.0 - 0.07 * down)
        head.look(0.0, 0.42 * down)


@bust("bow", "curtsy", "greet_politely", frames=36)
def bow(body: Performance) -> None:
    """Bow: the shoulders sink, the head goes far down over them, stays, and comes up."""
    down = body.once(0.02, 0.36, 0.62, 0.98) * min(body.amount, 1.2)
    _breathes(body, -0.1 * down)
    for head in heads_of(body):
        head.move(0.0, 0.2 * down)
        head.tall(1.0 - 0.16 * down, 1.0 + 0.03 * down)
        head.look(0.0, 0.8 * down)
        head.eyes(1.0 - 0.8 * rise(down, 0.4, 0.9))


@bust("shake_head", "disagree", "refuse", "deny", frames=12, gesture=True, repeats=True)
def shake_head(body: Performance) -> None:
    """Turn the head from side to side."""
    for head in heads_of(body):
        swing = _wave(body, head, 12.0) * body.amount
        head.look(0.6 * swing)
        head.move(0.025 * swing, 0.0)
        head.turn(0.035 * swing)


@bust("turn_head", frames=36, gesture=True)
def turn_head(body: Performance) -> None:
    """Turn the head to a side and keep it there."""
    way = float(body.beat.aim or 1.0)
    to = way * body.held(0.25) * body.amount
    for head in heads_of(body):
        head.look(0.65 * to)
        head.move(0.03 * to, 0.0)
        head.turn(0.04 * to)


@bust("tilt_head", "tilt", "listen", "wonder", frames=36, gesture=True)
def tilt_head(body: Performance) -> None:
    """Lean the head to a side and keep it there."""
    way = float(body.beat.aim or 1.0)
    to = body.held(0.25) * min(body.amount, 1.3)
    for head in heads_of(body):
        head.turn(0.24 * way * to)
        head.brows(0.04 * to, (1,))


@bust("look", "look_around", "search", "watch", frames=48, gesture=True, repeats=True)
def look(body: Performance) -> None:
    """Look to one side and the other, with rests and a blink; to the side that is told alone."""
    first = float(body.beat.aim or -1.0)
    if body.beat.aim:
        turn_head(body)
        for head in heads_of(body):
            head.eyes(_blinks(body, head))
        return
    rests = ((0.12, 1.0), (0.38, 1.0), (0.52, -1.0), (0.8, -1.0))
    turned = first * keyed(body.t, [(0, 0), *rests, (1, 0)]) * body.amount
    for head in heads_of(body):
        head.look(0.6 * turned, -0.08 * np.abs(turned))
        head.move(0.03 * turned, 0.0)
        head.turn(0.05 * turned)
        head.eyes(_blinks(body, head))


@bust("look_up", frames=36, gesture=True)
def look_up(body: Performance) -> None:
    """Raise the head."""
    up = body.held(0.3) * body.amount
    for head in heads_of(body):
        head.look(0.0, -0.6 * up)
        head.move(0.0, -0.04 * up)


@bust("look_down", "lower_head", frames=36, gesture=True)
def look_down(body: Performance) -> None:
    """Lower the head, and keep it so."""
    down = body.held(0.3) * min(body.amount, 1.3)
    for head in heads_of(body):
        head.look(0.0, 0.6 * down)
        head.move(0.0, 0.08 * down)
        head.tall(1.0 - 0.08 * down)


@bust("laugh", "giggle", "chuckle", "cheer", frames=8, repeats=True)
def laugh(body: Performance) -> None:
    """Laugh: mouth open, eyes narrow, head and shoulders bouncing."""
    ready = body.swell(5.0)
    for head in heads_of(body):
        ha = np.maximum(_wave(body, head, 8.0), -0.4) * body.amount
        head.mouth((0.6 * ready + 0.4 * ha) * min(body.amount, 1.1), 0.15 * ready)
        head.eyes(1.0 - 0.5 * ready)
        head.brows(0.03 * ready)
        head.move(0.0, -0.06 * ha)
        head.look(0.0, -0.06 * ready + 0.1 * ha)
        head.turn(0.07 * _wave(body, head, 28.0, 0.1) * body.amount)
    _breathes(body, 0.025 * np.abs(body.wave(8.0)) * ready)


@bust("smile", "grin", "beam", "rejoice", frames=36, gesture=True)
def smile(body: Performance) -> None:
    """Draw the mouth wide, narrow the eyes a little, tilt the head."""
    up = body.held(0.3) * min(body.amount, 1.3)
    for head in heads_of(body):
        head.mouth(0.35 * up, 0.3 * up)
        head.eyes(1.0 - 0.35 * up)
        head.brows(0.03 * up)
        head.turn(0.06 * up)


@bust("frown", "scowl", "sulk", frames=36, gesture=True)
def frown(body: Performance) -> None:
    """Lower the brows and the head, press the mouth flat."""
    down = body.held(0.3) * min(body.amount, 1.3)
    for head in heads_of(body):
        head.mouth(-0.6 * down, -0.12 * down)
        head.eyes(1.0 - 0.3 * down)
        head.brows(-0.04 * down)
        head.look(0.0, 0.3 * down)


@bust(
    "talk", "speak", "chat", "sing", "whisper", "chew", "eat", "munch", frames=8, gesture=True,
    repeats=True,
)  # fmt: skip
def talk(body: Performance) -> None:
    """Open and close the mouth as in speech, the head keeping time."""
    for head in heads_of(body):
        voice = 0.6 * _wave(body, head, 8.0) + 0.4 * body.noise(5.0) * body.swell(4.0)
        head.mouth(0.85 * voice * body.amount, -0.1 * voice)
        head.look(0.22 * body.noise(22.0), 0.14 * body.noise(14.0))
        head.turn(0.05 * body.noise(18.0))
        head.move(0.0, -0.02 * voice)
        head.eyes(_blinks(body, head))
        head.brows(0.03 * np.maximum(body.noise(14.0), 0.0))


@bust("shout", "yell", "scream", "call", "surprise", "gasp", "stare", frames=30, gesture=True)
def shout(body: Performance) -> None:
    """Start: the mouth wide open, the eyes too."""
    stays = 0.0 if body.beat.loop else 0.85
    up = keyed(body.t, [(0, 0), (0.1, -0.25), (0.25, 1.1), (0.35, 1), (0.75, 0.95), (1, stays)])
    for head in heads_of(body):
        head.mouth(0.95 * up * min(body.amount, 1.1), -0.1 * np.maximum(up, 0.0))
        head.eyes(1.0 + 0.3 * up)
        head.brows(0.06 * up)
        head.move(0.0, -0.05 * up + 0.012 * body.wave(3.0) * np.clip(up, 0.0, 1.0))
        head.look(0.0, -0.2 * up)
    _breathes(body, 0.02 * up)


@bust("yawn", frames=48, gesture=True)
def yawn(body: Performance) -> None:
    """Open the mouth wide with the eyes shut and the head back, then shake it off."""
    wide = keyed(body.t, [(0, 0), (0.35, 1), (0.6, 0.95), (0.82, 0), (1, 0)]) * body.amount
    for head in heads_of(body):
        head.mouth(np.minimum(wide, 1.1))
        head.eyes(1.0 - 0.9 * np.clip(wide, 0.0, 1.0))
        head.look(0.0, -0.35 * wide)
        head.turn(-0.08 * wide)
    _breathes(body, 0.03 * wide)


@bust("cry", "weep", "sob", "mourn", frames=10, repeats=True)
def cry(body: Performance) -> None:
    """Sob: head bowed, eyes nearly shut, shoulders and head shaken up and down."""
    ready = body.held(0.2)
    for head in heads_of(body):
        sob = np.maximum(_wave(body, head, 10.0), 0.0) * body.amount
        head.look(0.0, 0.4 * ready - 0.1 * sob)
        head.move(0.0, 0.05 * ready - 0.05 * sob)
        head.tall(1.0 - 0.04 * ready)
        head.turn(0.07 * ready)
        head.eyes(1.0 - 0.7 * ready)
        head.mouth(-0.4 * ready + 0.6 * sob, -0.12 * ready)
    _breathes(body, 0.035 * np.maximum(body.wave(10.0), 0.0) * body.swell(4.0) * body.amount)


@bust("sneeze", "cough", "hiccup", frames=30, repeats=True)
def sneeze(body: Performance) -> None:
    """Draw back, burst down and forward, come up again."""
    at = np.mod(body.phase(30.0), 1.0)
    keys = [(0, 0), (0.22, -0.5), (0.3, -0.4), (0.46, -1), (0.56, 1), (0.68, 0.8), (1, 0)]
    if body.beat.action != "sneeze":
        at = np.mod(body.phase(14.0), 1.0)
        keys = [(0, 0), (0.25, -0.45), (0.45, 1), (0.6, 0.6), (1, 0)]
    out = keyed(at, keys) * min(body.amount, 1.3)
    burst = np.clip(out, 0.0, 1.0)
    for head in heads_of(body):
        head.look(0.0, 0.45 * out)
        head.move(0.0, 0.09 * out)
        head.tall(1.0 - 0.05 * out)
        head.eyes(1.0 - 0.9 * np.clip(np.abs(out), 0.0, 1.0))
        head.mouth(0.7 * burst)
    _breathes(body, -0.035 * out)


@bust("wink", frames=24, gesture=True)
def wink(body: Performance) -> None:
    """Close one eye, tilting the head to that side."""
    shut = body.once(0.15, 0.3, 0.58, 0.8)
    for head in heads_of(body):
        head.eyes(1.0 - shut, (head.number % 2,))
        head.turn((-0.07 if head.number % 2 == 0 else 0.07) * shut)
        head.mouth(0.0, 0.12 * shut)


@bust("blink", "be", "idle", "still", "wait", "breathe", frames=48, gesture=True, repeats=True)
def blink(body: Performance) -> None:
    """Blink and breathe, the head moving a little."""
    for head in heads_of(body):
        head.eyes(_blinks(body, head))
        head.look(0.12 * body.noise(36.0), 0.06 * body.noise(30.0))
        head.turn(0.025 * body.noise(36.0))
    _breathes(body, 0.012 * _slow(body))


def _slow(body: Performance) -> Floats:
    """Return the breath [F] of somebody at rest."""
    return body.wave(40.0) * body.swell(8.0)


@bust("sleep", "doze", "nap", "rest", "snore", frames=48)
def sleep(body: Performance) -> None:
    """Close the eyes, let the head sink, breathe."""
    down = body.held(0.3)
    breath = body.wave(36.0) * down
    for head in heads_of(body):
        head.eyes(1.0 - down)
        head.turn(0.16 * down)
        head.look(0.0, 0.35 * down)
        head.move(0.0, 0.06 * down - 0.01 * breath)
        head.mouth(0.2 * np.maximum(breath, 0.0))
    _breathes(body, 0.025 * breath)


@bust("kiss", "smooch", "blow", frames=30, gesture=True)
def kiss(body: Performance) -> None:
    """Purse the lips and push them forward, the eyes shut."""
    out = body.once(0.08, 0.4, 0.62, 0.9) * min(body.amount, 1.2)
    way = float(body.beat.aim)
    for head in heads_of(body):
        head.eyes(1.0 - 0.85 * out)
        head.mouth(0.25 * out, -0.3 * out)
        head.turn(0.1 * out * (way or (1.0 if head.number % 2 == 0 else -1.0)))
        head.move(0.05 * way * out, -0.02 * out)
        head.tall(1.0 + 0.03 * out, 1.0 + 0.03 * out)


@bust("shrug", frames=30, gesture=True, repeats=True)
def shrug(body: Performance) -> None:
    """Lift the shoulders, the head sinking between them and tilting."""
    up = body.once(0.05, 0.28, 0.55, 0.85) * min(body.amount, 1.3)
    _breathes(body, 0.07 * up)
    for head in heads_of(body):
        head.move(0.0, 0.1 * up)
        head.turn(0.12 * up)
        head.brows(0.05 * up)


@bust("wave", "greet", "hail", "salute", frames=24, gesture=True, repeats=True)
def greet(body: Performance) -> None:
    """Greet without a hand: tilt the head from side to side and nod."""
    for head in heads_of(body):
        side = _wave(body, head, 24.0) * body.amount
        head.turn(0.14 * side)
        head.look(0.2 * side, 0.25 * _dip(body, head, 12.0))
        head.mouth(0.3 * body.swell(5.0), 0.12 * body.swell(5.0))


@bust("think", "ponder", "doubt", frames=44, gesture=True)
def think(body: Performance) -> None:
    """Look up to a side, the head tilted."""
    up = body.held(0.25) * min(body.amount, 1.2)
    for head in heads_of(body):
        head.look(0.5 * up, -0.4 * up)
        head.turn(0.14 * up)
        head.brows(0.04 * up)
        head.eyes(_blinks(body, head))


@bust(
    "work", "type", "read", "write", "draw", "paint", "cook", "knit", "sew", "play", "play_guitar",
    "play_piano", "play_violin", "drum", "drums", "dig", "sweep", "hammer", "iron", "wash", "drive",
    "row", "push", "pull", "lift", "saw", "chop", "mop", "rake", "text", "fish", "juggle",
    frames=20, repeats=True,
)  # fmt: skip
def busy(body: Performance) -> None:
    """Work with hands that can't be seen: the head bowed over it, shoulders going in time."""
    ready = body.swell(5.0)
    beat = body.wave(10.0) * ready * body.amount
    _breathes(body, 0.02 * np.abs(beat))
    for head in heads_of(body):
        head.look(0.18 * body.noise(24.0), 0.35 * ready + 0.12 * _wave(body, head, 10.0))
        head.move(0.012 * beat, 0.035 * ready + 0.02 * _wave(body, head, 10.0))
        head.turn(0.035 * body.wave(20.0) * ready)
        head.eyes(_blinks(body, head))


@bust("tremble", "shiver", "rage", "fear", frames=24, repeats=True)
def tremble(body: Performance) -> None:
    """Tremble, the head drawn in."""
    fast = body.wave(3.0) * body.swell(4.0) * body.amount
    body.shift(0.012 * body.size * fast, 0.0)
    for head in heads_of(body):
        head.move(0.012 * fast, 0.05 * body.held(0.2))
        head.turn(0.02 * body.wave(3.6) * body.swell(4.0))

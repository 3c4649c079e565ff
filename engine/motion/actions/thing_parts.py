# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things do with a part of theirs, and heads that are drawn alone.

Only things do it: bodies with a plan have actions of their own, or can't.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed
from engine.motion.drawn_alone import blinking, gape, gazing, jaw_turning, parting
from engine.motion.head_turns import turned_head
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import curling, fallen, joints_called, scaled_about, there

Floats = NDArray[np.float64]
THING = ("",)
ASIDE = 0.05  # of the drawing: a head as far from its middle is at its front
SHUT = 0.08  # radians: jaws as near together are drawn shut


def _neck(body: Performance) -> Floats:
    """Place [2] about which a head that is drawn alone bows."""
    low, high = body.rest.box
    back = low[0] if body.facing > 0 else high[0]
    return np.array([0.5 * (body.rest.centre[0] + back), high[1]])


@action(
    "rain", "snow", "drizzle", "hail", "splash", "spray", "gush", "drip",
    plans=THING, frames=16, repeats=True, shared=False,
)  # fmt: skip
def rain(body: Performance) -> None:
    """Let drops fall, the cloud swaying a little; one flake that is all that is drawn falls."""
    if "flake" in body.beat.words.lower() and not joints_called(body, "drop"):
        body.go(0.0, 0.5 * body.size * there(body, body.t))
        body.shift(0.06 * body.size * body.swing(30.0), 0.0)
        body.about(body.rest.centre, 0.25 * body.amount * body.swing(30.0, -0.2))
        return
    fallen(body, 16.0 if body.beat.action != "snow" else 40.0)
    body.shift(0.02 * body.size * body.swing(48.0), 0.0)
    if not joints_called(body, "drop"):
        body.squash(1.0 + 0.06 * body.wave(16.0) * body.swell(4.0) * body.amount)


@action("smoke", "steam", "puff", plans=THING, frames=20, repeats=True, shared=False)
def smoke(body: Performance) -> None:
    """Let smoke curl up; a thing without any puffs itself up."""
    curling(body, 20.0)
    if not joints_called(body, "smoke"):
        body.squash(1.0 + 0.07 * body.wave(20.0) * body.swell(4.0) * body.amount)


@action("billow_up", plans=THING, frames=36, shared=False)
def billow_up(body: Performance) -> None:
    """Let smoke curl up; a drawing of nothing but smoke rises, sways and gets broader."""
    if joints_called(body, "smoke"):
        curling(body, 20.0)
        return
    up = there(body, body.t) * body.amount
    body.go(0.0, -0.4 * body.size * up)
    body.squash(1.0 + 0.06 * body.wave(16.0) - 0.12 * up, ground=False)
    body.shift(0.05 * body.size * body.swing(30.0), 0.0)
    body.about(body.rest.centre, 0.09 * body.wave(30.0, 0.2) * body.swell(5.0))


@action("burn", "flicker", "blaze", plans=THING, frames=14, repeats=True, shared=False)
def burn(body: Performance) -> None:
    """Let the flame of a candle flicker: it leans, stretches and ducks, the candle stands."""
    flames = joints_called(body, "flame")
    for name in flames:
        tall = 1.0 + body.amount * (0.3 * body.swing(9.0) + 0.15 * body.noise(5.0))
        body.stretch(name, 1.0 / np.sqrt(np.maximum(tall, 0.3)), np.maximum(tall, 0.3))
        body.turn(name, body.amount * (0.3 * body.swing(13.0) + 0.15 * body.noise(6.0)))
    if not flames:
        body.squash(1.0 + 0.08 * body.wave(9.0) * body.swell(3.0) * body.amount)


@action("shine", "beam", "radiate", plans=THING, frames=24, repeats=True, shared=False)
def shine(body: Performance) -> None:
    """Let rays grow long and short in turn."""
    phase, rays = body.phase(20.0), joints_called(body, "ray")
    for number, name in enumerate(rays):
        start = TAU * 0.5 * (number % 2)
        long = 1.0 + 0.32 * body.amount * (np.sin(TAU * phase + start) - np.sin(start))
        body.stretch(name, long, long)
    size = 1.0 + 0.05 * body.amount * body.swing(20.0) * (1.0 if rays else 2.0)
    scaled_about(body, body.rest.centre, size, size)
    body.about(body.rest.centre, 0.1 * body.amount * body.swing(60.0))


@action("nod", "bow", "agree", plans=THING, frames=16, repeats=True, shared=False)
def nod(body: Performance) -> None:
    """Bow a head forwards and back; a body with a neck hardly moves besides."""
    down = 0.5 - 0.5 * np.cos(TAU * body.phase(16.0))
    if body.rest.has("crown0"):
        aside = float(body.rest.at("crown0")[0] - body.rest.centre[0])
        ahead = float(np.sign(aside)) if abs(aside) > ASIDE * body.size else body.facing
        body.turn("crown0", 0.5 * ahead * down * body.amount)
        body.shift(0.0, 0.01 * body.size * down * body.amount)
        return
    turns = turned_head(body, np.zeros(body.frames), 0.5 * down * body.amount)
    body.about(_neck(body), body.facing * (0.12 if turns else 0.3) * down * body.amount)
    body.shift(0.0, 0.03 * body.size * down * body.amount)


@action("shake_head", "disagree", "refuse", plans=THING, frames=16, repeats=True, shared=False)
def shake_head(body: Performance) -> None:
    """Turn a head to and fro."""
    turned = 0.5 * body.wave(12.0) * body.swell(4.0) * body.amount
    turns = turned_head(body, turned)
    body.about(_neck(body), (0.05 if turns else 0.16) * turned / 0.5)
    body.shift((0.015 if turns else 0.03) * body.size * turned / 0.5, 0.0)


@action(
    "eat", "peck", "drink", "graze", "feed", "munch", "chew", "lick", "sniff",
    plans=THING, frames=22, repeats=True, shared=False,
)  # fmt: skip
def eat(body: Performance) -> None:
    """Bow down quickly, snap twice, come up; a head with a jaw snaps."""
    bite = np.sin(TAU * body.phase(11.0)) * body.swell(3.0) * min(body.amount, 1.3)
    if jaw_turning(body, 0.28 * bite):
        return
    phase = np.mod(body.phase(22.0), 1.0)
    keys = [
        (0, 0),
        (0.1, -0.12),
        (0.34, 1),
        (0.43, 0.72),
        (0.52, 1),
        (0.6, 0.75),
        (0.88, 0),
        (1, 0),
    ]
    down = keyed(phase, keys) * min(body.amount, 1.2)
    body.about(_neck(body), body.facing * 0.42 * down)
    body.shift(0.05 * body.facing * body.size * down, 0.05 * body.size * np.maximum(down, 0.0))


@action("laugh", "giggle", "chuckle", "grin", plans=THING, frames=6, repeats=True, shared=False)
def laugh(body: Performance) -> None:
    """Laugh: quick hops in bursts, leaning back a little."""
    burst = body.swell(3.0) * (0.6 + 0.4 * body.wave(24.0)) * body.amount
    ha = np.abs(body.wave(12.0)) * burst
    body.about(_neck(body), -body.facing * 0.1 * burst)
    body.shift(0.0, -0.05 * body.size * ha)
    body.squash(1.0 + 0.07 * (ha - 0.5 * burst))
    turned_head(body, np.zeros(body.frames), -0.3 * burst + 0.15 * ha)


@action(
    "look", "look_around", "search", "watch", "look_up", "listen",
    plans=THING, frames=40, repeats=True, shared=False,
)  # fmt: skip
def look(body: Performance) -> None:
    """Look here and there: quick turns with rests."""
    rests = (0.08, 0.3, 0.38, 0.62, 0.7, 0.9)
    turn = zip(rests, (-0.24, -0.24, 0.16, 0.16, -0.12, -0.12), strict=True)
    turned = body.facing * keyed(body.t, [(0, 0), *turn, (1, 0)]) * body.amount
    aside = keyed(body.t, [(0, 0), (0.08, 1), (0.3, 1), (0.4, -1), (0.64, -1), (0.76, 0), (1, 0)])
    up = keyed(body.t, [(0, 0), (0.64, 0), (0.74, -1), (0.9, -1), (1, 0)])
    if gazing(body, aside * min(body.amount, 1.1), up * min(body.amount, 1.1)):
        return
    turned_head(body, 2.0 * turned)
    body.about(_neck(body), turned)


@action("blink", "wink", plans=THING, frames=24, repeats=True, shared=False)
def blink(body: Performance) -> None:
    """Shut eyes that are drawn alone, twice; anything else flinches."""
    shut = body.once(0.1, 0.22, 0.26, 0.42) + body.once(0.5, 0.62, 0.66, 0.84)
    if not blinking(body, 1.0 - shut):
        body.squash(1.0 - 0.06 * shut * body.amount)


@action("open_mouth", plans=THING, frames=24, shared=False)
def open_mouth(body: Performance) -> None:
    """Open a mouth and leave it so; a head without one leans back."""
    keys = [(0, 0), (0.1, -0.06), (0.42, 1.06), (0.55, 1), (1, 1)]
    wide = there(body, keyed(body.t, keys)) * min(body.amount, 1.4)
    if parting(body, 0.5 * wide) or jaw_turning(body, 0.42 * wide):
        return
    body.about(_neck(body), -body.facing * 0.2 * wide)


@action("close_mouth", plans=THING, frames=24, shared=False)
def close_mouth(body: Performance) -> None:
    """Snap a mouth shut; one that is drawn shut, and that nothing has opened, opens before."""
    drawn = gape(body)
    opens = drawn < SHUT and body.beat.start == 0
    keys = [(0, 0), (0.4, 1), (0.5, 1), (0.62, -0.1), (0.72, 0), (1, 0)]
    wide = 0.42 * keyed(body.t, keys) * min(body.amount, 1.4) if opens else np.zeros(body.frames)
    snaps = there(body, keyed(body.t, [(0, 0), (0.3, 0), (0.4, 1), (1, 1)]))
    if parting(body, np.maximum(wide, 0.0)) or jaw_turning(body, wide - drawn * snaps):
        return
    body.about(_neck(body), -body.facing * 0.5 * wide)


@action(
    "talk", "sing", "chirp", "bark", "roar", "quack", "crow", "cluck", "moo", "neigh", "meow",
    "howl", "bleat", "growl", "screech", "call", "speak", "whisper", "yawn",
    "scream", "shout", "kiss", "chat",
    plans=THING, frames=16, repeats=True, shared=False,
)  # fmt: skip
def cry(body: Performance) -> None:
    """Throw a head up with each cry; a mouth that is drawn alone opens."""
    voice = (0.5 - 0.5 * np.cos(TAU * body.phase(8.0))) * (0.7 + 0.3 * body.noise(7.0))
    if parting(body, 0.5 * np.maximum(voice, 0.0) * body.swell(3.0) * body.amount):
        return
    wide = np.maximum(voice, 0.0) * body.swell(3.0) * min(body.amount, 1.3)
    if jaw_turning(body, 0.42 * wide):
        return
    phase = np.mod(body.phase(16.0), 1.0)
    up = keyed(phase, [(0, 0), (0.18, -0.3), (0.4, 1.0), (0.66, 0.5), (1, 0)]) * body.amount
    body.about(_neck(body), -body.facing * 0.22 * up)
    turned_head(body, np.zeros(body.frames), -0.3 * up)
    body.squash(1.0 + 0.04 * up)

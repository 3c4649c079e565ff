# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants, trees, flags and flames: the wind, and what fire does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, rise, settling
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLANT, TREE, FLAG, FLAME = ("plant",), ("tree",), ("flag",), ("flame",)
STEM = ("base", "stem0", "stem1", "stem2")
CLOTH = tuple(f"cloth{n}" for n in range(5))
TONGUE = tuple(f"tongue{n}" for n in range(4))


def _wind(body: Performance, period: float, strength: float) -> Floats:
    """Return the wind's push [F]: a steady rhythm with gusts."""
    rhythm = body.wave(period) + 0.4 * body.wave(period / 2, 0.2)
    gust = 1.0 + 0.35 * body.noise(2.5 * period)
    return np.asarray(strength * body.amount * rhythm * gust * body.swell(6.0))


def _plant(body: Performance, wind: Floats, period: float) -> None:
    for name, share in zip(STEM, (0.1, 0.22, 0.3, 0.3), strict=True):
        body.turn(name, share * wind)
    body.follow(("bloom",), period=period * 0.4, damping=0.25)
    for side in ("left", "right"):
        sign = 1.0 if side == "left" else -1.0
        push = np.stack([0.3 * wind + 0.1 * sign * body.noise(0.5 * period), 0.3 * wind], axis=1)
        body.follow((f"leaf_{side}0", f"leaf_{side}1"), period=period * 0.4, damping=0.3, push=push)


def _tree(body: Performance, wind: Floats, period: float) -> None:
    for name, share in (("base", 0.06), ("trunk0", 0.14), ("trunk1", 0.18)):
        body.turn(name, share * wind)
    crown = np.stack([0.2 * wind, 0.1 * wind], axis=1)  # more would fold a wide crown
    body.follow(("crown0", "crown1"), period=period * 0.4, damping=0.35, push=crown, drag=0.3)
    for side in ("left", "right"):
        own = 0.12 * body.noise(0.5 * period) * body.amount * np.abs(wind).max()
        push = np.stack([0.16 * wind + own, 0.14 * wind + own], axis=1)
        names = (f"branch_{side}0", f"branch_{side}1")
        body.follow(names, period=period * 0.35, damping=0.3, push=push, drag=0.3)


@action(
    "sway",
    "swing",
    "blow",
    "move",
    "wave",
    "rock",
    "rustle",
    "be",
    "bend",
    "dance",
    plans=PLANT,
    frames=40,
    repeats=True,
)
def sway(body: Performance) -> None:
    """Sway in the wind, the leaves late."""
    _plant(body, _wind(body, 32.0, 0.5), 32.0)


@action("nod", "agree", "bow", plans=PLANT, frames=16, repeats=True)
def nod(body: Performance) -> None:
    """Nod with the bloom: quickly down to the side that it hangs to, and up."""
    sign = 1.0 if body.rest.at("bloom")[0] >= body.rest.at("base")[0] else -1.0
    down = sign * (0.5 - 0.5 * np.cos(TAU * body.phase(16.0))) * min(body.amount, 1.4)
    for name, share in (("stem1", 0.08), ("stem2", 0.34), ("bloom", 0.5)):
        body.turn(name, share * down)


@action("shake", "tremble", "shiver", "flutter", plans=PLANT, frames=16, repeats=True)
def shake(body: Performance) -> None:
    """Shake in a storm."""
    _plant(body, _wind(body, 12.0, 0.28) + 0.3 * body.swell(6.0) * body.amount, 14.0)


@action(
    "sway",
    "swing",
    "blow",
    "move",
    "wave",
    "rock",
    "rustle",
    "be",
    "bend",
    "dance",
    plans=TREE,
    frames=48,
    repeats=True,
)
def sway_tree(body: Performance) -> None:
    """Sway in the wind: the trunk little, the crown more and later."""
    _tree(body, _wind(body, 32.0, 0.55), 32.0)


@action("shake", "tremble", "shiver", "storm", plans=TREE, frames=20, repeats=True)
def shake_tree(body: Performance) -> None:
    """Bend in a storm and shake."""
    _tree(body, _wind(body, 16.0, 0.28) + 0.4 * body.swell(8.0) * body.amount, 18.0)


@action("wilt", "droop", "fade", "die", "close", plans=PLANT, frames=48)
def wilt(body: Performance) -> None:
    """Let the head sink, then the leaves."""
    sign = 1.0 if body.rest.at("bloom")[0] >= body.rest.at("base")[0] else -1.0
    down = body.held(0.6)
    for name, share in zip(STEM, (0.05, 0.25, 0.5, 0.7), strict=True):
        body.turn(name, sign * share * down * min(body.amount, 1.2))
    late = rise(down, 0.3, 1.0)
    body.turn("leaf_left0", -0.7 * late)
    body.turn("leaf_right0", 0.7 * late)
    body.stretch("bloom", 1.0 - 0.15 * late, 1.0 - 0.15 * late)


@action("grow", "bloom", "rise", "sprout", "open", plans=(*PLANT, *TREE), frames=48)
def grow(body: Performance) -> None:
    """Grow from the drawn size, unrolling a little."""
    up = body.held(0.75)
    size = 1.0 + 0.35 * up * body.amount
    body.stretch("base", 1.0 + 0.2 * up, size)
    sway_ = settling(body.t, 0.0, 2.0, 2.0)
    for name in ("stem1", "stem2", "trunk1", "crown0"):
        body.turn(name, 0.08 * sway_)
    body.stretch("bloom", 1.0 + 0.25 * rise(up, 0.4, 1.0), 1.0 + 0.2 * rise(up, 0.4, 1.0))
    body.turn("leaf_left0", 0.25 * up)
    body.turn("leaf_right0", -0.25 * up)


@action("fall", "topple", "tip_over", plans=(*PLANT, *TREE), frames=36)
def topple(body: Performance) -> None:
    """Lean, ever faster, and fall to the side."""
    t = body.t
    sign = float(body.beat.aim) or (1.0 if body.rng.random() < 0.5 else -1.0)
    back = 1.0 - rise(t, 0.85, 1.0) if body.beat.loop else 1.0
    over = np.clip((t - 0.1) / 0.6, 0, 1) ** 3 * back
    body.turn("base", sign * (1.4 * over - 0.05 * settling(t, 0.7, 2.0, 4.0)))
    for side in ("left", "right"):
        body.follow((f"leaf_{side}0", f"branch_{side}0"), period=12.0, damping=0.3)


@action(
    "wave",
    "flutter",
    "flap",
    "blow",
    "fly",
    "ripple",
    "sway",
    "move",
    "be",
    "billow",
    plans=FLAG,
    frames=20,
    repeats=True,
)
def wave(body: Performance) -> None:
    """Wave: ripples run along the cloth and grow."""
    _ripples(body, 20.0, 0.3)


@action("whip", "shake", "storm", "race", plans=FLAG, frames=9, repeats=True)
def whip(body: Performance) -> None:
    """Whip in a storm."""
    _ripples(body, 9.0, 0.36)
    body.turn("pole", 0.02 * body.wave(9.0) * body.swell(4.0))


def _ripples(body: Performance, period: float, size: float) -> None:
    swell = body.swell(4.0) * body.amount * (1.0 + 0.3 * body.noise(2 * period))
    before: Floats = np.zeros(body.frames)
    for number, name in enumerate(("pole_top", *CLOTH)):
        if name == "pole_top":
            continue
        grown = size * (0.35 + 0.25 * number)
        absolute = grown * swell * body.wave(period, 0.19 * number)
        body.turn(name, absolute - before)
        before = absolute
    body.turn("pole", 0.012 * body.wave(period, 0.1) * swell)


@action("droop", "hang", "fall", "calm", plans=FLAG, frames=36)
def droop(body: Performance) -> None:
    """Sink down as the wind dies."""
    down = body.held(0.5)
    sign = body.facing
    for name, share in zip(CLOTH, (0.5, 0.35, 0.2, 0.12, 0.08), strict=True):
        body.turn(name, sign * share * down)
    body.turn("cloth4", 0.3 * settling(body.t, 0.45, 2.0, 3.0))


@action(
    "flicker",
    "burn",
    "dance",
    "be",
    "move",
    "sway",
    "blaze",
    "glow",
    plans=FLAME,
    frames=14,
    repeats=True,
)
def flicker(body: Performance) -> None:
    """Flicker: waves run up the flame, it stretches and ducks."""
    swell = body.swell(3.0) * body.amount
    before: Floats = np.zeros(body.frames)
    for number, name in enumerate(("base", *TONGUE[:3])):
        size = (0.05, 0.16, 0.28, 0.42)[number]
        absolute = size * swell * (body.wave(14.0, 0.16 * number) + 0.4 * body.noise(7.0))
        body.turn(name, absolute - before)
        before = absolute
    tall = 1.0 + 0.12 * swell * (body.wave(9.0, 0.1) + 0.7 * body.noise(6.0))
    body.stretch("base", 1.0 / np.sqrt(tall), tall)


@action("blow", "lean", "bend", plans=FLAME, frames=24, repeats=True)
def blow(body: Performance) -> None:
    """Lean in the wind."""
    flicker(body)
    side = float(body.rng.choice([-1.0, 1.0])) * (0.6 + 0.4 * body.noise(16.0)) * body.swell(5.0)
    for name, share in zip(("base", *TONGUE[:3]), (0.05, 0.15, 0.2, 0.25), strict=True):
        body.turn(name, share * side * body.amount)


@action("die", "go_out", "shrink", "fade", plans=FLAME, frames=36)
def die(body: Performance) -> None:
    """Get ever smaller, with a last flare."""
    flicker(body)
    left = keyed(body.t, [(0, 1), (0.2, 1.15), (0.7, 0.35), (0.8, 0.45), (1, 0.12)])
    if body.beat.loop:
        left = 1.0 - 0.6 * np.sin(np.pi * body.t) ** 2
    body.stretch("base", 0.3 + 0.7 * left, left)


@action("flare", "grow", "rise", "explode", plans=FLAME, frames=30)
def flare(body: Performance) -> None:
    """Flare up high."""
    flicker(body)
    up = body.once(0.1, 0.4, 0.6, 1.0) if body.beat.loop else body.held(0.5)
    body.stretch("base", 1.0 + 0.15 * up, 1.0 + 0.5 * up * body.amount)

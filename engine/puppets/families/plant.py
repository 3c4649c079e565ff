# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trees, flowers, grass, candles: bending from the root, with leaves that lag behind."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    deg,
    draw_limb,
    ellipse,
    line,
    polyline,
    rounded,
    vec,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat, Floats


def _stalk(
    beat: Beat,
    root: Floats,
    angle: float,
    long: float,
    bend: float,
    lag: float,
    curl: float,
    n: int = 6,
) -> Floats:
    """Return a stem [T,n,2] that bends more and later towards its tip."""
    angles = [
        beat.swing(deg(angle) + curl * i / n, bend * (0.25 + 0.9 * i / n), lag + 0.05 * i)
        for i in range(n)
    ]
    return rounded(chain(root, [long / n] * n, angles), 20, 3)


def _flower(
    puppet: PuppetBuilder, beat: Beat, motion: str, root: Floats, size: float, lag: float
) -> None:
    rng = puppet.rng
    bend = float(rng.uniform(0.14, 0.3)) * (0.3 if motion == "bloom" else 1.0)
    stem = _stalk(
        beat, root, -90 + float(rng.uniform(-12, 12)), size, bend, lag, float(rng.normal(0, 0.3))
    )
    ribbon = Ribbon(stem, np.array([0.012, 0.01]))
    puppet.add(ribbon.side(0.0))
    if rng.random() < 0.4:
        puppet.add(ribbon.side(1.0), weight=0.7)
    head = ribbon.frame(1.0)
    opened = np.ones(FRAMES)
    if motion == "bloom":
        grow = np.clip(beat.t * 1.1, 0, 1)
        opened = 0.3 + 0.9 * (grow * grow * (3 - 2 * grow))
        if beat.loop:
            opened = 0.35 + 0.7 * (0.5 - 0.5 * np.cos(TAU * beat.t))
    r = float(rng.uniform(0.1, 0.2)) * size
    petals = int(rng.integers(4, 9))
    tulip = rng.random() < 0.3
    for i in range(3 if tulip else petals):
        a = (i - 1) * 0.45 if tulip else i * TAU / petals
        turn = head.angle + a * (opened if tulip or motion == "bloom" else 1.0)
        petal = Frame(
            head.origin, turn + beat.swing(0.0, 0.05, lag + 0.3), opened, 0.5 + 0.5 * opened
        )
        w = r * float(rng.uniform(0.35, 0.55))
        reach = r * (1.8 if tulip else 1.3)
        shape = line(
            (0.1 * r, 0), (0.6 * reach, -w), (reach, 0), (0.6 * reach, w), (0.1 * r, 0), samples=28
        )
        puppet.add(petal.place(shape), weight=0.9)
    if not tulip:
        puppet.add(
            head.place(ellipse(0, 0, 0.35 * r, 0.35 * r, 20)), closed=True, rigid=True, weight=0.8
        )
    for sign in (-1.0, 1.0):
        if rng.random() < 0.7:
            at = ribbon.frame(float(rng.uniform(0.3, 0.6))).child(
                0, 0, beat.swing(sign * 0.8, 0.16, lag + 0.2)
            )
            n = float(rng.uniform(0.2, 0.35)) * size
            puppet.add(
                at.place(line((0, 0), (0.5 * n, -0.25 * n), (n, 0), (0.5 * n, 0.2 * n), (0, 0))),
                weight=0.7,
            )


def _tree(puppet: PuppetBuilder, beat: Beat, kind: str) -> None:
    rng = puppet.rng
    bend = float(rng.uniform(0.07, 0.15)) * (1.7 if kind == "palm" else 1.0)
    trunk = Ribbon(
        _stalk(beat, vec(0, 0), -90, 0.6, bend, 0.0, float(rng.normal(0, 0.1))),
        np.array([0.07, 0.05, 0.045, 0.04]),
    )
    draw_limb(puppet, trunk, str(rng.choice(["single", "double", "double"])))
    top = trunk.frame(1.0)
    if kind == "palm" or rng.random() < 0.35:
        for i in range(int(rng.integers(4, 8))):
            a = float(rng.uniform(-170, -10))
            tip = beat.swing(0.0, bend * 2.0, 0.2 + 0.03 * i)
            branch = _stalk(
                beat,
                top.origin,
                a,
                float(rng.uniform(0.25, 0.45)),
                bend * 1.6,
                0.15,
                float(np.sign(a + 90)) * (1.0 if kind == "palm" else 0.2),
            )
            puppet.add(branch, weight=0.9)
            if rng.random() < 0.5:
                leaf = Frame(branch[:, 12], tip + deg(a + 40))
                puppet.add(leaf.place(line((0, 0), (0.06, -0.02), (0.13, 0.0))), weight=0.6)
        return
    w, h = float(rng.uniform(0.28, 0.4)), float(rng.uniform(0.25, 0.42))
    lobes = int(rng.integers(0, 9))
    turn = np.linspace(0, TAU, 60)
    crown = 1 + 0.08 * np.cos(lobes * turn) * (lobes > 3)
    if rng.random() < 0.25:  # a fir
        shape = polyline((-w, 0), (0, -2 * h), (w, 0), (-w, 0), samples=60)
    else:
        shape = np.stack([w * crown * np.cos(turn), -0.8 * h + h * crown * np.sin(turn)], 1)
    shear = beat.swing(0.0, bend * 1.3, 0.15)
    flutter = 0.015 * beat.amp * np.sin(TAU * (beat.u[:, None] * 2 + shape[None, :, 0] * 3))
    flutter = flutter - flutter[:1]
    x = shape[None, :, 0] - shear[:, None] * shape[None, :, 1] + (flutter if beat.loop else 0.0)
    moved = np.stack([x, np.broadcast_to(shape[None, :, 1], x.shape)], -1)
    flat = Frame(top.origin, np.zeros(FRAMES))
    puppet.add(flat.place(moved), closed=True)
    for _ in range(int(rng.integers(0, 5))):
        s0 = int(rng.integers(0, 40))
        inner = moved[:, s0 : s0 + 14] * np.array([0.7, 0.7]) + np.array([0.0, -0.25 * h])
        puppet.add(flat.place(inner), weight=0.5)


def _flame(puppet: PuppetBuilder, beat: Beat, kind: str) -> None:
    rng = puppet.rng
    s = np.linspace(0, 1, 24)
    base = 0.0
    if kind == "candle":
        w, h = float(rng.uniform(0.06, 0.12)), float(rng.uniform(0.35, 0.6))
        puppet.add(
            polyline((-w, h), (-w, 0), (w, 0), (w, h), (-w, h), samples=40), closed=True, rigid=True
        )
        puppet.add(polyline((0, 0), (0, -0.05)), rigid=True, weight=0.6)
        base = -0.03
    tongues = 1 if kind == "candle" else int(rng.integers(2, 5))
    for i in range(tongues):
        x0 = 0.0 if tongues == 1 else (i - 0.5 * (tongues - 1)) * 0.22
        high = float(rng.uniform(0.3, 0.6)) * (0.7 if kind == "candle" else 1.0)
        wide = 0.28 * high
        stretch = beat.swing(1.0, 0.14, 0.17 * i)
        sway = 0.22 * high * min(beat.amp, 1.4)
        phase = TAU * (beat.u[:, None] - 0.7 * s[None] + 0.2 * i)
        wave = np.sin(phase) * s[None] ** 1.5 * sway
        if beat.neutral:
            wave = wave - wave[:1] * beat.fade[:, None]
        for sign in (-1.0, 1.0):
            width = wide * np.sin(np.pi * s**0.6) * (1 - 0.3 * s)
            y = base - high * s[None] * stretch[:, None]
            puppet.add(np.stack([x0 + wave + sign * width[None], y], -1))
        if rng.random() < 0.5:
            puppet.add(
                np.stack([x0 + 0.6 * wave, base - 0.6 * high * s[None] * stretch[:, None]], -1),
                weight=0.5,
            )


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    if kind in ("flame", "candle"):
        _flame(puppet, beat, kind)
    elif kind in ("tree", "palm"):
        _tree(puppet, beat, kind)
    elif kind == "grass":
        for _ in range(int(rng.integers(4, 12))):
            x = float(rng.uniform(-0.5, 0.5))
            blade = _stalk(
                beat,
                vec(x, 0),
                -90 + float(rng.uniform(-25, 25)),
                float(rng.uniform(0.3, 0.7)),
                float(rng.uniform(0.2, 0.3)),
                0.3 * x,
                float(rng.normal(0, 0.5)),
            )
            ribbon = Ribbon(blade, np.array([0.02, 0.015, 0.003]))
            draw_limb(puppet, ribbon, "single" if rng.random() < 0.7 else "double")
    else:
        for i in range(int(rng.choice([1, 1, 2, 3]))):
            _flower(puppet, beat, motion, vec(0.3 * i, 0.0), float(rng.uniform(0.7, 1.0)), 0.08 * i)


FAMILY = Family(
    name="plant",
    kinds={
        "flower": ("flower", "rose", "tulip", "sunflower", "daisy", "poppy", "plant", "blossom"),
        "tree": ("tree", "oak", "bush", "willow", "old tree", "apple tree"),
        "palm": ("palm tree", "palm"),
        "grass": ("grass", "reeds", "seaweed", "wheat", "field of grass", "hair"),
        "flame": ("fire", "flame", "campfire", "bonfire", "torch"),
        "candle": ("candle", "candle flame", "candle light"),
    },
    motions=(
        Move("sway", ("sway", "sway in the wind", "sway in the breeze", "bend in the wind",
                      "move in the wind", "wave in the breeze", "swing in the wind", "rustle",
                      "dance in the wind", "sway back and forth"),
             ("its leaves rustling", "bending gently", "in a soft breeze"), weight=2.5,
             avoid=("flame", "candle")),
        Move("bloom", ("bloom", "open", "open its petals", "blossom", "unfold", "open up"),
             ("its petals unfolding",), kinds=("flower",), weight=1.0),
        Move("flicker", ("flicker", "burn", "blaze", "dance", "flare", "glow and flicker",
                         "waver",
                         "flicker in the wind"), ("its tongue dancing",), kinds=("flame",
                                                                                 "candle"),
             weight=2.0),
    ),
    build=build,
    tilt=6.0,
    weight=1.0,
)  # fmt: skip

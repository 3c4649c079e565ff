# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snakes, worms, eels and lizards: slithering waves; a cobra that stands and sways."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    draw_limb,
    ellipse,
    line,
    rounded,
    unit,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat, Floats


def _head(puppet: PuppetBuilder, frame: Frame, r: float, beat: Beat) -> None:
    rng = puppet.rng
    puppet.add(
        frame.place(
            line((-0.5 * r, -r), (0.8 * r, -0.9 * r), (2 * r, 0), (0.8 * r, 0.8 * r), (-0.5 * r, r))
        ),
        rigid=True,
    )
    puppet.add(
        frame.place(ellipse(0.7 * r, -0.35 * r, 0.15 * r, 0.15 * r, 12)),
        closed=True,
        rigid=True,
        weight=0.6,
    )
    if rng.random() < 0.5:
        flick = frame.child(2 * r, 0, beat.swing(0.0, 0.3, 0.0, 2))
        puppet.add(flick.place(line((0, 0), (0.5 * r, 0), (1.1 * r, 0.3 * r))), weight=0.6)


def _crawler(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    n = 26
    s = np.linspace(0, 1, n)  # 0 = tail, 1 = head
    waves = float(rng.uniform(0.5, 1.0) if kind in ("worm", "lizard") else rng.uniform(0.9, 2.0))
    size = float(rng.uniform(0.55, 1.0)) * (0.55 if kind == "lizard" else 1.0) * min(beat.amp, 1.3)
    curve = size * (1.0 - 0.35 * s)

    def heading(u: Floats) -> Floats:
        return np.asarray(curve * np.sin(TAU * (u[:, None] + waves * s[None])))

    angle = heading(beat.u)
    if beat.neutral:
        still = heading(beat.u[:1]) * (0.75 if rng.random() < 0.5 else 0.3)
        angle = (
            still
            + (angle - heading(beat.u[:1])) * 1.0
            + (heading(beat.u[:1]) - still) * (1 - beat.fade[:, None])
        )
    if motion == "crawl":  # an inchworm: the middle arches and the ends draw together
        arch = np.sin(np.pi * s)[None] * beat.keys([(0, 0), (0.5, 1)])[:, None]
        angle = 0.15 * angle
        y = -0.35 * arch * np.ones((FRAMES, 1))
        x = s[None] * (1 - 0.25 * beat.keys([(0, 0), (0.5, 1)])[:, None])
        path = np.stack([x, y], -1)
    else:
        path = np.cumsum(unit(angle), axis=1) / n
        path = path - path.mean(axis=1, keepdims=True)
    thick = float(rng.uniform(0.02, 0.045)) * (1.6 if kind == "lizard" else 1.0)
    ribbon = Ribbon(path, thick * np.array([0.1, 0.5, 0.9, 1.0, 1.0, 0.9, 0.7]))
    if (kind == "worm" and rng.random() < 0.5) or rng.random() < 0.2:
        puppet.add(ribbon.side(0.0))
    elif rng.random() < 0.3:
        puppet.add(ribbon.around(), closed=True)
    else:
        puppet.add(ribbon.side(-1.0))
        puppet.add(ribbon.side(1.0))
    if kind != "worm":
        _head(puppet, ribbon.frame(1.0), thick * float(rng.uniform(1.0, 1.5)), beat)
    if kind == "lizard":
        for at, phase in ((0.45, 0.0), (0.8, 0.5)):
            for sign in (-1.0, 1.0):
                swing = beat.swing(sign * 1.4, 0.5, phase + (0.5 if sign > 0 else 0.0))
                leg = ribbon.frame(at, sign * 0.8).child(0, 0, swing)
                puppet.add(
                    leg.place(line((0, 0), (0.09, 0.02 * sign), (0.12, -0.08 * sign), smooth=2))
                )
    for i in range(int(rng.integers(0, 6))):
        puppet.add(ribbon.across(0.2 + 0.12 * i), weight=0.4)


def _cobra(puppet: PuppetBuilder, beat: Beat) -> None:
    rng = puppet.rng
    high = float(rng.uniform(0.6, 0.9))
    n = 7
    lean = float(rng.uniform(-0.15, 0.15))
    size = float(rng.uniform(0.22, 0.4))
    angles = [
        beat.swing(-np.pi / 2 + lean + 0.5 * (0.5 - i / n), size * (0.35 + 0.9 * i / n), 0.06 * i)
        for i in range(n)
    ]
    angles[0] = beat.swing(-np.pi / 2 + 0.9, 0.08, 0.0)
    joints = [np.zeros((FRAMES, 2))]
    for a in angles:
        joints.append(joints[-1] + unit(a) * high / n)
    thick = float(rng.uniform(0.04, 0.06))
    hood = float(rng.uniform(1.2, 2.6))
    ribbon = Ribbon(
        rounded(np.stack(joints, 1), 26, 4), thick * np.array([1.0, 1.0, 1.0, 1.2, hood, hood, 0.9])
    )
    draw_limb(puppet, ribbon, "double", hatches=int(rng.integers(0, 4)))
    look = beat.swing(float(rng.uniform(-0.2, 0.3)), 0.25, 0.25)
    _head(puppet, Frame(ribbon.line[:, -1], look), thick * float(rng.uniform(0.8, 1.2)), beat)
    if rng.random() < 0.6:
        for i in range(int(rng.integers(1, 4))):
            puppet.add(ribbon.across(0.25 + 0.12 * i, slant=0.03), weight=0.5)
    w = float(rng.uniform(0.25, 0.45))
    sign = float(rng.choice([-1, 1]))
    for i in range(int(rng.integers(1, 4))):  # coils on the ground
        cy, rx, ry = 0.07 * i, w * float(rng.uniform(0.8, 1.1)), 0.07 + 0.02 * i
        coil = ellipse(sign * 0.2, cy, rx, ry, 30, float(rng.uniform(0, 6)))
        puppet.add(coil, closed=True, weight=0.9, rigid=True)
    tip = beat.swing(0.0, 0.2, 0.3)
    tail = Frame(np.full((FRAMES, 2), [sign * (0.2 + w), 0.08]), tip)
    puppet.add(tail.place(line((0, 0), (sign * 0.12, 0.03), (sign * 0.25, -0.03))), weight=0.8)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind == "cobra":
        _cobra(puppet, beat)
    else:
        _crawler(puppet, beat, kind, motion)


FAMILY = Family(
    name="snake",
    kinds={
        "snake": ("snake", "serpent", "viper", "eel", "python", "long snake", "rattlesnake"),
        "worm": ("worm", "caterpillar", "earthworm", "tadpole", "larva"),
        "lizard": ("lizard", "gecko", "salamander", "crocodile", "alligator"),
        "cobra": ("cobra", "cobra snake", "hypnotized cobra", "snake", "king cobra",
                  "standing snake"),
    },
    motions=(
        Move("slither", ("slither", "crawl", "slither along", "wriggle", "wind along", "creep",
                         "slide",
                         "slither on the ground", "writhe", "move along", "undulate", "squirm"),
             ("its body in waves", "winding from side to side"), travel=0.35, weight=2.0,
             avoid=("cobra",)),
        Move("crawl", ("inch along", "crawl", "inch forward", "hump along"), (), weight=0.7,
             kinds=("worm",)),
        Move("sway", ("sway", "sway its head", "sway rhythmically", "sway from side to side",
                      "dance",
                      "sway its body", "move its head from side to side", "swing its head",
                      "rock"),
             ("mesmerized", "in a trance", "its hood flared", "with a gentle side-to-side motion",
              "hypnotized by the music"), weight=2.0, kinds=("cobra",)),
    ),
    build=build,
    weight=1.0,
    tilt=20.0,
)  # fmt: skip

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Surfers, skaters and skiers on their boards; boats on the waves."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    draw_limb,
    ellipse,
    line,
    polyline,
    rounded,
    unit,
    vec,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat


def _board(puppet: PuppetBuilder, frame: Frame, long: float) -> None:
    rng = puppet.rng
    up = float(rng.uniform(0.02, 0.1))
    thick = float(rng.uniform(0.015, 0.07))
    top = line((-long, -up), (-0.5 * long, 0), (0.5 * long, 0), (long, -up))
    low = line((long, -up), (0.5 * long, thick), (-0.5 * long, thick), (-long, -up))
    if rng.random() < 0.5:
        puppet.add(frame.place(np.concatenate([top, low[1:]])), closed=True, rigid=True)
    else:
        puppet.add(frame.place(top), rigid=True)
        if rng.random() < 0.7:
            puppet.add(frame.place(low), rigid=True)
    for _ in range(int(rng.integers(0, 3))):
        x = float(rng.uniform(-0.6, 0.3)) * long
        puppet.add(
            frame.place(line((x, 0.2 * thick), (x + 0.3 * long, 0.4 * thick))),
            rigid=True,
            weight=0.4,
        )


def _rider(puppet: PuppetBuilder, beat: Beat, frame: Frame, motion: str) -> None:
    rng = puppet.rng
    front = rng.random() < 0.5
    spread = float(rng.uniform(0.1, 0.22))
    crouch = float(rng.uniform(0.0, 0.16))
    dip = beat.pulse(0.0, 0.07, 0.5, 1.0) + beat.swing(0.0, 0.015, 0.2)
    hip = frame.at(0.0, -0.40 + crouch) + vec(0.0, dip)
    lean = (
        frame.angle * 0.5
        - np.pi / 2
        + beat.swing(float(rng.uniform(0.0, 0.35)) * (not front), 0.14, 0.3)
    )
    neck = hip + 0.3 * unit(lean)
    thick = float(rng.uniform(0.025, 0.055))
    mode = str(rng.choice(["single", "double", "closed", "capped"], p=[0.25, 0.35, 0.25, 0.15]))
    for sign in (-1.0, 1.0):
        foot = frame.at(sign * spread, -0.01)
        bend = 0.06 + 0.5 * crouch
        knee = 0.5 * (hip + foot) + vec(bend if not front else sign * bend, 0.0)
        leg = Ribbon(
            rounded(
                np.stack([hip, knee, foot, foot + vec(0.06 * (sign if front else 1), 0)], 1), 22, 3
            ),
            thick * np.array([1.5, 1.1, 0.8, 0.5]),
        )
        draw_limb(puppet, leg, mode)
    torso = Ribbon(
        rounded(np.stack([hip, 0.5 * (hip + neck), neck], 1), 18, 2),
        thick * np.array([1.8, 1.8, 2.0]),
    )
    draw_limb(puppet, torso, mode, hatches=int(rng.integers(0, 3)))
    for sign in (-1.0, 1.0):
        size = float(rng.uniform(0.2, 0.45)) * (1.8 if motion == "trick" else 1.0)
        base = (0.25 if sign > 0 else np.pi - 0.25) + float(rng.uniform(-0.5, 0.5))
        a = beat.swing(base, size, 0.1 if rng.random() < 0.5 else 0.6)
        b = beat.swing(base, size * 1.3, 0.2)
        arm = Ribbon(
            rounded(chain(neck, [0.15, 0.15], [a, b]), 18, 2),
            thick * np.array([0.9, 0.8, 0.5]),
        )
        draw_limb(puppet, arm, mode)
    r = float(rng.uniform(0.055, 0.085))
    head = Frame(neck + unit(lean) * 1.35 * r, lean + np.pi / 2)
    puppet.add(
        head.place(ellipse(0, 0, r, 1.15 * r, 24, float(rng.uniform(0, 6)))),
        closed=True,
        rigid=True,
    )


def _wave(puppet: PuppetBuilder, beat: Beat, y: float) -> None:
    s = np.linspace(0, 1, 28)
    phase = TAU * (1.6 * s[None] - beat.u[:, None])
    grow = 0.05 * beat.amp
    height = grow * np.sin(phase)
    if beat.neutral:
        height = height - 0.7 * height[:1] * beat.fade[:, None]
    puppet.add(np.stack([np.broadcast_to(-0.7 + 1.4 * s, phase.shape), y + height], -1), weight=0.9)


def _boat(puppet: PuppetBuilder, frame: Frame, beat: Beat) -> None:
    rng = puppet.rng
    deep = float(rng.uniform(0.14, 0.22))
    puppet.add(
        frame.place(line((-0.5, -deep), (-0.38, 0), (0.35, 0), (0.55, -deep), smooth=1)), rigid=True
    )
    puppet.add(frame.place(polyline((-0.5, -deep), (0.55, -deep))), rigid=True)
    mast = float(rng.uniform(0.6, 0.9))
    x = float(rng.uniform(-0.1, 0.1))
    puppet.add(frame.place(polyline((x, -deep), (x, -deep - mast))), rigid=True, weight=0.9)
    fill = beat.swing(0.06, 0.05, 0.2)
    s = np.linspace(0, 1, 20)
    for sign, w in ((1.0, 0.36), (-1.0, 0.3)):
        if sign < 0 and rng.random() < 0.3:
            continue
        leech = np.stack(
            [
                np.broadcast_to(x + sign * w * s, (FRAMES, 20))
                + fill[:, None] * np.sin(np.pi * s)[None],
                np.broadcast_to(-deep - mast * (0.97 - 0.9 * s), (FRAMES, 20)),
            ],
            -1,
        )
        puppet.add(frame.place(leech))
        puppet.add(
            frame.place(line((x, -deep - 0.07 * mast), (x + sign * w, -deep - 0.07 * mast))),
            rigid=True,
        )


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    rest = float(rng.uniform(-0.35, 0.15)) if kind == "surfer" else 0.0
    size = {"trick": 0.3, "ride": 0.17}.get(motion, 0.12)
    lift = beat.swing(0.0, 0.07 if kind != "skater" else 0.02, 0.1)
    if motion == "trick":
        lift = beat.keys([(0, 0), (0.2, 0.05), (0.5, -0.35 * beat.amp), (0.8, 0.03), (0.95, 0)])
    frame = Frame(
        vec(beat.swing(0.0, 0.06 if motion == "ride" else 0.0, 0.3), lift),
        beat.swing(rest, size, 0.3),
    )
    if kind == "boat":
        _boat(puppet, frame, beat)
        if rng.random() < 0.6:
            _wave(puppet, beat, 0.02)
        return
    _board(puppet, frame, float(rng.uniform(0.35, 0.55)))
    _rider(puppet, beat, frame, motion)
    if kind == "skater":
        for x in (-0.25, 0.25):
            puppet.add(
                frame.place(ellipse(x, 0.07, 0.035, 0.035, 16)), closed=True, rigid=True, weight=0.8
            )
    elif rng.random() < 0.35:
        _wave(puppet, beat, 0.1)


FAMILY = Family(
    name="board",
    kinds={
        "surfer": ("surfer", "surfer on a surfboard", "man on a surfboard", "surfing woman",
                   "snowboarder", "windsurfer", "person on a surfboard"),
        "skater": ("skater", "skateboarder", "boy on a skateboard", "girl on a scooter", "skier"),
        "boat": ("boat", "sailing boat", "ship", "sailboat", "little boat", "yacht", "canoe"),
    },
    motions=(
        Move("ride", ("surf", "ride the waves", "surf the waves", "ride a wave",
                      "maneuver on the waves",
                      "balance on the board", "glide over the waves", "ride the board",
                      "keep balance"),
             ("keeping balance", "riding up and down the waves", "tilting the board",
              "arms outstretched"),
             travel=0.3, weight=2.0, avoid=("boat",)),
        Move("trick", ("jump", "do a trick", "jump with the board", "jump over a wave", "leap"),
             (), once=True, weight=0.8, avoid=("boat",)),
        Move("sail", ("sail", "rock on the waves", "bob on the water", "float on the water",
                      "sail along", "rock", "sway on the waves", "move over the waves"),
             ("in the wind", "rising and falling"), travel=0.4, weight=2.0, kinds=("boat",)),
    ),
    build=build,
    weight=0.9,
    tilt=10.0,
)  # fmt: skip

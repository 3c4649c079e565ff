# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Planes, rockets, helicopters, spaceships: rigid bodies that bank, climb and lift off."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, ellipse, line, polyline, vec
from engine.puppets.family import Family, Move
from engine.puppets.timing import FRAMES, TAU, Beat


def _plane(puppet: PuppetBuilder, frame: Frame) -> None:
    rng = puppet.rng
    h = float(rng.uniform(0.06, 0.1))
    top = line((-0.5, -0.5 * h), (-0.3, -h), (0.3, -h), (0.5, 0.0), smooth=3)
    low = line((0.5, 0.0), (0.3, h), (-0.2, h), (-0.5, -0.5 * h), smooth=3)
    puppet.add(frame.place(top), rigid=True)
    puppet.add(frame.place(low), rigid=True)
    t = float(rng.uniform(0.12, 0.2))
    puppet.add(
        frame.place(polyline((-0.48, -0.5 * h), (-0.55, -h - t), (-0.45, -h - t), (-0.33, -h))),
        rigid=True,
    )
    w = float(rng.uniform(0.2, 0.4))
    puppet.add(
        frame.place(polyline((0.1, 0.3 * h), (-0.2, w), (-0.3, w), (-0.1, 0.3 * h))), rigid=True
    )
    if rng.random() < 0.7:
        puppet.add(
            frame.place(polyline((0.08, -h), (-0.1, -0.7 * w), (-0.18, -0.7 * w), (-0.08, -h))),
            rigid=True,
            weight=0.8,
        )
    for i in range(int(rng.integers(0, 4))):
        r = 0.18 * h
        puppet.add(
            frame.place(ellipse(0.05 + 0.1 * i, -0.3 * h, r, r, 12)),
            closed=True,
            rigid=True,
            weight=0.5,
        )


def _rocket(puppet: PuppetBuilder, frame: Frame, beat: Beat, burn: bool) -> None:
    rng = puppet.rng
    w = float(rng.uniform(0.09, 0.15))
    for sign in (-1.0, 1.0):
        puppet.add(
            frame.place(line((0.5, 0), (0.25, sign * w), (-0.35, sign * 0.85 * w))), rigid=True
        )
        fin = polyline((-0.15, sign * w), (-0.42, sign * (w + 0.14)), (-0.35, sign * 0.85 * w))
        puppet.add(frame.place(fin), rigid=True, weight=0.9)
    puppet.add(frame.place(polyline((-0.35, -0.85 * w), (-0.35, 0.85 * w))), rigid=True, weight=0.9)
    puppet.add(
        frame.place(ellipse(0.15, 0, 0.4 * w, 0.4 * w, 20)), closed=True, rigid=True, weight=0.7
    )
    if burn:
        long = beat.swing(0.22, 0.08, 0.0, 2)
        for sign in (-1.0, 1.0):
            s = np.linspace(0, 1, 14)
            x = -0.36 - long[:, None] * s[None]
            y = sign * 0.6 * w * (1 - s)[None] * np.ones((FRAMES, 1))
            puppet.add(frame.place(np.stack([x, y], -1)), weight=0.8)


def _saucer(puppet: PuppetBuilder, frame: Frame) -> None:
    rng = puppet.rng
    h = float(rng.uniform(0.1, 0.18))
    puppet.add(
        frame.place(ellipse(0, 0, 0.5, h, 40, float(rng.uniform(0, 6)))), closed=True, rigid=True
    )
    dome = ellipse(0, -0.6 * h, 0.24, 0.22, 40, np.pi)[:21]
    puppet.add(frame.place(dome), rigid=True)
    for x in (-0.28, 0.0, 0.28)[: int(rng.integers(0, 4))]:
        puppet.add(
            frame.place(ellipse(x, 0.35 * h, 0.035, 0.03, 12)), closed=True, rigid=True, weight=0.6
        )


def _helicopter(puppet: PuppetBuilder, frame: Frame, beat: Beat) -> None:
    rng = puppet.rng
    puppet.add(
        frame.place(ellipse(0.1, 0, 0.25, 0.17, 36, float(rng.uniform(0, 6)))),
        closed=True,
        rigid=True,
    )
    puppet.add(frame.place(polyline((-0.13, -0.05), (-0.55, -0.1))), rigid=True)
    puppet.add(frame.place(polyline((-0.12, 0.05), (-0.55, -0.05))), rigid=True, weight=0.8)
    puppet.add(frame.place(polyline((0.1, -0.17), (0.1, -0.26))), rigid=True, weight=0.9)
    puppet.add(frame.place(line((-0.1, 0.25), (0.15, 0.26), (0.34, 0.22))), rigid=True, weight=0.7)
    spread = beat.curve(0.0, lambda u: 0.42 * np.cos(TAU * u + 0.3))
    rotor = Frame(
        frame.at(0.1, -0.26), frame.angle, np.where(np.abs(spread) < 0.02, 0.02, spread), 1.0
    )
    puppet.add(rotor.place(polyline((-1, 0), (1, 0))))
    tail = frame.child(-0.55, -0.08, TAU * (beat.u - beat.u[0]))
    puppet.add(tail.place(polyline((-0.1, 0), (0.1, 0))), rigid=True, weight=0.7)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    upright = kind == "rocket" and rng.random() < 0.6
    rest = -np.pi / 2 if upright else float(rng.uniform(-0.4, 0.15))
    bank = beat.swing(rest, 0.14 if kind != "saucer" else 0.2, 0.0)
    lift = beat.swing(0.0, 0.09, 0.25)
    along = 0 * lift
    if motion == "launch":
        go = np.clip(beat.t, 0, 1) ** 1.6
        lift = (
            -go * 0.9 * beat.amp
            if upright or kind in ("saucer", "helicopter")
            else -go * 0.5 * beat.amp
        )
        along = go * (0.0 if upright or kind in ("saucer", "helicopter") else 0.6)
        bank = rest - (0.0 if upright else 0.35) * np.sin(np.pi * np.minimum(go, 0.7))
        bank = bank + (0.015 * np.sin(TAU * 3 * beat.t) if upright else 0.0)
    frame = Frame(vec(along, lift), bank)
    if kind == "plane":
        _plane(puppet, frame)
    elif kind == "rocket":
        _rocket(puppet, frame, beat, rng.random() < 0.7)
    elif kind == "saucer":
        _saucer(puppet, frame)
    else:
        _helicopter(puppet, frame, beat)


FAMILY = Family(
    name="aircraft",
    kinds={
        "plane": ("plane", "airplane", "aircraft", "jet", "glider", "paper plane", "airliner"),
        "rocket": ("rocket", "missile", "space rocket", "rocket ship"),
        "saucer": ("spaceship", "flying saucer", "ufo", "spacecraft", "alien ship"),
        "helicopter": ("helicopter", "chopper", "drone"),
    },
    motions=(
        Move("fly", ("fly", "fly through the air", "soar", "cruise", "hover", "fly along", "bank",
                     "glide through the sky", "fly in the sky", "tilt its wings",
                     "float in the air"),
             ("rocking gently", "banking left and right", "tilting as it goes"), travel=0.5,
             weight=2.0),
        Move("launch", ("take off", "lift off", "launch", "fly up", "rise into the sky",
                        "blast off", "climb into the sky", "shoot up", "ascend"),
             ("faster and faster", "leaving the ground"), one_way=True, weight=1.2),
    ),
    build=build,
    weight=0.8,
    tilt=15.0,
)  # fmt: skip

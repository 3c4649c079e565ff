# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Balls: bouncing with squash and stretch, rolling, falling, spinning."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, GuideCurve, PuppetBuilder, ellipse, line, polyline
from engine.puppets.family import Family, Move
from engine.puppets.timing import TAU, Beat, Floats


def _marks(puppet: PuppetBuilder, r: float) -> list[Floats]:
    """Return lines inside the ball: of a basketball, a beach ball, a soccer ball, or none."""
    rng = puppet.rng
    kind = int(rng.integers(5))
    if kind == 0:
        return []
    if kind == 1:  # basketball
        return [
            line((-r, 0), (0, 0), (r, 0)),
            line((0, -r), (0, r)),
            line((-0.7 * r, -0.7 * r), (-0.3 * r, 0), (-0.7 * r, 0.7 * r)),
            line((0.7 * r, -0.7 * r), (0.3 * r, 0), (0.7 * r, 0.7 * r)),
        ]
    if kind == 2:  # beach ball
        a = rng.uniform(0, TAU) + np.arange(3) * TAU / 3
        return [
            line(
                (0, 0),
                (0.5 * r * np.cos(x + 0.3), 0.5 * r * np.sin(x + 0.3)),
                (r * np.cos(x), r * np.sin(x)),
            )
            for x in a
        ]
    if kind == 3:  # a patch in the middle with rays
        a = np.arange(6) * TAU / 5 + rng.uniform(0, 1)
        patch = np.stack([0.4 * r * np.cos(a), 0.4 * r * np.sin(a)], 1)
        rays = [
            polyline((0.4 * r * np.cos(x), 0.4 * r * np.sin(x)), (r * np.cos(x), r * np.sin(x)))
            for x in a[:5]
        ]
        return [polyline(*[(float(p[0]), float(p[1])) for p in patch]), *rays]
    return [line((-0.6 * r, -0.5 * r), (-0.2 * r, -0.75 * r), (0.2 * r, -0.7 * r))]


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    r = 0.3
    squash: Floats = np.zeros_like(beat.u)
    lift: Floats = np.zeros_like(beat.u)
    angle: Floats = np.zeros_like(beat.u)
    along: Floats = np.zeros_like(beat.u)
    start = float(rng.choice([0.0, 0.5])) if not beat.neutral else 0.0
    if motion == "bounce":
        height = float(rng.uniform(0.25, 0.6)) * beat.amp
        w = (beat.u - beat.u[0] + start) % 1.0
        lift = -height * (1 - (2 * w - 1) ** 2)
        speed = np.abs(2 * w - 1)
        contact = np.exp(-((np.minimum(w, 1 - w) / 0.09) ** 2))
        squash = float(rng.uniform(0.1, 0.32)) * (contact - 0.35 * speed * (1 - contact))
        angle = float(rng.uniform(-1, 1)) * (beat.t if not beat.loop else 0 * beat.t)
    elif motion == "roll":
        turns = (
            float(rng.choice([-1, 1])) * TAU * (beat.u - beat.u[0]) * float(rng.choice([0.5, 1]))
        )
        if beat.loop:
            turns = float(rng.choice([-1, 1])) * 1.2 * np.sin(TAU * beat.t * round(beat.cycles))
        angle, along = turns, r * turns
    elif motion == "fall":
        fall = np.clip(beat.t / 0.7, 0, 1) ** 2
        lift = float(rng.uniform(0.35, 0.65)) * beat.amp * fall
        squash = 0.2 * np.exp(-(((beat.t - 0.74) / 0.06) ** 2)) - 0.1 * fall * (beat.t < 0.7)
    elif motion == "spin":
        angle = float(rng.choice([-1, 1])) * TAU * (beat.u - beat.u[0])
    size_x, size_y = 1.0 + squash, 1.0 / (1.0 + squash)
    origin = np.stack([along, lift + r * (1 - size_y)], axis=1)
    body = Frame(origin, np.zeros_like(angle), size_x, size_y)
    turn = Frame(np.zeros_like(origin), angle)

    def put(shape: Floats, closed: bool, weight: float) -> None:
        puppet.guides.append(GuideCurve(body.place(turn.place(shape)), closed, weight, True))

    put(ellipse(0, 0, r, r, 32, float(rng.uniform(0, TAU))), True, 1.0)
    for mark in _marks(puppet, r):
        put(mark, False, 0.7)
    for _ in range(int(rng.integers(0, 3))):
        a = float(rng.uniform(0, TAU))
        arc = ellipse(0, 0, 0.85 * r, 0.85 * r, 48, a)[: int(rng.integers(10, 24))]
        put(arc, False, 0.35)
    if rng.random() < 0.25:
        ground = r + (float(lift.max()) if motion == "fall" else 0.0)
        puppet.add(polyline((-1.0, ground), (1.0, ground)), rigid=True, weight=0.6)


FAMILY = Family(
    name="ball",
    kinds={"ball": ("ball", "rubber ball", "basketball", "football", "soccer ball", "beach ball",
                    "tennis ball", "circle", "round ball", "big ball")},
    motions=(
        Move("bounce", ("bounce", "bounce up and down", "hop up and down", "bounce on the floor",
                        "bounce on the ground", "jump up and down", "spring up and down"),
             ("squashing as it lands", "squashing and stretching"), once=True, weight=2.0),
        Move("roll", ("roll", "roll along the ground", "roll along", "roll on the floor",
                      "roll across the floor"), ("turning as it goes",)),
        Move("fall", ("fall", "fall down", "drop", "drop to the ground", "fall to the floor"),
             (), one_way=True, weight=0.7),
        Move("spin", ("spin", "rotate", "spin around", "turn around its centre"), (), weight=0.6),
    ),
    build=build,
    tilt=8.0,
)  # fmt: skip

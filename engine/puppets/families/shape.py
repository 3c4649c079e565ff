# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Robots of rigid boxes, jelly blobs, and abstract shapes."""

from __future__ import annotations

import itertools

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, ellipse, line, polyline, vec
from engine.puppets.family import Family, Move
from engine.puppets.timing import TAU, Beat, Floats


def _box(w: float, h: float, y: float = 0.0) -> Floats:
    return polyline((-w, y), (w, y), (w, y + h), (-w, y + h), (-w, y), samples=40)


def _robot(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    """Draw a robot of rigid boxes joined at pins."""
    rng = puppet.rng
    walk = motion in ("walk", "dance")
    bob = beat.swing(0.0, 0.03 if walk else 0.0, 0.0, 2)
    rock = beat.swing(0.0, 0.09 if walk else 0.02, 0.0)
    body = Frame(vec(0.0, bob), rock)
    w, h = float(rng.uniform(0.14, 0.22)), float(rng.uniform(0.25, 0.36))
    puppet.add(body.place(_box(w, h)), closed=True, rigid=True)
    head = body.child(0, -0.03, beat.swing(0.0, 0.2 if motion != "wave" else 0.08, 0.1))
    a, b = float(rng.uniform(0.1, 0.16)), float(rng.uniform(0.14, 0.2))
    puppet.add(head.place(_box(a, -b)), closed=True, rigid=True)
    for x in (-0.45 * a, 0.45 * a):
        puppet.add(
            head.place(ellipse(x, -0.6 * b, 0.02, 0.02, 12)), closed=True, rigid=True, weight=0.7
        )
    puppet.add(head.place(polyline((0, -b), (0, -b - 0.08))), rigid=True, weight=0.6)
    long = float(rng.uniform(0.13, 0.18))
    thin = float(rng.uniform(0.02, 0.05))
    for sign in (-1.0, 1.0):
        phase = 0.0 if sign > 0 else 0.5
        arm_rest = sign * -0.25
        lift = 0.0
        if motion == "wave" and sign > 0:
            arm_rest, lift = -2.3, 0.5
        arm = body.child(
            sign * (w + thin), 0.04, beat.swing(arm_rest, 0.45 if walk else 0.1, phase)
        )
        fore = arm.child(
            0, long, beat.swing(lift * -0.3 - 0.2 * sign, 0.5 if lift or walk else 0.1, phase + 0.1)
        )
        thigh = Frame(
            body.at(sign * 0.5 * w, h), beat.swing(0.0, 0.4 if walk else 0.0, phase + 0.5)
        )
        shank = thigh.child(0, long, beat.pulse(0.0, 0.6 if walk else 0.0, phase + 0.3))
        for piece, size in ((arm, 1.0), (fore, 1.0), (thigh, 1.1), (shank, 1.1)):
            if thin < 0.03:
                puppet.add(piece.place(polyline((0, 0), (0, long * size))), rigid=True)
            else:
                puppet.add(piece.place(_box(thin, long * size)), closed=True, rigid=True)
        puppet.add(shank.place(_box(1.6 * thin, 0.04, long)), closed=True, rigid=True, weight=0.8)
    for i in range(int(rng.integers(0, 3))):
        puppet.add(
            body.place(ellipse(0, 0.08 + 0.1 * i, 0.025, 0.025, 12)),
            closed=True,
            rigid=True,
            weight=0.5,
        )


def _blob(puppet: PuppetBuilder, beat: Beat, motion: str) -> None:
    """Draw a jelly that squashes and stretches, with a wave around its edge."""
    rng = puppet.rng
    a = np.linspace(0, TAU, 44)
    r = 0.4 + sum(
        float(rng.normal(0, 0.05)) * np.cos(k * a + float(rng.uniform(0, 6))) for k in (2, 3, 4, 5)
    )
    stretch = beat.swing(0.0, 0.17, 0.0)
    lean = beat.swing(0.0, 0.22, 0.25)
    ripple = (
        beat.curve(0.0, lambda u: 0.06 * beat.amp * np.sin(TAU * u))[:, None] * np.cos(3 * a)[None]
    )

    def skin(points: Floats, wave: Floats | float = 0.0) -> Floats:
        x = points[None, :, 0] * (1 + np.asarray(wave)) * (1 - 0.8 * stretch)[:, None]
        y = points[None, :, 1] * (1 + np.asarray(wave)) * (1 + stretch)[:, None]
        return np.stack([x - lean[:, None] * (y - 0.4), y], -1)

    ring = np.stack([r * np.cos(a), r * np.sin(a)], 1)
    puppet.add(skin(ring, ripple), closed=True)
    for x in (-0.12, 0.12):
        if rng.random() < 0.6:
            puppet.add(skin(ellipse(x, -0.1, 0.04, 0.05, 16)), closed=True, weight=0.8)
    if rng.random() < 0.6:
        puppet.add(skin(line((-0.12, 0.08), (0, 0.14), (0.12, 0.08))), weight=0.7)
    for _ in range(int(rng.integers(0, 6))):
        k = int(rng.integers(0, 28))
        puppet.add(skin(ring[k : k + 14] * float(rng.uniform(0.5, 0.9))), weight=0.5)


def _shape(puppet: PuppetBuilder, beat: Beat) -> None:
    """Draw letters, stars, boxes or scribbles, which only move as a whole."""
    rng = puppet.rng
    kind = int(rng.integers(6))
    if kind == 0:
        n = int(rng.integers(3, 8))
        inner = float(rng.choice([0.4, 0.55, 1.0]))
        a = np.arange(2 * n + 1) * TAU / (2 * n) - np.pi / 2
        rad = np.where(np.arange(2 * n + 1) % 2 == 0, 0.5, 0.5 * inner)
        corners = [
            (float(x), float(y)) for x, y in zip(rad * np.cos(a), rad * np.sin(a), strict=True)
        ]
        for p, q in itertools.pairwise(corners):
            puppet.add(polyline(p, q, samples=8))
    elif kind == 1:
        w = float(rng.uniform(0.2, 0.5))
        puppet.add(
            polyline((-w, -0.4), (w, -0.4), (w, 0.4), (-w, 0.4), (-w, -0.4), samples=48),
            closed=True,
            rigid=True,
        )
        if rng.random() < 0.5:  # a cube
            for p in ((-w, -0.4), (w, -0.4), (w, 0.4)):
                puppet.add(polyline(p, (p[0] + 0.2, p[1] - 0.2), samples=8), rigid=True)
            puppet.add(polyline((-w + 0.2, -0.6), (w + 0.2, -0.6), (w + 0.2, 0.2)), rigid=True)
    elif kind == 2:
        for i in range(int(rng.integers(1, 4))):
            r = 0.5 - 0.15 * i
            puppet.add(
                ellipse(0, 0, r, r * float(rng.uniform(0.6, 1.0)), 40), closed=True, rigid=True
            )
    else:
        for _ in range(int(rng.integers(4, 16))):
            points = rng.normal(0, 0.3, (4, 2))
            points = points[0] + (points - points[0]) * float(rng.uniform(0.3, 1.0))
            puppet.add(line(*[(float(x), float(y)) for x, y in points], smooth=3))


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind == "robot":
        _robot(puppet, beat, motion)
    elif kind == "blob":
        _blob(puppet, beat, motion)
    else:
        _shape(puppet, beat)


FAMILY = Family(
    name="shape",
    kinds={
        "robot": ("robot", "toy robot", "machine", "android", "little robot"),
        "blob": ("blob", "jelly", "slime", "ghost", "cloud", "monster", "drop", "jellyfish",
                 "amoeba"),
        "abstract": ("shape", "star", "square", "drawing", "scribble", "object", "symbol", "box",
                     "cube",
                     "stone", "letter", "lines", "doodle", "leaf", "book", "chair", "house"),
    },
    motions=(
        Move("walk", ("walk", "march", "step forward", "walk in place", "stomp"),
             ("with stiff steps",), kinds=("robot",), travel=0.3, weight=1.5),
        Move("wave", ("wave", "wave an arm", "wave hello", "raise an arm"), (), kinds=("robot",)),
        Move("dance", ("dance", "do the robot dance", "move to the music"), (), kinds=("robot",)),
        Move("wobble", ("wobble", "jiggle", "squash and stretch", "wiggle", "ripple", "pulsate",
                        "quiver like jelly", "bulge", "deform"), (), kinds=("blob",), weight=2.0),
        Move("be", ("be there", "be"), (), kinds=("abstract",)),
    ),
    build=build,
    weight=0.9,
    tilt=10.0,
)  # fmt: skip

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Butterflies, bees and dragonflies: wings that fold about the body's axis."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, Ribbon, ellipse, line, rounded, unit, vec
from engine.puppets.families.wings import Projection, body_of, wings_of
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats


def _wing_shapes(rng: np.random.Generator, kind: str) -> list[tuple[Floats, Floats]]:
    """Return outline and veins of upper and lower wing; x away from the body, y down."""
    if kind == "butterfly":
        w, h = float(rng.uniform(0.4, 0.6)), float(rng.uniform(0.35, 0.6))
        lw, lh = w * float(rng.uniform(0.6, 0.9)), h * float(rng.uniform(0.7, 1.0))
        upper = line(
            (0, -0.08),
            (0.35 * w, -0.9 * h),
            (w, -h),
            (w, -0.5 * h),
            (0.7 * w, 0.0),
            (0, 0),
            samples=40,
            smooth=5,
        )
        lower = line(
            (0, 0),
            (0.7 * lw, 0.0),
            (lw, 0.3 * lh),
            (0.8 * lw, lh),
            (0.3 * lw, 0.9 * lh),
            (0, 0.1),
            samples=40,
            smooth=5,
        )
        return [(upper, np.array([w, -h])), (lower, np.array([lw, lh]))]
    w = float(rng.uniform(0.35, 0.55)) * (1.4 if kind == "dragonfly" else 1.0)
    h = float(rng.uniform(0.1, 0.2))
    rise = float(rng.uniform(0.1, 0.4)) * w
    upper = line((0, -0.05), (0.5 * w, -rise - h), (w, -rise), (0.6 * w, 0.0), (0, 0), samples=32)
    lower = line((0, 0.0), (0.5 * w, -0.05), (0.9 * w, 0.1), (0.5 * w, 0.2), (0, 0.06), samples=32)
    return [(upper, np.array([w, -rise])), (lower, np.array([0.9 * w, 0.1]))]


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if puppet.rng.random() < 0.65:
        _in_space(puppet, beat, kind, motion)
    else:
        _flat(puppet, beat, kind, motion)


def _in_space(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    """Draw wings that fold in space about the body's axis, seen from a random side."""
    rng = puppet.rng
    view = Projection.pick(rng)
    rest = motion == "rest"
    lift = beat.swing(0.0, 0.0 if rest else 0.08, 0.3)
    turn = beat.swing(float(rng.uniform(-0.7, 0.7)), 0.05, 0.2)
    place = Frame(vec(beat.swing(0.0, 0.0 if rest else 0.03, 0.1), lift), turn)
    long = float(rng.uniform(0.25, 0.45)) * (1.5 if kind == "dragonfly" else 1.0)
    thick = float(rng.uniform(0.015, 0.045)) * (2.4 if kind == "bee" else 1.0)
    body_of(puppet, view, place, (0.45 * long, -0.75 * long), thick)
    size = float(rng.uniform(0.2, 0.35)) if rest else float(rng.uniform(0.45, 0.8))
    wings_of(puppet, beat, place, view, _wing_shapes(rng, kind), size)


def _flat(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    """Draw wings in the plane: they narrow and widen."""
    rng = puppet.rng
    side_view = rng.random() < 0.35
    lift = beat.swing(0.0, 0.06, 0.3)
    if motion == "rest":
        lift = 0 * lift
    turn = beat.swing(float(rng.uniform(-0.3, 0.3)), 0.06, 0.2)
    body = Frame(vec(beat.swing(0.0, 0.03, 0.1), lift), turn)
    long = float(rng.uniform(0.25, 0.4)) * (1.5 if kind == "dragonfly" else 1.0)
    thick = float(rng.uniform(0.02, 0.05)) * (2.2 if kind == "bee" else 1.0)
    bend = beat.swing(np.pi / 2, 0.12, 0.4)
    points = np.stack(
        [
            body.at(0, -0.35 * long),
            body.at(0, 0.0),
            body.at(0, 0.1) + unit(bend + turn) * (0.55 * long),
        ],
        1,
    )
    ribbon = Ribbon(rounded(points, 18, 3), thick * np.array([0.7, 1.0, 1.0, 0.7, 0.3]))
    if rng.random() < 0.3:
        puppet.add(ribbon.side(0.0))
    else:
        puppet.add(ribbon.side(-1.0))
        puppet.add(ribbon.side(1.0))
    r = thick * float(rng.uniform(1.0, 1.5))
    puppet.add(
        body.place(ellipse(0, -0.35 * long - r, r, r, 20)), closed=True, rigid=True, weight=0.8
    )
    for sign in (-1.0, 1.0):
        reach = float(rng.uniform(0.1, 0.25))
        sway = body.child(0, -0.35 * long - 1.5 * r, beat.swing(0.0, 0.15, 0.3))
        puppet.add(
            sway.place(line((0, 0), (sign * 0.3 * reach, -0.7 * reach), (sign * reach, -reach))),
            weight=0.6,
        )
    for i in range(int(rng.integers(0, 4)) if kind == "bee" else 0):
        puppet.add(ribbon.across(0.45 + 0.15 * i), weight=0.6)
    shapes = _wing_shapes(rng, kind)
    size = float(rng.uniform(0.3, 0.42)) * (0.6 if motion == "rest" else 1.0)
    open_ = float(rng.uniform(0.6, 1.0))
    slant = float(rng.uniform(-0.25, 0.25))
    for sign in (-1.0, 1.0):
        share = sign * (
            1.0 if not side_view else (1.0 if sign > 0 else float(rng.uniform(-0.9, 0.6)))
        )
        for j, (shape, tip) in enumerate(shapes):
            spread = np.clip(beat.swing(open_ - size * 0.7, size, 0.06 * j), 0.08, 1.25)
            rock = beat.swing(0.0, 0.22, 0.1 + 0.06 * j)
            wing = Frame(body.at(0, 0), turn + slant - share * rock, share * spread, 1.0)
            _draw_wing(puppet, wing, shape, tip, kind)


def _draw_wing(puppet: PuppetBuilder, wing: Frame, shape: Floats, tip: Floats, kind: str) -> None:
    rng = puppet.rng
    if rng.random() < 0.4:
        puppet.add(wing.place(shape))
    else:
        cut = int(rng.integers(12, len(shape) - 12))
        puppet.add(wing.place(shape[: cut + 1]))
        puppet.add(wing.place(shape[cut:]))
    veins = int(rng.integers(0, 4))
    for _ in range(veins):
        at = shape[int(rng.integers(6, len(shape) - 6))]
        a, b = float(rng.uniform(0.0, 0.3)), float(rng.uniform(0.6, 1.0))
        puppet.add(
            wing.place(line(tuple(at * a), tuple(at * (a + b) / 2 + tip * 0.03), tuple(at * b))),
            weight=0.45,
        )
    if kind == "butterfly" and rng.random() < 0.3:
        r = 0.12 * abs(float(tip[0]))
        puppet.add(
            wing.place(ellipse(0.6 * tip[0], 0.55 * tip[1], r, r, 18)), closed=True, weight=0.5
        )


FAMILY = Family(
    name="insect",
    kinds={
        "butterfly": ("butterfly", "moth", "monarch butterfly", "little butterfly", "fairy"),
        "bee": ("bee", "bumblebee", "fly", "insect", "wasp", "ladybug", "bug", "mosquito",
                "beetle"),
        "dragonfly": ("dragonfly", "damselfly"),
    },
    motions=(
        Move("flutter", ("flutter", "flutter its wings", "fly", "flap its wings", "flit about",
                         "beat its wings", "fly gracefully", "open and close its wings", "flap",
                         "flutter in the air", "fly around", "hover", "flutter about",
                         "wave its wings", "fold and spread its wings"),
             ("and flying gracefully", "its wings opening and closing", "wings beating",
              "from flower to flower"), travel=0.2, weight=3.0),
        Move("rest", ("open and close its wings slowly", "rest and move its wings",
                      "breathe with its wings"), (), weight=0.5),
    ),
    build=build,
    weight=1.2,
)  # fmt: skip

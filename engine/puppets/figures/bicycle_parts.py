# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bicycles are made of: wheels, tubes, cranks, saddles, handlebars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    curve,
    ellipse,
    smooth_closed,
    unit,
)
from engine.puppets.figures.lines import (
    WHOLE,
    bar,
    line,
    pick,
    rings,
    shifted,
    spokes,
)


@dataclass(frozen=True)
class BicycleStyle:
    """How a bicycle is drawn.

    Attributes:
        single: whether tubes are single lines.
        half: half the width of a tube.
        merges: whether tubes flow into one another.
    """

    single: bool
    half: float
    merges: bool


def draw_wheel(figure: Figure, name: str, hub: Floats, r: float, look: int, fat: float) -> None:
    """Add a wheel; `look` is alike for both."""
    rng = figure.rng
    rings(figure, name, hub, [r], depth=1.0, weight=1.2)
    if look in (1, 2) or fat > 1:
        rings(
            figure,
            name,
            hub,
            [r * (1 - float(rng.uniform(0.08, 0.2)) * fat)],
            depth=1.0,
            weight=0.9,
        )
    if look in (2, 3) or rng.random() < 0.3:
        rings(figure, name, hub, [r * float(rng.uniform(0.06, 0.16))], depth=1.0, weight=0.7)
    if look in (3, 4):
        count, turn = int(rng.choice([4, 6, 8])), float(rng.uniform(0, 6.3))
        spokes(figure, name, hub, (0.0, r), count, turn, depth=1.0, weight=0.6)


def draw_tubes(figure: Figure, style: BicycleStyle, lines: list[list[Floats]]) -> None:
    """Add the frame's tubes; those that come later lie in front."""
    first = 2.0 if style.merges else 1.2
    for n, ends in enumerate(lines):
        bar(
            figure,
            "frame",
            np.stack(ends),
            style.half,
            single=style.single,
            depth=first + 0.005 * n,
            merges=style.merges,
            weight=1.1,
        )


def draw_crank(
    figure: Figure, crank: Floats, r: float, single: bool, chain_to: Floats | None
) -> None:
    """Add the chain wheel, the cranks and the pedals at a random turn."""
    rng = figure.rng
    long = r * float(rng.uniform(0.38, 0.6))
    turn = float(rng.uniform(0, 2 * np.pi))
    figure.place("crank", crank)
    ring = r * float(rng.uniform(0.15, 0.32))
    drawn = pick(rng, ("full", "ring", "arms"), (0.65, 0.15, 0.2))
    if drawn != "arms":
        rings(figure, "crank", crank, [ring], depth=2.8, weight=1.2)
    for name, way, depth in (("pedal_near", 1.0, 3.3), ("pedal_far", -1.0, 1.1)):
        end = figure.place(name, crank + way * long * unit(turn))
        if drawn == "ring" and rng.random() < 0.7:
            continue
        half = r * 0.05
        bar(
            figure,
            "crank",
            [tuple(crank), tuple(end)],
            half,
            single=single or way < 0,
            depth=depth,
            merges=False,
        )
        pedal = r * float(rng.uniform(0.12, 0.22))
        flat = [(end[0] - pedal, end[1]), (end[0] + pedal, end[1])]
        bar(
            figure,
            "crank",
            flat,
            0.25 * pedal,
            single=rng.random() < 0.6,
            depth=depth,
            merges=False,
        )
    if chain_to is not None and drawn != "arms" and rng.random() < 0.35:
        for way in (-1.0, 1.0):
            a, b = shifted(crank, 0.0, way * ring), shifted(chain_to, 0.0, way * 0.3 * ring)
            line(figure, "frame", np.stack([a, b]), depth=1.4, weight=0.5)


def draw_saddle(figure: Figure, seat: Floats) -> None:
    """Add a saddle; its joint is where one sits."""
    rng = figure.rng
    long, high = float(rng.uniform(0.1, 0.17)), float(rng.uniform(0.03, 0.07))
    place = figure.place("saddle", shifted(seat, 0.0, -high))
    style = pick(rng, ("line", "wedge", "oval"))
    if style == "line":
        line(
            figure,
            "frame",
            [(seat[0] - long, place[1]), (seat[0] + long, place[1])],
            depth=2.1,
            weight=1.1,
        )
        line(figure, "frame", np.stack([seat, place]), depth=2.1)
    elif style == "wedge":
        raw = [
            (-long, -high),
            (-0.3 * long, -0.9 * high),
            (1.1 * long, -0.7 * high),
            (0.2 * long, 0.0),
            (-0.9 * long, 0.2 * high),
        ]
        figure.add(
            "frame", seat + smooth_closed(raw, 30, int(rng.integers(0, 3))), WHOLE, depth=2.1
        )
    else:
        figure.add(
            "frame", ellipse(shifted(seat, 0, -0.5 * high), long, 0.5 * high), WHOLE, depth=2.1
        )


def draw_handlebar(figure: Figure, kind: str, stem: Floats, style: BicycleStyle) -> Floats:
    """Add a handlebar that begins at the stem's top; return the grip, which is the joint bar."""
    rng = figure.rng
    if kind == "road":
        raw = [(0.0, 0.0), (0.12, -0.01), (0.17, 0.06), (0.13, 0.14), (0.03, 0.14)]
        points, grip = stem + curve(*raw, samples=18), shifted(stem, 0.14, 0.02)
    elif rng.random() < 0.5:  # swept back
        back, rise = float(rng.uniform(0.06, 0.2)), float(rng.uniform(0.0, 0.12))
        raw = [
            (0.0, 0.0),
            (0.06, -rise - 0.02),
            (0.02 - 0.4 * back, -rise - 0.02),
            (-back, -rise + 0.02),
        ]
        points, grip = stem + curve(*raw, samples=16, smooth=2), shifted(stem, -back, -rise + 0.02)
    else:
        x, y = float(rng.uniform(-0.14, 0.12)), float(rng.uniform(-0.1, 0.0))
        points, grip = np.stack([stem, shifted(stem, x, y)]), shifted(stem, x, y)
    bar(
        figure,
        "frame",
        points,
        style.half,
        single=style.single,
        depth=2.3,
        merges=style.merges,
        weight=1.1,
    )
    figure.place("bar", grip)
    if rng.random() < 0.25:
        knob = ellipse(grip, 0.03, 0.02, samples=14)
        figure.add("frame", knob, WHOLE, depth=3.6, merges=False, weight=0.6)
    return grip

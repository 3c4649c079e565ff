# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snails from the side: a foot, a neck with feelers, a shell with its spiral."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    deg,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.limbs import (
    between,
    dots,
    draw_face,
    draw_limb,
    place_chain,
    turn_figure,
)

KINDS = ("snail", "snail", "slim", "toy")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a snail; `kind`: "snail", "slim" or "toy" (with a big head)."""
    rng = figure.rng
    thick = between(rng, 0.05, 0.09) * {"slim": 0.7, "toy": 1.5}.get(kind, 1.0)
    wave = float(rng.normal(0, 0.02))
    tail = figure.place("foot0", np.array([-0.5, 0.0]))
    middle = figure.place("foot1", np.array([0.0, wave]))
    front = figure.place("foot2", np.array([between(rng, 0.3, 0.48), 0.0]))
    rise, lean = between(rng, 0.12, 0.4), between(rng, -95, -35)
    neck = figure.place("neck", front + 0.5 * rise * unit(deg(lean + between(rng, -5, 25))))
    head = figure.place("head", neck + 0.55 * rise * unit(deg(lean)))
    end = between(rng, 0.1, 0.6)
    figure.tube(
        "foot", np.stack([tail, middle, front]), thick * np.array([end, 0.9, 1.0, 1.0]), depth=2.0
    )
    figure.tube("neck", np.stack([front, neck, head]), thick * np.array([1.0, 0.9, 0.9]), depth=2.1)
    r = 0.9 * thick
    if kind == "toy" or rng.random() < 0.35:
        r = thick * (between(rng, 1.5, 2.2) if kind == "toy" else between(rng, 1.0, 1.4))
        figure.add("neck", ellipse(head, r, r * between(rng, 0.8, 1.0)), 1.0, depth=2.2)
    if kind == "toy" or rng.random() < 0.35:
        draw_face(figure, "neck", LocalFrame(head, 0.0), r, 1.0, eyes=int(rng.integers(1, 3)))
    elif rng.random() < 0.4:
        bow = head + np.array([(0.2, 0.3), (0.6, 0.5), (0.95, 0.25)]) * r
        figure.mark("neck", rounded(bow, 8, 1), 1.0, closed=False, depth=5.0, weight=0.6)
    _snail_feelers(figure, head, r, deg(0.5 * lean - 45))
    _snail_shell(figure, thick)
    turn_figure(figure, deg(float(rng.normal(0, 5))))


def _snail_feelers(figure: Figure, head: Floats, r: float, angle: float) -> None:
    rng = figure.rng
    long, open_ = between(rng, 0.1, 0.3), between(rng, 10, 35)
    width = 0.0 if rng.random() < 0.6 else between(rng, 0.012, 0.022)
    ball, bend = between(rng, 0.015, 0.045), between(rng, -25, 25)
    style = str(rng.choice(["none", "ball", "eye"], p=[0.3, 0.4, 0.3]))
    for side, way in (("near", 0.6), ("far", -0.6)):
        a = angle + way * deg(open_)
        root = head + 0.75 * r * unit(a)
        tip = root + long * unit(a + deg(way * bend))
        middle = 0.5 * (root + tip) + 0.05 * long * unit(a + 1.5)
        place_chain(figure, f"feeler_{side}", [root, tip])
        joints = np.stack([root, middle, tip])
        depth = 2.3 if side == "near" else 1.6
        draw_limb(figure, f"feeler_{side}", joints, width, depth=depth, taper=0.8)
        if style != "none":
            end = tip + 0.7 * ball * unit(a)
            figure.add(
                f"feeler_{side}",
                ellipse(end, ball, ball, samples=14),
                1.0,
                depth=2.35,
                merges=False,
            )
        if style == "eye":
            dots(figure, f"feeler_{side}", end[None], 0.4 * ball, 1.0, 4.0, 0.7)
    if rng.random() < 0.25:  # the short lower ones
        for shift in (0.0, 0.35):
            line = head + r * (np.array([[0.85, 0.1], [1.4, 0.25]]) + shift * np.array([-0.3, 0.6]))
            figure.mark("neck", line, 1.0, closed=False, depth=1.8, weight=0.5)


def _snail_shell(figure: Figure, thick: float) -> None:
    """Draw the shell: a spiral within a circle, or the spiral alone, rings, or a cone."""
    rng = figure.rng
    x, y = between(rng, 0.22, 0.38), between(rng, 0.85, 1.1)
    y *= x
    shift = min(between(rng, -0.18, 0.05), float(figure.at("foot2")[0]) - 0.95 * x)
    centre = figure.place("shell", np.array([shift, -0.6 * thick - between(rng, 0.78, 0.98) * y]))
    style = str(
        rng.choice(["disc", "spiral", "rings", "cone", "plain"], p=[0.5, 0.2, 0.1, 0.12, 0.08])
    )
    turns = between(rng, 1.3, 3.3)
    start = between(rng, 0.2, 1.2) * np.pi if style != "spiral" else between(rng, 0.1, 0.6) * np.pi
    way = float(rng.choice([-1.0, 1.0]))
    t = np.linspace(0, 2 * np.pi * turns, int(18 * turns))
    inner = between(rng, 0.0, 0.12)
    fade = 1.0 - (1.0 - inner) * t / t[-1]
    size = np.array([x, y]) * (1.0 if style != "disc" or rng.random() < 0.5 else 0.8)
    spiral = fade[:, None] * np.stack([np.cos(start + way * t), np.sin(start + way * t)], 1) * size
    if style == "cone":
        shape = [(-x, 0.92 * y), (-0.55 * x, 0.0), (0.0, -1.2 * y), (0.35 * x, -1.2 * y)]
        cone = smooth_closed([*shape, (x, -0.1 * y), (0.9 * x, 0.92 * y)], 40, 4)
        figure.add("shell", centre + cone, 0.5, depth=3.4, merges=False)
        for level in np.linspace(-0.6, 0.35, int(rng.integers(1, 4))):
            u = np.linspace(-1, 1, 8)
            band = np.stack(
                [0.1 * x + 0.6 * x * (0.9 + 0.3 * level) * u, level * y + 0.12 * y * (1 - u**2)], 1
            )
            figure.mark("shell", centre + band, 0.5, closed=False, depth=3.5, weight=0.8)
        return
    if style != "spiral":
        figure.add("shell", ellipse(centre, x, y), 0.5, depth=3.4, merges=False)
    if style == "rings":
        for share in (0.66, 0.33):
            ring = ellipse(centre + np.array([0.0, 0.1 * y]), share * x, share * y)
            figure.mark("shell", ring, 0.5, depth=3.5, weight=0.95)
    elif style != "plain":
        figure.mark("shell", centre + spiral, 0.5, closed=False, depth=3.5, weight=0.98)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair of whole figures: ponytails that fly, buns, bobs about the face."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.puppets.figures.flesh import Figure, curve, ellipse, rounded, smooth_closed

#: from a place in radii of the head, x ahead and y down, to the drawing
Place = Callable[[float, float], tuple[float, float]]


def add_hairdo(figure: Figure, style: str, at: Place, side: bool) -> None:
    """Add hair to a head; `style`: "tail", "bun" or "bob"; side: whether the head looks ahead."""
    rng = figure.rng
    back = -1.0 if side else float(rng.choice([-1.0, 1.0]))
    depth = 4.4 if rng.random() < 0.6 else 3.8
    if style == "bob":
        low, wide = float(rng.uniform(0.2, 1.1)), float(rng.uniform(1.05, 1.4))
        if side:  # it leaves the face free
            front = float(rng.uniform(-0.2, 0.5))
            raw = [
                (0.7, -0.75),
                (0.0, -1.2),
                (-wide, -0.5),
                (-wide, low),
                (-0.3, low),
                (front, -0.3),
            ]
        else:
            brow, inner = float(rng.uniform(-0.6, -0.2)), float(rng.uniform(0.6, 0.85))
            raw = [(wide, low), (wide, -0.5), (0.0, -1.25), (-wide, -0.5), (-wide, low)]
            raw += [(-inner, low), (-inner, brow), (inner, brow), (inner, low)]
    else:  # a cap of hair, drawn tight
        cut = float(rng.uniform(-0.6, -0.1))
        raw = [(0.95, cut), (0.7, -0.85), (0.0, -1.15), (-0.75, -0.85), (-1.05, -0.1)]
        raw += [(-0.8, 0.35), (-0.3, cut)] if side else [(-0.95, cut), (0.0, cut - 0.2)]
    shape = smooth_closed([at(x, y) for x, y in raw], 40, int(rng.integers(1, 4)))
    figure.add("head", shape, 0.7, depth=max(depth, 4.2), merges=rng.random() < 0.3, weight=0.9)
    if style == "bun":
        r = float(rng.uniform(0.3, 0.6))
        x, y = (back * 0.9, -0.9) if side or rng.random() < 0.4 else (0.0, -1.3)
        ring = ellipse(np.zeros(2), r, r, samples=20) + np.array([x, y])
        points = np.array([at(float(a), float(b)) for a, b in ring])
        figure.add("head", points, 0.9, depth=3.8, merges=rng.random() < 0.5, weight=0.9)
    elif style == "tail":
        _tail(figure, at, back)


def _tail(figure: Figure, at: Place, back: float) -> None:
    """Add a ponytail that hangs, or flies behind the head."""
    rng = figure.rng
    root = (back * 0.9, float(rng.uniform(-0.8, 0.0)))
    flies, long = float(rng.uniform(0.0, 1.0)), float(rng.uniform(0.8, 2.4))
    line = [root, (root[0] + back * 0.4 * long * (0.3 + flies), root[1] - 0.2)]
    line.append((root[0] + back * long * flies + 0.2 * back, root[1] + long * (1.0 - 0.8 * flies)))
    joints = np.array([at(x, y) for x, y in line])
    unit_length = float(np.linalg.norm(np.subtract(at(1.0, 0.0), at(0.0, 0.0))))
    if rng.random() < 0.3:
        for shift in np.linspace(-0.15, 0.15, int(rng.integers(2, 5))) * unit_length:
            hair = rounded(joints, 14, 2) + np.linspace(0, shift, 14)[:, None]
            figure.mark("head", hair, 0.6, closed=False, depth=3.8, weight=0.8)
        return
    wide = unit_length * float(rng.uniform(0.18, 0.4)) * np.array([0.5, 1.0, 1.0, 0.15])
    tail = figure.tube("head", joints, wide, depth=3.7, merges=rng.random() < 0.4, weight=0.95)
    tail.along = np.full(len(tail.points), 0.6)
    if rng.random() < 0.3:
        tie = curve(at(root[0], root[1] - 0.3), at(root[0], root[1] + 0.3), samples=5)
        figure.mark("head", tie, 0.6, closed=False, depth=4.6, weight=0.6)

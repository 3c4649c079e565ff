# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snakes, eels, worms and caterpillars: one long spine with a head."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.coils import SAMPLES, STYLES, coiled_line, draw_crossing_body
from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)

KINDS = ("snake", "snake", "caterpillar", "coiled", "coiled")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a snake, an eel, a worm, a caterpillar or a snake in coils."""
    rng = figure.rng
    if kind == "coiled":
        _coiled(figure)
        return
    heading = float(rng.normal(0, 0.4)) - (1.2 if rng.random() < 0.2 else 0.0)
    wave, size = float(rng.uniform(0.5, 1.6)), float(rng.uniform(0.1, 1.1))
    start = float(rng.uniform(0, 6.3))
    angles = [heading + size * np.sin(start + wave * 2 * np.pi * i / 7) for i in range(7)]
    joints = [np.zeros(2)]
    for a in angles:
        joints.append(joints[-1] + (1 / 7) * unit(a))
    spine = np.stack(joints)
    for n in range(7):
        figure.place(f"spine{n}", spine[n])
    figure.place("head", spine[7])
    w = float(rng.uniform(0.015, 0.07))
    h = w * float(rng.uniform(1.2, 2.6))
    angle = angles[-1] + float(rng.normal(0, 0.3))
    figure.place("nose", spine[7] + 2.2 * h * unit(angle))
    if kind == "caterpillar" or rng.random() < 0.1:
        for n, point in enumerate(rounded(spine, 9, 2)):
            figure.add(
                "trunk",
                ellipse(point, 1.6 * w + 0.02, 1.6 * w + 0.02, samples=20),
                n / 8,
                depth=2.0 + 0.01 * n,
                merges=False,
            )
        h = max(h, 1.8 * w)
    elif rng.random() < 0.15:  # a single line
        figure.mark("trunk", rounded(spine, 40, 6), np.linspace(0, 1, 40), closed=False, depth=2.0)
    else:
        figure.tube(
            "trunk",
            spine,
            np.array([0.25, 0.8, 1.0, 1.0, 1.0, 0.9, 0.8]) * w,
            smooth=6,
            ends=(2.0, 1.0),
            depth=2.0,
        )
    _head(figure, spine[7], angle, h)


def _coiled(figure: Figure) -> None:
    rng = figure.rng
    style = str(rng.choice(STYLES))
    line, height = coiled_line(rng, style)
    for n, row in enumerate(np.linspace(0, SAMPLES - 1, 8).round().astype(int)):
        figure.place(f"spine{n}" if n < 7 else "head", line[row])
    w = float(rng.uniform(0.02, 0.06)) * (1.0 if style != "heap" else rng.uniform(1.0, 2.0))
    shape = np.array([0.08, 0.7, 1.0, 1.0, 1.0, 0.95, 0.8]) * w
    half = np.interp(np.linspace(0, 1, SAMPLES), np.linspace(0, 1, 7), shape)
    if rng.random() < 0.12:  # a single line
        figure.mark("trunk", line, np.linspace(0, 1, SAMPLES), closed=False, depth=2.0)
    else:
        draw_crossing_body(figure, "trunk", line, height, half)
    if rng.random() < 0.3:  # bands
        for row in range(16, SAMPLES - 8, int(rng.integers(6, 16))):
            way = line[row + 1] - line[row - 1]
            out = half[row] * np.array([-way[1], way[0]]) / max(float(np.linalg.norm(way)), 1e-9)
            band = np.linspace(line[row] - out, line[row] + out, 5)
            figure.mark("trunk", band, row / SAMPLES, closed=False, depth=2.1, weight=0.4)
    h = w * float(rng.uniform(1.2, 2.4))
    way = line[-1] - line[-6]
    angle = float(np.arctan2(way[1], way[0])) + float(rng.normal(0, 0.3))
    figure.place("nose", line[-1] + 2.2 * h * unit(angle))
    _head(figure, line[-1], angle, h)


def _head(figure: Figure, root: Floats, angle: float, h: float) -> None:
    """Add a head of half width `h` with an eye, and perhaps a tongue."""
    rng = figure.rng
    put = LocalFrame(root, angle)
    shape = smooth_closed(
        [
            (-0.4 * h, -0.7 * h),
            (0.8 * h, -h),
            (2.1 * h, -0.35 * h),
            (2.1 * h, 0.35 * h),
            (0.8 * h, h),
            (-0.4 * h, 0.7 * h),
        ],
        30,
        3,
    )
    figure.add("head", put(shape), np.clip(shape[:, 0] / (2.2 * h), 0, 1), depth=3.0)
    e = 0.2 * h
    figure.mark(
        "head",
        put(ellipse(np.array([1.1 * h, -0.4 * h]), e, e, samples=10)),
        0.5,
        depth=4.0,
        weight=0.8,
    )
    if rng.random() < 0.5:
        figure.mark(
            "head",
            put([(2.1 * h, 0.0), (2.8 * h, 0.1 * h), (3.2 * h, -0.2 * h)]),
            1.0,
            closed=False,
            depth=3.0,
            weight=0.6,
        )

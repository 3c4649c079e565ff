# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snakes, eels, worms and caterpillars: one long spine with a head."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    LocalFrame,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a snake, an eel, a worm or a caterpillar."""
    rng = figure.rng
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
    put = LocalFrame(spine[7], angle)
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

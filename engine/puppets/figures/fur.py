# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manes, hairy tails, spots of fur."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, ellipse, rounded


def add_mane(figure: Figure, neck: list[Floats], wide: float) -> None:
    """Draw a mane along the back of the neck: single hairs, a jagged or a wavy edge."""
    rng = figure.rng
    line = rounded(np.stack(neck), 24, 3)
    way = np.gradient(line, axis=0)
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
    behind = np.stack([way[:, 1], -way[:, 0]], 1)  # the upper side of what faces right
    edge = line + 0.8 * wide * behind
    fall, s = wide * float(rng.uniform(0.4, 1.1)), np.linspace(0, 1, 24)
    style = int(rng.integers(3))
    if style == 0:
        for row in range(2, 24, int(rng.integers(2, 5))):
            tip = edge[row] + fall * (behind[row] - 0.8 * way[row])
            hair = rounded(np.stack([edge[row], edge[row] + 0.6 * fall * behind[row], tip]), 7, 1)
            figure.mark("neck", hair, s[row], closed=False, depth=3.6, weight=0.7)
        return
    teeth = int(rng.integers(3, 8))
    wave = np.abs(np.sin(np.pi * teeth * s)) if style == 1 else (teeth * s) % 1.0
    outer = edge + behind * (0.15 * wide + fall * wave * np.sin(np.pi * s) ** 0.4)[:, None]
    inner = line + 0.3 * wide * behind
    shape, along = np.concatenate([outer, inner[::-1]]), np.concatenate([s, s[::-1]])
    figure.add("neck", shape, along, depth=3.6, merges=rng.random() < 0.4, weight=0.8)


def add_hairy_tail(figure: Figure, joints: Floats, deep: float) -> None:
    """Draw a tail as a bundle of long hairs, or as their outline."""
    rng = figure.rng
    line, s = rounded(joints, 24, 3), np.linspace(0, 1, 24)
    way = line[-1] - line[0]
    side = np.array([-way[1], way[0]]) / max(float(np.linalg.norm(way)), 1e-9)
    wide = deep * float(rng.uniform(0.15, 0.5))
    spread = np.linspace(-1, 1, int(rng.integers(3, 7)))
    for k in spread:
        bow = wide * k * np.sin(0.75 * np.pi * s) ** float(rng.uniform(0.7, 1.3))
        hair = line + side * bow[:, None]
        last = int(rng.integers(17, 25)) if abs(k) < 1 else 24
        figure.mark("tail", hair[:last], s[:last], closed=False, depth=1.0, weight=0.9)


def add_spots(figure: Figure, deep: float, back: Floats, up: Floats) -> None:
    """Draw spots on the trunk, or none."""
    rng = figure.rng
    if rng.random() < 0.25:
        for _ in range(int(rng.integers(1, 6))):
            x, y = float(rng.uniform(-0.45, 0.45)), float(rng.uniform(-0.5, 0.5)) * deep
            r = float(rng.uniform(0.02, 0.07))
            figure.mark(
                "trunk",
                ellipse(back * x + up * y, r, r * 0.8, samples=14),
                0.5 + x,
                depth=2.5,
                weight=0.4,
            )

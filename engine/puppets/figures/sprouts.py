# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sprouts: a short stem and two large leaves."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, rounded
from engine.puppets.figures.lines import bone_line, line, varied


def add_sprout(figure: Figure) -> None:
    """Add a short stem that ends in two large leaves, one to each side, as icons have it."""
    rng = figure.rng
    tall, bend = float(rng.uniform(0.2, 0.6)), float(rng.normal(0, 0.12))
    stem = np.array([(0.0, 0.0), (0.4 * bend, -0.5), (0.7 * bend, -0.8), (bend, -1.0)]) * tall
    for name, point in zip(("base", "stem0", "stem1", "stem2"), stem, strict=True):
        figure.place(name, point)
    half = float(rng.uniform(0.012, 0.045))
    if rng.random() < 0.45:
        bone_line(figure, "stem", stem, 3, depth=2.0, weight=1.2)
    else:
        figure.tube("stem", stem, [half, 0.9 * half], ends=(0.0, 0.4), depth=2.0)
    size, rise = float(rng.uniform(0.3, 0.6)), float(rng.uniform(0.0, 1.1))
    fat, droop = float(rng.uniform(0.14, 0.32)), float(rng.normal(0.2, 0.5))
    pointed, ribs, same = rng.random() < 0.6, rng.random() < 0.4, rng.random() < 0.5
    for way, side in ((-1.0, "left"), (1.0, "right")):
        own = size * (1.0 if same else varied(rng, 0.25))
        root = stem[3] if same or way > 0 else stem[2]
        steps = [rise + droop, rise, rise - droop] if same else rise + rng.normal(0, 0.35, 3)
        joints = [root]
        for angle in steps:
            joints.append(joints[-1] + own / 3 * np.array([way * np.cos(angle), -np.sin(angle)]))
        spine = np.stack(joints)
        name = f"leaf_{side}"
        figure.place(f"{name}0", root)
        figure.place(f"{name}1", spine[-1])
        shape = [0.08, 0.8, 1.1, 0.9, 0.04] if pointed else [0.1, 0.9, 1.2, 1.1, 0.5]
        figure.tube(
            name,
            spine,
            own * fat * np.asarray(shape),
            ends=(0.2, 1.0),
            depth=2.3,
            merges=rng.random() < 0.6,
        )
        if ribs:
            rib = rounded(spine, 14, 2)[: int(rng.integers(8, 14))]
            line(figure, name, rib, (0.0, 0.9), depth=2.5, weight=0.6)

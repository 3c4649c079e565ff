# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair that frames a face as one mass, with buns, tails and bows; neck and shoulders."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, deg, ellipse, rounded, smooth_closed, unit
from engine.puppets.figures.limbs import between


def draw_hair_mass(figure: Figure, half: tuple[float, float]) -> None:
    """Draw hair about a face whose half width and half height are `half`, its middle at 0, 0."""
    rng = figure.rng
    x, y = half
    low = between(rng, -0.2, 1.9) * y  # where it ends
    crown = figure.place("hair0", np.array([0.0, -0.75 * y]))
    tip = figure.place("hair1", np.array([0.0, low]))
    wide = x * between(rng, 1.08, 1.45)
    flare = between(rng, 0.75, 1.3)
    if low > 0.6 * y and rng.random() < 0.75:  # what hangs behind the face
        back = [(-wide, -0.3 * y), (-wide * flare, low), (wide * flare, low), (wide, -0.3 * y)]
        shape = smooth_closed([*back, (0.0, -1.2 * y)], 60, int(rng.integers(2, 9)))
        _add(figure, shape, crown, tip, depth=0.6)
    _frame(figure, half, wide, min(low, 1.1 * y), crown, tip)
    _extras(figure, half, wide, crown, tip)
    if rng.random() < 0.3:
        _bust(figure, half)


def _add(figure: Figure, shape: Floats, crown: Floats, tip: Floats, *, depth: float) -> None:
    reach = float(tip[1] - crown[1]) or 1e-6
    along = np.clip((shape[:, 1] - crown[1]) / reach, 0.0, 1.0)
    figure.add("hair", shape, along, depth=depth, merges=False)


def _frame(
    figure: Figure,
    half: tuple[float, float],
    wide: float,
    low: float,
    crown: Floats,
    tip: Floats,
) -> None:
    """Draw the hair before the face: over the crown and down both sides, open about the face."""
    rng = figure.rng
    x, y = half
    top = y * between(rng, 1.08, 1.4)
    t = np.linspace(np.pi, 2 * np.pi, 30)
    dome = np.stack([wide * np.cos(t), -0.1 * y + (top - 0.1 * y) * np.sin(t)], 1)
    ends = between(rng, 0.85, 1.1) * wide
    inner = x * between(rng, 0.6, 0.95)
    brow = -y * between(rng, 0.25, 0.65)
    parting = between(rng, -0.6, 0.6) * x
    s = np.linspace(1.0, -1.0, 24)
    style = int(rng.integers(4))
    if style == 0:  # a straight fringe
        edge = np.full(24, brow)
    elif style == 1:  # parted
        edge = brow - 0.45 * y * np.exp(-(((s * inner - parting) / (0.45 * x)) ** 2))
    elif style == 2:  # swept to a side
        edge = brow + 0.35 * y * s * float(rng.choice([-1.0, 1.0])) - 0.15 * y * (1 - s**2)
    else:  # strands
        edge = brow + 0.12 * y * np.abs(np.sin(np.pi * int(rng.integers(3, 7)) * 0.5 * (s + 1)))
    fringe = np.stack([inner * s, edge], 1)
    side = [(ends, low), (0.5 * (ends + inner), low + 0.05 * y), (inner, 0.6 * low + 0.1 * y)]
    right = np.array(side if low > 0 else [(inner * 1.02, max(low, brow))])
    left = right[::-1] * np.array([-1.0, 1.0])
    shape = np.concatenate([dome, right, fringe, left])
    for _ in range(int(rng.integers(0, 3))):
        shape = 0.25 * np.roll(shape, 1, 0) + 0.5 * shape + 0.25 * np.roll(shape, -1, 0)
    _add(figure, shape, crown, tip, depth=3.2)
    for _ in range(int(rng.integers(1, 5)) if rng.random() < 0.4 else 0):  # strands drawn upon it
        start = dome[int(rng.integers(5, 25))] * between(rng, 0.85, 0.98)
        end = fringe[int(rng.integers(2, 22))] - np.array([0.0, 0.03])
        middle = 0.5 * (start + end) + rng.normal(0, 0.03, 2)
        strand = rounded(np.stack([start, middle, end]), 9, 2)
        figure.mark("hair", strand, 0.1, closed=False, depth=3.4, weight=0.6)


def _extras(
    figure: Figure, half: tuple[float, float], wide: float, crown: Floats, tip: Floats
) -> None:
    """Draw a bun, tails at the sides, a band, a bow or a flower."""
    rng = figure.rng
    x, y = half
    style = str(rng.choice(["none", "bun", "buns", "tail", "tails"], p=[0.45, 0.2, 0.1, 0.1, 0.15]))
    if style in ("bun", "buns"):
        r = x * between(rng, 0.25, 0.5)
        for way in (-1.0, 1.0) if style == "buns" else (between(rng, -0.4, 0.4),):
            out = way * 0.75 * wide if style == "buns" else way * wide
            ball = ellipse(np.array([out, -y * (1.0 if style == "buns" else 1.35)]), r, 0.9 * r)
            _add(figure, ball, crown, tip, depth=float(rng.choice([1.0, 3.1])))
    elif style in ("tail", "tails"):
        for way in (-1.0, 1.0) if style == "tails" else (float(rng.choice([-1, 1])),):
            root = np.array([way * 0.95 * wide, -y * between(rng, -0.2, 0.7)])
            end = root + np.array([way * between(rng, 0.2, 0.7) * x, between(rng, 0.6, 1.5) * y])
            middle = 0.5 * (root + end) + np.array([way * 0.25 * x, -0.1 * y])
            width = x * between(rng, 0.12, 0.25) * np.array([0.4, 1.0, 1.1, 0.2])
            tail = figure.tube(
                "hair", np.stack([root, middle, end]), width, depth=1.0, merges=False
            )
            reach = float(tip[1] - crown[1]) or 1e-6
            tail.along = np.clip((tail.points[:, 1] - crown[1]) / reach, 0.0, 1.0)
    if rng.random() < 0.2:  # a bow
        at = np.array([between(rng, -0.8, 0.8) * x, -1.05 * y])
        r = x * between(rng, 0.15, 0.35)
        for way in (-1.0, 1.0):
            loop = [(0.0, 0.0), (way * r, -0.6 * r), (way * r, 0.6 * r)]
            shape = at + smooth_closed(loop, 20, int(rng.integers(0, 3)))
            figure.add("other", shape, 0.0, depth=4.5, merges=False)
        figure.add("other", at + ellipse(np.zeros(2), 0.2 * r, 0.2 * r, samples=12), 0.0, depth=4.6)
    elif rng.random() < 0.15:  # a band
        t = np.linspace(deg(200), deg(340), 16)
        for share in (0.92, 1.02):
            band = share * np.stack([wide * np.cos(t), 1.05 * y * np.sin(t)], 1)
            figure.mark("other", band, 0.0, closed=False, depth=4.0, weight=0.8)


def _bust(figure: Figure, half: tuple[float, float]) -> None:
    """Draw a neck and shoulders below the face; they are no part of it."""
    rng = figure.rng
    x, y = half
    w, wide, low = (
        x * between(rng, 0.28, 0.45),
        x * between(rng, 1.2, 1.9),
        between(rng, 1.5, 1.9) * y,
    )
    for way in (-1.0, 1.0):
        line = [(way * w, 0.85 * y), (way * w, 1.2 * y), (way * 0.8 * wide, 1.35 * y)]
        points = rounded(np.array([*line, (way * wide, low)]), 18, 2)
        figure.mark("other", points, 0.0, closed=False, depth=0.8, weight=1.0)
    if rng.random() < 0.6:
        collar = np.array([(-w, 1.25 * y), (0.0, 1.25 * y + 1.2 * w * rng.random()), (w, 1.25 * y)])
        figure.mark("other", collar, 0.0, closed=False, depth=0.9, weight=0.8)
    else:
        base = 0.8 * y * unit(np.pi / 2) + np.array([0.0, low - 0.8 * y])
        ends = np.stack([base - np.array([wide, 0.0]), base + np.array([wide, 0.0])])
        figure.mark("other", ends, 0.0, closed=False, depth=0.8, weight=0.8)

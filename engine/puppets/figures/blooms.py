# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The heads of flowers: petals, cups, bells, roses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.lines import (
    scalloped,
    star,
)

#: heads of any flower; `flower_head` knows "tulip" and "sunflower" besides
HEADS = ("petals", "petals", "few", "few", "scallop", "bell", "bud", "rose", "puff", "cup", "star")


@dataclass(frozen=True)
class _Bloom:
    """A flower's head in its own frame: x runs from the end of the stem outwards, up to `long`."""

    figure: Figure
    put: LocalFrame
    long: float

    def add(self, points: Floats, **kind: float | bool) -> None:
        """Add a shape of the head."""
        along = np.clip(points[:, 0] / self.long, 0, 1)
        self.figure.add("bloom", self.put(points), along, **kind)

    def line(self, points: Floats, **kind: float | bool) -> None:
        """Add an open line upon the head."""
        self.add(points, detail=True, closed=False, depth=5.0, **kind)


def flower_head(figure: Figure, style: str, root: Floats, angle: float, size: float) -> None:
    """Add a flower's head of radius about `size` that begins where the stem ends."""
    rng = figure.rng
    r, depth = size, float(rng.choice([2.3, 2.6], p=[0.75, 0.25]))
    side = style in ("tulip", "cup", "bell", "bud")
    flat = float(rng.uniform(0.55, 1.0)) if not side and rng.random() < 0.3 else 1.0  # aslant
    long = r * float(rng.uniform(1.5, 2.6)) if side else 2 * r * flat
    bloom = _Bloom(figure, LocalFrame(root, angle), long)
    figure.place("bloom", bloom.put([(long, 0.0)])[0])
    centre = np.array([r * flat, 0.0])
    if side:
        _cup(bloom, style, r, depth)
    elif style == "rose":
        bloom.add(scalloped(centre, r, r, 5, 0.15, 0.3, False), depth=depth)
        t = np.linspace(0, 2 * np.pi * float(rng.uniform(1.2, 2.6)), 40)
        spiral = centre + (t / t[-1] * 0.75 * r)[:, None] * np.stack([np.cos(t), np.sin(t)], 1)
        bloom.line(spiral)
    elif style == "puff":
        if rng.random() < 0.5:
            bloom.add(ellipse(centre, r, r), depth=depth)
        rays = int(rng.integers(7, 13))
        for k in range(rays):
            way = unit(0.4 + 2 * np.pi * k / rays)
            ends = np.stack([centre + 0.15 * r * way, centre + 0.9 * r * way])
            bloom.line(ends)
    else:
        _petals(bloom, style, r, flat, depth)


def _petals(bloom: _Bloom, style: str, r: float, flat: float, depth: float) -> None:
    """Add a head seen from the front: petals about a disc."""
    rng, add = bloom.figure.rng, bloom.add
    count = int(rng.integers(4, 9)) if style != "sunflower" else int(rng.integers(9, 15))
    if style == "few":
        count = int(rng.integers(3, 7))
    disc = r * float(rng.uniform(0.2, 0.5)) * (1.2 if style == "sunflower" else 1.0)
    turn = float(rng.uniform(0, 6.3))
    centre = np.array([r * flat, 0.0])
    press = np.array([flat, 1.0])
    if count > 9 or (style in ("scallop", "sunflower") and rng.random() < 0.65):
        pointed = style == "sunflower"
        outline = scalloped(np.zeros(2), r, r, count, float(rng.uniform(0.2, 0.5)), turn, pointed)
        add(centre + outline * press, depth=depth, merges=False)
    elif style == "star":
        add(centre + star(np.zeros(2), r, 0.5 * r, count, turn) * press, depth=depth, merges=False)
    else:
        full = (0.6, 1.05, 0.6) if style != "few" else (0.9, 1.5, 0.75)  # broad petals overlap
        wide = min(r * np.pi / count * float(rng.uniform(*full[:2])), full[2] * r)
        pointed = rng.random() < 0.3
        for k in range(count):
            if pointed:
                raw = [(0.0, 0.0), (0.5, -0.9), (1.0, 0.0), (0.5, 0.9)]
                petal = smooth_closed([(x * r, y * wide) for x, y in raw], 24, 2)
            else:
                reach = 0.5 * (r - 0.3 * disc)
                petal = ellipse(np.array([0.3 * disc + reach, 0.0]), reach, wide, samples=20)
            place = LocalFrame(np.zeros(2), turn + 2 * np.pi * k / count)(petal)
            add(centre + place * press, depth=depth + 0.01 * k, merges=rng.random() < 0.5)
    add(centre + ellipse(np.zeros(2), disc, disc) * press, depth=4.2, merges=False)
    if style == "sunflower" and rng.random() < 0.5:
        for shift in (-0.4, 0.0, 0.4):
            for way in (1.0, -1.0):
                ends = np.array([(shift - 0.5, -0.5 * way), (shift + 0.5, 0.5 * way)]) * 0.7 * disc
                bloom.line(centre + ends * press, weight=0.5)
    elif rng.random() < 0.2:  # a face
        for y in (-0.35, 0.35):
            dot = np.array([0.2, y]) * disc
            eye = ellipse(dot, 0.08 * disc, 0.08 * disc, samples=10)
            add(centre + eye, detail=True, depth=5.0)
        smile = np.array([(-0.3, -0.4), (-0.5, 0.0), (-0.3, 0.4)]) * disc
        bloom.line(centre + rounded(smile, 8, 1))


def _cup(bloom: _Bloom, style: str, r: float, depth: float) -> None:
    """Add a head seen from the side, its opening away from the stem."""
    rng, add, long = bloom.figure.rng, bloom.add, bloom.long
    w = r * float(rng.uniform(0.6, 0.95))
    if style == "bud":
        raw = [(0.0, 0.0), (0.35, -w), (0.7, -0.7 * w), (1.0, 0.0), (0.7, 0.7 * w), (0.35, w)]
        add(smooth_closed([(x * long, y) for x, y in raw], 36, 2), depth=depth)
        bloom.line(np.array([(0.95 * long, 0.0), (0.3 * long, -0.3 * w)]), weight=0.6)
        return
    flare = {"tulip": 1.0, "cup": 1.15, "bell": 1.5}[style] * float(rng.uniform(0.9, 1.15))
    peaks = int(rng.integers(2, 4)) if style == "tulip" else int(rng.integers(1, 5))
    dip = float(rng.uniform(0.6, 0.85))
    rim = []
    for k in range(2 * peaks + 1):
        y = -flare * w + 2 * flare * w * k / (2 * peaks)
        rim.append((long if k % 2 == 0 else dip * long, y))
    side = [(0.0, 0.0), (0.12 * long, -0.75 * w), (0.45 * long, -w)]
    raw = [*side, *rim, *[(x, -y) for x, y in side[:0:-1]]]
    add(smooth_closed(raw, 60, int(rng.integers(0, 3))), depth=depth)
    if style == "tulip" and rng.random() < 0.6:
        petal = [(0.05, 0.0), (0.5, -0.6), (0.95, 0.0), (0.5, 0.6)]
        shape = smooth_closed([(x * long, y * w) for x, y in petal], 30, 2)
        add(shape, depth=4.2, merges=False, weight=0.7)
    elif rng.random() < 0.5:
        for y in (-0.35, 0.35):
            ends = np.array([(0.2 * long, 0.5 * y * w), (dip * 0.9 * long, y * w)])
            bloom.line(ends, weight=0.6)

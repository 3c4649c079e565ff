# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags on their poles: straight, waving, drooping, pennants."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    ellipse,
    rounded,
    unit,
)
from engine.puppets.figures.lines import (
    bar,
    box,
    line,
    pick,
    star,
)

KINDS = ("straight", "waving", "waving", "pennant", "drooping")
UP = -np.pi / 2


class _Cloth:
    """A sheet between a hoist and a fly: places (s along 0..1, v across -1..1) in the picture."""

    def __init__(self, centre: Floats, half: Floats, across: Floats) -> None:
        """centre: [n, 2] from the hoist to the fly; half: [n] half heights; across: [n, 2]."""
        self.centre, self.half, self.across = centre, half, across
        self.s = np.linspace(0, 1, len(centre))

    def at(self, s: Floats | float, v: Floats | float) -> Floats:
        """Return the places [n, 2]."""
        places = np.atleast_1d(np.asarray(s, dtype=np.float64))
        mid, way = (
            np.stack([np.interp(places, self.s, x[:, c]) for c in (0, 1)], 1)
            for x in (self.centre, self.across)
        )
        high = np.interp(places, self.s, self.half) * np.asarray(v)
        return np.asarray(mid + way * high[:, None])


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a flag; `kind`: one of KINDS."""
    rng = figure.rng
    lean = float(rng.normal(0, 0.06) if rng.random() < 0.75 else rng.uniform(-0.7, 0.7))
    up = unit(UP + lean)
    high = 0.5 * float(rng.uniform(0.3, 0.75))  # half the height of the cloth
    spare = float(rng.choice([0.0, rng.uniform(0.0, 0.1), rng.uniform(0.05, 0.3)]))
    below = float(rng.uniform(0.0, 0.25) if rng.random() < 0.25 else rng.uniform(0.3, 1.5))
    pole = figure.place("pole", np.zeros(2))
    hoist = pole + up * (below + high)
    top = figure.place("pole_top", hoist + up * (high + spare))
    cloth = _cloth(rng, kind, hoist, high, lean)
    for n, s in enumerate(np.linspace(0, 1, 5)):
        figure.place(f"cloth{n}", cloth.at(float(s), 0.0)[0])
    _draw_cloth(figure, kind, cloth)
    single = rng.random() < 0.45
    half = float(rng.uniform(0.01, 0.04))
    behind = rng.random() < 0.5
    depth = 1.4 if behind else 3.0
    bar(
        figure,
        "pole",
        np.stack([pole, top]),
        half,
        (0.0, 1.0),
        single=single,
        depth=depth,
        weight=1.2,
    )
    if rng.random() < 0.4:  # the knob
        r = half * float(rng.uniform(1.2, 2.5)) + 0.01
        figure.add(
            "pole", ellipse(top - 0.3 * r * up, r, r, samples=18), 1.0, depth=3.8, merges=False
        )
    if rng.random() < 0.25:
        _foot(figure, pole)


def _cloth(rng: np.random.Generator, kind: str, hoist: Floats, high: float, lean: float) -> _Cloth:
    """Return the sheet: its waves, its taper, its fall."""
    s = np.linspace(0, 1, 33)
    long = 2 * high * float(rng.uniform(1.0, 2.2))
    wave = 0.0 if kind == "straight" else high * float(rng.uniform(0.1, 0.45))
    turns, start = float(rng.uniform(0.5, 1.6)), float(rng.uniform(0, 6.3))
    offset = wave * (np.sin(start + 2 * np.pi * turns * s) - np.sin(start)) * np.minimum(1, 3 * s)
    fall = np.zeros(33)
    if kind == "drooping":
        fall = np.full(33, float(rng.uniform(0.3, 1.1))) * np.linspace(0.5, 1.2, 33)
    elif rng.random() < 0.3:
        fall = np.full(33, float(rng.normal(0.1, 0.15)))
    heading = lean * float(rng.choice([1.0, 0.3])) + fall
    step = long / 32 * np.stack([np.cos(heading), np.sin(heading)], 1)
    centre = hoist + np.concatenate([[[0.0, 0.0]], np.cumsum(step[:-1], axis=0)])
    out = np.stack([-np.sin(heading), np.cos(heading)], 1)
    if kind == "drooping":  # the edges hang, the cloth grows narrow
        half = high * (1 - float(rng.uniform(0.1, 0.45)) * s)
    elif kind == "pennant":
        half = high * (1 - (1 - float(rng.choice([0.0, 0.0, 0.3]))) * s)
    else:
        half = high * (1 + float(rng.normal(0, 0.08)) * s)
    hang = np.stack([np.full(33, -np.sin(lean)), np.full(33, np.cos(lean))], 1)
    mix = float(rng.uniform(0.0, 0.5)) * np.minimum(1, 2 * s)[:, None]
    across = (1 - mix) * hang + mix * out
    return _Cloth(centre + offset[:, None] * out, half, across)


def _draw_cloth(figure: Figure, kind: str, cloth: _Cloth) -> None:
    """Add the cloth's outline, stripes and emblem."""
    rng = figure.rng
    s = np.linspace(0, 1, 24)
    end = pick(rng, ("plain", "fork", "round"), (0.8, 0.15, 0.05))
    upper, lower = cloth.at(s, -1.0), cloth.at(s[::-1], 1.0)
    tip: list[Floats] = []
    if end == "fork" and kind != "pennant":
        tip = [cloth.at(float(rng.uniform(0.65, 0.9)), 0.0)]
    elif end == "round":
        tip = [
            cloth.at(1.0, float(v)) + 0.1 * np.cos(v * 1.5) * unit(0.0) for v in (-0.6, 0.0, 0.6)
        ]
    outline = np.concatenate([upper, *tip, lower])
    along = np.concatenate([s, np.ones(len(tip)), s[::-1]])
    figure.add("cloth", outline, along, depth=2.2, merges=False)
    pattern = pick(
        rng,
        ("none", "rows", "columns", "corner", "cross", "emblem", "folds"),
        (3, 1.5, 1, 0.6, 0.8, 1.5, 1),
    )
    last = 0.98 if kind != "pennant" else 0.75
    if pattern in ("rows", "corner"):
        for v in np.linspace(-1, 1, int(rng.integers(3, 6)))[1:-1]:
            figure.mark("cloth", cloth.at(s, float(v)), s, closed=False, depth=2.6, weight=0.7)
    if pattern in ("columns", "folds"):
        for x in np.linspace(0, 1, int(rng.integers(3, 6)))[1:-1]:
            low, high = sorted(rng.uniform(-1, 1, 2)) if pattern == "folds" else (-1.0, 1.0)
            ends = cloth.at(np.full(8, x), np.linspace(low, high, 8))
            line(figure, "cloth", ends, float(x), depth=2.6, weight=0.7)
    if pattern == "corner":
        corner = np.concatenate(
            [
                cloth.at(np.full(5, 0.42), np.linspace(-1, 0.05, 5)),
                cloth.at(np.linspace(0.42, 0, 7), 0.05),
            ]
        )
        line(figure, "cloth", corner, (0.42, 0.0), depth=2.6, weight=0.7)
    if pattern == "cross":
        x = float(rng.uniform(0.3, 0.55))
        for gap in (0.0,) if rng.random() < 0.5 else (-0.08, 0.08):
            figure.mark("cloth", cloth.at(s, 2 * gap), s, closed=False, depth=2.6, weight=0.7)
            ends = cloth.at(np.full(8, x + gap), np.linspace(-1, 1, 8))
            line(figure, "cloth", ends, x + gap, depth=2.6, weight=0.7)
    if pattern == "emblem":
        x = 0.5 * last
        c = cloth.at(x, 0.0)[0]
        r = float(np.interp(x, cloth.s, cloth.half)) * float(rng.uniform(0.3, 0.65))
        mark = star(c, r, 0.45 * r, 5, UP) if rng.random() < 0.4 else ellipse(c, r, r, samples=24)
        long = float(np.ptp(cloth.centre, axis=0).max())
        along = np.clip(x + (mark[:, 0] - c[0]) / max(long, 1e-6), 0, 1)
        figure.mark("cloth", mark, along, depth=2.6, weight=0.8)


def _foot(figure: Figure, pole: Floats) -> None:
    """Add what the pole stands on: a hill, a block, a line of ground."""
    rng = figure.rng
    wide = float(rng.uniform(0.08, 0.4))
    style = pick(rng, ("line", "hill", "block"))
    if style == "block":
        tall = float(rng.uniform(0.3, 0.8)) * wide
        shape = box((pole[0] - wide, pole[1]), (pole[0] + wide, pole[1] + tall))
        figure.add("other", shape, 0.5, depth=3.5, merges=False)
    else:
        raw = np.array(
            [(-wide, 0.4 * wide), (-0.4 * wide, 0.0), (0.4 * wide, 0.0), (wide, 0.4 * wide)]
        )
        raw[:, 1] *= style == "hill"
        line(figure, "other", pole + rounded(raw, 14, 2), depth=3.5)

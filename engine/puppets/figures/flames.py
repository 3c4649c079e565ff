# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flames and smoke: camp fires, candles, torches, plumes."""

from __future__ import annotations

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
    bar,
    box,
    line,
    pick,
    scalloped,
    shifted,
    varied,
)

KINDS = ("fire", "fire", "camp", "candle", "torch", "smoke")
UP = -np.pi / 2

#: half widths of a flame from its foot to its tip
_BELLIES: tuple[tuple[float, ...], ...] = (
    (0.6, 1.0, 0.85, 0.45, 0.02),
    (0.65, 1.0, 0.75, 0.4, 0.18, 0.02),
    (0.7, 1.0, 0.95, 0.5, 0.3, 0.15, 0.02),
    (0.3, 0.8, 1.0, 0.5, 0.02),
)


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a flame or smoke; `kind`: one of KINDS."""
    rng = figure.rng
    slim = kind in ("candle", "torch")
    long = {"candle": 0.35, "torch": 0.55}.get(kind, 0.9) * varied(rng, 0.2)
    half = long * float(rng.uniform(0.18, 0.3) if slim else rng.uniform(0.2, 0.42))
    base = figure.place("base", np.zeros(2))
    lean, sway, phase = (
        float(rng.normal(0, 0.1)),
        float(rng.uniform(0, 0.35)),
        float(rng.uniform(0, 6.3)),
    )
    points = [base]
    for n in range(4):
        angle = UP + lean + sway * np.sin(phase + 1.3 * n)
        points.append(figure.place(f"tongue{n}", points[-1] + 0.25 * long * unit(angle)))
    spine = np.stack(points)
    if kind == "smoke":
        _smoke(figure, spine, half)
        return
    tongues = int(
        rng.choice([0, 1, 2, 3], p=[0.8, 0.05, 0.1, 0.05] if slim else [0.2, 0.25, 0.35, 0.2])
    )
    if tongues and rng.random() < 0.6:
        _crowned(figure, spine, half)
    else:
        _drop(figure, spine, half, 1.0, depth=2.0)
        for n in range(tongues):
            way = -1.0 if n % 2 == 0 else 1.0
            side = spine * float(rng.uniform(0.4, 0.75)) + (
                way * half * float(rng.uniform(0.4, 0.9)),
                0,
            )
            side[:, 0] += way * float(rng.uniform(0, 0.15)) * long * np.linspace(0, 1, 5) ** 2
            _drop(figure, side, 0.5 * half, 0.6, depth=1.8)
    if rng.random() < 0.55:  # the inner flame
        size = float(rng.uniform(0.35, 0.65))
        inner = spine * size + np.array([0.0, -0.03 * long])
        _drop(figure, inner, half * size * 0.9, size, depth=4.2)
    if kind == "camp":
        _logs(figure, half)
    elif kind == "candle":
        _candle(figure, long)
    elif kind == "torch":
        _torch(figure, half)


def _heights(figure: Figure, points: Floats) -> Floats:
    """Place along the flame [N] of points: the nearest place on its chain of joints."""
    chain = rounded(
        np.stack([figure.at(n) for n in ("base", "tongue0", "tongue1", "tongue2", "tongue3")]),
        33,
        2,
    )
    gap = np.linalg.norm(points[:, None] - chain[None], axis=2)
    return np.asarray(gap.argmin(axis=1) / 32.0)


def _drop(figure: Figure, spine: Floats, half: float, share: float, depth: float) -> None:
    """Add a drop with its tip upwards: as high as `share` of the flame."""
    rng = figure.rng
    belly = np.array(_BELLIES[int(rng.integers(len(_BELLIES)))])
    merges = depth < 4.0 and rng.random() < 0.8
    flesh = figure.tube(
        "flame",
        spine,
        half * belly,
        smooth=3,
        ends=(float(rng.uniform(0.3, 0.8)), 0.5),
        depth=depth,
        merges=merges,
    )
    flesh.along = np.clip(share * flesh.along, 0, 1)
    if depth > 4.0:
        flesh.detail = True


def _crowned(figure: Figure, spine: Floats, half: float) -> None:
    """Add one outline with several tongues: the middle one is the longest."""
    rng = figure.rng
    long = float(-spine[-1][1])
    tip = spine[-1]
    left, right = float(rng.uniform(0.45, 0.8)), float(rng.uniform(0.4, 0.8))
    bend = float(rng.normal(0, 0.1)) * half
    raw = [
        (0.0, 0.0),
        (-0.8 * half, -0.08 * long),
        (-1.05 * half, -0.3 * long),
        (-0.85 * half + bend, -left * long),
        (-0.45 * half, -0.42 * long),
        (-0.3 * half, -0.6 * long),
        (float(tip[0]), float(tip[1])),
        (0.35 * half, -0.65 * long),
        (0.45 * half, -0.4 * long),
        (0.8 * half + bend, -right * long),
        (1.05 * half, -0.28 * long),
        (0.75 * half, -0.06 * long),
    ]
    shape = smooth_closed(raw, 90, int(rng.integers(0, 4)))
    figure.add("flame", shape, _heights(figure, shape), depth=2.0)


def _smoke(figure: Figure, spine: Floats, half: float) -> None:
    """Add smoke: wavy lines, or puffs that grow as they rise."""
    rng = figure.rng
    style = pick(rng, ("lines", "plume", "puffs"))
    count = int(rng.integers(2, 4))
    if style == "puffs":
        for k in range(int(rng.integers(3, 6))):
            at = k / 5
            c = np.array([np.interp(at, np.linspace(0, 1, 5), spine[:, i]) for i in (0, 1)])
            r = half * (0.45 + 0.7 * at)
            shape = scalloped(
                shifted(c, float(rng.normal(0, 0.2)) * half, 0.0), r, 0.8 * r, 6, 0.2, k, False
            )
            figure.add("flame", shape, _heights(figure, shape), depth=2.0 + 0.02 * k)
        return
    wave = half * float(rng.uniform(0.15, 0.4))
    t = np.linspace(0, 1, 40)
    centre = np.stack([np.interp(t, np.linspace(0, 1, 5), spine[:, i]) for i in (0, 1)], 1)
    turns, start = float(rng.uniform(1, 2.5)), float(rng.uniform(0, 6.3))
    centre[:, 0] += (
        wave * (np.sin(start + 2 * np.pi * turns * t) - np.sin(start)) * np.minimum(1, 2 * t)
    )
    if style == "plume":
        widths = half * np.array([0.15, 0.4, 0.6, 0.75])
        figure.tube("flame", centre, widths, smooth=2, ends=(0.5, 0.8), depth=2.0)
    for n in range(count if style == "lines" else 0):
        shift = (n - 0.5 * (count - 1)) * 0.7 * half
        low, high = float(rng.uniform(0, 0.2)), float(rng.uniform(0.8, 1.0))
        keep = (t >= low) & (t <= high)
        line(
            figure,
            "flame",
            centre[keep] + np.array([shift, 0.0]),
            (low, high),
            depth=2.0,
            weight=1.2,
        )
    if rng.random() < 0.4:  # what smokes
        w = half * float(rng.uniform(0.3, 0.9))
        tall = float(rng.uniform(0.5, 2.0)) * w
        figure.add("other", box((-w, 0.03), (w, tall)), 0.5, depth=3.5, merges=False)


def _logs(figure: Figure, half: float) -> None:
    """Add crossed logs, or stones, below the fire."""
    rng = figure.rng
    wide, thick = 1.3 * half, half * float(rng.uniform(0.12, 0.22))
    tilt = float(rng.uniform(0.1, 0.35))
    single = rng.random() < 0.2
    for n, way in enumerate((1.0, -1.0, 0.0)[: int(rng.integers(2, 4))]):
        rise = way * tilt * wide
        ends = np.array([(-wide, 0.6 * thick - rise), (wide, 0.6 * thick + rise)])
        bar(figure, "other", ends, thick, single=single, depth=3.5 + 0.1 * n, merges=False)
        if not single and rng.random() < 0.5:
            ring = ellipse(ends[1] - (0.1 * thick, 0), 0.5 * thick, 0.7 * thick, samples=16)
            figure.mark("other", ring, 0.5, depth=5.0, weight=0.5)


def _candle(figure: Figure, long: float) -> None:
    """Add a candle and its wick below the flame."""
    rng = figure.rng
    w, tall = long * float(rng.uniform(0.15, 0.4)), long * float(rng.uniform(0.6, 2.4))
    gap = long * float(rng.uniform(0.05, 0.2))
    line(figure, "other", [(0.0, gap), (0.0, -0.08 * long)], depth=5.0, weight=0.8)
    if rng.random() < 0.3:
        raw = [
            (-w, gap),
            (-0.3 * w, gap + 0.2 * w),
            (0.4 * w, gap),
            (w, gap + 0.1 * w),
            (w, gap + tall),
            (-w, gap + tall),
        ]
        shape = smooth_closed(raw, 60, 1)
    else:
        shape = box((-w, gap), (w, gap + tall), int(rng.integers(0, 2)))
    figure.add("other", shape, 0.5, depth=3.5, merges=False, weight=1.2)
    if rng.random() < 0.35:
        dish = ellipse(np.array([0.0, gap + tall]), 2.2 * w, 0.5 * w)
        figure.add("other", dish, 0.5, depth=3.4, merges=False)


def _torch(figure: Figure, half: float) -> None:
    """Add the handle of a torch, or a bowl on a foot."""
    rng = figure.rng
    top, low = half * float(rng.uniform(0.5, 1.0)), half * float(rng.uniform(0.15, 0.5))
    tall = half * float(rng.uniform(1.5, 5.0))
    turn = float(rng.normal(0, 0.2)) if rng.random() < 0.5 else 0.0
    put = LocalFrame(np.array([0.0, -0.05 * half]), turn)
    raw = [(-top, 0.0), (top, 0.0), (low, tall), (-low, tall)]
    figure.add("other", put(raw), 0.5, depth=3.5, merges=False)
    if rng.random() < 0.5:
        y = 0.25 * tall
        line(figure, "other", put([(-0.9 * top, y), (0.9 * top, y)]), depth=5.0, weight=0.6)

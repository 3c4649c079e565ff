# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What flutters and flickers: flags on their poles, flames and smoke."""

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
    star,
    varied,
)

FLAGS = ("straight", "waving", "waving", "pennant", "drooping")
FLAMES = ("fire", "fire", "camp", "candle", "torch", "smoke")
UP = -np.pi / 2


#: half widths of a flame from its foot to its tip
_BELLIES = (
    (0.6, 1.0, 0.85, 0.45, 0.02),
    (0.65, 1.0, 0.75, 0.4, 0.18, 0.02),
    (0.7, 1.0, 0.95, 0.5, 0.3, 0.15, 0.02),
    (0.3, 0.8, 1.0, 0.5, 0.02),
)


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


def build_flag(figure: Figure, kind: str) -> None:
    """Fill the figure with a flag; `kind`: one of FLAGS."""
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


def build_flame(figure: Figure, kind: str) -> None:
    """Fill the figure with a flame or smoke; `kind`: one of FLAMES."""
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

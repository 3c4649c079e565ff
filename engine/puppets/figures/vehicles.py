# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cars from the side: saloons, vans, lorries, buses, pick-ups, toys, tractors."""

from __future__ import annotations

import itertools

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, ellipse
from engine.puppets.figures.lines import (
    WHOLE,
    blunt,
    box,
    line,
    pick,
    rings,
    shifted,
    spokes,
    star,
    varied,
)

KINDS = ("car", "car", "car", "van", "lorry", "bus", "pickup", "toy", "tractor")

#: outlines of bodies: x from the back 0 to the front 1, y from the bottom 0 to the roof 1
_BODIES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "car": (
        ((0, 0), (0, 0.5), (0.14, 0.55), (0.3, 1), (0.62, 1), (0.78, 0.55), (1, 0.45), (1, 0)),
        ((0, 0), (0, 0.55), (0.08, 1), (0.6, 1), (0.76, 0.52), (1, 0.42), (1, 0)),
        ((0, 0), (0.02, 0.45), (0.25, 0.55), (0.42, 1), (0.6, 1), (0.74, 0.5), (1, 0.3), (1, 0)),
        (
            (0, 0),
            (0, 0.3),
            (0.1, 0.62),
            (0.32, 0.95),
            (0.5, 1),
            (0.68, 0.9),
            (0.8, 0.55),
            (0.97, 0.4),
            (1, 0),
        ),
        ((0, 0), (0, 0.52), (0.24, 0.52), (0.24, 1), (0.7, 1), (0.7, 0.52), (1, 0.52), (1, 0)),
    ),
    "van": (
        ((0, 0), (0, 1), (0.72, 1), (0.88, 0.55), (1, 0.5), (1, 0)),
        ((0, 0), (0, 1), (0.85, 1), (1, 0.55), (1, 0)),
    ),
    "bus": (((0, 0), (0, 1), (1, 1), (1, 0)), ((0, 0), (0, 1), (0.93, 1), (1, 0.5), (1, 0))),
    "pickup": (
        ((0, 0), (0, 0.5), (0.42, 0.5), (0.45, 1), (0.68, 1), (0.8, 0.55), (1, 0.48), (1, 0)),
    ),
    "lorry": (
        ((0.66, 0), (0.66, 1), (0.88, 1), (1, 0.5), (1, 0)),
        ((0.7, 0), (0.7, 1), (0.97, 1), (1, 0.5), (1, 0)),
    ),
    "tractor": (((0.1, 0), (0.1, 0.45), (0.18, 1), (0.5, 1), (0.55, 0.45), (1, 0.42), (1, 0)),),
}


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a car; `kind`: one of KINDS."""
    rng = figure.rng
    shape = "car" if kind == "toy" else kind
    tall = {"car": 0.34, "van": 0.5, "bus": 0.42, "lorry": 0.5, "pickup": 0.36, "tractor": 0.5}[
        shape
    ]
    tall *= varied(rng, 0.18) * (1.25 if kind == "toy" else 1.0)
    wheel = float(rng.uniform(0.075, 0.125)) * (1.35 if kind in ("toy", "pickup") else 1.0)
    if kind == "bus":
        wheel *= 0.85
    back, front = float(rng.uniform(0.15, 0.27)), float(rng.uniform(0.73, 0.85))
    sizes = (wheel, wheel)
    if kind == "tractor":
        back, front = 0.2, 0.85
        sizes = (0.26 * varied(rng), 0.13 * varied(rng))
    low = -float(rng.uniform(0.0, 0.9)) * sizes[1]  # the body's bottom, above the hubs
    hubs = [np.array([x, sizes[1] - r]) for x, r in zip((back, front), sizes, strict=True)]
    for name, hub in zip(("wheel_back", "wheel_front"), hubs, strict=True):
        figure.place(name, hub)
    raw = _BODIES[shape][int(rng.integers(len(_BODIES[shape])))]
    smooth = int(rng.integers(2, 6)) if kind == "toy" else int(rng.choice([0, 0, 1, 2, 3]))
    outline = np.array([(x, low - y * tall) for x, y in raw])
    slope = float(rng.uniform(-0.06, 0.06))
    outline[:, 0] += slope * (outline[:, 1] - low)
    figure.add("body", blunt(outline, smooth), WHOLE, depth=2.0, merges=rng.random() < 0.8)
    figure.place("body", np.array([0.5 * (back + front), low - 0.45 * tall]))
    if kind == "lorry":
        _cargo(figure, low, tall)
    _windows(figure, kind, outline, low, tall)
    _trim(figure, kind, low, tall)
    squash = float(rng.uniform(0.6, 0.95)) if rng.random() < 0.12 else 1.0
    look = int(rng.integers(0, 5))
    for name, hub, r in zip(("wheel_back", "wheel_front"), hubs, sizes, strict=True):
        _wheel(figure, name, hub, r, look, squash)
    if kind in ("lorry", "bus") and rng.random() < 0.3:
        hub = shifted(hubs[0], 2.2 * wheel, 0.0)
        figure.add("other", ellipse(hub, wheel, wheel), 0.5, depth=3.6, merges=False)
    if rng.random() < 0.12:
        line(
            figure,
            "other",
            [(-0.2, sizes[1] + 0.01), (1.2, sizes[1] + 0.01)],
            depth=1.0,
            weight=0.6,
        )


def _wheel(figure: Figure, name: str, hub: Floats, r: float, look: int, squash: float) -> None:
    """Add a tyre and what is on it: rim, hub, spokes, bolts; `look` is alike for both wheels."""
    rng = figure.rng
    tyre = ellipse(hub, squash * r, r, samples=36)
    figure.add(name, tyre, WHOLE, depth=3.6, merges=False, weight=1.2)
    inner = r * (0.35 + 0.07 * look)
    if look < 4:
        rings(figure, name, hub, [inner], squash, depth=5.0, weight=0.9)
    if look in (1, 3) and rng.random() < 0.8:
        rings(figure, name, hub, [0.15 * r], squash, depth=5.0, weight=0.6)
    turn = float(rng.uniform(0, 6.3))
    if look in (2, 3) or (look == 4 and rng.random() < 0.5):
        end = inner if look < 4 else r
        spokes(
            figure,
            name,
            hub,
            (0.0, end),
            int(rng.integers(4, 8)),
            turn,
            squash,
            depth=5.0,
            weight=0.7,
        )
    elif look == 1 and rng.random() < 0.3:
        cap = star(hub, 0.9 * inner, 0.45 * inner, 5, turn)
        figure.mark(name, cap, WHOLE, depth=5.0, weight=0.6)


def _cargo(figure: Figure, low: float, tall: float) -> None:
    """Add what a lorry carries behind its cab: a box, a tank, a tipper, nothing but a bed."""
    rng = figure.rng
    end = 0.66 - float(rng.uniform(0.0, 0.05))
    style = pick(rng, ("box", "tank", "tipper", "bed"), (0.5, 0.15, 0.2, 0.15))
    floor = low - 0.12 * tall
    if style == "box":
        top = low - tall * float(rng.uniform(0.85, 1.3))
        shape = box((0.0, top), (end, floor), int(rng.choice([0, 0, 1])))
    elif style == "tank":
        shape = ellipse(np.array([0.5 * end, low - 0.5 * tall]), 0.5 * end, 0.38 * tall, samples=36)
    elif style == "tipper":
        high = low - tall * float(rng.uniform(0.5, 0.8))
        shape = np.array([(-0.04, high), (end, high), (end, floor), (0.06, floor)])
    else:
        shape = box((0.0, floor - 0.06), (end, floor))
    figure.add("body", shape, WHOLE, depth=2.1, merges=rng.random() < 0.4)
    chassis = box((0.02, floor), (0.7, low))
    figure.add("body", chassis, WHOLE, depth=1.9, merges=True, weight=0.8)
    if rng.random() < 0.3:
        for x in np.linspace(0, end, int(rng.integers(3, 7)))[1:-1]:
            line(figure, "body", [(x, floor - 0.05), (x, low - 0.7 * tall)], depth=5.0, weight=0.4)


def _windows(figure: Figure, kind: str, outline: Floats, low: float, tall: float) -> None:
    """Add windows that follow the body's outline."""
    rng = figure.rng
    top, sill = (
        low - tall * float(rng.uniform(0.84, 0.92)),
        low - tall * float(rng.uniform(0.5, 0.62)),
    )
    smooth = int(rng.choice([0, 0, 1, 2]))

    def edges(y: float) -> tuple[float, float]:
        """Where the outline is crossed at height y: leftmost and rightmost."""
        a, b = outline, np.roll(outline, -1, axis=0)
        hit = (a[:, 1] - y) * (b[:, 1] - y) < 0
        t = (y - a[hit, 1]) / (b[hit, 1] - a[hit, 1])
        x = a[hit, 0] + t * (b[hit, 0] - a[hit, 0])
        return float(x.min()), float(x.max())

    (t0, t1), (s0, s1) = edges(top), edges(sill)
    gap = float(rng.uniform(0.015, 0.045))
    count = {
        "bus": int(rng.integers(3, 8)),
        "car": int(rng.integers(1, 4)),
        "toy": int(rng.integers(1, 3)),
    }.get(kind, 1)
    t0, t1, s0, s1 = t0 + gap, t1 - gap, s0 + gap, s1 - gap
    if kind == "van":
        t0 = s0 = 0.55 * t1
    cuts = np.linspace(0, 1, count + 1)
    gap *= 0.5 if count > 1 else 0.0
    for a, b in itertools.pairwise(cuts):
        left, right = gap * (a > 0), gap * (b < 1)
        # inner sides stand upright, the outer ones follow the roof's pillars
        xa = (t0, s0) if a == 0 else (s0 + a * (s1 - s0),) * 2
        xb = (t1, s1) if b == 1 else (s0 + b * (s1 - s0),) * 2
        raw = [
            (xa[0] + left, top),
            (xb[0] - right, top),
            (xb[1] - right, sill),
            (xa[1] + left, sill),
        ]
        if xb[0] - xa[0] < 0.02:
            continue
        figure.mark("body", blunt(raw, smooth), WHOLE, depth=3.0, weight=0.95)


def _trim(figure: Figure, kind: str, low: float, tall: float) -> None:
    """Add lamps, doors, handles, a stripe, bumpers, things on the roof."""
    rng = figure.rng
    if rng.random() < 0.4:
        r = float(rng.uniform(0.02, 0.04))
        lamp = ellipse(
            np.array([0.97, low - 0.3 * tall]), r, r * float(rng.uniform(0.7, 1.3)), samples=16
        )
        figure.add("body", lamp, WHOLE, depth=3.2, merges=False, weight=0.7)
    if rng.random() < 0.25:
        figure.mark(
            "body",
            box((0.0, low - 0.4 * tall), (0.035, low - 0.25 * tall)),
            WHOLE,
            depth=3.0,
            weight=0.6,
        )
    if rng.random() < 0.4 and kind != "lorry":  # a door
        for x in (0.36, 0.6)[: int(rng.integers(1, 3))]:
            line(
                figure,
                "body",
                [(x, low - 0.05 * tall), (x, low - 0.55 * tall)],
                depth=3.0,
                weight=0.6,
            )
        line(
            figure,
            "body",
            [(0.4, low - 0.42 * tall), (0.44, low - 0.42 * tall)],
            depth=3.0,
            weight=0.6,
        )
    if rng.random() < 0.2:
        y = low - tall * float(rng.uniform(0.25, 0.5))
        line(
            figure,
            "body",
            [(0.02 if kind != "lorry" else 0.7, y), (0.97, y)],
            depth=3.0,
            weight=0.5,
        )
    if rng.random() < 0.25:
        for x in (0.0, 1.0):
            bumper = box((x - 0.03, low - 0.1 * tall), (x + 0.03, low + 0.01))
            figure.add("body", bumper, WHOLE, depth=3.1, merges=False, weight=0.6)
    if rng.random() < 0.12 and kind in ("car", "toy", "van"):  # luggage, a lamp, a sign
        w, h = float(rng.uniform(0.03, 0.15)), float(rng.uniform(0.03, 0.1))
        load = box((0.42 - w, low - tall - h), (0.42 + w, low - tall))
        figure.add("body", load, WHOLE, depth=1.5, merges=False, weight=0.7)
    if kind == "tractor":
        pipe = box((0.8, low - 0.8 * tall), (0.84, low - 0.43 * tall))
        figure.add("body", pipe, WHOLE, depth=2.1, weight=0.8)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Windmills, wind turbines, wind pumps and pinwheels."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    ellipse,
    smooth_closed,
    turned,
)
from engine.puppets.figures.lines import (
    WHOLE,
    bar,
    box,
    line,
    pick,
    rings,
    spokes,
    varied,
)

KINDS = ("tower", "tower", "tower", "turbine", "turbine", "pinwheel", "pump")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a windmill; `kind`: one of KINDS."""
    rng = figure.rng
    figure.place("tower", np.zeros(2))
    tall = varied(rng, 0.15)
    hub = figure.place("rotor", np.array([0.0, -tall]))
    if kind == "tower":
        _mill_tower(figure, hub, tall)
        _sails(figure, hub, tall * float(rng.uniform(0.45, 0.75)))
    elif kind == "turbine":
        low, top = float(rng.uniform(0.02, 0.06)), float(rng.uniform(0.008, 0.025))
        foot = [(-low, 0.0), (-top, -tall), (top, -tall), (low, 0.0)]
        if rng.random() < 0.25:
            line(figure, "tower", [(0.0, 0.0), (0.0, -tall)], depth=2.0, weight=1.2)
        else:
            figure.add("tower", np.asarray(foot), WHOLE, depth=2.0, merges=False)
        _blades(figure, hub, tall * float(rng.uniform(0.4, 0.7)), int(rng.choice([3, 3, 3, 4])))
    elif kind == "pinwheel":
        bar(
            figure,
            "tower",
            [(0.0, 0.0), (0.0, -tall)],
            0.015,
            single=rng.random() < 0.5,
            depth=1.5,
            merges=False,
        )
        _curls(figure, hub, tall * float(rng.uniform(0.3, 0.5)))
    else:
        _pump(figure, hub, tall)
    if rng.random() < 0.2:
        wide = float(rng.uniform(0.2, 0.6))
        line(figure, "other", [(-wide, 0.0), (wide, 0.0)], depth=1.0, weight=0.6)


def _mill_tower(figure: Figure, hub: Floats, tall: float) -> None:
    """Add a tower with its cap, door and windows."""
    rng = figure.rng
    low, top = float(rng.uniform(0.2, 0.38)), float(rng.uniform(0.12, 0.2))
    eave = hub[1] + float(rng.uniform(0.0, 0.12)) * tall
    raw = [(-low, 0.0), (-top, eave), (top, eave), (low, 0.0)]
    figure.add("tower", np.asarray(raw), WHOLE, depth=2.0, merges=rng.random() < 0.3)
    over, high = top * float(rng.uniform(1.0, 1.3)), float(rng.uniform(0.1, 0.25))
    if rng.random() < 0.5:
        cap = np.array([(-over, eave), (0.0, eave - high), (over, eave)])
    else:
        t = np.linspace(np.pi, 2 * np.pi, 20)
        cap = np.stack([over * np.cos(t), eave + high * np.sin(t)], 1)
    figure.add("tower", cap, WHOLE, depth=2.1, merges=rng.random() < 0.3)
    if rng.random() < 0.6:
        w, h = low * float(rng.uniform(0.2, 0.35)), float(rng.uniform(0.12, 0.2))
        door = [(-w, 0.0), (-w, -h), (0.0, -1.3 * h), (w, -h), (w, 0.0)]
        line(figure, "tower", door, depth=2.4, weight=0.8)
    for y in (-0.35, -0.55)[: int(rng.integers(0, 3))]:
        w = 0.04
        window = box((-w, y * tall - w), (w, y * tall + w))
        figure.mark("tower", window, WHOLE, depth=2.4, weight=0.6)
    for y in rng.uniform(0.2, 0.8, int(rng.choice([0, 0, 1, 2]))):  # courses of stone
        w = low + (top - low) * y
        line(figure, "tower", [(-w, eave * y), (w, eave * y)], depth=2.4, weight=0.5)


def _turns(figure: Figure, count: int) -> Floats:
    """Angles of `count` blades."""
    return float(figure.rng.uniform(0, 6.3)) + 2 * np.pi * np.arange(count) / count


def _sails(figure: Figure, hub: Floats, long: float) -> None:
    """Add the sails of a mill: lattices, boards or plain crossed lines."""
    rng = figure.rng
    style = pick(rng, ("board", "lattice", "centred", "line"), (0.35, 0.35, 0.2, 0.1))
    wide, inner = long * float(rng.uniform(0.16, 0.3)), long * float(rng.uniform(0.12, 0.3))
    rungs = int(rng.integers(2, 5))
    for n, angle in enumerate(_turns(figure, 4 if rng.random() < 0.85 else 3)):
        put = LocalFrame(hub, angle)
        line(figure, "rotor", put([(0.0, 0.0), (long, 0.0)]), depth=4.0, weight=1.1)
        if style == "line":
            continue
        y0, y1 = (-0.5 * wide, 0.5 * wide) if style == "centred" else (0.0, wide)
        sail = put([(inner, y0), (long, y0), (long, y1), (inner, y1)])
        figure.add(
            "rotor", sail, WHOLE, depth=3.5 + 0.01 * n, merges=False, detail=style == "lattice"
        )
        for x in np.linspace(inner, long, rungs + 2)[1:-1] if style == "lattice" else ():
            line(figure, "rotor", put([(x, y0), (x, y1)]), depth=4.0, weight=0.6)
    if rng.random() < 0.6:
        r = 0.05 * long
        figure.add(
            "rotor", ellipse(hub, r, r, samples=16), WHOLE, depth=4.5, merges=False, weight=0.9
        )


def _blades(figure: Figure, hub: Floats, long: float, count: int) -> None:
    """Add the slender blades of a wind turbine and its hub."""
    rng = figure.rng
    wide = long * float(rng.uniform(0.05, 0.12))
    lean = float(rng.choice([0.0, 0.6, -0.6]))
    shape = [
        (0.0, -0.25 * wide),
        (0.25, -(1 + lean) * wide),
        (1.0, 0.0),
        (0.25, (1 - lean) * wide),
        (0.0, 0.25 * wide),
    ]
    raw = smooth_closed([(x * long, y) for x, y in shape], 40, int(rng.integers(0, 3)))
    single = rng.random() < 0.15
    for n, angle in enumerate(_turns(figure, count)):
        put = LocalFrame(hub, angle)
        if single:
            line(figure, "rotor", put([(0.0, 0.0), (long, 0.0)]), depth=4.0, weight=1.2)
        else:
            figure.add("rotor", put(raw), WHOLE, depth=4.0 + 0.01 * n, merges=rng.random() < 0.5)
    if rng.random() < 0.8:
        r = long * float(rng.uniform(0.05, 0.1))
        figure.add("rotor", ellipse(hub, r, r, samples=18), WHOLE, depth=4.5, merges=False)


def _curls(figure: Figure, hub: Floats, long: float) -> None:
    """Add the folded paper of a pinwheel."""
    rng = figure.rng
    count = int(rng.choice([4, 4, 4, 5, 6]))
    bent = rng.random() < 0.5
    for n, angle in enumerate(_turns(figure, count)):
        raw = (
            np.array([(0.0, 0.0), (0.95, -0.25), (0.75, 0.35)])
            if not bent
            else np.array([(0.0, 0.0), (0.4, -0.3), (0.95, -0.15), (0.8, 0.25), (0.4, 0.12)])
        )
        points = smooth_closed([tuple(p) for p in raw], 40, 1) if bent else raw
        figure.add(
            "rotor",
            LocalFrame(hub, angle)(points * long),
            WHOLE,
            depth=4.0 + 0.01 * n,
            merges=rng.random() < 0.2,
        )
    r = long * 0.08
    figure.add("rotor", ellipse(hub, r, r, samples=14), WHOLE, depth=4.6, merges=False, weight=0.9)


def _pump(figure: Figure, hub: Floats, tall: float) -> None:
    """Add a wind pump: a lattice tower, a wheel of many blades, a vane."""
    rng = figure.rng
    low, top = float(rng.uniform(0.15, 0.28)), 0.03
    for way in (-1.0, 1.0):
        line(figure, "tower", [(way * low, 0.0), (way * top, -tall)], depth=2.0, weight=1.2)
    steps = np.linspace(0, 0.85, int(rng.integers(3, 6)))
    for n, y in enumerate(steps):
        w = low + (top - low) * y
        if n:
            line(figure, "tower", [(-w, -y * tall), (w, -y * tall)], depth=2.0, weight=0.8)
        if n + 1 < len(steps) and rng.random() < 0.7:
            v = low + (top - low) * steps[n + 1]
            line(
                figure, "tower", [(-w, -y * tall), (v, -steps[n + 1] * tall)], depth=2.0, weight=0.6
            )
    r = tall * float(rng.uniform(0.25, 0.4))
    if rng.random() < 0.7:
        rings(figure, "rotor", hub, [r], depth=4.0, weight=1.1)
    count = int(rng.integers(6, 11))
    if rng.random() < 0.5:
        spokes(figure, "rotor", hub, (0.0, r), count, float(rng.uniform(0, 6)), depth=4.0)
    else:
        blade = np.array([(0.25, -0.06), (1.0, -0.2), (1.0, 0.2), (0.25, 0.06)]) * r
        for angle in _turns(figure, count):
            figure.add("rotor", turned(blade, angle) + hub, WHOLE, depth=4.0, merges=False)
    rings(figure, "rotor", hub, [0.12 * r], depth=5.0, weight=0.8)
    if rng.random() < 0.5:
        vane = hub + np.array(
            [(r * 0.9, -0.02), (1.5 * r, -0.3 * r), (1.5 * r, 0.3 * r), (r * 0.9, 0.02)]
        )
        figure.add("tower", vane, WHOLE, depth=1.5, merges=False, weight=0.8)

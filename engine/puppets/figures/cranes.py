# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cranes: on lorries and on towers, their hook on a rope."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    curve,
    deg,
    ellipse,
    unit,
)
from engine.puppets.figures.lines import (
    WHOLE,
    bar,
    blunt,
    box,
    line,
    pick,
    rings,
    shifted,
    varied,
)


def _hook(figure: Figure, wrist: Floats, long: float) -> None:
    """Add a hook, or a load, that hangs at the end of a rope."""
    rng = figure.rng
    tip = figure.place("bucket1", shifted(wrist, 0.0, long))
    style = pick(rng, ("hook", "hook", "load", "block"))
    raw = [(0.0, 0.0), (0.0, 0.45), (0.28, 0.6), (0.22, 0.95), (-0.15, 0.98), (-0.25, 0.7)]
    points = wrist + curve(*[(x * long, y * long) for x, y in raw], samples=20, smooth=2)
    along = np.clip((points[:, 1] - wrist[1]) / long, 0, 1)
    if style in ("hook", "block"):
        figure.add("bucket", points, along, detail=True, closed=False, depth=3.8, weight=1.1)
    if style == "block":
        pulley = ellipse(shifted(wrist, 0.0, 0.1 * long), 0.2 * long, 0.2 * long, samples=18)
        figure.add("bucket", pulley, 0.1, depth=3.9, merges=False)
    if style == "load":
        w = long * float(rng.uniform(0.6, 1.6))
        y = float(rng.uniform(0.3, 0.5)) * long
        load = box((wrist[0] - w, wrist[1] + y), (wrist[0] + w, float(tip[1])))
        along = np.clip((load[:, 1] - wrist[1]) / long, 0, 1)
        figure.add("bucket", load, along, depth=3.8, merges=False)
        for way in (-1.0, 1.0):
            sling = np.stack([wrist, shifted(wrist, way * 0.8 * w, y)])
            line(figure, "bucket", sling, (0.0, y / long), depth=3.8)


def _rope(figure: Figure, top: Floats, fall: float, long: float) -> None:
    """Add the rope, which is the stick, and what hangs on it."""
    wrist = figure.place("bucket0", shifted(top, 0.0, fall))
    line(figure, "stick", np.stack([top, wrist]), (0.0, 1.0), depth=3.4, weight=1.2)
    _hook(figure, wrist, long)


def crane_lorry(figure: Figure) -> None:
    """Add a lorry that carries a jib with a hook."""
    rng = figure.rng
    base = figure.place("base", np.zeros(2))
    r, half = float(rng.uniform(0.07, 0.11)), 0.62 * varied(rng)
    deck = -r - float(rng.uniform(0.06, 0.14))
    bed = box((-half, deck), (0.5 * half, -0.8 * r))
    figure.add("base", bed, WHOLE, depth=2.0, merges=rng.random() < 0.5)
    high = deck - float(rng.uniform(0.12, 0.28))
    raw = [
        (0.5 * half, -0.8 * r),
        (0.5 * half, high),
        (0.85 * half, high),
        (half, 0.5 * (high + deck)),
        (half, -0.8 * r),
    ]
    figure.add(
        "base", blunt(raw, int(rng.choice([0, 1]))), WHOLE, depth=2.1, merges=rng.random() < 0.5
    )
    if rng.random() < 0.8:
        raw = [
            (0.6 * half, deck),
            (0.6 * half, high + 0.03),
            (0.82 * half, high + 0.03),
            (0.9 * half, deck),
        ]
        figure.mark("base", blunt(raw, 0), WHOLE, depth=3.0, weight=0.8)
    for x in ((-0.65, 0.7), (-0.75, -0.4, 0.7))[int(rng.integers(0, 2))]:
        hub = np.array([x * half, -r])
        figure.add("base", ellipse(hub, r, r), WHOLE, depth=3.6, merges=False)
        rings(figure, "base", hub, [0.4 * r], depth=5.0, weight=0.8)
    cab = figure.place("cab", shifted(base, -half * float(rng.uniform(0.1, 0.5)), deck))
    w, h = float(rng.uniform(0.1, 0.17)), float(rng.uniform(0.12, 0.24))
    raw = [(-w, 0.0), (-0.8 * w, -h), (0.7 * w, -h), (w, 0.0)]
    figure.add("cab", cab + blunt(raw, 0), WHOLE, depth=2.4, merges=False)
    if rng.random() < 0.4:
        figure.mark(
            "cab", cab + box((0.0, -0.85 * h), (0.6 * w, -0.4 * h)), WHOLE, depth=2.8, weight=0.7
        )
    root = figure.place("boom0", shifted(cab, -0.3 * w, -0.7 * h))
    long, angle = 1.1 * varied(rng, 0.2), deg(-float(rng.uniform(20, 65)))
    top = figure.place("boom1", root + long * unit(angle))
    _jib(figure, root, top, float(rng.uniform(0.025, 0.045)))
    _rope(figure, top, long * float(rng.uniform(0.15, 0.5)), float(rng.uniform(0.08, 0.16)))


def _jib(figure: Figure, root: Floats, top: Floats, half: float) -> None:
    """Add a jib: telescopic, a lattice, or one line."""
    rng = figure.rng
    way = top - root
    style = pick(rng, ("telescope", "plain", "lattice", "line"), (0.35, 0.3, 0.2, 0.15))
    if style == "telescope":
        cuts = (0.0, float(rng.uniform(0.35, 0.5)), float(rng.uniform(0.65, 0.8)), 1.0)
        for n in range(3):
            ends = np.stack([root + cuts[n] * way, root + cuts[n + 1] * way])
            bar(
                figure,
                "boom",
                ends,
                half * (1.2 - 0.3 * n),
                (cuts[n], cuts[n + 1]),
                depth=3.0 - 0.03 * n,
                merges=False,
            )
    elif style == "plain":
        bar(figure, "boom", np.stack([root, top]), half, (0.0, 1.0), depth=3.0, merges=False)
    elif style == "line":
        line(figure, "boom", np.stack([root, top]), (0.0, 1.0), depth=3.0, weight=1.2)
    else:
        across = np.array([-way[1], way[0]]) / float(np.linalg.norm(way)) * half
        for side in (-1.0, 1.0):
            line(
                figure,
                "boom",
                np.stack([root + side * across, top + 0.5 * side * across]),
                (0.0, 1.0),
                depth=3.0,
                weight=1.1,
            )
        _zigzag(figure, "boom", root, top, across, int(rng.integers(4, 9)), (0.0, 1.0))


def _zigzag(
    figure: Figure,
    name: str,
    start: Floats,
    end: Floats,
    across: Floats,
    count: int,
    along: tuple[float, float] | float,
) -> None:
    """Add the bracing of a lattice as one line."""
    t = np.linspace(0, 1, count + 1)[:, None]
    sign = np.where(np.arange(count + 1) % 2 == 0, 1.0, -1.0)[:, None]
    line(figure, name, start + t * (end - start) + sign * across, along, depth=3.0, weight=0.8)


def tower_crane(figure: Figure) -> None:
    """Add a mast, a jib across it and a rope with a hook."""
    rng = figure.rng
    base = figure.place("base", np.zeros(2))
    tall, w = 1.0 * varied(rng, 0.15), float(rng.uniform(0.03, 0.07))
    cab = figure.place("cab", shifted(base, 0.0, -tall))
    solid = rng.random() < 0.3
    for x in (-w, w):
        line(figure, "base", [(x, 0.0), (x, -tall)], depth=2.0, weight=1.2)
    if not solid:
        _zigzag(figure, "base", base, cab, np.array([w, 0.0]), int(rng.integers(5, 10)), WHOLE)
    foot = float(rng.uniform(0.1, 0.25))
    if rng.random() < 0.7:
        figure.add("base", box((-foot, -0.02), (foot, 0.06)), WHOLE, depth=2.2, merges=False)
        figure.place("base", np.array([0.0, 0.06]))
    side = w * float(rng.uniform(1.0, 1.8))
    tower = [(-side, 0.0), (-side, -0.13), (side, -0.13), (side, 0.0)]
    figure.add("cab", cab + np.asarray(tower), WHOLE, depth=2.4, merges=False)
    root = figure.place("boom0", shifted(cab, 0.0, -0.13 * float(rng.uniform(0.6, 1.0))))
    tilt = deg(float(rng.choice([0.0, -rng.uniform(5, 40)], p=[0.75, 0.25])))
    long = 0.85 * varied(rng, 0.2)
    top = root + long * unit(tilt)
    trolley = figure.place("boom1", root + float(rng.uniform(0.6, 1.0)) * (top - root))
    share = 1 / max(float(np.linalg.norm(trolley - root)) / long, 0.1)
    half = float(rng.uniform(0.02, 0.04))
    across = np.array([0.0, half])
    for way in (-1.0, 1.0):
        line(
            figure,
            "boom",
            np.stack([root + way * across, top + 0.6 * way * across]),
            np.clip([0.0, share], 0, 1),
            depth=3.0,
            weight=1.2,
        )
    _zigzag(figure, "boom", root, top, across, int(rng.integers(6, 12)), (0.0, 1.0))
    back = root - float(rng.uniform(0.25, 0.45)) * long * unit(tilt)
    line(figure, "boom", np.stack([root, back]), 0.0, depth=3.0, weight=1.1)
    weight = box(
        (float(back[0]) - 0.02, float(back[1]) - 0.01),
        (float(back[0]) + 0.1, float(back[1]) + 0.12),
    )
    figure.add("boom", weight, 0.0, depth=3.3, merges=False)
    peak = shifted(root, 0.0, -float(rng.uniform(0.15, 0.25)))
    if rng.random() < 0.7:
        for end, at in ((root + 0.7 * (top - root), 0.7), (back, 0.0)):
            line(figure, "boom", np.stack([peak, end]), (0.0, at), depth=2.5, weight=0.8)
        line(
            figure,
            "cab",
            np.stack([shifted(root, -w, 0.0), peak, shifted(root, w, 0.0)]),
            depth=2.5,
        )
    _rope(figure, trolley, tall * float(rng.uniform(0.15, 0.6)), float(rng.uniform(0.08, 0.16)))

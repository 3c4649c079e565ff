# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks with their hands and pendulum: on walls, with bells, in cases, on wrists."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
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
    radial,
    rings,
    scalloped,
)

KINDS = ("wall", "wall", "wall", "alarm", "alarm", "grandfather", "pendulum", "watch", "mantel")
UP = -np.pi / 2


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a clock; `kind`: one of KINDS."""
    rng = figure.rng
    dial = figure.place("dial", np.zeros(2))
    r = 0.5
    style = pick(rng, ("round", "square", "scallop"), (0.85, 0.1, 0.05))
    if kind in ("alarm", "watch"):
        style = "round"
    rim = float(rng.uniform(0.05, 0.16)) * r if rng.random() < 0.6 else 0.0
    if style == "round":
        outline = ellipse(dial, r, r, samples=56)
    elif style == "square":
        outline = box((-r, -r), (r, r), int(rng.choice([0, 1, 3])))
    else:
        outline = scalloped(dial, r, r, int(rng.integers(8, 13)), 0.12, 0.0, False)
        rim = 0.2 * r
    figure.add("dial", outline, WHOLE, depth=2.4, merges=False, weight=1.2)
    if rim or style != "round":
        rings(figure, "dial", dial, [r - max(rim, 0.05)], depth=2.6, weight=0.9)
    _ticks(figure, dial, (r - rim) * 0.94)
    _hands(figure, dial, r - rim)
    if kind == "alarm":
        _alarm(figure, r)
    elif kind in ("grandfather", "pendulum"):
        _pendulum_case(figure, kind, r)
    elif kind == "watch":
        _strap(figure, r)
    elif kind == "mantel":
        raw = [
            (-1.6 * r, 1.25 * r),
            (-1.2 * r, 0.3 * r),
            (0.0, -1.35 * r),
            (1.2 * r, 0.3 * r),
            (1.6 * r, 1.25 * r),
        ]
        figure.add("dial", blunt(raw, int(rng.integers(0, 6))), WHOLE, depth=1.5, merges=False)
    elif rng.random() < 0.1:
        line(
            figure, "other", [(-0.4 * r, -r), (0.0, -1.4 * r), (0.4 * r, -r)], depth=1.0, weight=0.7
        )


def _ticks(figure: Figure, dial: Floats, r: float) -> None:
    """Add hours: strokes, dots, or figures as small signs."""
    rng = figure.rng
    style = pick(rng, ("none", "strokes", "dots", "figures"), (0.15, 0.5, 0.15, 0.2))
    count = int(rng.choice([4, 12, 12])) if style != "figures" else 12
    long = float(rng.uniform(0.08, 0.2)) * r
    for k in range(count if style != "none" else 0):
        angle = UP + 2 * np.pi * k / count
        place = dial + (r - 0.5 * long) * unit(angle)
        if style == "strokes":
            size = long * (1.4 if k % 3 == 0 and count == 12 else 1.0)
            line(figure, "dial", radial(dial, r - size, r, angle), depth=2.6, weight=0.7)
        elif style == "dots":
            figure.mark(
                "dial", ellipse(place, 0.12 * long, 0.12 * long, samples=10), WHOLE, depth=2.6
            )
        else:
            place = dial + 0.84 * r * unit(angle)
            raw = (
                rng.uniform(-0.07, 0.07, (4, 2)) * r
                if k % 2
                else [(0.0, -0.07 * r), (0.0, 0.07 * r)]
            )
            line(figure, "dial", place + np.asarray(raw), depth=2.6, weight=0.6)


def _hands(figure: Figure, dial: Floats, r: float) -> None:
    """Add the hour hand, the minute hand, rarely a second hand."""
    rng = figure.rng
    turn = float(rng.uniform(0, 2 * np.pi))
    if rng.random() < 0.15:  # ten past ten, three o'clock
        turn = float(rng.choice([np.pi / 3, 0.0]))
    gap = (1 if rng.random() < 0.5 else -1) * float(rng.uniform(0.5, np.pi))
    style = pick(rng, ("line", "taper", "arrow", "leaf"), (0.5, 0.25, 0.15, 0.1))
    sizes = {"hour": float(rng.uniform(0.4, 0.58)), "minute": float(rng.uniform(0.66, 0.88))}
    for name, angle in (("hour", UP + turn + gap), ("minute", UP + turn)):
        long = sizes[name] * r
        figure.place(f"{name}0", dial)
        figure.place(f"{name}1", dial + long * unit(angle))
        put = LocalFrame(dial, angle)
        tail = -float(rng.choice([0.0, 0.0, 0.15])) * long
        wide = r * float(rng.uniform(0.025, 0.05)) * (1.4 if name == "hour" else 1.0)
        depth = 4.1 + 0.1 * (name == "minute")
        if style in ("line", "arrow"):
            line(figure, name, put([(tail, 0.0), (long, 0.0)]), (0.0, 1.0), depth=depth, weight=1.2)
        if style == "arrow":
            raw = [(0.8 * long, -2 * wide), (long, 0.0), (0.8 * long, 2 * wide)]
            line(figure, name, put(raw), np.array([0.8, 1.0, 0.8]), depth=depth, weight=1.0)
        if style in ("taper", "leaf"):
            belly = 0.1 if style == "taper" else 0.6
            raw = [
                (tail, -0.7 * wide),
                (belly * long, -1.3 * wide),
                (long, 0.0),
                (belly * long, 1.3 * wide),
                (tail, 0.7 * wide),
            ]
            along = np.clip(np.array([p[0] for p in raw]) / long, 0, 1)
            figure.add(name, put(raw), along, depth=depth, merges=False)
    if rng.random() < 0.5:
        hub = ellipse(dial, 0.05 * r, 0.05 * r, samples=14)
        figure.mark("dial", hub, WHOLE, depth=5.0, weight=0.8)
    if rng.random() < 0.1:
        line(
            figure,
            "other",
            radial(dial, -0.15 * r, 0.85 * r, float(rng.uniform(0, 6.3))),
            depth=5.0,
        )


def _alarm(figure: Figure, r: float) -> None:
    """Add two bells, a hammer or a handle, and feet."""
    rng = figure.rng
    a = float(rng.uniform(0.5, 0.8))
    bell = r * float(rng.uniform(0.3, 0.45))
    flat = float(rng.uniform(0.6, 1.0))
    for way in (-1.0, 1.0):
        angle = UP + way * a
        put = LocalFrame(unit(angle) * r * float(rng.uniform(1.02, 1.12)), angle + np.pi / 2)
        t = np.linspace(np.pi, 2 * np.pi, 18)
        dome = np.stack([bell * np.cos(t), flat * bell * np.sin(t)], 1)
        figure.add("dial", put(dome), WHOLE, depth=1.6, merges=False)
        if rng.random() < 0.9:
            foot = radial(np.zeros(2), r, r * 1.25, np.pi / 2 - way * 0.6)
            single = rng.random() < 0.5
            bar(figure, "dial", foot, 0.08 * r, single=single, depth=1.5, merges=False)
    if rng.random() < 0.5:
        line(figure, "dial", [(0.0, -r), (0.0, -1.35 * r)], depth=1.6, weight=0.8)
        line(figure, "dial", [(-0.1 * r, -1.35 * r), (0.1 * r, -1.35 * r)], depth=1.6, weight=0.8)
    elif rng.random() < 0.6:
        t = np.linspace(np.pi, 2 * np.pi, 16)
        arc = np.stack([0.3 * r * np.cos(t), -1.35 * r + 0.25 * r * np.sin(t)], 1)
        line(figure, "dial", arc, depth=1.0, weight=0.8)


def _pendulum_case(figure: Figure, kind: str, r: float) -> None:
    """Add a case below or around the dial and a pendulum that hangs in it."""
    rng = figure.rng
    tall = r * float(rng.uniform(2.2, 4.5) if kind == "grandfather" else rng.uniform(1.6, 2.8))
    start = float(rng.choice([0.0, 1.0, 1.15]))
    root = figure.place("pendulum0", np.array([0.0, start * r]))
    swing = float(rng.normal(0, 0.18))
    long = tall - start * r + (0.6 if kind == "grandfather" else 0.3) * r
    ball = r * float(rng.uniform(0.18, 0.34))
    tip = figure.place("pendulum1", root + long * unit(np.pi / 2 + swing))
    rod = [tuple(root), tuple(tip)]
    bar(
        figure,
        "pendulum",
        rod,
        0.04 * r,
        (0.0, 1.0),
        single=rng.random() < 0.65,
        depth=2.0,
        merges=True,
    )
    figure.add("pendulum", ellipse(tip, ball, ball), 1.0, depth=2.2, merges=rng.random() < 0.4)
    if kind == "grandfather":
        w, end = 1.15 * r, tall + 1.4 * r
        narrow = float(rng.choice([1.0, 0.8]))
        roof = float(rng.choice([0.0, 0.5, 0.9])) * r
        raw = [
            (-w, 1.2 * r),
            (-w, -1.15 * r),
            (0.0, -1.15 * r - roof),
            (w, -1.15 * r),
            (w, 1.2 * r),
        ]
        raw += [
            (narrow * w, 1.3 * r),
            (narrow * w, end),
            (-narrow * w, end),
            (-narrow * w, 1.3 * r),
        ]
        figure.add("dial", blunt(raw, int(rng.choice([0, 0, 1]))), WHOLE, depth=1.5, merges=False)
        if rng.random() < 0.6:
            window = box((-0.75 * narrow * w, 1.4 * r), (0.75 * narrow * w, end - 0.2 * r))
            figure.mark("dial", window, WHOLE, depth=1.6, weight=0.7)
    elif rng.random() < 0.6:  # a house with a roof: a cuckoo clock, or a plain box
        w, eave = r * float(rng.uniform(1.15, 1.4)), -0.8 * r
        raw = [(-w, 1.3 * r), (-w, eave), (0.0, -1.9 * r), (w, eave), (w, 1.3 * r)]
        figure.add("dial", blunt(raw, 0), WHOLE, depth=1.5, merges=False)
        if rng.random() < 0.5:
            line(
                figure,
                "dial",
                [(-1.35 * w, eave + 0.3 * r), (0.0, -2.0 * r), (1.35 * w, eave + 0.3 * r)],
                depth=3.0,
            )
        for way in (-0.6, 0.6) if rng.random() < 0.35 else ():
            line(figure, "other", [(way * w, 1.3 * r), (way * w, 2.4 * r)], depth=1.0, weight=0.7)
            cone = ellipse(np.array([way * w, 2.6 * r]), 0.1 * r, 0.25 * r, samples=18)
            figure.add("other", cone, 0.5, depth=1.0, merges=False, weight=0.7)


def _strap(figure: Figure, r: float) -> None:
    """Add the strap of a watch, or the ring of one for the pocket."""
    rng = figure.rng
    if rng.random() < 0.5:
        w, long = r * float(rng.uniform(0.45, 0.75)), r * float(rng.uniform(1.6, 2.6))
        for way in (-1.0, 1.0):
            raw = [
                (-w, 0.5 * way * r),
                (w, 0.5 * way * r),
                (0.8 * w, way * long),
                (-0.8 * w, way * long),
            ]
            figure.add("dial", blunt(raw, int(rng.integers(0, 2))), WHOLE, depth=1.5, merges=False)
        return
    rings(figure, "dial", np.array([0.0, -1.3 * r]), [0.2 * r], depth=1.5)
    figure.add(
        "dial", box((-0.1 * r, -1.14 * r), (0.1 * r, -0.98 * r)), WHOLE, depth=1.6, merges=False
    )

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long bodies that lie in coils, loops and heaps, and cross themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.puppets.figures.flesh import Figure, Floats, rounded, unit

STYLES = ("spiral", "heap", "loops", "knot")
SAMPLES = 160


def coiled_line(rng: np.random.Generator, style: str) -> tuple[Floats, Floats]:
    """Return the middle line [SAMPLES, 2] of a body from tail to head, and its height [SAMPLES].

    Where the line crosses itself the higher hides the lower.

    style: "spiral" from above, "heap" from the side with the neck raised, "loops" one after
    another, "knot" for any line that crosses itself.
    """
    if style == "spiral":
        line, height = _spiral(rng)
    elif style == "heap":
        line, height = _heap(rng)
    elif style == "loops":
        line, height = _loops(rng)
    else:
        line, height = _knot(rng)
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    arc = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, arc[-1], SAMPLES)
    even = np.stack([np.interp(at, arc, line[:, c]) for c in (0, 1)], 1)
    for _ in range(12):
        even[1:-1] = 0.25 * even[:-2] + 0.5 * even[1:-1] + 0.25 * even[2:]
    return even / float(np.ptp(even, axis=0).max()), np.interp(at, arc, height)


def _spiral(rng: np.random.Generator) -> tuple[Floats, Floats]:
    turns = float(rng.uniform(1.1, 2.4))
    t = np.linspace(0.0, 2 * np.pi * turns, 300)
    r = np.linspace(1.0, float(rng.uniform(0.12, 0.4)), 300)
    if rng.random() < 0.5:
        r = r[::-1]
    line = r[:, None] * np.stack([np.cos(t), float(rng.uniform(0.45, 1.0)) * np.sin(t)], 1)
    if rng.random() < 0.5:  # the head leaves the coil
        away = np.linspace(0.0, float(rng.uniform(0.2, 0.7)), 30)[1:, None]
        line = np.concatenate([line, line[-1] + away * unit(float(rng.uniform(-1.5, 1.5)))])
    return line, np.linspace(0.0, 1.0, len(line))


def _heap(rng: np.random.Generator) -> tuple[Floats, Floats]:
    turns = float(rng.uniform(0.6, 1.4) if rng.random() < 0.4 else rng.uniform(1.2, 2.8))
    flat = float(rng.uniform(0.1, 0.4))
    start = float(rng.uniform(0.0, 6.3))
    t = start + np.linspace(0.0, 2 * np.pi * turns, 300)
    shrink = np.linspace(1.0, float(rng.uniform(0.5, 0.9)), 300)
    rise = np.linspace(0.0, float(rng.uniform(0.25, 0.5)) * turns, 300)
    line = np.stack([shrink * np.cos(t), flat * np.sin(t) * shrink - rise], 1)
    height = np.sin(t) + rise  # the near half of each coil lies before the far one
    neck = [line[-1]]
    tall = float(rng.uniform(0.4, 1.3)) / 3
    for angle in (
        -np.pi / 2,
        -np.pi / 2 + float(rng.normal(0, 0.6)),
        float(rng.uniform(-1.2, 0.3)),
    ):
        neck.append(neck[-1] + tall * unit(angle))
    up = rounded(np.stack(neck), 40, 8)[1:]
    return np.concatenate([line, up]), np.concatenate([height, np.full(39, 9.0)])


def _loops(rng: np.random.Generator) -> tuple[Floats, Floats]:
    count, wide = int(rng.integers(1, 4)), float(rng.uniform(1.3, 3.0))
    reach = 2 * np.pi * count
    t = np.linspace(-float(rng.uniform(0.0, 2.5)), reach + float(rng.uniform(0.0, 2.5)), 300)
    high = float(rng.uniform(0.8, 1.6)) * wide
    line = np.stack([t - wide * np.sin(t), high * np.cos(t)], 1)
    way = 1.0 if rng.random() < 0.5 else -1.0
    return line, way * np.linspace(0.0, 1.0, 300)


def _knot(rng: np.random.Generator) -> tuple[Floats, Floats]:
    turn = np.cumsum(rng.normal(0, 0.5, 5)) + float(rng.choice([-1, 1])) * np.arange(5) * 1.3
    steps = np.repeat(turn, 60) + np.tile(np.linspace(0.0, float(rng.uniform(0.3, 1.6)), 60), 5)
    for _ in range(30):
        steps[1:-1] = 0.25 * steps[:-2] + 0.5 * steps[1:-1] + 0.25 * steps[2:]
    line = np.cumsum(np.stack([np.cos(steps), np.sin(steps)], 1), axis=0)
    return line, np.linspace(0.0, 1.0, 300) * float(rng.choice([-1, 1]))


def draw_crossing_body(
    figure: Figure, name: str, line: Floats, height: Floats, half: Floats
) -> None:
    """Draw both edges of a body about its middle line, but for what lies below itself.

    line: [N, 2]; height: [N], the higher hides the lower; half: half widths [N].
    """
    count = len(line)
    tangent = np.gradient(line, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) * half[:, None]
    s = np.linspace(0.0, 1.0, count)
    edge = np.concatenate([(line + normal)[::-1], (line - normal)[1:]])
    owner = np.concatenate([np.arange(count)[::-1], np.arange(1, count)])
    step = float(np.linalg.norm(line[1] - line[0]))
    apart = np.abs(owner[:, None] - np.arange(count)) * step > 3.5 * half.max()
    near = np.linalg.norm(edge[:, None] - line, axis=2) < 0.97 * half
    above = height > height[owner][:, None] + 1e-6
    seen = ~(apart & near & above).any(axis=1)
    for run in _runs(seen):
        if len(run) >= 4:
            figure.mark(name, edge[run], s[owner[run]], closed=False, depth=2.0, weight=1.2)


def _runs(seen: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return the rows of each unbroken run of what is seen."""
    parts = np.split(np.arange(len(seen)), np.flatnonzero(np.diff(seen.astype(int))) + 1)
    return [rows for rows in parts if seen[rows[0]]]

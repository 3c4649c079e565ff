# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean outlines as the strokes of a sketch: broken, drawn again beside the first, hatched."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
Rng = np.random.Generator

STEP = 0.02  # of a thing's long side, between points of its strokes
CLEAN = 0.25  # share of things that are drawn with single, exact strokes
HATCHED = 0.4  # share of the others that are shaded
BOW = 0.04  # of a stroke's length, by which it is bent


def sketched(
    rng: Rng, lines: Sequence[Line], side: float, *, clean: bool | None = None
) -> list[Line]:
    """The strokes [n, 2] with which a thing of polylines [m, 2], `side` long, may be drawn.

    clean: with single strokes and no hatching (None: as it comes).
    """
    clean = bool(rng.random() < CLEAN) if clean is None else clean
    piece = float(np.exp(rng.uniform(np.log(0.2), np.log(2.5)))) / STEP
    again = 0 if clean else int(rng.choice([0, 0, 1, 2, 3]))
    amount = (0.004 if clean else float(rng.uniform(0.004, 0.02))) * side
    strokes: list[Line] = []
    for line in lines:
        even = resampled(line, STEP * side)
        for repeat in range(1 + int(rng.integers(0, again + 1))):
            broken = _pieces(rng, even, piece)
            bow = 0.0 if clean else BOW
            kept = [p for p in broken if not repeat or rng.random() < 0.6]
            strokes += [wobbled(rng, p, amount, bow) for p in kept]
    if not clean and rng.random() < HATCHED:
        strokes += hatching(rng, lines, side)
    return strokes


def resampled(line: Line, step: float) -> Line:
    """Points about `step` apart on a polyline, at least two."""
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    if way[-1] < 1e-9:
        return line[:1].repeat(2, axis=0)
    at = np.linspace(0.0, way[-1], max(2, int(np.ceil(way[-1] / step)) + 1))
    return np.stack([np.interp(at, way, line[:, k]) for k in (0, 1)], axis=1)


def wobbled(rng: Rng, line: Line, amount: float, bow: float = 0.0) -> Line:
    """Shifted, turned and bent by about `amount`, bent also by `bow` of its own size."""
    along = np.linspace(-1.0, 1.0, len(line))[:, None]
    shift, turn, bend = rng.normal(0.0, amount, (3, 2))
    bend = bend + rng.normal(0.0, bow, 2) * float(np.ptp(line, axis=0).max())
    return np.asarray(line + shift + turn * along + bend * (1.0 - along**2))


def hatching(rng: Rng, lines: Sequence[Line], side: float) -> list[Line]:
    """Strokes from places of the thing: in one direction, or to others that are near."""
    points = np.concatenate(list(lines))
    reach, angle = float(rng.uniform(0.08, 0.3)) * side, float(rng.uniform(0.0, np.pi))
    parallel = rng.random() < 0.5
    along = np.linspace(0.0, 1.0, 8)[:, None]
    strokes = []
    for start in points[rng.integers(0, len(points), int(rng.integers(4, 35)))]:
        if parallel:
            way = np.array([np.cos(angle), np.sin(angle)]) * reach * rng.uniform(0.3, 1.0)
        else:
            near = np.flatnonzero(np.linalg.norm(points - start, axis=1) < reach)
            way = points[int(rng.choice(near))] - start
        bow = 4.0 * along * (1.0 - along) * rng.normal(0.0, 0.08 * reach, 2)
        strokes.append(start + along * way + bow)
    return strokes


def _pieces(rng: Rng, line: Line, mean: float) -> list[Line]:
    """Runs of about `mean` points that overlap a little."""
    found, start = [], 0
    while start < len(line) - 1:
        end = start + int(mean * rng.uniform(0.5, 1.5)) + 2
        end = len(line) if len(line) - end < 3 else end
        found.append(line[max(0, start - int(rng.integers(0, 3))) : end])
        start = end - 1
    return found

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and plain outlines that things are drawn with: bars, boxes, wheels, stars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, ellipse, rounded, smooth_closed

Points = Sequence[tuple[float, float]] | Floats
WHOLE = 0.5  #: the place along a part that has one joint


def varied(rng: np.random.Generator, spread: float = 0.12) -> float:
    """Return a random factor about 1."""
    return float(np.exp(rng.normal(0, spread)))


def shifted(point: Floats, x: float, y: float) -> Floats:
    """Return a place [2] beside another."""
    return np.array([point[0] + x, point[1] + y])


def pick(rng: np.random.Generator, names: Sequence[str], odds: Sequence[float] = ()) -> str:
    """Return one of the names; `odds` need not sum to 1."""
    share = np.asarray(odds, dtype=np.float64) / np.sum(odds) if len(odds) else None
    return str(rng.choice(list(names), p=share))


def line(
    figure: Figure,
    name: str,
    points: Points,
    along: Floats | float | tuple[float, float] = WHOLE,
    **kind: float | bool,
) -> None:
    """Add an open line; `along` is one place, a place a point, or those of its two ends."""
    p = np.asarray(points, dtype=np.float64)
    if isinstance(along, tuple):
        arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
        along = along[0] + (along[1] - along[0]) * arc / max(float(arc[-1]), 1e-9)
    figure.mark(name, p, along, closed=False, **kind)


def bone_line(figure: Figure, name: str, joints: Floats, smooth: int, **kind: float | bool) -> None:
    """Add a single line along a part's chain of joints."""
    figure.mark(name, rounded(joints, 20, smooth), np.linspace(0, 1, 20), closed=False, **kind)


def bar(
    figure: Figure,
    name: str,
    ends: Points,
    half: float,
    along: tuple[float, float] | float = WHOLE,
    *,
    single: bool = False,
    **kind: float | bool,
) -> None:
    """Add a bar along a line: one line, or its outline of half width `half`."""
    p = np.asarray(ends, dtype=np.float64)
    if single:
        kind.pop("merges", None)
        line(figure, name, p, along, **kind)
        return
    shape = figure.tube(name, p, [half, half], smooth=2, ends=(0.5, 0.5), **kind)
    low, high = along if isinstance(along, tuple) else (along, along)
    shape.along = low + (high - low) * shape.along


def box(low: tuple[float, float], high: tuple[float, float], smooth: int = 0) -> Floats:
    """Return the outline of an upright box between two corners, its own corners rounded."""
    (x0, y0), (x1, y1) = low, high
    return blunt([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], smooth)


def blunt(points: Points, smooth: int) -> Floats:
    """Return a polygon as it is, or with rounded corners."""
    p = np.asarray(points, dtype=np.float64)
    if smooth <= 0:
        return p
    return smooth_closed([(float(x), float(y)) for x, y in p], 64, smooth)


def radial(centre: Floats, inner: float, outer: float, angle: float, squash: float = 1.0) -> Floats:
    """Return the line [2, 2] from `inner` to `outer` out of a centre; x is squashed."""
    way = np.array([squash * np.cos(angle), np.sin(angle)])
    return np.stack([centre + inner * way, centre + outer * way])


def star(centre: Floats, outer: float, inner: float, count: int, turn: float) -> Floats:
    """Return the outline of a star with `count` points."""
    t = turn + np.pi * np.arange(2 * count) / count
    r: Floats = np.where(np.arange(2 * count) % 2 == 0, outer, inner)
    return centre + np.stack([r * np.cos(t), r * np.sin(t)], 1)


def scalloped(
    centre: Floats, rx: float, ry: float, count: int, depth: float, turn: float, pointed: bool
) -> Floats:
    """Return the outline of a cloud or of petals seen as one: `count` lobes."""
    t = np.linspace(0, 2 * np.pi, 14 * count, endpoint=False)
    wave = np.abs(np.cos(0.5 * count * t)) if not pointed else 1 - np.abs(np.cos(0.5 * count * t))
    r = 1 - depth + depth * wave
    return centre + np.stack([rx * r * np.cos(t + turn), ry * r * np.sin(t + turn)], 1)


def rings(
    figure: Figure,
    name: str,
    centre: Floats,
    radii: Sequence[float],
    squash: float = 1.0,
    **kind: float | bool,
) -> None:
    """Add circles about a centre as lines that hide nothing."""
    for radius in radii:
        figure.mark(name, ellipse(centre, radius * squash, radius, samples=32), WHOLE, **kind)


def spokes(
    figure: Figure,
    name: str,
    centre: Floats,
    reach: tuple[float, float],
    count: int,
    turn: float,
    squash: float = 1.0,
    **kind: float | bool,
) -> None:
    """Add lines that run outwards from a hub."""
    for k in range(count):
        angle = turn + 2 * np.pi * k / count
        line(figure, name, radial(centre, *reach, angle, squash), **kind)

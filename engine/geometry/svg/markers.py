# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the markers of a path stand, and how they are turned (SVG 2, sections 11.6 and 13.7)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.geometry.bezier import Floats
from engine.geometry.svg.outline import Outline

START, MID, END = "marker-start", "marker-mid", "marker-end"
Direction = tuple[float, float]


@dataclass(frozen=True)
class Vertex:
    """A point of a path at which a marker may stand; angle: of the path there, in degrees."""

    kind: str
    x: float
    y: float
    angle: float


def vertices(outlines: Sequence[Outline]) -> list[Vertex]:
    """Return the vertices of a path in order: the first, the last, and those between."""
    found: list[Vertex] = []
    for outline in outlines:
        found += _vertices(outline)
    kinds = [START] + [MID] * (len(found) - 2) + [END]
    if len(found) == 1:
        only = found[0]
        found, kinds = [only, only], [START, END]
    return [
        Vertex(kind, vertex.x, vertex.y, vertex.angle)
        for kind, vertex in zip(kinds, found, strict=True)
    ]


def _vertices(outline: Outline) -> list[Vertex]:
    control = outline.control
    pieces = [control[k : k + 4] for k in range(0, len(control) - 3, 3)]
    if outline.closed and (not pieces or not (control[-1] == control[0]).all()):
        step = (control[0] - control[-1]) / 3.0
        closing = (control[-1], control[-1] + step, control[0] - step, control[0])
        pieces.append(np.stack(closing))
    if not pieces:
        return [Vertex(MID, float(control[0, 0]), float(control[0, 1]), 0.0)]
    leaving = [_direction(piece) for piece in pieces]
    arriving = [_turned(_direction([p[3], p[2], p[1], p[0]])) for p in pieces]
    _fill_gaps(leaving, arriving)
    around = (arriving[-1], leaving[0]) if outline.closed else None
    first = _mean(*around) if around else _angle(leaving[0])
    last = _mean(*around) if around else _angle(arriving[-1])
    angles = [first, *(_mean(a, b) for a, b in zip(arriving[:-1], leaving[1:], strict=True)), last]
    points = [pieces[0][0], *(piece[3] for piece in pieces)]
    return [
        Vertex(MID, float(p[0]), float(p[1]), angle)
        for p, angle in zip(points, angles, strict=True)
    ]


def _direction(piece: Floats | list[Floats]) -> Direction | None:
    """Return the direction in which a cubic leaves its start, None where it has no length."""
    for point in piece[1:]:
        x, y = float(point[0] - piece[0][0]), float(point[1] - piece[0][1])
        if math.hypot(x, y) > 1e-9:
            return (x, y)
    return None


def _turned(direction: Direction | None) -> Direction | None:
    return None if direction is None else (-direction[0], -direction[1])


def _fill_gaps(leaving: list[Direction | None], arriving: list[Direction | None]) -> None:
    """Give pieces of no length the direction of the one before, else of the one after."""
    for k in range(1, len(leaving)):
        if leaving[k] is None:
            leaving[k] = arriving[k] = arriving[k - 1]
    for k in range(len(leaving) - 2, -1, -1):
        if leaving[k] is None:
            leaving[k] = arriving[k] = leaving[k + 1]


def _angle(direction: Direction | None) -> float:
    return 0.0 if direction is None else math.degrees(math.atan2(direction[1], direction[0]))


def _mean(before: Direction | None, after: Direction | None) -> float:
    """Return the angle halfway between two directions."""
    if before is None or after is None:
        return _angle(before or after)
    first, second = _angle(before) % 360.0, _angle(after) % 360.0
    return (first + second) / 2.0 + (180.0 if abs(first - second) > 180.0 else 0.0)

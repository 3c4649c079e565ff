# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Round strokes may turn, as wheels do: what lies beside one goes with its middle alone.

Else the paint of a car's body, whose border runs along a wheel for a stretch, would be carried
around by it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import CUBIC, Drawing
from engine.render.flatten import flatten_chain
from engine.runtime.arrays import numpy_of

EVEN = 0.08  # of the radius, by which a round line's points are from it, root mean square
CLOSED = 0.3  # radii between the ends of a line that goes round
AROUND = 1.15  # radii: what lies within is inside
INSIDE = 0.9  # of the points of what is inside
CORNERS = 4  # points of a round stroke that tell where its middle is

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Wheel:
    """A round stroke that lies in no other.

    Attributes:
        middle: [2]; radius: canvas pixels.
        strokes: it, and those inside of it.
        points, shares: [CORNERS], points of the drawing, of which the middle is the weighted mean.
    """

    middle: Floats
    radius: float
    strokes: Ints
    points: Ints
    shares: Floats

    def holds(self, points: Floats) -> bool:
        """Return whether points [n, 2] lie inside, or on it."""
        away = np.hypot(*(points - self.middle).T)
        return bool((away <= AROUND * self.radius).mean() >= INSIDE)


def wheels_in(drawing: Drawing) -> list[Wheel]:
    """Return the round strokes of a drawing, the largest first."""
    lines = _lines(drawing)
    circles = [_circle(line, bool(drawing.cyclic.data[n])) for n, line in enumerate(lines)]
    round_ones = [(n, *circle) for n, circle in enumerate(circles) if circle is not None]
    offsets = numpy_of(drawing.stroke_offsets)
    positions = numpy_of(drawing.positions).astype(np.float64)
    wheels: list[Wheel] = []
    for stroke, middle, radius in sorted(round_ones, key=lambda one: -one[2]):
        if any(stroke in wheel.strokes for wheel in wheels):
            continue
        own = np.arange(offsets[stroke], offsets[stroke + 1])
        if int(numpy_of(drawing.curve_types)[stroke]) == CUBIC:
            own = own[::3]
        corners = _corners(own, positions, middle)
        if corners is not None:
            free = Wheel(middle, radius, np.array([stroke]), *corners)
            inside = [n for n, line in enumerate(lines) if n == stroke or free.holds(line)]
            wheels.append(Wheel(middle, radius, np.array(inside), *corners))
    return wheels


def _lines(drawing: Drawing) -> list[Floats]:
    """Return the strokes as polylines, in canvas pixels."""
    positions = numpy_of(drawing.positions).astype(np.float64)
    offsets, kinds = numpy_of(drawing.stroke_offsets), numpy_of(drawing.curve_types)
    lines = []
    for stroke in range(drawing.stroke_count):
        own = positions[offsets[stroke] : offsets[stroke + 1]]
        if kinds[stroke] == CUBIC and len(own) > 1:
            flat = flatten_chain(own[None], bool(drawing.cyclic.data[stroke]), 0.1)
            own = (flat.weights[..., None] * own[flat.indices]).sum(1)
        lines.append(own)
    return lines


def _circle(line: Floats, closed: bool) -> tuple[Floats, float] | None:
    """Return middle and radius of the circle that a line is; None if it is none."""
    if len(line) < 2 * CORNERS:
        return None
    middle: Floats = (line.min(0) + line.max(0)) / 2.0
    away = np.hypot(*(line - middle).T)
    radius = float(away.mean())
    ends = float(np.hypot(*(line[0] - line[-1])))
    if radius <= 0.0 or (not closed and ends > CLOSED * radius):
        return None
    return (middle, radius) if float(away.std()) <= EVEN * radius else None


def _corners(own: Ints, positions: Floats, middle: Floats) -> tuple[Ints, Floats] | None:
    """Return points on all sides of a middle, and their shares in it."""
    rays = positions[own] - middle
    turn = np.arctan2(rays[:, 1], rays[:, 0])
    wanted = turn[0] + np.arange(CORNERS) * 2.0 * np.pi / CORNERS
    off = np.abs(np.angle(np.exp(1j * (turn[None] - wanted[:, None]))))
    chosen = own[off.argmin(1)]
    if len(set(chosen.tolist())) < CORNERS:
        return None
    rows = np.concatenate([(positions[chosen] - middle).T, np.ones((1, CORNERS))])
    scale = max(float(np.abs(rows[:2]).max()), 1e-9)
    rows[:2] /= scale
    shares = np.linalg.lstsq(rows, np.array([0.0, 0.0, 1.0]), rcond=None)[0]
    return (chosen.astype(np.int64), shares) if (shares > 0.0).all() else None

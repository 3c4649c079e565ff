# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels may turn: what lies beside one goes with its middle alone.

Else the paint of a car's body, whose border runs along a wheel for a stretch, would be carried
around by it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rig.pieces.ink import SampledInk
from engine.rig.pieces.shapes import find_wheels, holders

ON = 0.1  # radii from a wheel's circle within which a point lies on it
AROUND = 1.15  # radii: what lies within is inside
INSIDE = 0.9  # of the points of what is inside
CORNERS = 4  # points on a wheel that tell where its middle is

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WheelMiddle:
    """A wheel that is drawn, and how its middle follows from its points.

    Attributes:
        middle: [2]; radius: canvas pixels.
        strokes: it, and those that turn with it.
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


def wheel_middles(
    places: Floats, strokes: Ints, points: Floats, of_points: Ints
) -> list[WheelMiddle]:
    """Return the wheels of a drawing.

    places: [n, 2], along its lines; strokes: [n], of which stroke they are. points: [P, 2], those
    of the drawing; of_points: [P], their strokes.
    """
    if not len(places):
        return []
    names, own = np.unique(strokes, return_inverse=True)
    ink = SampledInk.of(places, own.astype(np.int64))
    found = []
    for wheel in find_wheels(ink, holders(ink)):
        middle = wheel.centre * ink.size + ink.middle
        radius, turning = wheel.radius * ink.size, names[list(wheel.strokes)]
        away = np.hypot(*(points - middle).T)
        on = np.isin(of_points, turning) & (np.abs(away - radius) <= ON * radius)
        corners = _corners(np.flatnonzero(on), points, middle)
        if corners is not None:
            found.append(WheelMiddle(middle, radius, turning, *corners))
    return found


def _corners(own: Ints, positions: Floats, middle: Floats) -> tuple[Ints, Floats] | None:
    """Return points on all sides of a middle, and their shares in it; None where there are none."""
    if len(own) < CORNERS:
        return None
    rays = positions[own] - middle
    turn = np.arctan2(rays[:, 1], rays[:, 0])
    wanted = turn[0] + np.arange(CORNERS) * 2.0 * np.pi / CORNERS
    off = np.abs(np.angle(np.exp(1j * (turn[None] - wanted[:, None]))))
    chosen = own[off.argmin(1)]
    if len(set(chosen.tolist())) < CORNERS:
        return None
    rows = np.concatenate([(positions[chosen] - middle).T, np.ones((1, CORNERS))])
    rows[:2] /= max(float(np.abs(rows[:2]).max()), 1e-9)
    shares = np.linalg.lstsq(rows, np.array([0.0, 0.0, 1.0]), rcond=None)[0]
    return (chosen.astype(np.int64), shares) if (shares > 0.0).all() else None

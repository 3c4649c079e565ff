# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds points that move as one stiff piece: turned and shifted, not deformed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StiffMotion:
    """The motion of a stiff piece.

    Attributes:
        places: [F, 2], where its centre is.
        angles: [F], radians, clockwise on the screen, unwrapped; 0 in frame 0.
        reach: pixels from its centre to its farthest point.
    """

    places: Floats
    angles: Floats
    reach: float

    def carries(self, points: Floats, tolerance: float) -> bool:
        """Return whether points [F, P, 2] move with it, to within a tolerance in pixels."""
        return bool(np.abs(self.carried(points[0]) - points).max() <= tolerance)

    def carried(self, rest: Floats) -> Floats:
        """Return where points [P, 2] of frame 0 are in every frame: [F, P, 2]."""
        c, s = np.cos(self.angles), np.sin(self.angles)
        turn = np.stack([np.stack([c, -s], -1), np.stack([s, c], -1)], -2)
        arms = rest - self.places[0]
        return np.asarray(self.places[:, None] + np.einsum("fxy,py->fpx", turn, arms))


def stiff_motion(points: Floats, tolerance: float) -> StiffMotion | None:
    """Return the motion of points [F, P, 2]; None where a point is more than `tolerance` off it.

    The rotation is the best one in the least squares sense (Kabsch 1976).
    """
    places = points.mean(1)
    arms = points - places[:, None]
    rest = arms[0]
    sine = (rest[:, 0] * arms[..., 1] - rest[:, 1] * arms[..., 0]).sum(1)
    cosine = (rest * arms).sum((1, 2))
    angles = np.unwrap(np.arctan2(sine, cosine))
    reach = float(np.linalg.norm(rest, axis=1).max())
    motion = StiffMotion(places, angles, reach)
    return motion if motion.carries(points, tolerance) else None

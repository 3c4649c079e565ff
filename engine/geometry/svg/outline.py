# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline of one subpath, as cubics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.geometry.bezier import Floats, elevate_line
from engine.geometry.svg import affine

SAME = 1e-4  # of the outline's size: ends nearer to each other than this are one point


@dataclass(frozen=True)
class Outline:
    """k cubics in a row; a single point (k = 0) is a dot.

    Attributes:
        control: float64 `[3k+1, 2]`, (x, y).
        closed: whether the last cubic leads back to the start.
        straight: whether all cubics are straight lines, so that the joints alone describe them.
    """

    control: Floats
    closed: bool
    straight: bool

    @property
    def joints(self) -> Floats:
        """Ends of the cubics, `[k + 1, 2]`."""
        return self.control[::3]

    def transformed(self, matrix: Floats) -> Outline:
        """Return the outline under an affine map."""
        return Outline(affine.apply(matrix, self.control), self.closed, self.straight)

    def tidied(self, *, joins: bool = True) -> Outline:
        """Remove cubics of no length, and end a closed outline exactly where it starts.

        An open outline that ends exactly on its start becomes a closed one: it looks the same with
        round caps, and its ends can't come apart when it moves. joins: False keeps it open.
        """
        control = self.control
        if len(control) > 1:
            pieces = np.stack([control[k : len(control) - 3 + k : 3] for k in range(4)], axis=1)
            moving = (pieces != pieces[:, :1]).any(axis=(1, 2))
            control = np.concatenate([control[:1], pieces[moving][:, 1:].reshape(-1, 2)])
        size = float(np.ptp(control, axis=0).max()) if len(control) > 1 else 0.0
        if size == 0.0:
            return Outline(control[:1], False, True)
        gap = float(np.abs(control[-1] - control[0]).max())
        if self.closed and gap > SAME * size:
            control = np.concatenate([control, elevate_line(control[-1], control[0])[1:]])
        elif self.closed and len(control) > 4:
            control = np.concatenate([control[:-1], control[:1]])
        closed = self.closed or (joins and gap == 0.0 and len(control) > 1)
        # A single line, there and back, has no inside: it stays open.
        if self.straight and len(control) < 8:
            closed = False
        return Outline(control, closed, self.straight)


def polyline(points: Floats, closed: bool) -> Outline:
    """Return straight pieces through `points [n, 2]`, n >= 1."""
    pieces = elevate_line(points[:-1], points[1:])
    control = np.concatenate([points[:1], pieces[:, 1:].reshape(-1, 2)])
    return Outline(control, closed, True)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines as a picture of how near they are: 1 on them, 0 where none is near.

Unlike ink it is smooth: a line that is a little off changes it a little, so small pictures know
lines to a fraction of a pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Field = NDArray[np.float32]

SIDE = 64  # pixels
MARGIN = 0.07  # around what is drawn, share of the side
REACH = 8.0  # pixels from a line, from where on its field is 0
_FINER = 2  # pixels of ink in one of the field
_STEP = 0.25  # pixels between places on a line


@dataclass(frozen=True, eq=False)
class FieldFrame:
    """Where a drawing lies in the picture: picture = point * scale + shift, pixels."""

    scale: float
    shift: Floats

    @classmethod
    def around(cls, points: Floats) -> FieldFrame:
        """Return the frame in which points [P, 2] fill the picture but for its margin."""
        low, high = points.min(axis=0), points.max(axis=0)
        scale = SIDE * (1.0 - 2.0 * MARGIN) / max(float((high - low).max()), 1e-9)
        return cls(scale, 0.5 * SIDE - 0.5 * (low + high) * scale)

    def inside(self, points: Floats) -> Floats:
        """Return points in pixels of the picture."""
        return np.asarray(points * self.scale + self.shift)

    def outside(self, points: Floats) -> Floats:
        """Return points [P, 2] in pixels of the picture as points of the drawing."""
        return np.asarray((points - self.shift) / self.scale)


def field_of_lines(lines: Sequence[Floats]) -> Field:
    """Return the field [SIDE, SIDE] of polylines [n, 2] in pixels of the picture."""
    places = np.concatenate([_dense(line) for line in lines]) if lines else np.zeros((0, 2))
    side = _FINER * SIDE
    pixels = np.floor(places * _FINER).astype(np.int64)
    pixels = pixels[((pixels >= 0) & (pixels < side)).all(axis=1)]
    ink = np.zeros((side, side), bool)
    ink[pixels[:, 1], pixels[:, 0]] = True
    if not ink.any():
        return np.zeros((SIDE, SIDE), np.float32)
    away = ndimage.distance_transform_edt(~ink) / _FINER
    mean = away.reshape(SIDE, _FINER, SIDE, _FINER).mean((1, 3))
    return np.asarray(np.clip(1.0 - mean / REACH, 0.0, 1.0), np.float32)


def _dense(line: Floats) -> Floats:
    """Return places on a polyline, _STEP apart."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0.0, way[-1], int(way[-1] / _STEP) + 2)
    return np.stack([np.interp(at, way, column) for column in line.T], 1)

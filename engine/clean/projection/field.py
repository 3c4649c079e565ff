# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines as a soft picture: 1 on them, less and less beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Field = NDArray[np.float32]

SIDE = 128  # pixels
MARGIN = 0.07  # around what is drawn, share of the side
SOFT = 1.8  # pixels from a line, at which its field is 1 / e
FINE = 0.5  # pixels between places on a line


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

    def outside(self, moves: Floats) -> Floats:
        """Return moves [P, 2] in pixels of the picture as moves of the drawing."""
        return np.asarray(moves / self.scale)


def field_of_lines(points: Floats, strokes: Ints, frame: FieldFrame | None = None) -> Field:
    """Return the field [SIDE, SIDE] of polylines.

    points: [P, 2]; strokes: [P], the stroke of each; those of a stroke follow one another.
    """
    frame = frame or FieldFrame.around(points)
    places = frame.inside(points)
    same = strokes[1:] == strokes[:-1]
    starts, ends = places[:-1][same], places[1:][same]
    count = np.ceil(np.hypot(*(ends - starts).T) / FINE).astype(np.int64) + 1
    owner = np.repeat(np.arange(len(starts)), count)
    part = (np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)) / count[owner]
    between = starts[owner] + part[:, None] * (ends - starts)[owner]
    pixels = np.concatenate([between, places]).astype(np.int64)
    pixels = pixels[((pixels >= 0) & (pixels < SIDE)).all(axis=1)]
    ink = np.zeros((SIDE, SIDE), bool)
    ink[pixels[:, 1], pixels[:, 0]] = True
    return field_of_ink(ink)


def field_of_ink(ink: NDArray[np.bool_]) -> Field:
    """Return the field of a picture [SIDE, SIDE] of lines."""
    if not ink.any():
        return np.zeros(ink.shape, np.float32)
    away = ndimage.distance_transform_edt(~ink)
    return np.asarray(np.exp(-((away / SOFT) ** 2)), np.float32)

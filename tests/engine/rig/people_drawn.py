# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads on shoulders, drawn with few lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones
from engine.rig.busts import bust_bones
from tests.engine.rig.test_told_parts import line, ring

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def bust(x: float = 0.0, y: float = 0.0, size: float = 1.0) -> list[Floats]:
    """Return a face, its eyes, its mouth, a neck and shoulders around a place."""
    strokes = [
        ring(0, 0, 100, 120),
        ring(-40, -15, 8),
        ring(40, -15, 8),
        ring(0, 55, 30, 12),
        line((-25, 115), (-25, 160)),
        line((25, 115), (25, 160)),
        line((-140, 300), (-120, 180), (-25, 160), (25, 160), (120, 180), (140, 300), (-140, 300)),
    ]
    return [size * stroke + [x, y] for stroke in strokes]


#: Numbers of the strokes of `bust`.
HEAD, LEFT, RIGHT, MOUTH, NECK, BODY = 0, 1, 2, 3, 4, 6


def joined(strokes: list[Floats]) -> tuple[Floats, Ints]:
    """Return the points [N, 2] of strokes and the stroke [N] of each."""
    counts = [len(stroke) for stroke in strokes]
    return np.concatenate(strokes), np.repeat(np.arange(len(strokes)), counts).astype(np.int64)


def bust_drawing(number: int = 0) -> tuple[Bones, Floats]:
    """Return the bones and the points of one head on shoulders, or of two."""
    strokes = bust() if number % 2 == 0 else [*bust(), *bust(260.0, 90.0, 0.7)]
    points, owner = joined(strokes)
    bones = bust_bones(points, owner)
    assert bones is not None
    return bones, points

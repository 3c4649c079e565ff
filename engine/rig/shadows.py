# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shadow that somebody stands on: a flat ellipse under the feet, which is no foot and stays."""

from __future__ import annotations

import numpy as np

from engine.language.text import stems_of
from engine.rig.bones import Ints
from engine.rig.nouns import creatures
from engine.rig.part_strokes import Floats, PartStrokes

FLAT = 0.28  # of its width, that a shadow is high at most
WIDE = 0.4  # of the drawing's width, that it is wide at least
LOW = 0.06  # of the drawing's height: all else ends as near to the shadow's middle
ROUND = 0.08  # of its half box: how far a shadow leaves its ellipse
ON_BOARDS = frozenset(stems_of("board skateboard surfboard snowboard raft plate hoop ring pool"))


def shadow_strokes(points: Floats, strokes: Ints, caption: str) -> Ints:
    """Return the strokes that are the shadow of what a caption tells of; none for things.

    points [N, 2] on the lines, strokes [N]: of each.
    """
    words = set(stems_of(caption))
    if not len(points) or not words & creatures() or words & ON_BOARDS:
        return np.zeros(0, np.int64)
    drawing = PartStrokes.of(points, strokes)
    names = np.unique(strokes)
    wide, tall = np.maximum(np.ptp(drawing.box, axis=0), 1e-9)
    flat = drawing.sides[:, 1] < FLAT * drawing.sides[:, 0]
    flat &= (drawing.sides[:, 0] > WIDE * wide) & drawing.closed
    flat &= drawing.high[:, 1] > drawing.box[1, 1] - 1e-6 * tall
    for stroke in np.flatnonzero(flat):
        if drawing.count < 2 or not _is_ellipse(drawing.line(int(stroke))):
            continue
        others = np.delete(drawing.high[:, 1], stroke).max()
        if abs(others - drawing.middle[stroke, 1]) < LOW * tall:
            return names[[stroke]]
    return np.zeros(0, np.int64)


def _is_ellipse(line: Floats) -> bool:
    """Tell whether a line [N, 2] is an ellipse along the axes of the picture."""
    low, high = line.min(axis=0), line.max(axis=0)
    half = np.maximum(0.5 * (high - low), 1e-9)
    away = np.linalg.norm((line - 0.5 * (low + high)) / half, axis=1)
    return bool(np.abs(away - 1.0).max() < ROUND)

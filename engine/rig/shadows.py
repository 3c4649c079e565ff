# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shadows and floors that are drawn under a body: they stay on the ground when it moves.

A shadow touches all feet. As a thing that is held it would go with one of them, and the lines of
the others, tied to it, would fold and stretch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.language.text import stems_of
from engine.rig.nouns import creatures
from engine.rig.part_strokes import PartStrokes
from engine.rig.pieces.lines import StrokeBoxes
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FLAT = 0.3  # of its width: a shadow is no higher,
WIDE = 0.2  # long sides: and at least as wide
LOW = 0.08  # long sides: what is over it ends as near to its middle
LEVEL = 0.02  # long sides: a floor that is a line is no higher,
OVAL_FLAT = 0.28  # of its width: an ellipse that is drawn as a line is no higher,
OVAL_WIDE = 0.4  # of the drawing's width: and at least as wide
OVAL_LOW = 0.06  # of the drawing's height: all else ends as near to its middle
ROUND = 0.08  # of its half box: how far it leaves an ellipse
ON_BOARDS = frozenset(stems_of("board skateboard surfboard snowboard raft plate hoop ring pool"))
BEYOND = 0.05  # long sides: and goes on as far at both sides of what stands on it


def patches(drawing: Drawing) -> Bools:
    """Return which strokes of a drawing [S] are patches of colour without an outline."""
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    if len(offsets) < 2:
        return np.zeros(0, bool)
    wide = np.maximum.reduceat(numpy_of(drawing.widths), offsets[:-1])
    line = (wide > 0.0) & (numpy_of(drawing.colors)[:, 3] > 0.0)
    return np.asarray(~line & (numpy_of(drawing.fills)[:, 3] > 0.0))


def floor_strokes(points: Floats, strokes: Ints, patch: Bools) -> Ints:
    """Return the strokes [n] of shadows and floors under a body.

    points [N, 2] on the lines, strokes [N] of each; patch [S]: see `patches`. A shadow is a flat
    patch below all else; a floor is a level line that goes on at both sides of all else.
    """
    boxes = StrokeBoxes.of(points, strokes)
    sides, names = boxes.highs - boxes.lows, np.asarray(boxes.names, np.int64)
    middle = 0.5 * (boxes.lows[:, 1] + boxes.highs[:, 1])
    shadow = patch[names] & (sides[:, 1] <= FLAT * sides[:, 0])
    shadow &= sides[:, 0] >= WIDE * boxes.size
    level = sides[:, 1] <= LEVEL * boxes.size
    found = np.zeros(len(names), bool)
    for row in np.flatnonzero(shadow | level):
        rest = ~found & (np.arange(len(names)) != row)
        if not rest.any() or boxes.highs[rest, 1].max() > middle[row] + LOW * boxes.size:
            continue
        left = boxes.lows[rest, 0].min() - boxes.lows[row, 0]
        right = boxes.highs[row, 0] - boxes.highs[rest, 0].max()
        found[row] = shadow[row] or min(left, right) > BEYOND * boxes.size
    return names[found]


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
    flat = drawing.sides[:, 1] < OVAL_FLAT * drawing.sides[:, 0]
    flat &= (drawing.sides[:, 0] > OVAL_WIDE * wide) & drawing.closed
    flat &= drawing.high[:, 1] > drawing.box[1, 1] - 1e-6 * tall
    for stroke in np.flatnonzero(flat):
        if drawing.count < 2 or not _is_ellipse(drawing.line(int(stroke))):
            continue
        others = np.delete(drawing.high[:, 1], stroke).max()
        if abs(others - drawing.middle[stroke, 1]) < OVAL_LOW * tall:
            return names[[stroke]]
    return np.zeros(0, np.int64)


def _is_ellipse(line: Floats) -> bool:
    """Tell whether a line [N, 2] is an ellipse along the axes of the picture."""
    low, high = line.min(axis=0), line.max(axis=0)
    half = np.maximum(0.5 * (high - low), 1e-9)
    away = np.linalg.norm((line - 0.5 * (low + high)) / half, axis=1)
    return bool(np.abs(away - 1.0).max() < ROUND)

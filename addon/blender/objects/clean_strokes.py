# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that Clean Up has made: known by a mark, for a layer's name may be the artist's own."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from ..grease_pencil import attributes

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer

MARK = "sketch_motion_clean"  # INT: an attribute of strokes; 0 for those of the artist


def mark(drawing: Any) -> None:
    """Mark all strokes of a drawing as clean ones, in the places where their points are now."""
    marks = np.full(len(drawing.strokes), _state(drawing), np.int32)
    attributes.write(drawing, MARK, "INT", "CURVE", marks)


def is_clean_layer(layer: GreasePencilLayer) -> bool:
    """Return whether there are clean strokes on a layer."""
    drawings: list[Any] = [key.drawing for key in layer.frames]
    return any(drawing is not None and _marks(drawing).any() for drawing in drawings)


def are_untouched(drawing: Any) -> bool:
    """Return whether a drawing holds clean strokes, and these alone, as they were written."""
    marks = _marks(drawing)
    return bool(len(marks)) and bool((marks == _state(drawing)).all())


def _marks(drawing: Any) -> np.ndarray[Any, np.dtype[Any]]:
    return attributes.read_or(drawing, MARK, 0, len(drawing.strokes))


def _state(drawing: Any) -> int:
    """Return a number for the places of the points of a drawing, 1 or more."""
    points = attributes.read(drawing, "position")
    found = zlib.crc32(points.tobytes()) if points is not None else 0
    return found % 0x7FFFFFFE + 1

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points that were given to parts, as pieces of strokes: shares of the drawn length.

The engine counts along the line, since curves are captured with other points than Blender has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...contract.rig_hints import Span, Spans
from ..grease_pencil import attributes

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing

Flags = NDArray[np.bool_]
Vector = NDArray[np.float64]


def spans_of(drawing: GreasePencilDrawing, marks: Mapping[str, Flags]) -> dict[int, Spans]:
    """Return the pieces of strokes by the number of the stroke in Blender.

    marks: [points], true where a point was given to the part of this name.
    """
    positions = attributes.read(drawing, "position")
    marked = np.logical_or.reduce(list(marks.values())) if marks else np.zeros(0, np.bool_)
    if positions is None or not marked.any():
        return {}
    offsets = attributes.stroke_offsets(drawing)
    cyclic = attributes.read_or(drawing, "cyclic", False, len(offsets) - 1)
    found: dict[int, Spans] = {}
    for stroke in np.flatnonzero(np.logical_or.reduceat(marked, offsets[:-1])).tolist():
        own = slice(int(offsets[stroke]), int(offsets[stroke + 1]))
        borders = _borders(positions[own].astype(np.float64), bool(cyclic[stroke]))
        spans = [
            Span(start, end, part)
            for part, flags in marks.items()
            for start, end in _runs(flags[own], borders)
        ]
        found[stroke] = tuple(sorted(spans))
    return found


def _borders(line: Vector, cyclic: bool) -> Vector:
    """Return the shares of a line's length [n + 1] between which each of n points stands for it."""
    closed = np.concatenate([line, line[:1]]) if cyclic else line
    way = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1)))
    shares = way[: len(line)] / max(float(way[-1]), 1e-12)
    return np.concatenate([[0.0], 0.5 * (shares[1:] + shares[:-1]), [1.0]])


def _runs(flags: Flags, borders: Vector) -> list[tuple[float, float]]:
    """Return from where to where flags [n] are true, as shares; no piece is without length."""
    steps = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    pairs = borders[steps].reshape(-1, 2).tolist()
    return [(start, end) for start, end in pairs if start < end]

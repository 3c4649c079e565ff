# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist has selected in a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..grease_pencil import attributes

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing


def selected_strokes(drawing: GreasePencilDrawing) -> NDArray[np.bool_]:
    """Return which strokes are selected, bool [strokes], be it only by some of their points."""
    if not len(drawing.strokes):
        return np.zeros(0, np.bool_)
    return np.logical_or.reduceat(selected_points(drawing), attributes.stroke_offsets(drawing)[:-1])


def selected_points(drawing: GreasePencilDrawing) -> NDArray[np.bool_]:
    """Return which points are selected, bool [points]; where strokes are, all of theirs."""
    counts = np.diff(attributes.stroke_offsets(drawing))
    values = attributes.read(drawing, ".selection")
    if values is None:  # Blender leaves the attribute out when all is selected
        return np.ones(int(counts.sum()), np.bool_)
    selected = values > 0
    of_strokes: Any = drawing.attributes[".selection"]
    return np.repeat(selected, counts) if of_strokes.domain == "CURVE" else selected

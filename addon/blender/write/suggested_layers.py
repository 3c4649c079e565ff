# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggested lines on layers above the drawing's, which stay as they are and are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...contract.drawing import Drawing
from ..capture.capture_map import CaptureMap
from ..grease_pencil import layer_split
from . import clean_looks
from .active_object import ActiveObject
from .line_strokes import write_polylines

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer

    from ..host_types import GreasePencilObject

SUFFIX = " Suggested"


def write_suggested(
    suggested: Drawing, captured: CaptureMap, source: GreasePencilObject
) -> list[GreasePencilLayer]:
    """Write suggested lines into new layers, one for each layer that has any; return these.

    captured: the drawing for which they are; its layer in use stays so.
    """
    layers = np.asarray(suggested.layers.data)
    active, made = source.data.layers.active, []
    for index, part in enumerate(captured.layers):
        chosen = np.flatnonzero(layers == index)
        if not len(chosen):
            continue
        layer = _layer(source, source.data.layers[part.name])
        drawing = layer.frames.new(part.key).drawing
        to_local = np.asarray(np.linalg.inv(part.to_world), np.float64)
        write_polylines(drawing, suggested, chosen, captured, to_local)
        clean_looks.write(drawing, suggested, chosen, layer, source)
        made.append(layer)
    if active is not None:
        source.data.layers.active = active
    source.data.update_tag()
    return made


def _layer(source: GreasePencilObject, under: GreasePencilLayer) -> GreasePencilLayer:
    """Return a new, empty layer above another one, in its place in the world."""
    with ActiveObject(source):
        (made,) = layer_split.duplicates(under, 1)
    made.name = layer_split.with_suffix(under.name, SUFFIX)
    made.lock = made.hide = False
    layer_split.extend_curves(source.data, {under.name: [made]})
    for frame in list(made.frames):
        made.frames.remove(frame.frame_number)
    return made

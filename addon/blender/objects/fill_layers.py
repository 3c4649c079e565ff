# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers of a drawn object that are no part of the drawing: fills of Colour, hints, a path.

A layer holds fills if all its strokes are marked as such: its name says nothing, because an artist
may have given it to a layer of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..grease_pencil import attributes
from .hint_layer import hint_layer_of
from .steer_settings import path_layer_of

if TYPE_CHECKING:
    from bpy.types import GreasePencil, GreasePencilLayer

MARK = "sketch_motion_fill"  # BOOLEAN: an attribute of strokes that Colour has made

COLOUR_AGAIN = "Press Colour again: the colours don't fit the new motion."


def mark(drawing: Any) -> None:
    """Mark all strokes of a drawing as fills."""
    marks = np.ones(len(drawing.strokes), np.bool_)
    attributes.write(drawing, MARK, "BOOLEAN", "CURVE", marks)


def is_fill_layer(layer: GreasePencilLayer) -> bool:
    """Return whether a layer has strokes, and all of them are fills."""
    drawings: list[Any] = [key.drawing for key in layer.frames]
    counts = [len(drawing.strokes) if drawing is not None else 0 for drawing in drawings]
    return any(counts) and all(
        bool(attributes.read_or(drawing, MARK, False, count).all())
        for drawing, count in zip(drawings, counts, strict=True)
        if count
    )


def fill_layer_names(data: GreasePencil) -> set[str]:
    """Return the names of the layers of fills."""
    return {layer.name for layer in data.layers if is_fill_layer(layer)}


def other_layers(source: Any) -> set[str]:
    """Return the names of the layers of a drawn object that are no part of its drawing."""
    names = {path_layer_of(source), hint_layer_of(source), *fill_layer_names(source.data)}
    return names - {""}


def remove_fills(data: GreasePencil) -> bool:
    """Remove the layers of fills; return whether there were any."""
    names = fill_layer_names(data)
    for name in names:
        data.layers.remove(data.layers[name])
    return bool(names)

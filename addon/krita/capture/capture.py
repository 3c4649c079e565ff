# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Captures what is animated: a layer, a group or a selection, as strokes or as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ..qt import QtGui
from .document import RASTER, id_of
from .empty import empty_layer, look_of
from .raster import picture_of, split_by_selection
from .svg_layers import SvgLayer, one_drawing
from .vector import vector_layers

if TYPE_CHECKING:
    from krita import Document, Node


@dataclass(frozen=True)
class Captured:
    """A drawing that is to be animated.

    Attributes:
        layer_id: The unique id of its layer.
        size: Of the document, in pixels: width, height.
        svg: The strokes of vector layers; "" otherwise.
        picture: The layer where it isn't made of vector layers, of the document's size.
        rest: What of the picture isn't selected: it stays under every frame. None without a
            selection.
        drawing: The strokes with their objects, in place of `svg` and `picture`.
    """

    layer_id: str
    layer_name: str
    size: tuple[int, int]
    svg: str = ""
    picture: QtGui.QImage | None = None
    rest: QtGui.QImage | None = None
    drawing: Drawing | None = None


def capture(document: Document, node: Node | None, path: str) -> Captured:
    """Capture `node` for the path "vector" or "raster".

    Raises BadInput when there is nothing to animate.
    """
    if node is None:
        raise BadInput("No layer is active.", hint="Click the layer with your drawing.")
    if node.type() not in RASTER:
        raise BadInput(
            "{name!r} is no layer to draw on.",
            name=node.name(),
            hint="Choose a paint or a vector layer.",
        )
    size = (int(document.width()), int(document.height()))
    layers = vector_layers(node) if path == "vector" else []
    if layers and not any(layer.shapes() for layer in layers):
        raise empty_layer(document, node)
    if layers:
        svg = one_drawing([SvgLayer(layer.name(), layer.toSvg()) for layer in layers], size)
        return Captured(id_of(node), node.name(), size, svg=svg)
    picture = picture_of(document, node)
    inside, rest = split_by_selection(document, picture)
    if look_of(inside).look in ("empty", "paper"):
        if rest is not None:
            raise BadInput(
                "There is nothing in the selection.",
                hint="Select what should move, or deselect to animate the whole layer.",
            )
        raise empty_layer(document, node)
    return Captured(id_of(node), node.name(), size, picture=inside, rest=rest)

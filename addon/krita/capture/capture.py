# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is animated: the active layer or group, or a selection, as a picture or as strokes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ..qt import QtGui
from .document import RASTER, id_of
from .raster import picture_of, split_by_selection
from .svg_layers import SvgLayer, one_drawing
from .vector import vector_layers

EMPTY = "There is nothing on this layer."


@dataclass(frozen=True)
class Captured:
    """A drawing that goes out: `svg`, or a picture of the document's size.

    `drawing`: instead of both, once its objects are known. `rest` is what of the layer isn't
    selected, and stays under every frame.
    """

    layer_id: str
    layer_name: str
    size: tuple[int, int]
    svg: str = ""
    picture: QtGui.QImage | None = None
    rest: QtGui.QImage | None = None
    drawing: Drawing | None = None


def capture(document: Any, node: Any, path: str) -> Captured:
    """Captures `node` for the path "vector" or "raster". Raises BadInput."""
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
    if layers:
        svg = one_drawing([SvgLayer(layer.name(), layer.toSvg()) for layer in layers], size)
        return Captured(id_of(node), node.name(), size, svg=svg)
    picture = picture_of(document, node)
    inside, rest = split_by_selection(document, picture)
    if _is_empty(inside):
        if rest is not None:
            raise BadInput(
                "There is nothing in the selection.",
                hint="Select what should move, or deselect to animate the whole layer.",
            )
        raise BadInput(EMPTY, hint="Draw something first, or choose the layer with your drawing.")
    return Captured(id_of(node), node.name(), size, picture=inside, rest=rest)


def _is_empty(picture: QtGui.QImage) -> bool:
    """Whether no pixel is seen."""
    alpha = picture.convertToFormat(QtGui.QImage.Format.Format_Alpha8)
    bits = alpha.constBits()
    bits.setsize(alpha.sizeInBytes())
    return not any(bits.asstring())

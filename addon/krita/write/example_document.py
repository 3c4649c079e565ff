# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An example drawing in a new document, on a vector layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from krita import Krita

from ...client.examples import Example
from ...contract.errors import BadInput

if TYPE_CHECKING:
    from krita import Document

PPI = 96.0  # at which a pixel of SVG is one of the document


def open_example(example: Example) -> Document:
    """Open a new document with an example, and make its layer the active one.

    Raises BadInput where Krita shows no window.
    """
    krita = Krita.instance()
    window = krita.activeWindow()
    if window is None:
        raise BadInput("There is no window for a new document.")
    width, height = (round(side) for side in example.size)
    document = krita.createDocument(width, height, example.name, "RGBA", "U8", "", PPI)
    window.addView(document)
    layer = document.createVectorLayer(example.name)
    document.rootNode().addChildNode(layer, None)
    layer.addShapesFromSvg(example.svg)
    document.setActiveNode(layer)
    document.refreshProjection()
    return document

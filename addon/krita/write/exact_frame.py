# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first frame of warped paint in the layer's own colours: 16 bits, floats, CMYK, grey.

Pictures are imported in 8-bit sRGB. The layer of the result is brought into the colours of the
layer that was painted, and its first frame gets that layer's data, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..capture.document import find_node
from ..capture.raster import is_plain

if TYPE_CHECKING:
    from krita import Document, Node

PAINT = "paintlayer"


def keep_colors(document: Document, layer_id: str, original: Node | None, first: int) -> bool:
    """Bring a result into its original's colours; return whether that was needed and done."""
    layer = find_node(document, layer_id)
    if layer is None or original is None or original.type() != PAINT or is_plain(original):
        return False
    space = (original.colorModel(), original.colorDepth(), original.colorProfile())
    if not layer.setColorSpace(*space):
        return False
    width, height = int(document.width()), int(document.height())
    before = document.currentTime()
    document.setCurrentTime(first)
    document.waitForDone()
    layer.setPixelData(original.projectionPixelData(0, 0, width, height), 0, 0, width, height)
    document.setCurrentTime(before)
    document.waitForDone()
    document.refreshProjection()
    return True

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first frame of warped paint in the layer's own colours: 16 bits, floats, CMYK, grey.

Krita gives an imported layer the colours of the first file, and converts the others to them. So
the first file is a document of Krita's own, in the layer's colours and with its data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...contract.errors import BadInput
from ..capture.document import find_node
from ..capture.own_document import own_document
from ..capture.raster import is_plain

if TYPE_CHECKING:
    from krita import Document, Node

PAINT = "paintlayer"
FIRST = "first.kra"  # in the job's folder


def has_own_colours(original: Node | None) -> bool:
    """Return whether a layer is paint in colours that a PNG file doesn't keep."""
    return original is not None and original.type() == PAINT and not is_plain(original)


def first_frame(document: Document, original: Node | None, path: Path) -> Path | None:
    """Write the painted layer as a document in its own colours; None where a PNG is as good.

    Returns None, too, where Krita can't write it.
    """
    if original is None or not has_own_colours(original):
        return None
    try:
        with own_document(document, original) as (own, _):
            return path if own.saveAs(str(path)) and path.is_file() else None
    except BadInput:
        return None


def keep_first(document: Document, layer_id: str, original: Node | None, first: int) -> bool:
    """Return whether the first frame of a result is the painted layer, byte for byte.

    Where it isn't, its data is put there, if the colours are the same and the playhead is there.
    """
    layer = find_node(document, layer_id)
    if layer is None or original is None or original.type() != PAINT:
        return False
    size = (int(document.width()), int(document.height()))
    if (layer.colorModel(), layer.colorDepth(), layer.colorProfile()) != (
        original.colorModel(), original.colorDepth(), original.colorProfile()
    ):  # fmt: skip
        return False
    data = original.projectionPixelData(0, 0, *size)
    if layer.pixelDataAtTime(0, 0, *size, first) == data:
        return True
    if document.currentTime() != first:
        return False  # moving the playhead would be one more step to undo
    layer.setPixelData(data, 0, 0, *size)
    document.waitForDone()
    document.refreshProjection()
    return True

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A layer's pixels in a document of their own, where converting or saving them harms nothing.

Krita converts the colours of a layer, and even of a copy that is in no document, as a step of the
drawing's undo, and so takes its redo away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from krita import Krita

from ...contract.errors import BadInput, SketchMotionError
from .document import owned

if TYPE_CHECKING:
    from krita import Document, Node

NAME = "Sketch Motion"


@contextmanager
def own_document(document: Document, node: Node) -> Iterator[tuple[Document, Node]]:
    """Yield a document with one layer of the node's colours and pixels; it is closed afterwards.

    It is in no window. Raises BadInput when Krita gives none.
    """
    space = (node.colorModel(), node.colorDepth(), node.colorProfile())
    with document_beside(document, space, no_pixels()) as made:
        layer = next(iter(owned(made.rootNode().childNodes())), None)
        if layer is None:
            raise no_pixels()
        width, height = int(document.width()), int(document.height())
        data = node.projectionPixelData(0, 0, width, height)
        layer.setPixelData(data, 0, 0, width, height)
        made.refreshProjection()
        made.waitForDone()
        yield made, layer


@contextmanager
def document_beside(
    document: Document, space: tuple[str, str, str], failed: SketchMotionError
) -> Iterator[Document]:
    """Yield an empty document of another one's size, in no window; it is closed afterwards.

    space: its colour model, depth and profile. Raises `failed` when Krita gives none.
    """
    width, height = int(document.width()), int(document.height())
    resolution = float(document.resolution())
    made = Krita.instance().createDocument(width, height, NAME, *space, resolution)
    if made is None:
        raise failed
    made.setBatchmode(True)  # or Krita would ask in a dialog
    try:
        yield made
    finally:
        made.setModified(False)  # or Krita would ask whether to save it
        made.close()


def no_pixels() -> BadInput:
    """Return the error for a layer whose pixels can't be had."""
    return BadInput("Krita gave no pixels of this layer.", hint="Choose a paint layer.")

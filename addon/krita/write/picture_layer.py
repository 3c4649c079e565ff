# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One picture as a new layer: one step to undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...contract.errors import InternalError
from ..capture.document import id_of
from .frame_plan import plan_frames
from .timeline import import_layer

if TYPE_CHECKING:
    from krita import Document


def put_picture(document: Document, path: Path, name: str) -> str:
    """Import a picture of the document's size as a layer over all others; return its id.

    Its one key is at the first frame. Raises InternalError when Krita can't import it.
    """
    quiet = document.batchmode()
    document.setBatchmode(True)  # or Krita would ask in a dialog
    try:
        layer = import_layer(document, plan_frames((path,), 0, 1))
    finally:
        document.setBatchmode(quiet)
    if layer is None:
        raise InternalError("Krita could not import the picture.", hint="Try it once more.")
    layer.setName(name)
    return id_of(layer)

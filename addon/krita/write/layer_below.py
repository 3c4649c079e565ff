# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as a new layer right below another one: one step to undo.

`importAnimation` puts a layer over all others, and moving it would be further steps. So the
pictures are imported into a document of their own, and the layer is handed over from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krita import Krita

from ...contract.errors import BadInput, InternalError
from ..capture.document import find_node, id_of
from ..capture.raster import SRGB
from .frame_plan import FramePlan
from .timeline import import_layer

if TYPE_CHECKING:
    from krita import Document, Node

BEHIND = "behind"  # the blending mode that paints under what is there


def put_below(document: Document, plan: FramePlan, name: str, layer_id: str) -> str:
    """Import pictures of the document's size as a layer below another; return its id.

    Raises BadInput when that layer is gone, InternalError when Krita can't import them.
    """
    target = find_node(document, layer_id)
    parent = target.parentNode() if target is not None else None
    if target is None or parent is None:
        raise BadInput("The layer of this take is gone.", hint="Apply the take once more.")
    aside = Krita.instance().createDocument(
        document.width(), document.height(), name, "RGBA", "U8", SRGB, document.resolution()
    )
    quiet = document.batchmode()
    aside.setBatchmode(True)  # or Krita would ask in a dialog
    document.setBatchmode(True)
    try:
        imported = import_layer(aside, plan)
        if imported is None:
            raise InternalError("Krita could not import the picture.", hint="Try it once more.")
        layer = imported.duplicate()
        layer.setName(name)
        _add_below(layer, target, parent)
        document.waitForDone()
    finally:
        aside.close()
        document.setBatchmode(quiet)
    document.refreshProjection()
    return id_of(layer)


def _add_below(layer: Node, target: Node, parent: Node) -> None:
    """Put a layer below another one; the lowest can only have it over itself, painting behind."""
    order = [id_of(node) for node in parent.childNodes()]
    place = order.index(id_of(target))
    if place > 0:
        parent.addChildNode(layer, parent.childNodes()[place - 1])
        return
    layer.setBlendingMode(BEHIND)
    parent.addChildNode(layer, target)

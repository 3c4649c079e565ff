# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as a new layer right below another one: one step to undo.

`importAnimation` puts a layer over all others, and moving it would be further steps. So the
pictures are imported into a document of their own, and the layer is handed over from there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ...contract.errors import InternalError
from ...contract.messages import Message
from ..capture.document import id_of, owned
from ..capture.own_document import document_beside
from ..capture.raster import SRGB
from ..translation import tr
from .frame_plan import FramePlan
from .timeline import import_layer

if TYPE_CHECKING:
    from krita import Document, Node

BEHIND = "behind"  # the blending mode that paints under what is there


def put_below(document: Document, plan: FramePlan, name: str, target: Node) -> str:
    """Import pictures of the document's size as a layer below another; return its id.

    Raises InternalError when Krita can't import the pictures.
    """
    failed = InternalError("Krita could not import the picture.", hint="Try it once more.")
    parent = target.parentNode()
    if parent is None:
        raise failed
    quiet = document.batchmode()
    with document_beside(document, ("RGBA", "U8", SRGB), failed) as aside:
        document.setBatchmode(True)  # or Krita would ask in a dialog
        try:
            imported = import_layer(aside, plan)
            if imported is None:
                raise failed
            layer = imported.duplicate()
            layer.setName(name)
            _add_below(layer, target, parent)
            document.waitForDone()
        finally:
            document.setBatchmode(quiet)
    document.refreshProjection()
    return id_of(layer)


def colours_name(drawn: str) -> str:
    """Return the name of the colours of a layer that was drawn, and of those of its takes."""
    return tr(Message("{name} Colour", name=drawn))


def colours_of(target: Node, names: Collection[str], known: Collection[str]) -> Node | None:
    """Return the layer of colours right below another, or behind the lowest one; None if none.

    names: what it may be called. known: ids of layers that are colours by whatever name.
    """
    parent = target.parentNode()
    if parent is None:
        return None
    nodes = owned(parent.childNodes())
    place = [id_of(node) for node in nodes].index(id_of(target))
    for node in nodes[place - 1 : place] if place else nodes[1:2]:
        is_colours = node.name() in names or id_of(node) in known
        if is_colours and (place or node.blendingMode() == BEHIND):
            return node
    return None


def _add_below(layer: Node, target: Node, parent: Node) -> None:
    """Put a layer below another one; the lowest can only have it over itself, painting behind."""
    nodes = owned(parent.childNodes())
    place = [id_of(node) for node in nodes].index(id_of(target))
    if place > 0:
        parent.addChildNode(layer, nodes[place - 1])
        return
    layer.setBlendingMode(BEHIND)
    parent.addChildNode(layer, target)

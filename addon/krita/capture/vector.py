# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the vector layers in a layer or a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .document import owned

if TYPE_CHECKING:
    from krita import Node, VectorLayer


def vector_layers(node: Node) -> list[VectorLayer]:
    """Return the layer itself, or the layers of a group that holds only vector layers.

    Layers that are hidden in a group are left out. The list is empty for any other layer.
    """
    if node.type() == "vectorlayer":
        return [cast("VectorLayer", node)]
    if node.type() != "grouplayer":
        return []
    layers: list[VectorLayer] = []
    for child in owned(node.childNodes()):
        if not child.visible():
            continue
        inner = vector_layers(child)
        if not inner:
            return []
        layers += inner
    return layers

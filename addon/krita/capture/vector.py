# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vector layers that a layer stands for."""

from __future__ import annotations

from typing import Any

from .document import owned


def vector_layers(node: Any) -> list[Any]:
    """The layer itself, or those of a group that holds only vector layers; else an empty list.

    Layers that are hidden inside of a group are left out.
    """
    if node.type() == "vectorlayer":
        return [node]
    if node.type() != "grouplayer":
        return []
    found: list[Any] = []
    for child in owned(node.childNodes()):
        if not child.visible():
            continue
        layers = vector_layers(child)
        if not layers:
            return []
        found += layers
    return found

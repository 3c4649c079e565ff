# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and layers, found again by their unique ids: Krita hands out new wrappers each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from krita import Krita

from ..qt import sip

RASTER = ("paintlayer", "grouplayer", "vectorlayer", "clonelayer", "filelayer", "filllayer")


def owned(items: Any) -> list[Any]:
    """A list of Krita's as Python's own: Krita's binding would never free the elements."""
    found = list(items or ())
    for item in found:
        sip.transferback(item)
    return found


def documents() -> list[Any]:
    """The open documents."""
    return owned(Krita.instance().documents())


def active_document() -> Any:
    """The document of the active window, or None."""
    return Krita.instance().activeDocument()


def key_of(document: Any) -> str:
    """A name for an open document: the id of its root, which no other document has."""
    root = document.rootNode() if document is not None else None
    return str(root.uniqueId().toString()) if root is not None else ""


def find_document(key: str, path: str) -> Any:
    """The open document with this root, else the one of this file, else None."""
    found = documents()
    for document in found:
        if key and key_of(document) == key:
            return document
    for document in found:
        if path and document.fileName() == path:
            return document
    return None


def walk(parent: Any) -> Iterator[Any]:
    """All nodes below `parent`, from the bottom up."""
    for node in owned(parent.childNodes()):
        yield node
        yield from walk(node)


def id_of(node: Any) -> str:
    return str(node.uniqueId().toString())


def nodes_by_id(document: Any) -> dict[str, Any]:
    """Every node of a document by its unique id."""
    return {id_of(node): node for node in walk(document.rootNode())}


def find_node(document: Any, node_id: str) -> Any:
    """The node with this id, or None when it is gone."""
    return next((node for node in walk(document.rootNode()) if id_of(node) == node_id), None)


def whole_fps(document: Any) -> int:
    return max(1, int(document.framesPerSecond()))

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and layers, found again by their unique ids.

Krita makes new Python objects each time it is asked, so that two of them can't be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from krita import Krita

from ..qt import sip

if TYPE_CHECKING:
    from krita import Document, Node

_Wrapper = TypeVar("_Wrapper", bound="sip.wrapper")
#: The types of layers that can be captured, as pictures if not as strokes.
RASTER = ("paintlayer", "grouplayer", "vectorlayer", "clonelayer", "filelayer", "filllayer")


def owned(items: Iterable[_Wrapper] | None) -> list[_Wrapper]:
    """Return a list of Krita's with its elements owned by Python, or they would never be freed."""
    elements = list(items or ())
    for element in elements:
        sip.transferback(element)
    return elements


def documents() -> list[Document]:
    """Return the open documents."""
    return owned(Krita.instance().documents())


def active_document() -> Document | None:
    """Return the document of the active window, or None."""
    return Krita.instance().activeDocument()


def key_of(document: Document | None) -> str:
    """Return a name for an open document, the id of its root; "" for None."""
    root = document.rootNode() if document is not None else None
    return str(root.uniqueId().toString()) if root is not None else ""


def find_document(key: str, path: str) -> Document | None:
    """Return the open document with this key, else the one of this file, else None."""
    opened = documents()
    for document in opened:
        if key and key_of(document) == key:
            return document
    for document in opened:
        if path and document.fileName() == path:
            return document
    return None


def walk(parent: Node) -> Iterator[Node]:
    """Yield all nodes below `parent`, from the bottom up."""
    for node in owned(parent.childNodes()):
        yield node
        yield from walk(node)


def id_of(node: Node) -> str:
    """Return the unique id of a node."""
    return str(node.uniqueId().toString())


def nodes_by_id(document: Document) -> dict[str, Node]:
    """Return every node of a document by its unique id."""
    return {id_of(node): node for node in walk(document.rootNode())}


def find_node(document: Document, node_id: str) -> Node | None:
    """Return the node with this id, or None when it is gone."""
    return next((node for node in walk(document.rootNode()) if id_of(node) == node_id), None)


def whole_fps(document: Document) -> int:
    """Return the frames per second, at least 1."""
    return max(1, int(document.framesPerSecond()))

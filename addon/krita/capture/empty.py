# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A layer without a drawing, and the layer that has one: the commonest slip of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...client.jobs.paint_look import Look, PaintLook, look_at, rows_apart
from ...contract.errors import BadInput
from ..qt import QtGui
from .document import id_of, walk
from .raster import is_plain

if TYPE_CHECKING:
    from krita import Document, Node

ROWS = 40  # that are looked at
DRAWN_ON = ("paintlayer", "vectorlayer")


class EmptyLayer(BadInput):
    """There is nothing to animate on a layer.

    Attributes:
        instead: The unique id of a layer with a drawing; "" where there is none.
    """

    instead = ""


def look_of(picture: QtGui.QImage) -> PaintLook:
    """Return what a picture in ARGB32 looks like, by some of its rows."""
    height, line = picture.height(), 4 * picture.width()
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    data = bits.asstring()
    pairs = (
        (data[y * line : (y + 1) * line], data[below * line : (below + 1) * line])
        for y, below in _places(picture.width(), height)
    )
    look = look_at(pairs, picture.width())
    bare = not any(data[3::4]) or data == data[:4] * (len(data) // 4)
    if look.look in ("empty", "paper") and not bare:
        return PaintLook("lines")  # what is drawn lies between those rows
    return look


def look_of_node(document: Document, node: Node) -> Look | None:
    """Return what a paint layer looks like, by some of its rows; None for other layers.

    Layers whose colours would have to be converted are not looked at.
    """
    if node.type() != "paintlayer" or not is_plain(node):
        return None
    width, height = int(document.width()), int(document.height())

    def row(y: int) -> bytes:
        return bytes(node.projectionPixelData(0, y, width, 1).data())

    return look_at(((row(y), row(below)) for y, below in _places(width, height)), width).look


def _places(width: int, height: int) -> list[tuple[int, int]]:
    """Return the rows to look at, each with the one below it."""
    count, apart = min(ROWS, height), rows_apart(width)
    rows = (int((n + 0.5) * height / count) for n in range(count))
    return [(y, y + apart if y + apart < height else max(0, y - apart)) for y in rows]


def empty_layer(document: Document, node: Node) -> EmptyLayer:
    """Return the error for an empty layer, with the layer that has a drawing, if any."""
    other = _drawn(document, id_of(node))
    if other is None:
        return EmptyLayer("There is nothing on this layer.", hint="Draw something first.")
    error = EmptyLayer(
        "{empty!r} is empty. The drawing seems to be on {layer!r}.",
        empty=node.name(),
        layer=other.name(),
    )
    error.instead = id_of(other)
    return error


def _drawn(document: Document, but: str) -> Node | None:
    """Return the topmost visible layer with something drawn on it."""
    for node in reversed(list(walk(document.rootNode()))):
        if node.type() not in DRAWN_ON or id_of(node) == but or not node.visible():
            continue
        bounds = node.bounds()
        if node.animated() or bounds.isEmpty():
            continue
        small = node.thumbnail(256, 256)
        if node.type() == "vectorlayer" or look_of(_as_argb(small)).look in ("lines", "paint"):
            return node
    return None


def _as_argb(picture: QtGui.QImage) -> QtGui.QImage:
    return picture.convertToFormat(QtGui.QImage.Format.Format_ARGB32)

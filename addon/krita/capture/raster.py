# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers as pictures: 8-bit sRGB with straight alpha, whatever the document's colours are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ...contract.errors import BadInput
from ..qt import QtCore, QtGui
from .own_document import no_pixels, own_document

if TYPE_CHECKING:
    from krita import Document, Node

SRGB = "sRGB-elle-V2-srgbtrc.icc"
SRGB_PROFILES = (SRGB, "sRGB built-in")
ARGB32 = QtGui.QImage.Format.Format_ARGB32
MOST_PIXELS = 1 << 26  # the most that the engine draws


def picture_of(document: Document, node: Node) -> QtGui.QImage:
    """Return the node as the document shows it, of the document's size.

    Raises BadInput for a document that is too large.
    """
    width, height = int(document.width()), int(document.height())
    if width * height > MOST_PIXELS:
        raise BadInput(
            "The document has {width} x {height} pixels, which is too large to animate.",
            width=width,
            height=height,
            hint="Scale a copy of it down first.",
        )
    if is_plain(node):
        return _image(node.projectionPixelData(0, 0, width, height), width, height)
    if node.type() == "paintlayer":
        with own_document(document, node) as (own, copy):
            copy.setColorSpace("RGBA", "U8", SRGB)
            own.waitForDone()
            return _image(copy.pixelData(0, 0, width, height), width, height)
    return node.thumbnail(width, height).convertToFormat(ARGB32)


def picture_in_frame(document: Document, node: Node, frame: int) -> QtGui.QImage | None:
    """Return what a paint layer shows in a frame, while the playhead stays where it is.

    Moving the playhead is a step of undo, and takes the redo away. Returns None where there is no
    other way: for layers of other kinds or colours, with masks, or without a key by then.
    """
    if not is_read_in_frames(node):
        return None
    key = next((k for k in range(frame, -1, -1) if node.hasKeyframeAtTime(k)), None)
    if key is None:
        return None
    width, height = int(document.width()), int(document.height())
    return _image(node.pixelDataAtTime(0, 0, width, height, key), width, height)


def is_read_in_frames(node: Node) -> bool:
    """Return whether `picture_in_frame` can read a layer: paint in 8-bit sRGB, without masks."""
    return node.type() == "paintlayer" and is_plain(node) and not node.childNodes()


def split_by_selection(
    document: Document, picture: QtGui.QImage
) -> tuple[QtGui.QImage, QtGui.QImage | None]:
    """Return what of the picture is selected and what is not; (all, None) without a selection."""
    selection = document.selection()
    if selection is None:
        return picture, None
    width, height = picture.width(), picture.height()
    mask = _mask(selection.pixelData(0, 0, width, height), width, height)
    modes = QtGui.QPainter.CompositionMode
    return (
        _masked(picture, mask, modes.CompositionMode_DestinationIn),
        _masked(picture, mask, modes.CompositionMode_DestinationOut),
    )


def is_plain(node: Node) -> bool:
    """Return whether the bytes of a node are 8-bit sRGB already."""
    return (
        node.colorModel() == "RGBA"
        and node.colorDepth() == "U8"
        and node.colorProfile() in SRGB_PROFILES
    )


def _image(data: QtCore.QByteArray, width: int, height: int) -> QtGui.QImage:
    """Return Krita's bytes [height, width, 4], BGRA, as an image: Qt calls this ARGB32."""
    if len(data) < 4 * width * height:
        raise no_pixels()
    buffer = cast(bytes, data)  # Qt takes any buffer, without a copy
    return QtGui.QImage(buffer, width, height, 4 * width, ARGB32).copy()


def _mask(data: QtCore.QByteArray, width: int, height: int) -> QtGui.QImage:
    alpha8 = QtGui.QImage.Format.Format_Alpha8
    return QtGui.QImage(cast(bytes, data), width, height, width, alpha8).copy()


def _masked(
    picture: QtGui.QImage, mask: QtGui.QImage, mode: QtGui.QPainter.CompositionMode
) -> QtGui.QImage:
    result = picture.convertToFormat(QtGui.QImage.Format.Format_ARGB32_Premultiplied)
    painter = QtGui.QPainter(result)
    painter.setCompositionMode(mode)
    painter.drawImage(QtCore.QPoint(0, 0), mask)
    painter.end()
    return result.convertToFormat(ARGB32)

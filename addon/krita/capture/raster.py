# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers as pictures: 8-bit sRGB with straight alpha, whatever the document's colours are."""

from __future__ import annotations

from typing import Any

from ...contract.errors import BadInput
from ..qt import QtCore, QtGui

SRGB = "sRGB-elle-V2-srgbtrc.icc"
SRGB_PROFILES = (SRGB, "sRGB built-in")
ARGB32 = QtGui.QImage.Format.Format_ARGB32
MOST_PIXELS = 1 << 26  # as much as the engine draws


def picture_of(document: Any, node: Any) -> QtGui.QImage:
    """The node as the document shows it, of the document's size. Raises BadInput if too large."""
    width, height = int(document.width()), int(document.height())
    if width * height > MOST_PIXELS:
        raise BadInput(
            "The document has {width} x {height} pixels, which is too large to animate.",
            width=width,
            height=height,
            hint="Scale a copy of it down first.",
        )
    if _is_plain(node):
        return _image(node.projectionPixelData(0, 0, width, height), width, height)
    if node.type() == "paintlayer":
        # Converted as a copy: Krita turns only what is painted, at the layer's own precision.
        copy = node.duplicate()
        copy.setColorSpace("RGBA", "U8", SRGB)
        return _image(copy.pixelData(0, 0, width, height), width, height)
    return node.thumbnail(width, height).convertToFormat(ARGB32)


def split_by_selection(
    document: Any, picture: QtGui.QImage
) -> tuple[QtGui.QImage, QtGui.QImage | None]:
    """What of the picture is selected, and what is not; (all, None) without a selection."""
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


def _is_plain(node: Any) -> bool:
    return (
        node.colorModel() == "RGBA"
        and node.colorDepth() == "U8"
        and node.colorProfile() in SRGB_PROFILES
    )


def _image(data: Any, width: int, height: int) -> QtGui.QImage:
    """Krita's bytes as an image of its own: BGRA in rows is what Qt calls ARGB32."""
    if len(data) < 4 * width * height:
        raise BadInput("Krita gave no pixels of this layer.", hint="Choose a paint layer.")
    return QtGui.QImage(data, width, height, 4 * width, ARGB32).copy()


def _mask(data: Any, width: int, height: int) -> QtGui.QImage:
    alpha8 = QtGui.QImage.Format.Format_Alpha8
    return QtGui.QImage(data, width, height, width, alpha8).copy()


def _masked(picture: QtGui.QImage, mask: QtGui.QImage, mode: Any) -> QtGui.QImage:
    result = picture.convertToFormat(QtGui.QImage.Format.Format_ARGB32_Premultiplied)
    painter = QtGui.QPainter(result)
    painter.setCompositionMode(mode)
    painter.drawImage(QtCore.QPoint(0, 0), mask)
    painter.end()
    return result.convertToFormat(ARGB32)

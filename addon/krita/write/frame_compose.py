# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames of a selection: the rest of the layer, which stays, is painted under each.

Runs in the file worker's thread: Qt's images may be used there, and reading one lets others work.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...contract.errors import FormatError, InternalError
from ..qt import QtCore, QtGui

REST = "rest.png"
COMPOSED = "composed"
QUALITY = 80  # of Qt's PNG: quick rather than small
PREMULTIPLIED = QtGui.QImage.Format.Format_ARGB32_Premultiplied


def save_picture(picture: QtGui.QImage, path: Path) -> None:
    """Write a PNG. Raises InternalError when that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path), "PNG", QUALITY):
        raise InternalError("{file} can't be written.", file=path.name, hint="Is the disk full?")


def over_rest(frames: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Return the frames painted over the job's rest.png, as files in the job's folder.

    A job without a selection has no rest.png: the frames are returned as they are.
    """
    rest = QtGui.QImage()
    if not (folder / REST).is_file():
        return tuple(frames)
    if not rest.load(str(folder / REST)):
        raise FormatError("What was not selected can't be read any more.")
    return tuple(composed(frame, rest, folder / COMPOSED / frame.name) for frame in frames)


def composed(frame: Path, rest: QtGui.QImage, target: Path) -> Path:
    """Write a picture painted over what wasn't selected; return its file. Raises FormatError."""
    above = QtGui.QImage()
    if not above.load(str(frame)):
        raise FormatError("{file} can't be read.", file=frame.name)
    result = rest.convertToFormat(PREMULTIPLIED)
    painter = QtGui.QPainter(result)
    painter.drawImage(QtCore.QPoint(0, 0), above)
    painter.end()
    save_picture(result, target)
    return target

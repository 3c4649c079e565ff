# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a layer moves, the rest stays: the rest is painted under every frame.

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
    """Writes a PNG. Raises InternalError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path), "PNG", QUALITY):
        raise InternalError("{file} can't be written.", file=path.name, hint="Is the disk full?")


def over_rest(frames: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """The frames over the job's rest.png, written beside them; the frames where there is none."""
    rest = QtGui.QImage()
    if not (folder / REST).is_file():
        return tuple(frames)
    if not rest.load(str(folder / REST)):
        raise FormatError("What was not selected can't be read any more.")
    return tuple(_composed(frame, rest, folder / COMPOSED / frame.name) for frame in frames)


def _composed(frame: Path, rest: QtGui.QImage, target: Path) -> Path:
    above = QtGui.QImage()
    if not above.load(str(frame)):
        raise FormatError("{file} can't be read.", file=frame.name)
    result = rest.convertToFormat(PREMULTIPLIED)
    painter = QtGui.QPainter(result)
    painter.drawImage(QtCore.QPoint(0, 0), above)
    painter.end()
    save_picture(result, target)
    return target

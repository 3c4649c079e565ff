# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live preview: the frames of a picture that the engine writes while it works, in turn."""

from __future__ import annotations

from pathlib import Path

from ...client.jobs.states import PREVIEW_GRID
from ..qt import Qt, QtCore, QtGui, QtWidgets
from .guard import connect, run

FRAMES_A_SECOND = 8
HEIGHT = 150


class Preview(QtWidgets.QWidget):
    """Plays the newest preview of a job; takes no room while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Path | None = None
        self._frames: list[QtGui.QPixmap] = []
        self._place = 0
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(1000 // FRAMES_A_SECOND)
        connect(self._timer.timeout, self._advance)
        self.setFixedHeight(HEIGHT)
        self.setToolTip("How the motion looks so far")
        self.hide()

    def show_picture(self, path: Path | None) -> None:
        """Shows a picture of PREVIEW_GRID frames; None hides it. A new one has a new name."""
        if path == self._shown:
            return
        if path is None:
            self._shown, self._frames = None, []
            self._timer.stop()
            self.hide()
            return
        whole = QtGui.QPixmap(str(path))
        if whole.isNull():
            return  # it was replaced just now; the next one comes soon
        self._shown, self._frames = path, _cut(whole)
        self.show()
        self._timer.start()

    def frame_count(self) -> int:
        return len(self._frames)

    def paintEvent(self, event: object) -> None:
        run(self._paint)

    def _advance(self) -> None:
        if self.isVisible():
            self._place += 1
            self.update()

    def _paint(self) -> None:
        if not self._frames:
            return
        frame = self._frames[self._place % len(self._frames)]
        painter = QtGui.QPainter(self)
        size = frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QtCore.QRect(QtCore.QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        painter.fillRect(place, QtGui.QColor(240, 240, 240))  # paper, in any theme
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, frame)
        painter.end()


def _cut(whole: QtGui.QPixmap) -> list[QtGui.QPixmap]:
    """The frames of a preview in reading order."""
    columns, rows = PREVIEW_GRID
    width, height = whole.width() // columns, whole.height() // rows
    return [
        whole.copy(place % columns * width, place // columns * height, width, height)
        for place in range(columns * rows)
    ]

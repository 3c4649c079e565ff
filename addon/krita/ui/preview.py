# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews: they play the frames that the engine writes into one picture while it works."""

from __future__ import annotations

from pathlib import Path

from ...client.jobs.states import PREVIEW_GRID
from ...contract.events import PREVIEW_FOLDER
from ..qt import Qt, QtCore, QtGui, QtWidgets
from ..translation import tr
from .guard import connect, run

FRAMES_A_SECOND = 8
HEIGHT, LOW_HEIGHT = 150, 84  # in a docker of the usual height, and in a low one
PAPER = QtGui.QColor(240, 240, 240)  # in any theme: ink is mostly dark
SMALL = (64, 48)


class Preview(QtWidgets.QWidget):
    """The newest preview of a job, playing; it is hidden while there is none.

    `clicked` is sent by a click of the left button.
    """

    clicked = QtCore.pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Path | None = None
        self._frames: list[QtGui.QPixmap] = []
        self._index = 0
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(1000 // FRAMES_A_SECOND)
        connect(self._timer.timeout, self._advance)
        self.setFixedHeight(HEIGHT)
        self.setToolTip(tr("How the motion looks so far"))
        self.hide()

    def show_picture(self, path: Path | None) -> None:
        """Show a picture of PREVIEW_GRID frames; None hides it. A new picture has a new name."""
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
        self._shown, self._frames = path, _split(whole)
        self.show()
        self._timer.start()

    def frame_count(self) -> int:
        """Return how many frames are played."""
        return len(self._frames)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: object) -> None:
        run(self._paint)

    def _advance(self) -> None:
        if self.isVisible():
            self._index += 1
            self.update()

    def _paint(self) -> None:
        if not self._frames:
            return
        frame = self._frames[self._index % len(self._frames)]
        painter = QtGui.QPainter(self)
        size = frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QtCore.QRect(QtCore.QPoint(0, 0), size)
        target.moveCenter(self.rect().center())
        painter.fillRect(target, PAPER)
        painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, frame)
        painter.end()


class Thumbnail(Preview):
    """A small preview of a take. It has its place also while there is nothing to show."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.setFixedSize(*SMALL)
        self.setToolTip(tr(tip))
        self.show()

    def show_picture(self, path: Path | None) -> None:
        super().show_picture(path)
        self.show()


def newest_picture(folder: Path) -> Path | None:
    """Return the newest preview that Qt can read in a job's folder; None where there is none."""
    return max((folder / PREVIEW_FOLDER).glob("*.png"), default=None)


def _split(whole: QtGui.QPixmap) -> list[QtGui.QPixmap]:
    """Return the frames of a preview in reading order."""
    columns, rows = PREVIEW_GRID
    width, height = whole.width() // columns, whole.height() // rows
    return [
        whole.copy(index % columns * width, index // columns * height, width, height)
        for index in range(columns * rows)
    ]

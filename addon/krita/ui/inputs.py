# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that hold still while the docker scrolls: the wheel changes only what has the focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..qt import Qt, QtGui, QtWidgets
from ..translation import tr
from .guard import connect, connect_value

NARROWEST = 64  # pixels: a low docker is narrow, too


class NumberBox(QtWidgets.QSpinBox):
    """A whole number."""

    def __init__(self, low: int, high: int, tip: str) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setToolTip(tr(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(NARROWEST)

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the docker scrolls


class DecimalBox(QtWidgets.QDoubleSpinBox):
    """A number."""

    def __init__(self, low: float, high: float, tip: str) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setSingleStep(0.05)
        self.setToolTip(tr(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(NARROWEST)

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceBox(QtWidgets.QComboBox):
    """One of several; it may be narrower than its longest entry."""

    def __init__(self, tip: str = "") -> None:
        super().__init__()
        self.setToolTip(tr(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(
            QtWidgets.QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QtGui.QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class PathField(QtWidgets.QWidget):
    """The path of a file or a folder, to be typed or found with Browse."""

    def __init__(
        self, text: str, tip: str, on_change: Callable[[], object], *, folder: bool = False
    ) -> None:
        super().__init__()
        self._folder = folder
        self._on_change = on_change
        self._dialog: QtWidgets.QFileDialog | None = None
        layout = QtWidgets.QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.line = QtWidgets.QLineEdit(text)
        self.line.setToolTip(tr(tip))
        browse = QtWidgets.QPushButton(tr("Browse…"))
        browse.setToolTip(tr(tip))
        connect(browse.clicked, self._browse)
        connect(self.line.editingFinished, on_change)
        layout.addWidget(self.line, 1)
        layout.addWidget(browse)

    def text(self) -> str:
        """Return the path; "" for none."""
        return self.line.text().strip()

    def _browse(self) -> None:
        dialog = QtWidgets.QFileDialog(self, self.line.toolTip())
        kinds = QtWidgets.QFileDialog.FileMode
        dialog.setFileMode(kinds.Directory if self._folder else kinds.ExistingFile)
        if self.text():
            dialog.setDirectory(str(Path(self.text()).expanduser().parent))
        connect_value(dialog.fileSelected, self._take)
        dialog.open()  # not exec: no event loop of its own
        self._dialog = dialog

    def _take(self, path: str) -> None:
        self.line.setText(path)
        self._on_change()

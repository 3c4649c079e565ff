# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Widgets side by side; what finds no room goes into a line below."""

from __future__ import annotations

from ..qt import Qt, QtCore, QtWidgets

SPACING = 4  # pixels


class WrappingLayout(QtWidgets.QLayout):
    """Lines of widgets, each line as wide as the whole; its first widget takes what is left."""

    def __init__(self, parent: QtWidgets.QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QtWidgets.QLayoutItem] = []

    def addItem(self, item: QtWidgets.QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QtWidgets.QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QtWidgets.QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientations:
        return Qt.Orientation.Horizontal | Qt.Orientation.Horizontal  # Qt 5 wants a set of them

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [_height(line) for line in self._lines(width)]
        return sum(heights) + SPACING * max(0, len(heights) - 1)

    def minimumSize(self) -> QtCore.QSize:
        sizes = [item.minimumSize() for item in self._seen()]
        return QtCore.QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def sizeHint(self) -> QtCore.QSize:
        seen = self._seen()
        width = sum(_width(item) for item in seen) + SPACING * max(0, len(seen) - 1)
        return QtCore.QSize(width, _height(seen))

    def setGeometry(self, area: QtCore.QRect) -> None:
        super().setGeometry(area)
        top = area.y()
        for line in self._lines(area.width()):
            used = sum(_width(item) for item in line) + SPACING * (len(line) - 1)
            left, spare, height = area.x(), max(0, area.width() - used), _height(line)
            for index, item in enumerate(line):
                width = min(_width(item), area.width()) + (spare if index == 0 else 0)
                item.setGeometry(QtCore.QRect(left, top, width, height))
                left += width + SPACING
            top += height + SPACING

    def _seen(self) -> list[QtWidgets.QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QtWidgets.QLayoutItem]]:
        """Return the visible widgets of each line, in a room of `width` pixels."""
        lines: list[list[QtWidgets.QLayoutItem]] = []
        left = 0
        for item in self._seen():
            needed = _width(item)
            if lines and left >= needed:
                lines[-1].append(item)
            else:
                lines.append([item])
                left = width
            left -= needed + SPACING
        return lines


def wrapping_row(*widgets: QtWidgets.QWidget) -> QtWidgets.QWidget:
    """Put widgets side by side, in as many lines as they need."""
    whole = QtWidgets.QWidget()
    layout = WrappingLayout(whole)
    for widget in widgets:
        layout.addWidget(widget)
    policy = whole.sizePolicy()
    policy.setHeightForWidth(True)
    whole.setSizePolicy(policy)
    return whole


def _width(item: QtWidgets.QLayoutItem) -> int:
    return int(item.sizeHint().width())


def _height(line: list[QtWidgets.QLayoutItem]) -> int:
    return max((int(item.sizeHint().height()) for item in line), default=0)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker's building blocks: parts that fold, messages with buttons, rows with a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..jobs import settings
from ..qt import Qt, QtCore, QtWidgets
from .guard import connect

Press = Callable[[], Any]


def lines(text: str = "", *, faint: bool = False) -> QtWidgets.QLabel:
    """A text that wraps and can be copied."""
    label = QtWidgets.QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setEnabled(not faint)
    return label


def button(text: str, work: Press, tip: str = "", icon: str = "") -> QtWidgets.QPushButton:
    found = QtWidgets.QPushButton(text)
    if icon:
        found.setIcon(_icon(icon))
    found.setToolTip(tip)
    connect(found.clicked, work)
    return found


def tool(text: str, work: Press, tip: str, icon: str = "") -> QtWidgets.QToolButton:
    """A small button; its tip says what it does."""
    found = QtWidgets.QToolButton()
    found.setText(text)
    if icon:
        found.setIcon(_icon(icon))
    found.setAutoRaise(True)
    found.setToolTip(tip)
    found.setAccessibleName(tip)
    connect(found.clicked, work)
    return found


def connect_menu(menu: QtWidgets.QMenu, text: str, work: Press) -> None:
    """Adds an entry to a menu."""
    connect(menu.addAction(text).triggered, work)


def row(*widgets: QtWidgets.QWidget) -> QtWidgets.QWidget:
    """Widgets side by side; the first takes the room that is left."""
    whole = QtWidgets.QWidget()
    layout = QtWidgets.QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == 0 else 0)
    return whole


def column(parent: QtWidgets.QWidget | None = None) -> QtWidgets.QVBoxLayout:
    layout = QtWidgets.QVBoxLayout(parent) if parent is not None else QtWidgets.QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return layout


def form(parent: QtWidgets.QWidget) -> QtWidgets.QFormLayout:
    """Named settings below each other."""
    layout = QtWidgets.QFormLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    layout.setFieldGrowthPolicy(QtWidgets.QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return layout


def clear(layout: Any) -> None:
    """Takes everything out of a layout."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Part(QtWidgets.QWidget):
    """A part of the docker that folds; it remembers whether it is folded."""

    def __init__(self, name: str, content: QtWidgets.QWidget) -> None:
        super().__init__()
        self._name = name
        self._content = content
        self._head = QtWidgets.QToolButton()
        self._head.setText(name)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setAutoRaise(True)
        self._head.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Expanding, QtWidgets.QSizePolicy.Policy.Fixed
        )
        font = self._head.font()
        font.setBold(True)
        self._head.setFont(font)
        connect(self._head.clicked, self._turn)
        layout = column(self)
        layout.addWidget(self._head)
        layout.addWidget(content)
        self._show(not settings.folded(name))

    def unfold(self) -> None:
        self._show(True)

    def _turn(self) -> None:
        opened = self._content.isHidden()
        self._show(opened)
        settings.fold(self._name, not opened)

    def _show(self, opened: bool) -> None:
        self._content.setVisible(opened)
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self._head.setArrowType(arrow)


class MessageBox(QtWidgets.QFrame):
    """A message, what to do about it, and buttons; with a cross if it can be closed."""

    def __init__(self, text: str, hint: str = "", close: Press | None = None) -> None:
        super().__init__()
        self.setFrameShape(QtWidgets.QFrame.Shape.StyledPanel)
        self.setObjectName("sketchMotionMessage")
        layout = QtWidgets.QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        head = lines(text)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        top = row(head)
        if close is not None:
            cross = tool("✕", close, "Close this")
            top.layout().addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(top)
        if hint:
            layout.addWidget(lines(hint))
        self._layout = layout

    def add(self, *buttons: QtWidgets.QWidget) -> None:
        for item in buttons:
            self._layout.addWidget(item)


def _icon(name: str) -> Any:
    from krita import Krita

    return Krita.instance().icon(name)


def later(milliseconds: int, work: Press) -> None:
    """Calls `work` from Krita's event loop after a while."""
    from .guard import run

    QtCore.QTimer.singleShot(milliseconds, lambda: run(work))

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker's building blocks: sections that fold, messages with buttons, rows, forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from krita import Krita

from ..jobs import settings
from ..qt import Qt, QtCore, QtGui, QtWidgets
from ..translation import tr
from .guard import connect, connect_press, run

Press = Callable[[], object]


def lines(text: str = "", *, faint: bool = False) -> QtWidgets.QLabel:
    """Make a text that wraps and can be copied."""
    label = QtWidgets.QLabel(tr(text))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setEnabled(not faint)
    return label


def button(text: str, work: Press, tip: str = "", icon: str = "") -> QtWidgets.QPushButton:
    """Make a button; `icon` is the name of one of Krita's."""
    made = QtWidgets.QPushButton(tr(text))
    if icon:
        made.setIcon(_icon(icon))
    made.setToolTip(tr(tip))
    connect_press(made.clicked, work)
    return made


def tool(text: str, work: Press, tip: str, icon: str = "") -> QtWidgets.QToolButton:
    """Make a small button; its tip says what it does."""
    made = QtWidgets.QToolButton()
    made.setText(tr(text))
    if icon:
        made.setIcon(_icon(icon))
    made.setAutoRaise(True)
    made.setToolTip(tr(tip))
    made.setAccessibleName(tr(tip))
    connect_press(made.clicked, work)
    return made


def connect_menu(menu: QtWidgets.QMenu, text: str, work: Press) -> None:
    """Add an entry to a menu."""
    connect_press(menu.addAction(tr(text)).triggered, work)


def connect_switch(menu: QtWidgets.QMenu, text: str, on: bool, work: Press) -> None:
    """Add an entry with a tick to a menu."""
    action = menu.addAction(tr(text))
    action.setCheckable(True)
    action.setChecked(on)
    connect_press(action.triggered, work)


def row(*widgets: QtWidgets.QWidget) -> QtWidgets.QWidget:
    """Put widgets side by side; the first takes the room that is left."""
    whole = QtWidgets.QWidget()
    layout = QtWidgets.QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == 0 else 0)
    return whole


def column(parent: QtWidgets.QWidget | None = None) -> QtWidgets.QVBoxLayout:
    """Make a layout without margins, for widgets below each other."""
    layout = QtWidgets.QVBoxLayout(parent) if parent is not None else QtWidgets.QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return layout


def form(parent: QtWidgets.QWidget) -> QtWidgets.QFormLayout:
    """Make a layout of named settings below each other; a long name is above its setting."""
    layout = QtWidgets.QFormLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    layout.setRowWrapPolicy(QtWidgets.QFormLayout.RowWrapPolicy.WrapLongRows)
    layout.setFieldGrowthPolicy(QtWidgets.QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return layout


def clear(layout: QtWidgets.QLayout) -> None:
    """Remove everything from a layout."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class FoldingSection(QtWidgets.QWidget):
    """A section of the docker that folds, at first folded; whether it is folded is stored."""

    def __init__(self, name: str, content: QtWidgets.QWidget) -> None:
        super().__init__()
        self._name = name
        self._content = content
        self._head = QtWidgets.QToolButton()
        self._head.setText(tr(name))
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
        """Show the content."""
        self._show(True)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return not self._content.isHidden()

    def _turn(self) -> None:
        opened = self._content.isHidden()
        self._show(opened)
        settings.fold(self._name, not opened)

    def _show(self, opened: bool) -> None:
        self._content.setVisible(opened)
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self._head.setArrowType(arrow)


class MessageBox(QtWidgets.QFrame):
    """A message, a hint on what to do, and buttons; with a cross if it can be closed."""

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
            layout_of_top = cast(QtWidgets.QHBoxLayout, top.layout())
            layout_of_top.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(top)
        if hint:
            layout.addWidget(lines(hint))
        self._layout = layout

    def add(self, *buttons: QtWidgets.QWidget) -> None:
        """Add buttons below the text."""
        for item in buttons:
            self._layout.addWidget(item)


def _icon(name: str) -> QtGui.QIcon:
    return Krita.instance().icon(name)


def later(milliseconds: int, work: Press) -> None:
    """Call `work` from Krita's event loop after a while."""
    QtCore.QTimer.singleShot(milliseconds, lambda: run(work))

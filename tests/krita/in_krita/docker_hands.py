# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the walks through the docker do with it: pictures, the wheel, keys, a drag."""

import os

from inside import FOLDER, Steps, activate, content, docker, new_document, vector_layer
from sketch_motion.addon.krita.qt import Qt, QtCore, QtGui, QtWidgets

NAME = os.environ.get("SKETCH_MOTION_TEST_NAME", "dark")


def picture(name: str, *, whole: bool = False) -> None:
    """Keep a picture of the docker as it is seen, or of all that it holds."""
    target = content() if whole else docker()
    target.grab().save(str(FOLDER / f"low_{NAME}_{name}.png"))


def fish() -> Steps:
    document = new_document()
    layer = vector_layer(document, "fish")
    yield from activate(document, layer)
    return document


def shown_value(box: QtWidgets.QWidget) -> object:
    return box.currentIndex() if isinstance(box, QtWidgets.QComboBox) else box.value()


def wheel(box: QtWidgets.QWidget) -> None:
    middle = QtCore.QPointF(box.rect().center())
    event = QtGui.QWheelEvent(
        middle,
        QtCore.QPointF(box.mapToGlobal(box.rect().center())),
        QtCore.QPoint(0, 0),
        QtCore.QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QtWidgets.QApplication.sendEvent(box, event)


def key(field: QtWidgets.QWidget, letter: str) -> None:
    kinds = QtCore.QEvent.Type
    for kind in (kinds.KeyPress, kinds.KeyRelease):
        event = QtGui.QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QtWidgets.QApplication.sendEvent(field, event)


def drag(widget: QtWidgets.QWidget, start: QtCore.QPointF, end: QtCore.QPointF) -> None:
    kinds, left, none = QtCore.QEvent.Type, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, buttons in (
        (kinds.MouseButtonPress, start, left, left),
        (kinds.MouseMove, end, none, left),
        (kinds.MouseButtonRelease, end, left, none),
    ):
        whole = QtCore.QPointF(widget.mapToGlobal(place.toPoint()))
        event = QtGui.QMouseEvent(
            kind, place, whole, button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QtWidgets.QApplication.sendEvent(widget, event)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of the docker that have less room than they need."""

from __future__ import annotations

from sketch_motion.addon.krita.qt import QtWidgets

EDGE = 8  # pixels of a field beside its text
ARROW = 22  # pixels of a menu's arrow


def cut_texts(inner: QtWidgets.QWidget) -> list[str]:
    """Return what is cut off in the visible widgets, a line each."""
    return [*_whole_widgets(inner), *_fields(inner)]


def _whole_widgets(inner: QtWidgets.QWidget) -> list[str]:
    """Labels and buttons, which say themselves how much room they need."""
    kinds = (QtWidgets.QLabel, QtWidgets.QAbstractButton)
    shown = [item for kind in kinds for item in inner.findChildren(kind) if item.isVisible()]
    return [
        f"{item.text()!r}: {item.minimumSizeHint().width()} pixels in {item.width()}"
        for item in shown
        if item.text() and item.minimumSizeHint().width() > item.width()
    ]


def _fields(inner: QtWidgets.QWidget) -> list[str]:
    """Menus, numbers and bars, which are content with less room than their text takes."""
    told: list[tuple[QtWidgets.QWidget, str, int]] = []
    for menu in inner.findChildren(QtWidgets.QComboBox):
        told.append((menu, menu.currentText(), menu.width() - ARROW - EDGE))
    for number in inner.findChildren(QtWidgets.QAbstractSpinBox):
        told.append((number, number.text(), number.lineEdit().width()))
    for bar in inner.findChildren(QtWidgets.QProgressBar):
        told.append((bar, bar.text(), bar.width()))
    found = []
    for item, text, room in told:
        needed = item.fontMetrics().horizontalAdvance(text)
        if item.isVisible() and needed > room:
            found.append(f"{text!r} in a {type(item).__name__}: {needed} pixels in {room}")
    return found

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mouse and keys in Krita's windows, as X sends them: clicks, menus, texts, dialogs, pictures."""

from __future__ import annotations

import os
from pathlib import Path

from inside import FOLDER, Steps, docker, until
from krita import Krita
from mouse import xdotool
from sketch_motion.addon.krita.qt import QtCore, QtGui, QtWidgets

NAME = os.environ.get("SKETCH_MOTION_TEST_NAME") or "dark"
Widget = QtWidgets.QWidget


def screen(name: str) -> None:
    """Keep a picture of the whole screen, and of the docker as it is seen."""
    version = Krita.instance().version().replace(".", "")
    whole = QtGui.QGuiApplication.primaryScreen().grabWindow(0)
    whole.save(str(FOLDER / f"hand_{version}_{NAME}_{name}.png"))
    docker().grab().save(str(FOLDER / f"hand_{version}_{NAME}_{name}_docker.png"))


def click(widget: Widget, times: int = 1) -> Steps:
    """Scroll to a widget and click its middle."""
    area = docker()._area
    if area.isAncestorOf(widget):
        area.ensureWidgetVisible(widget, 10, 10)
        yield 150
    middle = widget.mapToGlobal(widget.rect().center())
    yield from click_at(middle, times)


def click_at(place: QtCore.QPoint, times: int = 1) -> Steps:
    """Click a place of the screen."""
    moved = ["mousemove", str(place.x()), str(place.y()), "sleep", "0.05"]
    yield from xdotool([*moved, "click", "--repeat", str(times), "--delay", "60", "1"])
    yield 350


def type_text(text: str) -> Steps:
    """Type letters."""
    yield from xdotool(["type", "--delay", "50", text])
    yield 250


def press(*names: str) -> Steps:
    """Press keys, one after the other, like "ctrl+z"."""
    for name in names:
        yield from xdotool(["key", name])
        yield 200


def fill(field: Widget, text: str) -> Steps:
    """Put a text in the place of what is in a field."""
    yield from click(field)
    yield from press("ctrl+a")
    yield from type_text(text)


def choose(text: str) -> Steps:
    """Click the entry of a menu that is open whose text begins like this."""

    def found() -> tuple[QtWidgets.QMenu, object] | None:
        menus = [w for w in QtWidgets.QApplication.topLevelWidgets() if w.isVisible()]
        for menu in (w for w in menus if isinstance(w, QtWidgets.QMenu)):
            for action in menu.actions():
                if action.text().startswith(text):
                    return menu, action
        return None

    yield from until(lambda: found() is not None, 10, f"no entry {text!r}")
    menu, action = found() or (None, None)
    assert menu is not None
    yield from click_at(menu.mapToGlobal(menu.actionGeometry(action).center()))


def button(text: str, inside: Widget | None = None) -> QtWidgets.QAbstractButton:
    """Return the visible button of this text."""
    whole = inside if inside is not None else docker()
    for one in whole.findChildren(QtWidgets.QAbstractButton):
        if one.text() == text and one.isVisible():
            return one
    raise AssertionError(f"no button {text!r}")


def turn_section(name: str, *, opened: bool) -> Steps:
    """Unfold or fold a section of the docker by a click on its head."""
    parts = docker().findChildren(Widget)
    found = next(w for w in parts if type(w).__name__ == "FoldingSection" and w._name == name)
    for _ in range(3):  # the docker may have moved under the mouse
        if found.is_open == opened:
            return
        yield from click(found._head)
    assert found.is_open == opened, name


def in_dialog(path: Path) -> Steps:
    """Name a file in the dialog that is open."""

    def dialog() -> QtWidgets.QDialog | None:
        shown = [w for w in QtWidgets.QApplication.topLevelWidgets() if w.isVisible()]
        return next((w for w in shown if isinstance(w, QtWidgets.QFileDialog)), None)

    yield from until(lambda: dialog() is not None, 20, "no dialog of files")
    shown = dialog()
    assert shown is not None
    yield 500
    shown.activateWindow()  # there is no window manager that would do it
    (field,) = shown.findChildren(QtWidgets.QLineEdit, "fileNameEdit")
    yield from fill(field, str(path))
    yield from press("Return")
    yield 500

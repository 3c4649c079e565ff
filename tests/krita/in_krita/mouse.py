# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mouse in Krita: strokes on the canvas as X sends them, told to the screen by xdotool."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from typing import Any

from inside import Steps
from krita import Krita
from sketch_motion.addon.krita.qt import QtCore, QtWidgets

Point = tuple[float, float]
SLEEP_S = "0.004"  # between two places of the mouse
BRUSHES = ("b) Basic-5 Size", "b) Basic-1")


def canvas_widget() -> Any:
    """Return the widget that Krita paints the document on."""
    found = [
        widget
        for widget in QtWidgets.QApplication.allWidgets()
        if widget.isVisible()
        and widget.metaObject().className() in ("KisOpenGLCanvas2", "KisQPainterCanvas")
    ]
    return max(found, key=lambda widget: widget.width() * widget.height())


def ready_to_draw(size: float) -> Steps:
    """Choose the freehand brush, a plain tip of so many pixels and black."""
    krita = Krita.instance()
    view = krita.activeWindow().activeView()
    presets = krita.resources("preset")
    view.setCurrentBrushPreset(presets[next(name for name in BRUSHES if name in presets)])
    krita.action("KritaShape/KisToolBrush").trigger()
    yield 400
    view.setBrushSize(size)
    view.canvas().setZoomLevel(1.0)
    yield 600


class Sheet:
    """The document in front, drawn on by the mouse in its own pixels."""

    def __init__(self) -> None:
        self.left, self.top = 0.0, 0.0  # of the document on the screen

    def find(self, document: Any, layer: Any) -> Steps:
        """Learn where the document is on the screen, from a mark that is taken away again."""
        widget = canvas_widget()
        centre = widget.mapToGlobal(QtCore.QPoint(widget.width() // 2, widget.height() // 2))
        at = (float(centre.x()), float(centre.y()))
        yield from self.draw([[at, (at[0] + 1, at[1] + 1)]])
        bounds = layer.bounds()
        assert not bounds.isEmpty(), "the mouse has drawn nothing"
        self.left = at[0] - bounds.x() - bounds.width() / 2 + 0.5
        self.top = at[1] - bounds.y() - bounds.height() / 2 + 0.5
        Krita.instance().action("edit_undo").trigger()
        yield 600
        document.waitForDone()
        assert layer.bounds().isEmpty(), layer.bounds()

    def draw(self, strokes: Sequence[Sequence[Point]]) -> Steps:
        """Draw the strokes, one after the other, and wait until they are there."""
        for stroke in strokes:
            yield from xdotool(self._moves(stroke))
            yield 60
        yield 300

    def _moves(self, stroke: Sequence[Point]) -> list[str]:
        places = [(str(round(x + self.left)), str(round(y + self.top))) for x, y in stroke]
        told = ["mousemove", *places[0], "sleep", "0.02", "mousedown", "1"]
        for place in places[1:]:
            told += ["mousemove", *place, "sleep", SLEEP_S]
        return [*told, "sleep", "0.02", "mouseup", "1"]


def xdotool(told: Sequence[str], limit_s: float = 60.0) -> Steps:
    """Run xdotool while Krita goes on."""
    plain = {key: os.environ[key] for key in ("DISPLAY", "PATH")}
    running = subprocess.Popen(["xdotool", *told], env=plain)
    deadline = time.monotonic() + limit_s
    while running.poll() is None:
        assert time.monotonic() < deadline, "xdotool doesn't end"
        yield 20
    assert running.returncode == 0, running.returncode

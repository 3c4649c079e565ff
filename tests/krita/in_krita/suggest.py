# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: a first car drawn by mouse gets suggestions on layers of their own, undone."""

import os
import sys
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from first_strokes import DRAWINGS, SIZE
from inside import (
    ARGB32,
    Steps,
    activate,
    docker,
    ink,
    layers,
    new_document,
    paint_layer,
    press_until,
    shot,
    unfold,
    until,
)
from mouse import Sheet, ready_to_draw
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtGui

DRAWN, SUGGESTED = "Paint Layer 1", "Paint Layer 1 Suggested"
BRUSH = 3.0  # pixels
CAR = next(drawing for drawing in DRAWINGS if drawing.name == "car")


def main() -> Steps:
    docker().setVisible(True)
    yield 300
    document = new_document(*SIZE)
    paint_layer(document, "Background", lambda painter: painter.fillRect(0, 0, *SIZE, WHITE))
    layer = paint_layer(document, DRAWN, lambda painter: None)
    yield from activate(document, layer)
    yield from ready_to_draw(BRUSH)
    sheet = Sheet()
    yield from sheet.find(document, layer)
    yield from sheet.draw(CAR.strokes())
    document.waitForDone()
    drawn = picture_of(document, layer)
    docker().motion.prompt.setText(CAR.prompt)
    unfold("Clean Up")
    yield 300
    for form, colours in ((0, "blue"), (1, "black")):
        yield from suggested(document, drawn, form, colours)
    return 0


def suggested(document: Any, drawn: QtGui.QImage, form: int, colours: str) -> Steps:
    """The suggestion is a layer over the drawing, which is shown, in use, and as it was."""
    view = docker().clean.suggest
    view._form.setCurrentIndex(form)
    view._press.click()
    yield from until(lambda: not view._press.isEnabled(), 20, "nothing was begun")
    assert view._cancel.isVisibleTo(view)
    yield from until(lambda: SUGGESTED in layers(document), 180, "no suggestion")
    yield 700
    assert session.notice is None, session.notice
    found = layers(document)
    assert found[SUGGESTED].visible() and found[DRAWN].visible()
    assert picture_of(document, found[DRAWN]) == drawn
    assert document.activeNode().name() == DRAWN
    lines = picture_of(document, found[SUGGESTED])
    assert ink(lines) > 0.3 * ink(drawn)
    assert ("blue" if is_blue(lines) else "black") == colours
    assert "car" in view.suggestions.summary, view.suggestions.summary
    print(f"suggested: {view.suggestions.summary}")
    shot(f"suggested_{colours}")
    yield from press_until("edit_undo", lambda: SUGGESTED not in layers(document), "no undo")
    assert picture_of(document, layers(document)[DRAWN]) == drawn
    print(f"the {colours} suggestion undone in one step")


def is_blue(picture: QtGui.QImage) -> bool:
    """Return whether what is drawn is blue rather than black."""
    for y in range(picture.height()):
        for x in range(picture.width()):
            color = picture.pixelColor(x, y)
            if color.alpha() > 200:
                return bool(color.blue() > color.red() + 60)
    return False


def picture_of(document: Any, layer: Any) -> QtGui.QImage:
    width, height = document.width(), document.height()
    return QtGui.QImage(
        layer.pixelData(0, 0, width, height), width, height, 4 * width, ARGB32
    ).copy()


WHITE = QtGui.QColor("white")

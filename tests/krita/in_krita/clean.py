# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: rough lines drawn by mouse become clean ones on a layer, undone, redone."""

import os
import sys
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from first_strokes import FirstDrawing, Line, corners, oval
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
from krita import Selection
from mouse import Sheet, ready_to_draw
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtGui, QtWidgets

ROUGH, CLEAN = "Paint Layer 1", "Paint Layer 1 Clean"
SIZE = (640, 480)
APART = 5.0  # pixels between lines that mean the same
BRUSH = 3.0  # pixels


def main() -> Steps:
    docker().setVisible(True)
    yield 300
    document = new_document(*SIZE)
    paint_layer(document, "Background", lambda painter: painter.fillRect(0, 0, *SIZE, WHITE))
    rough = paint_layer(document, ROUGH, lambda painter: None)
    yield from activate(document, rough)
    yield from ready_to_draw(BRUSH)
    sheet = Sheet()
    yield from sheet.find(document, rough)
    yield from sheet.draw(overdrawn())
    document.waitForDone()
    drawn = picture_of(document, rough)
    unfold("Clean Up")
    yield 300
    shot("clean_before")
    yield from cleaned(document, drawn)
    yield from compared(document)
    yield from cleaned_again(document, drawn)
    yield from undone(document, drawn)
    yield from selected(document)
    return 0


def overdrawn() -> list[Line]:
    """Return an oval and a line, each drawn three times, as one searches for a line."""
    found: list[Line] = []
    for k in (-1, 0, 1):
        found.append(oval(320 + 0.4 * k * APART, 200, 120 + k * APART, 90 + k * APART))
        found.append(corners((150, 380 + k * APART), (490, 380 - k * APART)))
    return FirstDrawing("rough lines", "", tuple(found)).strokes()


def cleaned(document: Any, drawn: QtGui.QImage) -> Steps:
    """The clean lines are a layer over the rough one, which is hidden and as it was."""
    view = docker().clean
    view._press.click()
    yield from until(lambda: not view._press.isEnabled(), 20, "nothing was begun")
    assert view._cancel.isVisibleTo(view)
    yield from until(lambda: CLEAN in layers(document), 120, "no clean layer")
    yield 700
    assert session.notice is None, session.notice
    found = layers(document)
    clean = picture_of(document, found[CLEAN])
    share = ink(clean) / ink(drawn)
    assert found[CLEAN].visible() and not found[ROUGH].visible()
    assert picture_of(document, found[ROUGH]) == drawn
    assert document.activeNode().name() == CLEAN
    assert 0.15 < share < 0.7, share  # three lines have become one
    gone = lines_across(drawn, 320), lines_across(clean, 320)
    assert gone[1] < gone[0], gone
    print(f"cleaned: {view.clean_ups.summary}; ink {share:.2f}, lines across {gone}")
    shot("clean_after")


def compared(document: Any) -> Steps:
    """Before / After shows the rough layer in the place of the clean one, and the reverse."""
    found = next(b for b in docker().clean.findChildren(QtWidgets.QAbstractButton)
                 if b.text() == "Before / After")  # fmt: skip
    assert found.isVisibleTo(docker().clean)
    for shown, hidden in ((ROUGH, CLEAN), (CLEAN, ROUGH)):
        found.click()
        yield 300
        assert layers(document)[shown].visible() and not layers(document)[hidden].visible()


def cleaned_again(document: Any, drawn: QtGui.QImage) -> Steps:
    """With another strength the rough layer is cleaned, not the clean one; an undo shows that."""
    view = docker().clean
    first = picture_of(document, layers(document)[CLEAN])
    assert document.activeNode().name() == CLEAN
    view._strength.setValue(0)
    view._press.click()
    yield from until(lambda: len(shown(document, CLEAN)) == 2, 120, "no second clean layer")
    yield 700
    assert session.notice is None, session.notice
    assert f"{CLEAN} Clean" not in layers(document)
    assert shown(document, CLEAN) == [False, True] and shown(document, ROUGH) == [False]
    second = picture_of(document, layers(document)[CLEAN])
    assert lines_across(second, 320) > lines_across(first, 320)  # no strength: lines stay apart
    for expected in ([False, False], [False, True]):
        view.clean_ups.compare()
        yield 300
        assert shown(document, CLEAN) == expected, shown(document, CLEAN)
        assert shown(document, ROUGH) == [not any(expected)]
    yield 3000  # until what is shown was looked at
    shot("clean_again")
    yield from press_until("edit_undo", lambda: len(shown(document, CLEAN)) == 1, "no undo")
    yield from until(lambda: shown(document, CLEAN) == [True], 20, "the first one stays hidden")
    assert shown(document, ROUGH) == [False]
    view._strength.setValue(50)
    print("cleaned again with another strength")


def selected(document: Any) -> Steps:
    """With a selection what isn't selected is on the clean layer too, as it was drawn."""
    while CLEAN in layers(document):
        layers(document)[CLEAN].remove()
        document.waitForDone()
    rough = layers(document)[ROUGH]
    rough.setVisible(True)
    yield from activate(document, rough)
    selection = Selection()
    selection.select(0, 0, SIZE[0], 340, 255)  # the oval, not the line below
    document.setSelection(selection)
    document.waitForDone()
    yield 300
    below = picture_of(document, rough).copy(0, 345, *SIZE)
    docker().clean._press.click()
    yield from until(lambda: CLEAN in layers(document), 120, "no clean layer of a selection")
    yield 700
    found = picture_of(document, layers(document)[CLEAN])
    assert ink(below) > 0 and abs(ink(found.copy(0, 345, *SIZE)) / ink(below) - 1.0) < 0.02
    assert lines_across(found, 320) < lines_across(picture_of(document, rough), 320)
    print("what was not selected stays")


def shown(document: Any, name: str) -> list[bool]:
    """Return which of the layers of a name are visible, from the lowest to the highest."""
    nodes = document.rootNode().childNodes()
    return [bool(node.visible()) for node in nodes if node.name() == name]


def undone(document: Any, drawn: QtGui.QImage) -> Steps:
    """One undo takes the clean layer away and shows the rough one; redo brings it back."""
    yield from press_until("edit_undo", lambda: CLEAN not in layers(document), "no undo")
    yield from until(lambda: layers(document)[ROUGH].visible(), 20, "the rough layer stays hidden")
    assert set(layers(document)) == {"Background", ROUGH}
    assert picture_of(document, layers(document)[ROUGH]) == drawn
    yield 700
    shot("clean_undone")
    yield from press_until("edit_redo", lambda: CLEAN in layers(document), "no redo")
    yield from until(lambda: not layers(document)[ROUGH].visible(), 20, "both are shown")
    print("clean-up undone in one step, and redone")


def picture_of(document: Any, layer: Any) -> QtGui.QImage:
    width, height = document.width(), document.height()
    return QtGui.QImage(
        layer.pixelData(0, 0, width, height), width, height, 4 * width, ARGB32
    ).copy()


def lines_across(picture: QtGui.QImage, x: int) -> int:
    """Return how many lines a column of the picture crosses."""
    inked = [picture.pixelColor(x, y).alpha() > 100 for y in range(picture.height())]
    return sum(now and not before for before, now in zip([False, *inked], inked, strict=False))


WHITE = QtGui.QColor("white")

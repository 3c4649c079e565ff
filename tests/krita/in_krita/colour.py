# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: a drawing, then its take, gets colours on a layer below: one undo each."""

import os
import sys
from collections.abc import Callable
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    ARGB32,
    Steps,
    activate,
    ask,
    docker,
    ink,
    key_times,
    layers,
    look_of,
    new_document,
    paint_layer,
    press_until,
    shot,
    unfold,
    until,
    until_settled,
)
from sketch_motion.addon.krita.capture.document import id_of
from sketch_motion.addon.krita.jobs.session import host, session
from sketch_motion.addon.krita.jobs.take_frames import frames_of
from sketch_motion.addon.krita.qt import QtCore, QtGui

LINES, COLOUR, PROMPT = "Ball", "Ball Colour", "the ball bounces"
SIZE = (512, 384)
MIDDLE = (256, 180)  # of the ball
FRAMES = 8


def main() -> Steps:
    docker().setVisible(True)
    yield 300
    document = new_document(*SIZE)
    paint_layer(document, "Paper", lambda painter: painter.fillRect(0, 0, *SIZE, WHITE))
    lines = paint_layer(document, LINES, a_ball)
    yield from activate(document, lines)
    unfold("Colour")
    yield 300
    yield from refused_on_hints(document)
    yield from coloured(document)
    yield from undone(document)
    yield from coloured_again(document)
    yield from take_coloured(document)
    return 0


def a_ball(painter: QtGui.QPainter) -> None:
    painter.setPen(QtGui.QPen(QtGui.QColor(20, 30, 60), 5.0))
    painter.drawEllipse(QtCore.QPointF(*MIDDLE), 90, 90)


def names(document: Any) -> list[str]:
    """Return the layers from the lowest to the highest."""
    return [str(node.name()) for node in document.rootNode().childNodes()]


def refused_on_hints(document: Any) -> Steps:
    """While the layer of hints is the active one, no lines are taken from it."""
    dabs = paint_layer(document, "Hints", lambda painter: None)
    yield from activate(document, dabs)
    docker().colour._press.click()
    yield from until(lambda: session.notice is not None, 20, "nothing is said of the hints")
    assert "hints" in session.notice.message and not docker().colour.colourings.job
    session.notice = None
    dabs.remove()
    document.waitForDone()
    yield from activate(document, layers(document)[LINES])
    unfold("Colour")
    yield 300


def coloured(document: Any) -> Steps:
    """Colour puts one layer below the lines, which stay as they are."""
    drawn = picture_of(document, layers(document)[LINES])
    yield from pressed(lambda: COLOUR in layers(document))
    assert names(document) == ["Background", "Paper", COLOUR, LINES], names(document)
    assert picture_of(document, layers(document)[LINES]) == drawn
    fill = picture_of(document, layers(document)[COLOUR])
    assert fill.pixelColor(*MIDDLE).alpha() == 255
    assert fill.pixelColor(5, 5).alpha() == 0
    print(f"coloured: {docker().colour.colourings.summary}, {fill.pixelColor(*MIDDLE).name()}")
    shot("colour_after")


def undone(document: Any) -> Steps:
    """One undo takes the colours away, and one redo brings them back."""
    before = picture_of(document, layers(document)[COLOUR])
    yield from press_until("edit_undo", lambda: COLOUR not in layers(document), "no undo")
    assert names(document) == ["Background", "Paper", LINES], names(document)
    assert layers(document)[LINES].visible()
    shot("colour_undone")
    yield from press_until("edit_redo", lambda: COLOUR in layers(document), "no redo")
    assert names(document) == ["Background", "Paper", COLOUR, LINES], names(document)
    assert picture_of(document, layers(document)[COLOUR]) == before
    print("colours undone in one step, and redone")


def coloured_again(document: Any) -> Steps:
    """Other colours are shown in the place of the earlier ones, until they are undone."""
    yield from activate(document, layers(document)[LINES])
    unfold("Colour")
    yield from pressed(lambda: names(document).count(COLOUR) == 2)
    assert seen_colours(document) == [False, True], seen_colours(document)
    yield from press_until(
        "edit_undo", lambda: names(document).count(COLOUR) == 1, "no undo of later colours"
    )
    yield from until(lambda: seen_colours(document) == [True], 10, "earlier colours stay hidden")


def seen_colours(document: Any) -> list[bool]:
    """Return whether each layer of colours is visible, from the lowest to the highest."""
    nodes = document.rootNode().childNodes()
    return [bool(node.visible()) for node in nodes if node.name() == COLOUR]


def take_coloured(document: Any) -> Steps:
    """Colours of a take are below its layer, on its frames, and go with one undo."""
    yield from activate(document, layers(document)[LINES])
    ask(PROMPT, path="vector", frames=FRAMES, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: PROMPT in layers(document), 60, "no take")
    yield from activate(document, layers(document)[PROMPT])
    before = names(document)
    unfold("Colour")
    yield from pressed(lambda: len(names(document)) > len(before))
    now = names(document)
    place = now.index(PROMPT) - 1
    assert [*now[:place], *now[place + 1 :]] == before, now
    nodes = document.rootNode().childNodes()
    fills, still = nodes[place], nodes[now.index(LINES) - 1]
    assert still.name() == COLOUR and not still.visible()  # or the ball would leave it behind
    keys = key_times(fills)
    assert keys == list(range(FRAMES)), keys
    inks = [ink(look_of(fills, document, frame)) for frame in keys]
    assert min(inks) > 0.5 * max(inks) > 0, inks  # in all frames
    document.setCurrentTime(FRAMES // 2)
    yield 600
    shot("colour_of_take")
    exported_together(document, nodes[place + 1], fills)
    yield from press_until("edit_undo", lambda: len(names(document)) == len(before), "no undo")
    assert names(document) == before, names(document)
    print(f"the take's colours: {len(keys)} frames below its lines, undone in one step")
    yield from original_shown(document)


def exported_together(document: Any, take: Any, fills: Any) -> None:
    """A frame that is exported has the colours under the lines, as strong as Krita shows them."""

    def first_frame() -> QtGui.QImage:
        return next(frames_of(result, 0, 1, drawn=[LINES]))

    (made,) = session.takes()
    result = host.result_of(made)
    assert result is not None and result.layer_id == id_of(take)

    assert first_frame().pixelColor(*MIDDLE).alpha() == 255
    fills.setOpacity(128)
    fills.setName("what the artist calls it")
    half = first_frame()
    fills.setOpacity(255)
    fills.setName(COLOUR)
    assert 120 <= half.pixelColor(*MIDDLE).alpha() <= 136, half.pixelColor(*MIDDLE).alpha()
    print("exported: colours as strong as they are shown")


def original_shown(document: Any) -> Steps:
    """The drawing's own colours come back with the drawing: by the take's eye, and by undo."""
    (take,) = session.takes()
    result = host.result_of(take)
    assert result is not None and seen_colours(document) == [False]
    host.results.show_original(document, result)
    yield 600
    assert layers(document)[LINES].visible() and seen_colours(document) == [True]
    host.results.show_alone(document, result)
    yield 600
    assert not layers(document)[LINES].visible() and seen_colours(document) == [False]
    yield from press_until("edit_undo", lambda: PROMPT not in layers(document), "no undo of a take")
    yield from until(lambda: layers(document)[LINES].visible(), 10, "the drawing stays hidden")
    assert seen_colours(document) == [True]
    yield 600
    shot("colour_take_undone")
    print("the drawing's own colours are back with it")


def pressed(done: Callable[[], bool]) -> Steps:
    """Press Colour and wait for the layer."""
    view = docker().colour
    view._press.click()
    yield from until(lambda: not view._press.isEnabled(), 20, "nothing was begun")
    assert view._cancel.isVisibleTo(view)
    yield from until(done, 120, "no colours")
    yield 700
    assert session.notice is None, session.notice


def picture_of(document: Any, layer: Any) -> QtGui.QImage:
    width, height = document.width(), document.height()
    pixels = layer.pixelData(0, 0, width, height)
    return QtGui.QImage(pixels, width, height, 4 * width, ARGB32).copy()


WHITE = QtGui.QColor("white")

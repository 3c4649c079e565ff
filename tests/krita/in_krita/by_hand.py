# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: the way of a newcomer by mouse and keys, at the docker's usual size.

A picture of each step is kept, to be looked at.
"""

import os
import sys
import time
import traceback
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from first_strokes import DRAWINGS, SIZE, dot
from hands import (
    button,
    choose,
    click,
    fill,
    in_dialog,
    press,
    screen,
    turn_section,
)
from inside import (
    FOLDER,
    Steps,
    activate,
    ask,
    docker,
    key_times,
    layers,
    new_document,
    paint_layer,
    until,
    until_settled,
)
from krita import Krita, ManagedColor
from mouse import Sheet, canvas_widget, ready_to_draw
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import Qt, QtGui
from sketch_motion.addon.krita.ui.batch_view import _Tile
from sketch_motion.addon.krita.ui.jobs_view import STOP

FISH, BALL = "the fish swims", "the ball bounces"
LAYER = "Paint Layer 1"
LOW = (262, 177)  # pixels: what Krita gives a docker in its usual layout
DONE = (states.Finished, states.Delivered)
WHITE = QtGui.QColor("white")


def main() -> Steps:
    window = Krita.instance().activeWindow().qwindow()
    window.setGeometry(0, 0, 1600, 1000)
    found = docker()
    found.setVisible(True)
    found.raise_()
    yield 800
    window.activateWindow()
    window.resizeDocks([found], [LOW[0]], Qt.Orientation.Horizontal)
    window.resizeDocks([found], [LOW[1]], Qt.Orientation.Vertical)
    yield 500
    print("docker:", found.width(), "x", found.height(), "pixels")
    failed: list[str] = []
    for name in os.environ.get("SKETCH_MOTION_TEST_CASES", "").split() or list(CASES):
        begun = time.monotonic()
        try:
            yield from CASES[name]()
            print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)
        except Exception:
            traceback.print_exc()
            failed.append(name)
            screen(f"failed_{name}")
            session.cancel_all()
            for job in list(session.jobs()):
                session.dismiss(job)
            session.dismiss_notice()
            yield from press("Escape", "Escape")
    print("failed:", failed)
    return len(failed)


def drawn(strokes: Any, size: float = 5.0) -> Steps:
    """A new document, the only one, whose layer was drawn on by the mouse."""
    for old in Krita.instance().documents():
        old.setModified(False)
        old.close()
    yield 500
    document = new_document(*SIZE)
    paint_layer(document, "Background", lambda painter: painter.fillRect(0, 0, *SIZE, WHITE))
    layer = paint_layer(document, LAYER, lambda painter: None)
    yield from activate(document, layer)
    yield from ready_to_draw(size)
    sheet = Sheet()
    yield from sheet.find(document, layer)
    yield from sheet.draw(strokes)
    document.waitForDone()
    return document, layer, sheet


def asked(sentence: str) -> Steps:
    """Write a sentence into the prompt."""
    prompt = docker().motion.prompt
    for _ in range(3):
        yield from fill(prompt, sentence)
        yield from press("Escape")  # the list of words
        if prompt.text() == sentence:
            return
        print(f"typed {sentence!r}, there is {prompt.text()!r}")
    raise AssertionError(prompt.text())


def canvas_keys(*names: str) -> Steps:
    """Press keys with the mouse over the canvas and the focus on it."""
    canvas_widget().setFocus()
    yield 150
    yield from press(*names)


def first_fish() -> Steps:
    """Drawn, asked for, animated with a click, undone and redone by keys."""
    drawing = next(one for one in DRAWINGS if one.name == "fish")
    document, _, _ = yield from drawn(drawing.strokes())
    screen("01_drawn")
    yield from asked(FISH)
    screen("02_asked")
    yield from click(docker().press)
    yield from until(lambda: bool(session.jobs()), 60, "nothing was begun")
    yield 1500
    screen("03_running")
    yield from until_settled(240)
    assert session.notice is None, session.notice
    yield from until(lambda: FISH in layers(document), 30, "no result")
    assert key_times(layers(document)[FISH]) == list(range(24))
    for _ in range(4):  # Krita drops the key without a word while its image is being worked on
        yield from canvas_keys("ctrl+z")
        pressed = time.monotonic()
        while FISH in layers(document) and time.monotonic() < pressed + 20.0:
            yield 50
        if FISH not in layers(document):
            break
    assert FISH not in layers(document), "no undo"
    yield from until(lambda: layers(document)[LAYER].visible(), 20, "the drawing stays hidden")
    screen("05_undone")
    yield from canvas_keys("ctrl+shift+z")
    yield from until(lambda: FISH in layers(document), 30, "no redo")
    yield from until(lambda: not layers(document)[LAYER].visible(), 20, "both are shown")
    document.setCurrentTime(8)  # not before: this is a step to undo, too
    yield 800
    screen("06_redone")


def painted_ball() -> Steps:
    """A ball of paint with two eyes, drawn by fat brushes: its own pixels move."""
    document, layer, sheet = yield from drawn([], 190.0)
    for colour, size, places in (
        ("#d06020", 190.0, ((400, 300),)),
        ("#f0a050", 70.0, ((360, 250),)),
        ("#ffffff", 44.0, ((375, 300), (440, 300))),
        ("#101010", 18.0, ((378, 304), (443, 304))),
    ):
        view = Krita.instance().activeWindow().activeView()
        red, green, blue, alpha = QtGui.QColor(colour).getRgbF()
        paint = ManagedColor("RGBA", "U8", "")
        paint.setComponents([blue, green, red, alpha])
        view.setForeGroundColor(paint)
        view.setBrushSize(size)
        yield 300
        yield from sheet.draw([dot(x, y, 1.5) for x, y in places])
    document.waitForDone()
    screen("07_ball")
    whole = (0, 0, *SIZE)
    before = bytes(layer.pixelData(*whole))
    yield from asked(BALL)
    yield from press("Return")  # as the button does
    yield from until(lambda: bool(session.jobs()), 60, "nothing was begun")
    yield from until_settled(300)
    assert session.notice is None, session.notice
    result = layers(document)[BALL]
    assert bytes(result.pixelDataAtTime(*whole, 0)) == before, "frame 0 isn't the painting"
    yield from until(lambda: bool(session.takes()), 30, "no take")
    assert session.takes()[0].request.path == "warp", session.takes()[0].request.path
    for frame in (0, 6, 12):
        document.setCurrentTime(frame)
        yield 700
        screen(f"07_ball_frame_{frame:02d}")
    print("the painted ball: frame 0 is the layer, byte for byte")


def batch() -> Steps:
    """Four seeds from the menu; a click on the third puts it on the timeline."""
    drawing = next(one for one in DRAWINGS if one.name == "fish")
    document, _, _ = yield from drawn(drawing.strokes())
    yield from asked(FISH)
    yield from click(button("▾"))
    screen("08_menu")
    yield from choose("Try 4 Seeds")
    yield from until(lambda: len(session.batch_jobs()) == 1, 60, "no batch")
    yield from until(
        lambda: all(isinstance(state, DONE) for state in session.jobs().values()), 240, "not done"
    )
    yield 1000
    screen("09_batch")
    tiles = docker().findChildren(_Tile)
    assert len(tiles) == 4, len(tiles)
    yield from click(tiles[2]._preview)
    yield from until(lambda: FISH in layers(document), 60, "not imported")
    yield 700
    screen("10_chosen")
    session.keep_batch(tuple(session.jobs()))
    yield from until(lambda: len(session.takes()) == 4, 30, "not four takes")


def queue() -> Steps:
    """Three jobs; one is cancelled by its cross, then all."""
    ask(FISH, frames=240)  # so that they last until they are cancelled
    for sentence in ("the fish jumps", "the fish turns around", "the fish sleeps"):
        yield from asked(sentence)
        yield from click(docker().press)
        yield 300
    yield from until(lambda: len(session.jobs()) == 3, 60, "not three jobs")
    yield 800
    screen("11_queue")
    count = len(session.jobs())
    crosses = [
        one
        for one in docker().jobs.findChildren(type(button(STOP, docker().jobs)))
        if one.text() == STOP and one.isVisible()
    ]
    yield from click(crosses[-1])
    yield from until(
        lambda: any(isinstance(s, states.JobCancelled) for s in session.jobs().values()),
        60,
        "not cancelled",
    )
    screen("12_cancelled_one")
    if any(one.text() == "Cancel All" and one.isVisible() for one in _buttons()):
        yield from click(button("Cancel All"))
    ended = (states.JobCancelled, states.JobFailed)
    yield from until(
        lambda: all(isinstance(s, ended) for s in session.jobs().values()), 240, "not all cancelled"
    )
    yield 500
    screen("13_cancelled_all")
    ask(FISH, frames=24)
    assert count == 3
    for job in list(session.jobs()):
        session.dismiss(job)
    yield 500


def take() -> Steps:
    """The menu of a take: a part is changed, its timing, then it is exported."""
    document = Krita.instance().activeDocument()
    yield from turn_section("Takes", opened=True)
    yield 600
    screen("14_takes")
    yield from take_menu("Change a Part")
    form = yield from _form()
    yield from fill(form._first, "12")
    screen("15_change")
    before = set(layers(document))
    yield from click(button("Change", form))
    yield from until_settled(240)
    yield from until(lambda: len(layers(document)) > len(before), 60, "no second take")
    assert session.notice is None, session.notice
    yield 800
    screen("16_changed")
    yield from take_menu("Retime")
    form = yield from _form()
    yield from click(form._hold)
    yield from press("Down", "Return")
    screen("17_retime")
    before = set(layers(document))
    yield from click(button("Retime", form))
    yield from until(lambda: len(layers(document)) > len(before), 60, "no new timing")
    twos = list(range(0, 24, 2))

    def has_twos() -> bool:  # Krita gives the layer another name at first
        found = layers(document)
        return any(key_times(found[name]) == twos for name in set(found) - before)

    yield from until(has_twos, 60, "not on twos")
    yield 800
    screen("18_retimed")
    target = FOLDER / "hand.gif"
    target.unlink(missing_ok=True)
    yield from take_menu("Export")
    yield from choose("GIF")
    yield from in_dialog(target)
    yield from until(target.is_file, 120, "no GIF")
    yield 600
    screen("19_exported")
    yield from turn_section("Takes", opened=False)


def saved() -> Steps:
    """Saved, closed and opened again by keys: the takes are there."""
    document = Krita.instance().activeDocument()
    path = FOLDER / "by hand.kra"
    path.unlink(missing_ok=True)
    document.setBatchmode(False)
    names, count = set(layers(document)), _done_takes()
    yield from canvas_keys("ctrl+s")
    yield from in_dialog(path)
    yield from until(path.is_file, 60, "not saved")
    yield 1500
    screen("20_saved")
    yield from canvas_keys("ctrl+w")
    yield 1500
    yield from press("ctrl+o")
    yield from in_dialog(path)
    yield from until(lambda: _opened(path) is not None, 60, "not opened")
    yield 1500
    opened = _opened(path)
    assert set(layers(opened)) == names, (names, set(layers(opened)))
    yield from turn_section("Takes", opened=True)
    yield from until(lambda: _done_takes() == count, 30, "the takes are not listed")
    yield 800
    screen("21_reopened")


def _done_takes() -> int:
    return sum(take.status == "done" for take in session.takes())


def _opened(path: Any) -> Any:
    active = Krita.instance().activeDocument()
    return active if active is not None and active.fileName() == str(path) else None


def _buttons() -> list[Any]:
    return list(docker().jobs.findChildren(type(docker().press)))


def _form() -> Steps:
    """Wait for the form that a menu opens; return it."""
    place = docker().takes._form
    yield from until(lambda: place.count() > 0, 20, "no form")
    yield 300
    return place.itemAt(0).widget()


def take_menu(entry: str) -> Steps:
    """Open the menu of the newest take that has a layer, and click an entry."""
    view = docker().takes
    shown = [take for take in view._shown if take.status == "done"]
    _, row = view._rows[shown[0].job]
    yield from click(button("⋯", row))
    yield from choose(entry)


CASES = {
    case.__name__: case for case in (first_fish, painted_ball, batch, queue, take, saved)
}  # fmt: skip

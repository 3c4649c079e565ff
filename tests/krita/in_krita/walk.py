# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: an animator's way from a drawing to frames, undo, redo, save and reopen."""

import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    FOLDER,
    Kra,
    Steps,
    a_stick_figure,
    activate,
    ask,
    blocked,
    docker,
    ink,
    key_times,
    layers,
    look_of,
    new_document,
    paint_layer,
    press_until,
    shot,
    until,
    until_settled,
    vector_layer,
)
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.capture.document import key_of
from sketch_motion.addon.krita.jobs.session import host, session
from sketch_motion.addon.krita.ui import guard

PROMPT = "the fish swims"


def main() -> Steps:
    found = docker()
    found.setVisible(True)
    found.raise_()
    yield 500
    document = yield from from_strokes()
    yield from back_and_forth(document)
    yield from saved_and_reopened(document)
    yield from from_a_painting()
    print("longest hold of the main thread, ms:", blocked()[:8])
    return 0


def from_strokes() -> Steps:
    """A vector layer becomes 24 pictures on the timeline; the original is only hidden."""
    document = new_document()
    fish = vector_layer(document, "fish")
    yield from activate(document, fish)
    shot("1_before")
    drawn = fish.toSvg()
    found = ask(PROMPT, path="vector", frames=24, hold=1, quality="standard", start=-1)
    found.press.click()
    yield from until(lambda: any(previews()) or PROMPT in layers(document), 90, "no preview")
    guard.slowest.clear()
    shot("2_running")
    yield from until_settled()
    assert session.notice is None, session.notice
    result = layers(document)[PROMPT]
    assert key_times(result) == list(range(24)), key_times(result)
    assert not fish.visible() and result.visible() and fish.toSvg() == drawn
    first, middle = look_of(result, document, 0), look_of(result, document, 12)
    assert ink(first) > 1.0 and first != middle
    ranges = (document.fullClipRangeStartTime(), document.fullClipRangeEndTime())
    assert ranges == (0, 23), ranges
    assert (document.playBackStartTime(), document.playBackEndTime()) == (0, 23)
    shot("3_done")
    return document


def previews() -> list[object]:
    running = (s for s in session.jobs().values() if isinstance(s, states.Running))
    return [state.preview for state in running if state.preview is not None]


def back_and_forth(document: object) -> Steps:
    """Undo takes the result and nothing else; redo brings it back."""
    before = {name: key_times(node) for name, node in layers(document).items()}
    yield from press_until("edit_undo", lambda: PROMPT not in layers(document), "no undo")
    yield 1500
    left = layers(document)
    assert set(left) == set(before) - {PROMPT}, list(left)
    assert left["fish"].visible()
    yield from press_until("edit_redo", lambda: PROMPT in layers(document), "no redo")
    yield 1500
    again = layers(document)
    assert {name: key_times(node) for name, node in again.items()} == before
    assert again[PROMPT].visible() and not again["fish"].visible()


def saved_and_reopened(document: object) -> Steps:
    """The file holds the keys; once it is open again, the take is known and can be turned off."""
    path = FOLDER / "fish.kra"
    assert document.saveAs(str(path))
    yield 1000
    kra = Kra(path)
    assert kra.key_times(PROMPT) == list(range(24))
    assert kra.number("framerate", "value") == [24]
    assert kra.number("range", "from", "to") == [0, 23]
    assert kra.layer("fish").get("visible") == "0" and kra.layer(PROMPT).get("visible") == "1"
    yield from until(lambda: session.takes(), 20, "the take is not listed")
    opened = Krita.instance().openDocument(str(path))
    opened.setBatchmode(True)
    Krita.instance().activeWindow().addView(opened)
    root = key_of(opened)
    yield from until(lambda: host.results.of_document(root), 20, "the take is not known")
    yield 1500
    result = layers(opened)[PROMPT]
    assert key_times(result) == list(range(24))
    take = session.takes()[0]
    docker().takes._turn(take, False)
    assert not result.visible() and layers(opened)["fish"].visible()
    yield 800
    shot("4_reopened")


def from_a_painting() -> Steps:
    """A painted figure is traced; on twos, from frame 12 on."""
    document = new_document(model="RGBA", depth="U8")
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    ask("the man waves", path="vector", frames=24, hold=2, quality="draft", start=12)
    action = Krita.instance().action("sketch_motion_animate")
    assert action.shortcut().toString() == "Ctrl+Alt+M", action.shortcut().toString()
    action.trigger()
    yield from until_settled()
    assert session.notice is None, session.notice
    result = layers(document)["the man waves"]
    times = key_times(result)
    assert times in ([0, *range(12, 36, 2)], list(range(12, 36, 2))), times
    assert document.fullClipRangeEndTime() == 35 and document.currentTime() == 12
    assert ink(look_of(result, document, 12)) > 0.5
    shot("5_traced")

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: what an animator does besides: redraw, objects, takes, presets, exports.

The raster path runs with a tiny model of random weights: pictures, not drawings, come back.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    FOLDER,
    Steps,
    a_stick_figure,
    activate,
    ask,
    blocked,
    content,
    docker,
    ink,
    key_times,
    layers,
    look_of,
    new_document,
    paint_layer,
    shot,
    until,
    until_settled,
    vector_layer,
)
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.contract.animation import Animation
from sketch_motion.addon.contract.export_formats import format_named, format_of
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtGui, QtWidgets
from sketch_motion.addon.krita.ui import guard
from sketch_motion.addon.krita.ui.exports import exports

MODEL = os.environ["SKETCH_MOTION_TEST_MODEL"]
TWO_THINGS = (
    '<circle cx="130" cy="120" r="60" fill="none" stroke="#aa2222" stroke-width="5"/>'
    '<path d="M100 120 L160 120" stroke="#aa2222" stroke-width="5" fill="none"/>'
    '<path d="M330 250 L430 250 L430 330 L330 330 Z" fill="none" stroke="#2222aa" '
    'stroke-width="5"/><path d="M350 290 L410 290" stroke="#2222aa" stroke-width="5" fill="none"/>'
)


def main() -> Steps:
    docker().setVisible(True)
    yield 300
    for name in os.environ.get("SKETCH_MOTION_TEST_CASES", "").split() or list(CASES):
        yield from CASES[name]()
    print("longest hold of the main thread, name, ms, ms of work:")
    for item in blocked()[:10]:
        print("  ", item)
    return 0


def without_weights() -> Steps:
    """The raster path without a model: what is missing is told, with a way out on a button."""
    document = new_document(256, 192)
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    asked = ask("the man waves", path="raster", frames=8, hold=1, start=0)
    asked.motion.models._take("")
    asked.press.click()
    yield 500
    assert not session.jobs() and session.notice is None
    texts = [item.text() for item in content().findChildren(QtWidgets.QAbstractButton)]
    assert any(text.startswith("Download…") and "GB" in text for text in texts), texts
    shot("6_no_weights")


def redrawn() -> Steps:
    """With a model: as many pictures as were asked for, of the document's size."""
    document = new_document(256, 192, model="RGBA", depth="U16")
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    asked = ask("the man bows", path="raster", frames=8, hold=2, start=3)
    asked.motion.models._take(MODEL)
    asked.press.click()
    yield from until(lambda: bool(session.jobs()), 240, "the estimate starts nothing")
    yield from until_settled(300)
    assert not session.jobs() and session.notice is None, (dict(session.jobs()), session.notice)
    result = layers(document)["the man bows"]
    times = [time for time in key_times(result) if time >= 3]
    assert times == [3, 5, 7, 9], times
    assert not figure.visible() and document.currentTime() == 3
    print("redrawn:", times, "ink", round(ink(look_of(result, document, 3)), 1))
    shot("7_redrawn")
    asked.motion.models._take("")


def objects() -> Steps:
    """Find Objects, a correction, a prompt for each: the strokes go out with their objects."""
    document = new_document()
    things = vector_layer(document, "things", TWO_THINGS)
    yield from activate(document, things)
    found = ask("the ball jumps and the box slides", path="vector", frames=6, quality="draft")
    found.motion.start.setValue(0)
    view = found.objects
    view.count.setValue(4)
    view._find.click()
    yield from until(lambda: view.now is not None, 60, "no objects")
    assert sorted(view.now.owners) == [0, 1, 2, 3], view.now.owners
    view.put(None)
    view.count.setValue(0)
    view._find.click()
    yield from until(lambda: view.now is not None, 60, "no objects")
    yield 500
    print("objects:", view.now.names, view.now.owners)
    shot("8_objects")
    view.overview.pick(tuple(range(len(view.now.owners))))
    view._new()
    number = len(view.now.settings) - 1
    assert view.now.owners == (number,) * len(view.now.owners)
    view.overview.pick((2, 3))
    view._active = 0
    view.assign()
    owners = view.now.owners
    assert owners == (number, number, 0, 0), owners
    view._rename(0, "box")
    view._rename(number, "ball")
    view._ask(number, "the ball jumps")
    found.press.click()
    yield from until_settled()
    assert session.notice is None, session.notice
    yield from until(
        lambda: [one.request.task for one in session.takes()[:1]] == ["animate"], 20, "no take"
    )
    take = session.takes()[0]
    animation = Animation.read(take.folder / "animation.safetensors")
    assert set(animation.object_names) == {"box", "ball"}, animation.object_names
    asked = {item.name: item.prompt for item in take.request.objects}
    assert asked["ball"] == "the ball jumps", asked
    things.addShapesFromSvg(
        '<svg xmlns="http://www.w3.org/2000/svg" width="512px" height="384px" '
        'viewBox="0 0 512 384"><path d="M10 10 L90 90" stroke="#000" stroke-width="4"/></svg>'
    )
    yield 600
    document.setActiveNode(things)
    yield 400
    found.press.click()
    yield 300
    assert session.notice is not None and "has changed" in session.notice.message
    print("after a new stroke:", session.notice.message, session.notice.hint)
    session.dismiss_notice()
    view._forget()


def takes_and_presets() -> Steps:
    """Two takes of one drawing: shown in turn, renamed, their settings used again, removed."""
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    for seed in (1, 2):
        found = ask("the man waves", path="vector", frames=4, hold=1, quality="draft", start=0)
        found.motion.seed.setValue(seed)
        found.press.click()
        yield from until_settled()
    names = ["the man waves", "the man waves 2"]
    assert [layers(document)[name].visible() for name in names] == [False, True]
    yield from until(lambda: len(session.takes()) == 2, 20, "not two takes")
    second, first = session.takes()
    found.takes._turn(first, True)
    yield 800
    assert [layers(document)[name].visible() for name in names] == [True, False]
    shot("9_takes")
    found.takes._use(first.request, False)
    assert found.motion.now.seed == 1
    row = found.takes._rows[first.job][1]
    name = next(child for child in row.children() if hasattr(child, "begin"))
    name.begin()
    name.setText("the best one")
    name._end()
    yield from until(lambda: session.takes()[1].name == "the best one", 20, "not renamed")
    assert "the best one" in layers(document)
    found.presets._keep(second.request, "My waves")
    saved = [file for file in found.presets._files if file.preset.name == "My waves"]
    assert len(saved) == 1 and "pictures" not in saved[0].preset.settings
    found.presets._use(next(f.preset for f in found.presets._files if f.preset.name == "Swim"))
    assert (found.motion.now.frames, found.motion.now.loop) == (32, True)
    foreign = FOLDER / "foreign.json"
    foreign.write_text(json.dumps({**saved[0].preset.to_json(), "name": "Far", "new": 1}))
    found.presets.look_at(foreign)
    yield 300
    found.takes._delete(first)
    yield from until(lambda: len(session.takes()) >= 1, 20, "no takes")
    yield 800
    assert "the best one" not in layers(document)
    found.takes._delete(second)
    yield 1500
    assert set(layers(document)) == {"Background", "figure"} and figure.visible()


def exported() -> Steps:
    """The result as GIF, WebP and SVG, written by the engine; an SVG of every drawing."""
    document = new_document()
    fish = vector_layer(document, "fish")
    yield from activate(document, fish)
    ask("the fish swims", path="vector", frames=4, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    job = session.takes()[0].job
    for suffix, start in ((".gif", b"GIF8"), (".webp", b"RIFF"), (".svg", b"<svg")):
        target = FOLDER / f"fish{suffix}"
        target.unlink(missing_ok=True)
        exports.begin(job, target, format_of(target))
        yield from until(target.is_file, 90, f"no {suffix}")
        assert target.read_bytes().startswith(start)
    yield from exported_as_painted(document, job)
    exports.begin_strokes(job, FOLDER / "drawings")
    yield from until(lambda: len(list((FOLDER / "drawings").glob("*.svg"))) == 4, 20, "no SVGs")
    yield from until(lambda: exports.message == "The SVGs are in drawings", 20, "not said")
    from sketch_motion.addon.krita.capture.svg_layers import in_document_pixels

    layer = document.createVectorLayer("again")
    document.rootNode().addChildNode(layer, None)
    text = Path(FOLDER / "drawings" / "0001.svg").read_text()
    layer.addShapesFromSvg(in_document_pixels(text))
    assert layer.shapes()
    print("exported:", sorted(path.name for path in FOLDER.glob("fish.*")))


def exported_as_painted(document: Any, job: str) -> Steps:
    """What is painted on a frame of a take is in its export; the playhead is where it was."""
    layer = next(node for node in document.rootNode().childNodes() if node.animated())
    document.setCurrentTime(2)
    document.waitForDone()
    layer.setPixelData(bytes((0, 0, 255, 255)) * 40 * 30, 5, 7, 40, 30)
    document.refreshProjection()
    document.setCurrentTime(1)
    document.waitForDone()
    target = FOLDER / "painted"
    exports.begin(job, target, format_named("frames"))
    yield from until(lambda: len(list(target.glob("*.png"))) == 4, 90, "no pictures")
    yield from until(lambda: not exports.message.startswith("Writing"), 20, exports.message)
    red = []
    for path in sorted(target.glob("*.png")):
        picture = QtGui.QImage(str(path))
        assert (picture.width(), picture.height()) == (document.width(), document.height())
        red.append(picture.pixelColor(20, 20).getRgb() == (255, 0, 0, 255))
    assert red == [False, False, True, False], red
    assert document.currentTime() == 1
    layer.setVisible(False)
    exports.begin(job, FOLDER / "hidden.gif", format_of(FOLDER / "hidden.gif"))
    yield from until(lambda: session.notice is not None, 20, "a hidden take was exported")
    assert "alone" in session.notice.message, session.notice
    session.dismiss_notice()
    layer.setVisible(True)


def a_crash() -> Steps:
    """The engine is killed while it works: the job waits for Resume, and goes on."""
    document = new_document()
    fish = vector_layer(document, "fish")
    yield from activate(document, fish)
    guard.slowest.clear()
    ask("the fish jumps", path="vector", frames=24, hold=1, quality="full", start=0).press.click()
    running = (states.Running,)
    yield from until(
        lambda: any(
            isinstance(state, running) and state.step > 2 and "object" in state.phase
            for state in session.jobs().values()
        ),
        120,
        "it doesn't run",
    )
    yield 5000  # a checkpoint is written
    os.kill(session.client.engine_pid, 9)
    yield from until(
        lambda: any(isinstance(s, states.Interrupted) for s in session.jobs().values()), 20, "?"
    )
    (job, state), *_ = session.jobs().items()
    print("killed:", state.reason)
    shot("10_killed")
    session.resume(job)
    yield from until(
        lambda: any(isinstance(state, running) for state in session.jobs().values()), 60, "no run"
    )
    yield 2000
    session.cancel(job)
    yield from until(
        lambda: isinstance(session.jobs()[job], states.JobCancelled), 30, "not cancelled"
    )
    print("resumed, then cancelled")
    session.dismiss(job)
    yield 500
    assert fish.visible()


CASES = {
    case.__name__: case
    for case in (without_weights, redrawn, objects, takes_and_presets, exported, a_crash)
}

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: documents of every kind and layers in every state, and what becomes of each.

Prints one line for each case: what happened, in the words the animator sees.
"""

import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    FOLDER,
    Steps,
    a_stick_figure,
    activate,
    ask,
    docker,
    ink,
    key_times,
    layers,
    look_of,
    new_document,
    paint_layer,
    until,
    until_settled,
    vector_layer,
)
from krita import Krita, Selection
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.capture.capture import capture
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtGui

COLORS = (("RGBA", "U8"), ("RGBA", "U16"), ("RGBA", "F32"), ("GRAYA", "U8"), ("GRAYA", "U16"))
RESOLUTIONS = (72.0, 96.0, 300.0)
INK = QtGui.QColor(20, 30, 60)


def main() -> Steps:
    docker().setVisible(True)
    yield 300
    wanted = os.environ.get("SKETCH_MOTION_TEST_CASES", "").split() or list(CASES)
    for name in wanted:
        yield from CASES[name]()
    return 0


def tell(case: str, what: str) -> None:
    print(f"{case}: {what}")


def colors_and_depths() -> Steps:
    """Every colour model and depth goes out as the same 8-bit picture, and frames come in."""
    for model, depth in COLORS:
        document = new_document(model=model, depth=depth)
        figure = paint_layer(document, "figure", a_stick_figure)
        yield from activate(document, figure)
        picture = capture(document, figure, "raster").picture
        seen, empty = picture.pixelColor(250, 200), picture.pixelColor(10, 10)
        assert seen.alpha() == 255 and empty.alpha() == 0, (seen.getRgb(), empty.getRgb())
        expected = document.projection(250, 200, 1, 1).pixelColor(0, 0)  # as the canvas shows it
        off = max(abs(a - b) for a, b in zip(seen.getRgb(), expected.getRgb(), strict=True))
        assert off <= 2, (model, depth, seen.getRgb(), expected.getRgb())
        assert model != "RGBA" or expected == INK
        outcome = yield from animated(document, "the man waves")
        tell(f"{model} {depth}", f"colour off by {off}, {outcome}")


def animated(document: object, prompt: str, **settings: object) -> Steps:
    """Presses Animate; what happened, in a few words."""
    asked = {"path": "vector", "frames": 4, "hold": 1, "quality": "draft", "start": 0, **settings}
    ask(prompt, **asked).press.click()
    yield from until_settled()
    if session.notice is not None:
        return f"refused: {session.notice.message} {session.notice.hint}"
    found = [node for name, node in layers(document).items() if name.startswith(prompt)]
    assert len(found) == 1, list(layers(document))
    drawn = ink(look_of(found[0], document, asked["start"]))
    assert drawn > 0.1, drawn
    return f"{len(key_times(found[0]))} keys, named {found[0].name()!r}"


def resolutions() -> Steps:
    """Strokes are where they were drawn, at any resolution: the first frame covers the drawing."""
    for ppi in RESOLUTIONS:
        document = new_document(ppi=ppi)
        fish = vector_layer(document, "fish")
        yield from activate(document, fish)
        yield 600
        data = fish.projectionPixelData(0, 0, document.width(), document.height())
        before = QtGui.QImage(data, 512, 384, 4 * 512, QtGui.QImage.Format.Format_ARGB32).copy()
        outcome = yield from animated(document, "the fish swims", strength=0.0)
        after = look_of(layers(document)["the fish swims"], document, 0)
        share = overlap(before, after)
        assert share > 0.97, (ppi, share)
        tell(f"{ppi:g} ppi", f"{outcome}; of the ink {100 * share:.1f} % in the same place")


def overlap(first: QtGui.QImage, second: QtGui.QImage) -> float:
    """The common part of what is inked in two pictures."""
    a, b = (alpha_of(picture) for picture in (first, second))
    both = sum(min(x, y) for x, y in zip(a, b, strict=True))
    return both / max(1, sum(max(x, y) for x, y in zip(a, b, strict=True)))


def alpha_of(picture: QtGui.QImage) -> bytes:
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    return bytes(bits.asstring())[3::4]


def groups() -> Steps:
    """A group of vector layers goes out as strokes, each layer an object; others as a picture."""
    document = new_document()
    group = document.createGroupLayer("animals")
    document.rootNode().addChildNode(group, None)
    for name, shift in (("fish", 0), ("snail", 100)):
        layer = document.createVectorLayer(name)
        group.addChildNode(layer, None)
        layer.addShapesFromSvg(
            '<svg xmlns="http://www.w3.org/2000/svg" width="512px" height="384px" '
            f'viewBox="0 0 512 384"><path d="M60 {100 + shift} C 100 60 160 60 200 {100 + shift}" '
            'fill="none" stroke="#000" stroke-width="6"/></svg>'
        )
    yield from activate(document, group)
    outcome = yield from animated(document, "the fish swims and the snail crawls")
    take = session.takes()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    take = session.takes()[0]
    from sketch_motion.addon.contract.animation import Animation

    names = Animation.read(take.folder / "animation.safetensors").object_names
    assert names == ("fish", "snail"), names
    tell("group of vector layers", f"{outcome}, objects {names}")
    document = new_document()
    group = document.createGroupLayer("figure")
    document.rootNode().addChildNode(group, None)
    part = paint_layer(document, "part", a_stick_figure)
    document.rootNode().removeChildNode(part)
    group.addChildNode(part, None)
    yield from activate(document, group)
    outcome = yield from animated(document, "the man waves")
    tell("group of paint layers", outcome)


def refused() -> Steps:
    """What can't be animated is told in words, with what to do."""
    document = new_document()
    empty = document.createNode("empty", "paintlayer")
    document.rootNode().addChildNode(empty, None)
    yield from activate(document, empty)
    tell("empty paint layer", (yield from refusal(document, "nothing on this layer")))
    vector = document.createVectorLayer("empty vector")
    document.rootNode().addChildNode(vector, None)
    yield from activate(document, vector)
    tell("empty vector layer", (yield from refusal(document, "nothing on this layer")))
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    document.setSelection(selected(0, 0, 20, 20))
    tell("empty selection", (yield from refusal(document, "nothing in the selection")))
    document.setSelection(None)
    tell("no prompt", (yield from refusal(document, "Say what should happen", prompt="")))


def refusal(document: object, words: str, prompt: str = "it moves") -> Steps:
    before = set(layers(document))
    outcome = yield from animated(document, prompt) if prompt else without_words()
    assert words in outcome and set(layers(document)) == before, outcome
    docker().notice.refresh()
    session.dismiss_notice()
    return outcome


def without_words() -> Steps:
    ask("").press.click()
    yield 300
    return f"refused: {session.notice.message} {session.notice.hint}"


def selected(x: int, y: int, width: int, height: int) -> Selection:
    found = Selection()
    found.select(x, y, width, height, 255)
    return found


def a_selection() -> Steps:
    """Only the selected part moves; the rest is in every frame, where it was."""
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    before = capture(document, figure, "raster").picture
    document.setSelection(selected(0, 0, 512, 160))
    found = capture(document, figure, "raster")
    assert found.picture.pixelColor(250, 200).alpha() == 0
    assert found.rest.pixelColor(250, 200) == before.pixelColor(250, 200)
    assert found.rest.pixelColor(250, 146).alpha() == 0
    outcome = yield from animated(document, "it jumps", strength=2.0)
    document.setSelection(None)
    result = layers(document)["it jumps"]
    for when in (0, 3):
        frame = look_of(result, document, when)
        assert frame.pixelColor(250, 220) == before.pixelColor(250, 220)
    tell("selection", f"{outcome}; what was not selected is in every frame")


def a_locked_layer() -> Steps:
    """A locked layer is only read, and hidden as any other."""
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    figure.setLocked(True)
    data = bytes(figure.pixelData(0, 0, 512, 384))
    outcome = yield from animated(document, "the man waves")
    assert figure.locked() and not figure.visible()
    assert bytes(figure.pixelData(0, 0, 512, 384)) == data
    tell("locked layer", f"{outcome}; the layer is as it was, hidden")


def without_a_view() -> Steps:
    """A document that is in no window is not the active one: the job is another document's."""
    hidden = new_document(view=False)
    paint_layer(hidden, "figure", a_stick_figure)
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    outcome = yield from animated(document, "the man waves")
    assert len(layers(hidden)) == 2
    tell("document without a view", f"left alone; of the one with a view: {outcome}")


def closed_in_the_middle() -> Steps:
    """The document is closed while the engine works: the result is kept, and told."""
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    path = FOLDER / "closed.kra"
    assert document.saveAs(str(path))
    yield from activate(document, figure)
    ask("the man bows", path="vector", frames=6, hold=1, quality="draft", start=0).press.click()
    running = (states.Running, states.Finished)
    yield from until(
        lambda: any(isinstance(state, running) for state in session.jobs().values()), 60, "no run"
    )
    document.setModified(False)
    Krita.instance().action("file_close").trigger()
    yield from until_settled()
    assert session.notice is not None and "not open any more" in session.notice.message
    tell("closed in mid-job", f"{session.notice.message} {session.notice.hint}")
    session.dismiss_notice()
    opened = Krita.instance().openDocument(str(path))
    opened.setBatchmode(True)
    Krita.instance().activeWindow().addView(opened)
    waiting = [take for take in session.takes() if take.prompt == "the man bows"]
    yield from until(
        lambda: any(take.prompt == "the man bows" for take in session.takes()), 20, "no take"
    )
    waiting = [take for take in session.takes() if take.prompt == "the man bows"]
    session.open_take(waiting[0].job)
    yield from until_settled()
    assert session.notice is None, session.notice
    assert key_times(layers(opened)["the man bows"]) == list(range(6))
    assert not layers(opened)["figure"].visible()
    tell("opened again", "the take was applied from the list")


CASES = {
    case.__name__: case
    for case in (
        colors_and_depths,
        resolutions,
        groups,
        refused,
        a_selection,
        a_locked_layer,
        without_a_view,
        closed_in_the_middle,
    )
}

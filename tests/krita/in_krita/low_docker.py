"""Runs inside Krita: a newcomer's walk through the docker at the size that Krita gives it."""

import os
import sys
import traceback

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    FOLDER,
    Steps,
    activate,
    ask,
    content,
    docker,
    key_times,
    layers,
    new_document,
    shot,
    unfold,
    until,
    until_settled,
    vector_layer,
)
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.extension import ACTIONS
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import Qt, QtCore, QtGui, QtWidgets
from sketch_motion.addon.krita.ui.batch_view import _Tile
from sketch_motion.addon.krita.ui.exports import exports
from sketch_motion.addon.krita.ui.take_forms import ChangePart, Retime

DONE = (states.Finished, states.Delivered)
LOW = (262, 177)  # pixels: what Krita gives a docker in its usual layout
NAME = os.environ.get("SKETCH_MOTION_TEST_NAME", "dark")


def main() -> Steps:
    window = Krita.instance().activeWindow().qwindow()
    window.resize(1580, 960)
    found = docker()
    found.setVisible(True)
    found.setFloating(True)
    found.resize(*LOW)
    yield 600
    failed: list[str] = []
    for name in os.environ.get("SKETCH_MOTION_TEST_CASES", "").split() or list(CASES):
        print(f"--- {name}")
        try:
            yield from CASES[name]()
        except Exception:
            traceback.print_exc()
            failed.append(name)
            shot(f"low_{NAME}_failed_{name}")
            for job in list(session.jobs()):
                session.cancel(job)
                session.dismiss(job)
            session.dismiss_notice()
    print("failed:", failed)
    return len(failed)


def picture(name: str, *, whole: bool = False) -> None:
    """Keep a picture of the docker as it is seen, or of all that it holds."""
    target = content() if whole else docker()
    target.grab().save(str(FOLDER / f"low_{NAME}_{name}.png"))


def fish() -> Steps:
    document = new_document()
    layer = vector_layer(document, "fish")
    yield from activate(document, layer)
    return document


def first_look() -> Steps:
    """The prompt and Animate are seen, words are suggested, the wheel changes nothing."""
    yield from fish()
    found = docker()
    picture("01_empty")
    for name in ACTIONS:
        action = Krita.instance().action(f"sketch_motion_{name}")
        assert action is not None and action.isEnabled(), name  # on a vector layer, too
    prompt = found.motion.prompt
    prompt.setFocus()
    for letter in "the fish swi":
        key(prompt, letter)
    yield 200
    assert prompt.is_suggesting()
    found.window().grab()
    print("suggested:", prompt._completer.completionCount(), prompt._completer.currentCompletion())
    prompt._completer.popup().grab().save(str(FOLDER / f"low_{NAME}_02_words.png"))
    prompt._completer.popup().hide()
    visible = found.widget().rect()
    for item in (prompt, found.press):
        assert visible.contains(item.geometry().center()), item
    unfold("Motion")
    yield 200
    for box in (found.motion.frames, found.motion.quality, found.motion.path):
        before = shown_value(box)
        wheel(box)
        assert shown_value(box) == before, box
    print("the wheel changes nothing without the focus")
    unfold()


def batch() -> Steps:
    """Four seeds move side by side; a click imports one; the others stay takes."""
    document = yield from fish()
    found = ask("the fish swims", path="vector", frames=8, hold=1, quality="draft", start=0)
    found.animate(4)
    yield from until(lambda: len(session.batch_jobs()) == 1, 30, "no batch")
    yield 400
    picture("03_batch_begins")
    yield from until(
        lambda: all(
            isinstance(s, states.Finished | states.Delivered) for s in session.jobs().values()
        ),
        120,
        "not done",
    )
    yield 800
    picture("04_batch")
    picture("04_batch_whole", whole=True)
    assert set(layers(document)) == {"Background", "fish"}, layers(document)
    tiles = found.findChildren(_Tile)
    assert len(tiles) == 4 and all(tile._preview.frame_count() == 8 for tile in tiles)
    third = session.target(tiles[2]._job).seed
    tiles[2]._preview.clicked.emit()
    yield from until(lambda: "the fish swims" in layers(document), 60, "not imported")
    yield 500
    assert len(session.jobs()) == 3, session.jobs()
    session.keep_batch(tuple(session.jobs()))
    yield from until(lambda: len(session.takes()) == 4, 20, "not four takes")
    applied = [take for take in session.takes() if take.note.applied is not None]
    assert [take.request.seed for take in applied] == [third]
    unfold("Takes")
    yield 700
    picture("05_takes", whole=True)
    picture("05_takes_low")


def preview_first() -> Steps:
    """The cost is told on demand; a single result can wait to be chosen, too."""
    document = yield from fish()
    unfold()
    found = ask("the fish jumps", path="vector", frames=8, hold=1, quality="draft", start=0)
    found.estimate()
    yield from until(lambda: session.estimates.last.answer is not None, 90, "no estimate")
    yield 600
    picture("20_estimate")
    assert not session.jobs()
    found.motion.preview_first(True)
    found.press.click()
    yield from until(
        lambda: (
            bool(session.jobs())
            and all(isinstance(state, DONE) for state in session.jobs().values())
        ),
        90,
        "not done",
    )
    yield 800
    picture("21_preview_first", whole=True)
    assert "the fish jumps" not in layers(document)
    (tile,) = found.findChildren(_Tile)
    tile._label.click()
    yield from until(lambda: "the fish jumps" in layers(document), 60, "not imported")
    found.motion.preview_first(False)


def queue() -> Steps:
    """Jobs have names; one that waits goes to the front; all are cancelled at once."""
    yield from fish()
    unfold()
    for prompt in ("the fish swims", "the fish jumps", "the fish turns around"):
        found = ask(prompt, path="vector", frames=24, hold=1, quality="full", start=0)
        found.press.click()
        yield 150
    yield from until(
        lambda: any(isinstance(s, states.Running) for s in session.jobs().values()), 60, "no run"
    )
    last = [job for job, state in session.jobs().items() if isinstance(state, states.Waiting)][-1]
    session.move(last, to_front=True)
    yield 300
    assert list(session.jobs())[1] == last, list(session.jobs())
    picture("06_queue")
    picture("06_queue_whole", whole=True)
    session.cancel_all()
    yield from until(
        lambda: all(isinstance(s, states.JobCancelled) for s in session.jobs().values()),
        60,
        "not cancelled",
    )
    yield 300
    picture("07_cancelled", whole=True)
    for job in list(session.jobs()):
        session.dismiss(job)
    yield 300


def words() -> Steps:
    """What wasn't understood is said, and stays until it is dismissed."""
    yield from fish()
    ask("the fish zorbles", path="vector", frames=8, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: bool(docker().remarks._shown[0]), 20, "nothing is said")
    yield 300
    print("said:", docker().remarks._shown[1])
    picture("08_remark")
    session.remarks_seen(docker().remarks._shown[0])
    yield from until(lambda: not docker().remarks._shown[0], 20, "still said")


def redraw() -> Steps:
    """Redraw without a model is one sentence and a button."""
    yield from fish()
    found = ask("the fish swims", path="raster", frames=8, hold=1, start=0)
    found.press.click()
    yield 400
    assert not session.jobs() and session.notice is None
    picture("09_no_model")
    found.findChild(QtWidgets.QFrame, "sketchMotionMessage")
    unfold()
    found._download("t2v_sketch-lora")
    yield 900
    picture("10_offer")
    picture("10_offer_whole", whole=True)
    unfold()
    ask("", path="vector")


def live() -> Steps:
    """The drawing moves while a sentence is written; its bones are shown and corrected."""
    document = yield from fish()
    unfold("Live Preview")
    found = ask("the fish swims", path="vector", frames=24, hold=1, quality="draft", start=0)
    yield from until(lambda: bool(found.live.reading.beats), 120, "no motion")
    yield 600
    print("beats:", [beat.action for beat in found.live.reading.beats], found.preview.stage.frame())
    picture("11_live")
    picture("11_live_whole", whole=True)
    Krita.instance().action("sketch_motion_show_bones").trigger()
    yield from until(lambda: found.live.bones is not None, 60, "no bones")
    yield 300
    picture("12_bones", whole=True)
    stage, joint = found.preview.stage, found.live.bones.joints()[-1]
    factor, left, top = stage._scale()
    at = QtCore.QPointF(joint.place[0] * factor + left, joint.place[1] * factor + top)
    drag(stage, at, at + QtCore.QPointF(0.0, 12.0))
    yield from until(lambda: found.live.has_corrections, 5, "not dragged")
    placed = found.live.joint_place(joint.index)
    yield 2500
    picture("13_dragged", whole=True)
    found.press.click()
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    hints = session.takes()[0].request.settings["rig_hints"]["objects"]
    print("hints:", hints)
    (told,) = hints.values()
    assert [round(v) for v in told["joints"][joint.name]] == [round(v) for v in placed], told
    found.live.forget_joints()
    found.show_bones()
    found.live.edit_beats([])
    assert found.live.expert_settings()["beats"]["beats"] == []
    found.live.edit_beats(None)
    assert "the fish swims" in layers(document)


def part_and_timing() -> Steps:
    """A part of a take is made anew; another timing is a layer of its own."""
    document = yield from fish()
    ask("the fish swims", path="vector", frames=12, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    take = session.takes()[0]
    takes = docker().takes
    unfold("Takes")
    takes._open_form(take, ChangePart)
    yield 300
    picture("14_change", whole=True)
    form = takes._form.itemAt(0).widget()
    form._first.setValue(6)
    form._change()
    takes._open_form(take, Retime)
    yield 300
    picture("15_retime", whole=True)
    yield from until_settled()
    yield from until(lambda: "the fish swims 2" in layers(document), 60, "no second take")
    yield from until(lambda: len(session.takes()) > 1, 60, "the second take isn't listed")
    changed = session.takes()[0]
    assert changed.request.settings["keep"]["range"] == [6, 12], changed.request.settings
    form = takes._form.itemAt(0).widget()
    form._hold.setCurrentIndex(1)
    form._retime()
    yield from until(lambda: "the fish swims 3" in layers(document), 60, "no new timing")
    yield 900
    assert key_times(layers(document)["the fish swims 3"]) == [0, 2, 4, 6, 8, 10]
    takes.step(1)
    yield 300
    assert session.notice is None, session.notice


def closed() -> Steps:
    """A message that a drawing isn't open goes when it is opened again."""
    document = yield from fish()
    path = FOLDER / "closed.kra"
    document.saveAs(str(path))
    yield 800
    ask("the fish swims", path="vector", frames=12, hold=1, quality="draft", start=0).press.click()
    yield 50
    document.setModified(False)
    document.close()
    yield from until(lambda: session.notice is not None, 90, "no notice")
    print("closed:", session.notice.message, session.notice.hint)
    yield 300
    picture("16_closed")
    opened = Krita.instance().openDocument(str(path))
    Krita.instance().activeWindow().addView(opened)
    yield from until(lambda: session.notice is None, 20, "the notice stays")
    print("opened again: the notice is gone")


def examples_and_exports() -> Steps:
    """An example opens with its sentence; its take is exported from the menu."""
    from sketch_motion.addon.client.examples import examples
    from sketch_motion.addon.client.setup.installed import OWN_ROOT
    from sketch_motion.addon.krita.ui.examples_view import _open

    found = docker()
    example = examples(OWN_ROOT / "presets")[0]
    _open(example, found._say)
    yield 900
    assert found.motion.prompt.text() == example.sentence
    ask(example.sentence, path="vector", frames=8, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    shot(f"low_{NAME}_17_example")
    yield 600
    found.export()
    yield 300
    menu = next(m for m in found.takes.findChildren(QtWidgets.QMenu) if m.isVisible())
    print("exports:", [action.text() for action in menu.actions()])
    menu.grab().save(str(FOLDER / f"low_{NAME}_18_exports.png"))
    menu.close()
    for suffix in (".gif", ".json", ".sheet.png"):
        from sketch_motion.addon.contract.export_formats import format_of

        target = FOLDER / f"example{suffix}"
        target.unlink(missing_ok=True)
        exports.begin(session.takes()[0].job, target, format_of(target))
        yield from until(target.is_file, 90, f"no {suffix}")
    print("exported:", sorted(path.name for path in FOLDER.glob("example*")))


def about() -> Steps:
    """The page of settings; the diagnostics hold neither drawings nor prompts."""
    import zipfile

    unfold("Settings", "Interface", "About", "Engine")
    yield 400
    picture("19_settings", whole=True)
    target = FOLDER / "diagnostics.zip"
    docker().page.collect(target)
    yield from until(target.is_file, 20, "no zip")
    yield 300
    with zipfile.ZipFile(target) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(told) == {"about.json", "jobs.json", "engine.log"}
    assert not any("fish swims" in text for text in told.values())
    print("diagnostics:", {name: len(text) for name, text in told.items()})


def shown_value(box: QtWidgets.QWidget) -> object:
    return box.currentIndex() if isinstance(box, QtWidgets.QComboBox) else box.value()


def wheel(box: QtWidgets.QWidget) -> None:
    middle = QtCore.QPointF(box.rect().center())
    event = QtGui.QWheelEvent(
        middle,
        QtCore.QPointF(box.mapToGlobal(box.rect().center())),
        QtCore.QPoint(0, 0),
        QtCore.QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QtWidgets.QApplication.sendEvent(box, event)


def key(field: QtWidgets.QWidget, letter: str) -> None:
    kinds = QtCore.QEvent.Type
    for kind in (kinds.KeyPress, kinds.KeyRelease):
        event = QtGui.QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QtWidgets.QApplication.sendEvent(field, event)


def drag(widget: QtWidgets.QWidget, start: QtCore.QPointF, end: QtCore.QPointF) -> None:
    kinds, left, none = QtCore.QEvent.Type, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, buttons in (
        (kinds.MouseButtonPress, start, left, left),
        (kinds.MouseMove, end, none, left),
        (kinds.MouseButtonRelease, end, left, none),
    ):
        whole = QtCore.QPointF(widget.mapToGlobal(place.toPoint()))
        event = QtGui.QMouseEvent(
            kind, place, whole, button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QtWidgets.QApplication.sendEvent(widget, event)


CASES = {
    case.__name__: case
    for case in (
        first_look, batch, preview_first, queue, words, redraw, live, part_and_timing, closed,
        examples_and_exports, about,
    )
}  # fmt: skip

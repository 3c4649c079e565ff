# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion in the docker: live over the drawing, a part of a take anew, its timing, its exports."""

from typing import Any

from docker_hands import NAME, drag, fish, picture
from inside import (
    FOLDER,
    Steps,
    activate,
    ask,
    docker,
    key_times,
    layers,
    paint_layer,
    press_until,
    shot,
    unfold,
    until,
    until_settled,
    vector_layer,
)
from krita import Krita
from sketch_motion.addon.client.examples import examples
from sketch_motion.addon.client.setup.installed import OWN_ROOT
from sketch_motion.addon.contract.export_formats import format_of
from sketch_motion.addon.krita.capture.document import id_of, key_of
from sketch_motion.addon.krita.jobs.session import host, session
from sketch_motion.addon.krita.qt import QtCore, QtWidgets
from sketch_motion.addon.krita.ui.examples_view import _open
from sketch_motion.addon.krita.ui.exports import exports
from sketch_motion.addon.krita.ui.take_forms import ChangePart, Retime
from sketch_motion.addon.krita.ui.takes_view import _is_seen

ARROW = (
    '<path d="M90 300 L 400 90 L 330 80 M 400 90 L 390 160" fill="none" stroke="#223344" '
    'stroke-width="6"/>'
)


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


def layers_apart() -> Steps:
    """Live Preview follows the active layer; joints stay with theirs; an empty layer is said."""
    document = yield from fish()
    first = document.activeNode()
    second = vector_layer(document, "arrow", ARROW)
    empty = paint_layer(document, "empty", lambda painter: None)
    yield from activate(document, first)
    unfold("Live Preview")
    found = ask("the fish swims", path="vector", frames=12, hold=1, quality="draft", start=0)
    live, note = found.live, found.preview._note

    def shows(layer: Any) -> bool:
        """Return whether it is this layer's motion that is shown, not that of one before."""
        return live.strokes is not None and live.strokes.layer_id == id_of(layer)

    found.show_bones()
    yield from until(lambda: shows(first) and live.bones is not None, 60, "no bones")
    last = live.bones.joints()[-1]
    live.place_joint(last.index, (last.place[0] + 9.0, last.place[1]))
    assert "rig_hints" in live.expert_settings()
    yield from activate(document, second)
    yield from until(lambda: shows(second), 60, "not followed")
    yield from until(lambda: live.bones is not None, 60, "no bones of the second layer")
    assert "rig_hints" not in live.expert_settings()
    found.press.click()
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    assert "rig_hints" not in session.takes()[0].request.settings
    yield from activate(document, empty)
    yield from until(lambda: live.why is not None, 30, "nothing is said of an empty layer")
    assert note.isVisibleTo(found) and note.text().startswith(str(live.why.message)), note.text()
    print("said:", note.text())
    picture("20_empty", whole=True)
    yield from activate(document, first)
    yield from until(lambda: live.why is None and live.bones is not None, 60, "bones don't return")
    assert live.has_corrections and "rig_hints" in live.expert_settings()
    found.show_bones()
    live.forget_joints()


def saved_as_another() -> Steps:
    """The takes stay listed after Save As, and belong to both files."""
    document = yield from fish()
    unfold("Takes")
    ask("the fish swims", path="vector", frames=8, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    (take,) = session.takes()
    paths = [FOLDER / f"fish_{number:03}.kra" for number in (1, 2)]
    for path in paths:
        assert document.saveAs(str(path))
        yield from until(lambda: session.document.path == str(path), 20, "not seen")  # noqa: B023
        yield 1500
        assert [t.job for t in session.takes()] == [take.job] == list(docker().takes._rows)
        assert _is_seen(session.takes()[0]) is True
    picture("21_saved_as", whole=True)
    for path in paths:
        opened = Krita.instance().openDocument(str(path))
        opened.setBatchmode(True)
        Krita.instance().activeWindow().addView(opened)
        root = key_of(opened)
        yield from until(lambda: bool(host.results.of_document(root)), 20, path.name)  # noqa: B023
        yield 1000
        assert [t.job for t in session.takes()] == [take.job], path.name


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
    yield from retimed_back_and_forth(document, take.job)


def retimed_back_and_forth(document: object, job: str) -> Steps:
    """Undo of another timing shows the take in the timing before, which is still known."""
    before, after = "the fish swims", "the fish swims 3"
    docker().takes.step(-1)
    yield 600
    retimed = next(take for take in session.takes() if take.job == job)
    assert seen(document) == [after], seen(document)
    yield from press_until("edit_undo", lambda: after not in layers(document), "no undo")
    yield from until(lambda: seen(document) == [before], 20, "the timing before isn't shown")
    shown = host.result_of(retimed)
    assert shown is not None and shown.layer_id == id_of(layers(document)[before])
    yield from press_until("edit_redo", lambda: after in layers(document), "no redo")
    yield from until(lambda: seen(document) == [after], 20, "both timings are shown")
    shown = host.result_of(retimed)
    assert shown is not None and shown.layer_id == id_of(layers(document)[after])


def seen(document: object) -> list[str]:
    """The layers with a drawing that are visible."""
    return [n for n, node in layers(document).items() if node.visible() and n != "Background"]


def examples_and_exports() -> Steps:
    """An example opens with its sentence; its take is exported from the menu."""
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
        target = FOLDER / f"example{suffix}"
        target.unlink(missing_ok=True)
        exports.begin(session.takes()[0].job, target, format_of(target))
        yield from until(target.is_file, 90, f"no {suffix}")
    print("exported:", sorted(path.name for path in FOLDER.glob("example*")))

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: every page of the docker at the width that Krita gives it: no text is cut."""

import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from cut_texts import cut_texts
from docker_hands import fish
from inside import (
    FOLDER,
    Steps,
    a_stick_figure,
    activate,
    ask,
    content,
    docker,
    layers,
    new_document,
    paint_layer,
    unfold,
    until,
    until_settled,
    vector_layer,
)
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.client.setup.models.table import KNOWN_MODELS
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.translation import language
from sketch_motion.addon.krita.ui.motion_view import CYCLES, PATHS
from sketch_motion.addon.krita.ui.take_forms import ChangePart, Retime

LOW = (262, 177)  # pixels: what Krita gives a docker in its usual layout
TWO = (
    '<circle cx="130" cy="180" r="60" fill="none" stroke="#223344" stroke-width="6"/>'
    '<path d="M300 240 L 360 120 L 420 240 Z" fill="none" stroke="#223344" stroke-width="6"/>'
)
NAME = f"narrow_{os.environ.get('SKETCH_MOTION_TEST_NAME') or 'dark'}"
cut: list[str] = []


def main() -> Steps:
    Krita.instance().activeWindow().qwindow().resize(1580, 960)
    found = docker()
    found.setVisible(True)
    found.setFloating(True)
    found.resize(*LOW)
    yield 600
    chosen = os.environ.get("SKETCH_MOTION_TEST_CASES", "").split()
    for page in (motion, beats, jobs, take, objects, tools, settings):
        if chosen and page.__name__ not in chosen:
            continue
        yield from page()
    print("language:", language())
    print("cut:", len(cut))
    return len(cut)


def look(name: str) -> Steps:
    """Keep a picture of all that scrolls, and note what is cut."""
    yield 400
    inner = content()
    inner.grab().save(str(FOLDER / f"{NAME}_{language()}_{name}.png"))
    room = inner.parentWidget().width()
    told = cut_texts(docker())
    if inner.minimumSizeHint().width() > room:
        told.append(f"the page takes {inner.minimumSizeHint().width()} pixels of {room}")
    for line in told:
        print(f"{name}: {line}")
    cut.extend(told)


def motion() -> Steps:
    """The settings of both paths."""
    yield from fish()
    unfold("Motion")
    found = ask("", path=PATHS[0][0], frames=24, hold=1, quality="standard", start=-1)
    yield from look("motion_strokes")
    found.press.click()
    yield from look("message")
    session.dismiss_notice()
    ask("", path="raster")
    yield from look("motion_redraw")
    box = found.motion.cycle
    for index, (cycle, _, _) in enumerate(CYCLES):
        box.setCurrentIndex(index)
        yield from look(f"motion_cycle_{cycle}")
    box.setCurrentIndex(0)
    found.motion.prompt.setText("the fish swims")
    found.press.click()
    yield from look("offer")
    ask("", path="vector")
    assert found._offer.count() == 0, "Strokes Move needs no model"


def beats() -> Steps:
    """The beats of one, then of two who do something."""
    unfold("Live Preview")
    document = yield from fish()
    ask("the fish swims, then it jumps", path="vector", frames=48)
    found = docker()
    yield from until(lambda: len(found.live.reading.beats) > 1, 120, "no beats")
    yield from look("live_one")
    yield from activate(document, vector_layer(document, "two", TWO))
    ask("the ball bounces and the kite flies", path="vector", frames=48)
    yield from until(lambda: len({b.who for b in found.live.reading.beats}) > 1, 120, "not two")
    found.live.edit_beats(list(found.live.reading.beats))
    Krita.instance().action("sketch_motion_show_bones").trigger()
    yield from look("live_two")
    yield from until(lambda: found.live.bones is not None, 60, "no bones")
    joint = found.live.bones.joints()[0]
    found.live.place_joint(0, (joint.place[0] + 5.0, joint.place[1]))
    yield from look("live_placed")
    found.live.forget_joints()
    found.show_bones()
    ask("")
    unfold()


def jobs() -> Steps:
    """A queue, a batch, what was cancelled, what was not understood."""
    yield from fish()
    for prompt in ("the fish swims", "the fish jumps", "the fish turns around"):
        found = ask(prompt, path="vector", frames=24, hold=1, quality="full", start=0)
        found.press.click()
        yield 150
    yield from until(
        lambda: any(isinstance(s, states.Running) for s in session.jobs().values()), 60, "no run"
    )
    yield from look("queue")
    session.cancel_all()
    yield from until(
        lambda: all(isinstance(s, states.JobCancelled) for s in session.jobs().values()),
        60,
        "not cancelled",
    )
    yield from look("cancelled")
    for job in list(session.jobs()):
        session.dismiss(job)
    ask("the fish swims", frames=8, quality="draft").animate(4)
    yield from until(lambda: len(session.batch_jobs()) == 1, 30, "no batch")
    done = (states.Finished, states.Delivered)
    yield from until(
        lambda: all(isinstance(s, done) for s in session.jobs().values()), 120, "not done"
    )
    yield from look("batch")
    session.keep_batch(tuple(session.jobs()))
    ask("the fish zorbles").estimate()
    yield from until(lambda: session.estimates.last.answer is not None, 90, "no estimate")
    yield from look("estimate")
    session.estimates.forget()
    docker().press.click()
    yield from until_settled()
    yield from until(lambda: bool(docker().remarks._shown[0]), 20, "nothing is said")
    yield from look("remark")
    session.remarks_seen(docker().remarks._shown[0])


def take() -> Steps:
    """The list of takes and the forms of one."""
    unfold("Takes")
    yield from look("takes")
    takes = docker().takes
    chosen = next(one for one in session.takes() if one.status == "done")
    for form in (ChangePart, Retime):
        takes._open_form(chosen, form)
        yield from look(f"form_{form.__name__.lower()}")
    takes._form.itemAt(0).widget().close_form()
    docker().presets.save(chosen.request)
    unfold("Motion")
    yield from look("save_preset")


def objects() -> Steps:
    """The objects of a drawing."""
    document = new_document()
    yield from activate(document, vector_layer(document, "two", TWO))
    unfold("Objects")
    yield from look("objects_none")
    found = ask("the ball bounces and the kite flies", path="vector")
    found.objects._find.click()
    yield from until(lambda: found.objects.now is not None, 90, "no objects")
    yield from look("objects")
    found.objects.put(None)


def tools() -> Steps:
    """Clean Up and Colour, before, meanwhile and after; what paint does."""
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    unfold("Clean Up", "Colour", "Motion")
    yield from look("tools")
    found = docker()
    found.clean._press.click()
    yield from look("cleaning")
    yield from until(lambda: not found.clean.clean_ups.job, 120, "it doesn't end")
    pressed_meanwhile = not is_put()
    found.colour._press.click()  # also while the result is being put: it waits
    yield from until(is_put, 120, "it is not put")
    yield from until(lambda: found.colour.colourings.job, 20, "not pressed")
    found.colour._cancel.click()
    yield from until(lambda: not found.colour.colourings.job, 120, "not cancelled")
    print("pressed while a result was being put:", pressed_meanwhile)
    yield from look("cleaned")
    yield from activate(document, layers(document)["figure"])
    found.colour._press.click()
    yield from look("colouring")
    yield from until(lambda: not found.colour.colourings.job and is_put(), 120, "it doesn't end")
    yield from look("coloured")
    session.dismiss_notice()


def is_put() -> bool:
    """Whether no result is being put into a document; Krita lets timers run meanwhile."""
    return not session._is_applying


def settings() -> Steps:
    """The page of settings: the engine and its set-up, models, the docker, help."""
    found = docker()
    unfold("Settings", "Engine")
    yield from look("engine")
    found.page.show_log()
    found.setup.plan()
    yield from until(lambda: not found.setup.job.busy, 60, "no plan")
    yield from look("plan")
    found.setup._close_plan()
    found.setup._open_settings()
    yield from look("setup_settings")
    found.setup._cancel_settings()
    unfold("Settings", "Models")
    for model in KNOWN_MODELS:
        found.page.models.offer(model.name)
        yield from look(f"model_{model.name}")
    unfold("Settings", "Interface", "About")
    found.page.interface._note.show()
    yield from look("interface")

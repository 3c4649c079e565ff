# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: a newcomer's walk through the docker at the size that Krita gives it."""

import os
import sys
import traceback
import zipfile

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from docker_hands import NAME, fish, key, picture, shown_value, wheel
from docker_jobs import batch, closed, preview_first, queue, words
from docker_takes import (
    examples_and_exports,
    layers_apart,
    live,
    part_and_timing,
    saved_as_another,
)
from inside import FOLDER, Steps, ask, docker, shot, unfold, until
from krita import Krita
from sketch_motion.addon.krita.extension import ACTIONS
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtWidgets

LOW = (262, 177)  # pixels: what Krita gives a docker in its usual layout


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


def about() -> Steps:
    """The page of settings; the diagnostics hold neither drawings nor prompts."""
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


CASES = {
    case.__name__: case
    for case in (
        first_look, batch, preview_first, queue, words, redraw, live, layers_apart,
        part_and_timing, saved_as_another, closed, examples_and_exports, about,
    )
}  # fmt: skip

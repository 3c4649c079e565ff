# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita, twice: it is killed in the middle of a job, and the next run goes on."""

import os
import signal
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    FOLDER,
    Steps,
    activate,
    ask,
    key_times,
    layers,
    new_document,
    until,
    until_settled,
    vector_layer,
)
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.jobs.session import session

PATH = FOLDER / "killed.kra"
PROMPT = "the fish leaps"


def main() -> Steps:
    yield from (going_on() if PATH.exists() else being_killed())
    return 0


def being_killed() -> Steps:
    document = new_document()
    fish = vector_layer(document, "fish")
    yield from activate(document, fish)
    assert document.saveAs(str(PATH))
    yield 1000
    ask(PROMPT, path="vector", frames=12, hold=1, quality="full", start=0).press.click()
    yield from until(is_refining, 120, "it doesn't run")
    os.kill(os.getpid(), signal.SIGKILL)


def is_refining() -> bool:
    return any(
        isinstance(state, states.Running) and "object" in state.phase and state.step > 0
        for state in session.jobs().values()
    )


def going_on() -> Steps:
    """The file's job waits for Resume, and goes on from its checkpoint."""
    assert not session.jobs()
    document = Krita.instance().openDocument(str(PATH))
    document.setBatchmode(True)
    Krita.instance().activeWindow().addView(document)
    yield from until(lambda: bool(waiting()), 60, "the job is not found")
    take = waiting()[0]
    print("found:", take.status, take.prompt)
    session.resume(take.job)
    yield from until(is_refining, 120, "it doesn't go on")
    session.cancel(take.job)
    yield from until(
        lambda: isinstance(session.jobs()[take.job], states.JobCancelled), 30, "not cancelled"
    )
    session.retry(take.job, {"quality": "draft"})
    session.dismiss(take.job)
    yield from until_settled()
    assert session.notice is None, session.notice
    assert key_times(layers(document)[PROMPT]) == list(range(12))
    assert not layers(document)["fish"].visible()
    print("went on; then done as a draft")


def waiting() -> list[object]:
    return [take for take in session.takes() if take.status == "interrupted"]

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside a Krita that is killed at some moment; see tests/campaigns/programs.py.

It opens the document of the last round (or draws one and saves it), goes on with the jobs that wait
for it, says "ready", and presses Animate when the file `ask.json` is there.
"""

import json
import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import FOLDER, Steps, activate, ask, layers, new_document, until, vector_layer
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.jobs.session import host, session
from sketch_motion.addon.krita.write.timeline import layer_ids

PATH = FOLDER / "drawing.kra"
BAD = (states.JobFailed, states.EngineFailed)


def say(**told: object) -> None:
    """Add a line for the campaign."""
    with open(FOLDER / "said.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")


def main() -> Steps:
    try:
        yield from rounds()
    except BaseException as error:
        say(error=f"{type(error).__name__}: {error}")
        raise
    return 0


def rounds() -> Steps:
    """Go on, be ready, be killed."""
    if not PATH.exists():
        document = new_document()
        yield from activate(document, vector_layer(document, "fish"))
        assert document.saveAs(str(PATH))
        yield 1000
        yield from close(document)
    document = yield from opened()
    found = yield from go_on(document)
    yield from close(document)
    document = yield from opened()
    say(ready=os.getpid(), found=found)
    wanted = FOLDER / "ask.json"
    while not wanted.exists():
        yield 50
    asked = json.loads(wanted.read_text())
    wanted.unlink()
    ask(asked["prompt"], path="vector", frames=8, hold=1, quality=asked["quality"], start=0)
    found_docker = ask(asked["prompt"])
    found_docker.press.click()
    say(pressed=True)
    yield from until(lambda: False, 120, "nobody kills it")


def opened() -> Steps:
    """Open the document as it is on disk, with its drawing active."""
    document = Krita.instance().openDocument(str(PATH))
    document.setBatchmode(True)
    Krita.instance().activeWindow().addView(document)
    yield from activate(document, layers(document)["fish"])
    return document


def close(document: object) -> Steps:
    """Close the document, and forget what was changed in it."""
    document.setModified(False)
    document.close()
    yield 500


def go_on(document: object) -> Steps:
    """Resume what was interrupted, and apply what is done; return how each was found."""
    yield 2500  # the search for takes
    expected = FOLDER / "expected"  # how many there are, so that a busy machine is waited for
    count = int(expected.read_text()) if expected.exists() else 0
    yield from until(lambda: len(session.waiting_takes()) >= count, 30, "a take is not found")
    found = list(session.waiting_takes())
    for take in found:
        (session.open_take if take.status == "done" else session.resume)(take.job)
        yield from until(is_settled, 80, "a job doesn't end")
        yield 700
        assert session.notice is None, session.notice
        result = host.result_of(take)
        assert result is not None and result.layer_id in layer_ids(document), take.job
    return [take.status for take in found]


def is_settled() -> bool:
    """Whether no job is left; raise for one that has failed."""
    for state in session.jobs().values():
        assert not isinstance(state, BAD), state
    return not session.jobs()

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs in a headless Blender that is killed at some moment; see tests/campaigns/programs.py.

    PYTHON tests/blender/killed.py FOLDER

It opens the file of the last round (or draws one and saves it), goes on with the jobs that wait
for it, says "ready", and presses Animate when the file `ask.json` is there.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1])
os.environ["BLENDER_USER_RESOURCES"] = str(FOLDER / "blender")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import bpy  # noqa: E402

import addon.blender  # noqa: E402
from addon.blender.jobs.session import session  # noqa: E402
from addon.blender.write.scene_takes import take_of_job  # noqa: E402
from addon.client.jobs import states  # noqa: E402
from tests.blender.write.test_write_back import two_layers  # noqa: E402

FILE = FOLDER / "drawing.blend"
PATIENCE_S = 400.0


def say(**told: object) -> None:
    """Add a line for the campaign."""
    with open(FOLDER / "said.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")


def shape() -> list[float]:
    """Return the points of the artist's own drawing."""
    drawing = bpy.data.objects["Fish"].data.layers[0].frames[0].drawing
    return [round(x, 5) for point in drawing.attributes["position"].data for x in point.vector]


def draw() -> None:
    """Draw, and save the file."""
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    two_layers().name = "Fish"
    bpy.ops.wm.save_as_mainfile(filepath=str(FILE))
    (FOLDER / "shape.json").write_text(json.dumps(shape()))


def open_file() -> None:
    """Open the file as it is on disk."""
    bpy.ops.wm.open_mainfile(filepath=str(FILE))
    assert shape() == json.loads((FOLDER / "shape.json").read_text()), "the drawing changed"


def tick_until(done: Callable[[], object], what: str) -> None:
    """Let the timer run until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        session.tick()
        for state in session.jobs().values():
            assert not isinstance(state, (states.JobFailed, states.EngineFailed)), state
        assert time.monotonic() < deadline, f"{what}: {dict(session.jobs())}"
        time.sleep(0.02)


def go_on() -> list[str]:
    """Resume what was interrupted, and apply what is done; return how each was found."""
    session.look_for_takes()
    searched = time.monotonic() + 1.0  # the search has a thread of its own
    tick_until(lambda: time.monotonic() > searched, "")
    expected = FOLDER / "expected"  # how many there are, so that a busy machine is waited for
    count = int(expected.read_text()) if expected.exists() else 0
    tick_until(lambda: len(session.waiting_takes()) >= count, "a take is not found")
    found = list(session.waiting_takes())
    for take in found:
        (session.open_take if take.status == "done" else session.resume)(take.job)
        tick_until(lambda: not session.jobs(), "a job doesn't end")
        assert session.notice is None, session.notice
        assert take_of_job(take.job) is not None, f"{take.job} has no result in the file"
    assert shape() == json.loads((FOLDER / "shape.json").read_text()), "the drawing changed"
    return [take.status for take in found]


def press(asked: dict[str, Any]) -> None:
    """Press Animate for the fish."""
    item = bpy.data.objects["Fish"]
    item.select_set(True)
    bpy.context.view_layer.objects.active = item
    settings = bpy.context.scene.sketch_motion
    settings.prompt, settings.frames, settings.quality = asked["prompt"], 8, asked["quality"]
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}


def main() -> None:
    """Go on, be ready, be killed."""
    addon.blender.register()
    if not FILE.exists():
        draw()
    open_file()
    found = go_on()
    open_file()
    say(ready=os.getpid(), found=found)
    ask = FOLDER / "ask.json"
    while not ask.exists():
        session.tick()
        time.sleep(0.02)
    asked = json.loads(ask.read_text())
    ask.unlink()
    press(asked)
    say(pressed=True)
    tick_until(lambda: False, "nobody kills it")


try:
    main()
except BaseException as error:
    say(error=f"{type(error).__name__}: {error}")
    os._exit(1)

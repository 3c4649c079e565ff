# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine for the set-up's check: it needs certain packages and answers every job at rest.

Copied as engine/__main__.py; settings.json beside it says what it needs, and where the contract is.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from array import array
from pathlib import Path

SETTINGS = json.loads(Path(__file__).with_name("settings.json").read_text())
sys.path.append(SETTINGS["root"])

from addon.contract.animation import Animation  # noqa: E402
from addon.contract.arrays import Array  # noqa: E402
from addon.contract.drawing import Drawing  # noqa: E402
from addon.contract.job import JobFolder  # noqa: E402


def say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    sys.stdout.flush()


def at_rest(drawing: Drawing, frames: int) -> Animation:
    points, objects = drawing.point_count, drawing.object_count
    still = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0] * (frames * objects)
    return Animation(
        offsets=Array.of(array("f", bytes(8 * frames * points)), "F32", (frames, points, 2)),
        transforms=Array.of(array("f", still), "F32", (frames, objects, 2, 3)),
        pivots=Array.of(array("f", bytes(8 * objects)), "F32", (objects, 2)),
        keys=Array.of(array("f"), "F32", (0, 6)),
        key_offsets=Array.of(array("i", [0] * (5 * objects + 1)), "I32"),
        object_names=drawing.object_names,
    )


def main() -> None:
    missing = [name for name in SETTINGS["needs"] if importlib.util.find_spec(name) is None]
    if missing:
        print(f"ModuleNotFoundError: No module named {missing[0]!r}", file=sys.stderr)
        sys.exit(1)
    for line in sys.stdin:
        call = json.loads(line)
        method, number = call["method"], call["id"]
        if method == "initialize":
            answer = {"protocol": 1, "version": "0.0-fake", "devices": ["cpu"]}
            say({"id": number, "result": answer})
            say({"method": "engine/ready", "params": {"devices": ["cpu"]}})
        elif method == "job/submit":
            name = call["params"]["dir"]
            say({"id": number, "result": {"job": name, "before": 0}})
            folder = JobFolder(Path.cwd() / name)
            frames = folder.read_request().frames
            at_rest(Drawing.read(folder.drawing_path), frames).write(folder.animation_path)
            folder.write_done({"model": "fake"})
            say({"method": "job/finished", "params": {"job": name}})


main()

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that has just been started acts without torch, and loads it in a quiet moment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from addon.contract.animation import Animation
from addon.contract.errors import SketchMotionError
from addon.contract.job import JobFolder
from addon.contract.live import LiveMotion
from addon.contract.request import Request
from engine.geometry.load import load_drawing
from engine.runtime.arrays import numpy_of
from engine.service import later
from engine.service.later import Later

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None  # an import of it fails
from pathlib import Path
from addon.contract.request import Request
from engine.runtime.control import Control
from engine.service.live import known_drawings
from engine.service.server import warm_up
run_job = warm_up()
run_job(Path(sys.argv[1]), control=Control(), listener=lambda event: None)
answer = known_drawings()
drawing = Path(sys.argv[1]) / "drawing.safetensors"
answer(drawing, Request("the fish swims", frames=12)).write(Path(sys.argv[2]))
"""


def test_bones_act_without_torch(tmp_path: Path) -> None:
    fish = load_drawing(ROOT / "tests" / "drawings" / "fish.svg")
    request = Request("the fish swims", frames=12)
    job = JobFolder.create(tmp_path / "job", request, fish)
    answer = tmp_path / "answer.safetensors"
    subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH, str(job.path), str(answer)],
        cwd=ROOT,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    animation = Animation.read(job.animation_path)
    assert animation.pose is not None
    moved = numpy_of(LiveMotion.read(answer).positions)
    assert abs(moved - numpy_of(fish.positions)).max() > 5


class Quiet:
    """How long a host has been quiet, and what was told of loading."""

    def __init__(self, *seconds: float) -> None:
        self.seconds = list(seconds)
        self.told: list[SketchMotionError | None] = []
        self.done = threading.Event()

    def __call__(self) -> float:
        return self.seconds.pop(0)

    def loaded(self, seconds: float, error: SketchMotionError | None) -> None:
        self.told.append(error)
        self.done.set()


def test_the_rest_waits_for_a_quiet_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []
    monkeypatch.setattr("engine.service.later.time.sleep", naps.append)
    quiet, loads = Quiet(0.0, 1.0, 4.0), []
    Later(quiet, quiet.loaded, lambda: loads.append(1)).start()
    assert quiet.done.wait(30)
    assert quiet.told == [None] and loads == [1] and not quiet.seconds
    assert naps == [later.QUIET_S, later.QUIET_S - 1.0]


def test_a_host_is_told_what_can_not_be_loaded() -> None:
    def fails() -> None:
        raise ImportError("libtorch_cpu.so: cannot open shared object file")

    quiet = Quiet(10.0)
    Later(quiet, quiet.loaded, fails).start()
    assert quiet.done.wait(30)
    (error,) = quiet.told
    assert error is not None and "libtorch" in f"{error.message} {error.hint}"

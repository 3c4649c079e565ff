# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that has just been started acts without torch, and loads it in a quiet moment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from addon.contract.animation import Animation
from addon.contract.errors import SketchMotionError
from addon.contract.events import Event
from addon.contract.job import JobFolder
from addon.contract.live import LiveMotion
from addon.contract.request import Request
from engine.geometry.load import load_drawing
from engine.runtime.arrays import numpy_of
from engine.runtime.control import Control
from engine.runtime.failure import as_failure
from engine.runtime.imports import torch_if_loaded
from engine.runtime.report import peak_memory_mib, versions
from engine.service.worker import RunJob, Worker

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
    assert list(job.preview_dir.glob("*.webp"))  # a host shows it while it waits to be chosen
    moved = numpy_of(LiveMotion.read(answer).positions)
    assert abs(moved - numpy_of(fish.positions)).max() > 5


class Host:
    """Takes note of what a worker tells."""

    def __init__(self) -> None:
        self.told: list[SketchMotionError | None] = []
        self.done = threading.Event()

    def ready(self, seconds: float, error: SketchMotionError | None) -> None: ...
    def event(self, job: str, event: Event) -> None: ...
    def finished(self, job: str, report: dict[str, object]) -> None: ...
    def failed(self, job: str, error: SketchMotionError) -> None: ...
    def loaded(self, seconds: float, error: SketchMotionError | None) -> None:
        self.told.append(error)
        self.done.set()


def run_nothing(
    folder: Path, *, control: Control, listener: Callable[[Event], None]
) -> dict[str, object]:
    return {}


@pytest.fixture
def is_soon_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.service.worker.QUIET_S", 0.2)


@pytest.mark.usefixtures("is_soon_quiet")
def test_the_rest_is_loaded_once_in_a_quiet_moment() -> None:
    host, loads = Host(), []
    worker = Worker(host, lambda: run_nothing, lambda: loads.append(1))
    worker.start()
    assert host.done.wait(30) and host.told == [None] and loads == [1]
    assert worker.end(30) and loads == [1]


@pytest.mark.usefixtures("is_soon_quiet")
def test_a_host_is_told_what_can_not_be_loaded() -> None:
    def fails() -> None:
        raise ImportError("libtorch_cpu.so: cannot open shared object file")

    host = Host()
    worker = Worker(host, lambda: run_nothing, fails)
    worker.start()
    assert host.done.wait(30) and worker.end(30)
    (error,) = host.told
    assert error is not None and "libtorch" in f"{error.message} {error.hint}"


def test_nothing_is_loaded_while_the_host_asks_or_after_the_start_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks() -> RunJob:
        raise ImportError("no numpy")

    monkeypatch.setattr("engine.service.worker.QUIET_S", 1e6)
    host, loads = Host(), []
    worker = Worker(host, lambda: run_nothing, lambda: loads.append(1))
    worker.start()
    worker.touch()
    assert worker.end(30) and not loads
    monkeypatch.setattr("engine.service.worker.QUIET_S", 0.0)
    broken = Worker(host, breaks, lambda: loads.append(1))
    broken.start()
    assert broken.end(30) and not loads and not host.told


def test_torch_that_is_half_imported_counts_as_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    half = ModuleType("torch")
    half.__spec__ = ModuleSpec("torch", None)
    half.__spec__._initializing = True  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "torch", half)
    assert torch_if_loaded() is None
    assert "threads" not in versions() and "process" in peak_memory_mib()
    assert isinstance(as_failure(ValueError("odd")), SketchMotionError)
    half.__spec__._initializing = False  # type: ignore[attr-defined]
    assert torch_if_loaded() is half

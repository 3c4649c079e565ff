# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs with a (tiny, random) text-to-video model, from the request to the written animation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import torch

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import Action, BadInput, Cancelled, OutOfMemory, Stopped
from addon.contract.job import Event, JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.jobs.run import run_job
from engine.priors.video.plan import Device
from engine.priors.video.published import UNKNOWN
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from engine.runtime.control import Control
from engine.vector.refinement.optimise import Refinement
from engine.vector.video_job import keeping_settings
from tests.engine.vector.stand_ins import strokes_drawing

ROOT = Path(__file__).parents[4]
Quality = Literal["draft", "standard", "full"]


def _request(model: Path | str, quality: Quality = "full", steps: int = 4) -> Request:
    settings: dict[str, JSON] = {"steps": steps, "seeds": 1, "video_frames": 4}
    return Request("it runs", model=str(model), quality=quality, frames=8, settings=settings)


def _drawing() -> Drawing:
    return strokes_drawing((0, 0), names=("dog",), points=5)


def _moved(folder: Path) -> np.ndarray:
    job = JobFolder(folder)
    drawing = Drawing.read(job.drawing_path)
    return animated_positions(drawing, Animation.read(job.animation_path))


@pytest.mark.parametrize("quality", ["standard", "full"])
def test_a_folder_of_weights_animates_a_drawing(
    tiny_model: Path, tmp_path: Path, quality: Quality
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model, quality, 2), _drawing())
    events: list[Event] = []
    report = run_job(job.path, listener=events.append)
    info = report["info"]
    assert isinstance(info, dict)
    assert info["model"] == str(tiny_model)
    assert info["licence of the model"] == UNKNOWN
    assert "GB on" in info["plan"]
    loading = [event.phase for event in events if event.phase.startswith("loading the model")]
    assert info["plan"] in loading[0]
    moved = _moved(job.path)
    assert moved.shape[0] == 8
    assert np.isfinite(moved).all()
    assert np.abs(moved[1:] - moved[:1]).max() > 0
    assert np.array_equal(moved[0], numpy_of(_drawing().positions))


def _ask_after(steps: int, wish: str, monkeypatch: pytest.MonkeyPatch) -> Control:
    """A control that is asked to end when so many steps have been taken."""
    control, taken = Control(), iter(range(1, 1000))
    step = Refinement._step

    def counted(self: Refinement, *arguments: Any) -> None:
        step(self, *arguments)
        if next(taken) == steps:
            setattr(control, wish, True)

    monkeypatch.setattr(Refinement, "_step", counted)
    return control


def test_a_stopped_job_goes_on_to_the_same_result(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = JobFolder.create(tmp_path / "whole", _request(tiny_model), _drawing())
    run_job(whole.path)
    parted = JobFolder.create(tmp_path / "parted", _request(tiny_model), _drawing())
    with pytest.raises(Stopped):
        run_job(parted.path, control=_ask_after(2, "stopped", monkeypatch))
    assert parted.checkpoint_path.is_file()
    report = run_job(parted.path)
    assert report["resumed"] is True
    assert np.abs(_moved(parted.path) - _moved(whole.path)).max() < 1e-3


def test_a_cancelled_job_ends_as_cancelled(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model), _drawing())
    with pytest.raises(Cancelled):
        run_job(job.path, control=_ask_after(1, "cancelled", monkeypatch))
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.kind == "cancelled"


def test_a_wrong_folder_fails_before_anything_is_done(tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tmp_path / "nothing"), _drawing())
    with pytest.raises(BadInput, match="There is no folder"):
        run_job(job.path)
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.kind == "failed"


def test_the_smaller_plan_keeps_the_other_settings(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device("cpu", 1 << 20, 1e11, torch.float32)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: device))
    request = Request("it runs", model=str(tiny_model), settings={"steps": 3})
    job = JobFolder.create(tmp_path / "job", request, _drawing())
    with pytest.raises(OutOfMemory) as caught:
        run_job(job.path)
    assert caught.value.action is not None
    smaller = OutOfMemory("", action=Action("", {"settings": {"video_frames": 8}}))
    action = keeping_settings(smaller, request).action
    assert action is not None
    assert action.patch == {"settings": {"steps": 3, "video_frames": 8}}


GUARD = """
import sys
class Guard:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("diffusers", "transformers", "huggingface_hub", "torchvision"):
            raise AssertionError(name + " was imported")
sys.meta_path.insert(0, Guard())
from pathlib import Path
from addon.contract.request import Request
from engine.jobs.tasks import task_of
from engine.runtime.progress import Progress
from tests.engine.vector.stand_ins import VerbPrior, strokes_drawing
from engine.vector.pipeline import animate
drawing = strokes_drawing((0,), names=("dog",), points=4)
for quality in ("draft", "standard", "full"):
    settings = {"steps": 1, "seeds": 1, "actions": False}
    request = Request("it runs", quality=quality, settings=settings)
    task_of(request)
    animate(drawing, request, Progress.silent(), prior=VerbPrior())
import engine.commands.cli, engine.service.server, engine.bench
"""


def test_the_starter_set_needs_nothing_of_the_video_set() -> None:
    found = subprocess.run(
        [sys.executable, "-c", GUARD], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vector jobs that tiny models of every family distil: to the end, cancelled, stopped, resumed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import torch

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import Cancelled, OutOfMemory, Stopped
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.cost import estimate
from engine.jobs.run import run_job
from engine.priors.video.model import PullPoint
from engine.priors.video.pipelines.distilled import PipelineVideo
from engine.priors.video.pipelines.folder import find_pipeline
from engine.priors.video.plan import Device
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from engine.runtime.control import Control
from engine.vector.refinement.optimise import Refinement
from engine.vector.settings import vector_settings
from engine.vector.video_job import distil_guidance
from tests.engine.priors.video.pipelines.tiny_pipelines import DISTILS
from tests.engine.vector.stand_ins import strokes_drawing

Tiny = Callable[[str], Path]
Quality = Literal["draft", "standard", "full"]


def _request(model: Path, quality: Quality = "standard", steps: int = 3) -> Request:
    settings: dict[str, JSON] = {"steps": steps, "seeds": 1, "video_size": 32, "video_frames": 2}
    return Request("it runs", model=str(model), quality=quality, frames=6, settings=settings)


def _drawing() -> Drawing:
    return strokes_drawing((0, 0), names=("dog",), points=5)


def _job(folder: Path, model: Path, **named: Any) -> JobFolder:
    return JobFolder.create(folder, _request(model, **named), _drawing())


def _moved(job: JobFolder) -> np.ndarray:
    drawing = Drawing.read(job.drawing_path)
    return animated_positions(drawing, Animation.read(job.animation_path))


def _ask_after(steps: int, wish: str, monkeypatch: pytest.MonkeyPatch) -> Control:
    """Return a control that asks the job to end after so many steps."""
    control, taken, step = Control(), iter(range(1, 1000)), Refinement._step

    def counted(self: Refinement, *arguments: Any) -> None:
        step(self, *arguments)
        if next(taken) == steps:
            setattr(control, wish, True)

    monkeypatch.setattr(Refinement, "_step", counted)
    return control


@pytest.mark.parametrize("name", DISTILS)
def test_each_family_moves_strokes_and_goes_on_to_the_same_result(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    model = tiny(name)
    whole = _job(tmp_path / "whole", model)
    info = run_job(whole.path)["info"]
    assert info["model"] == str(model)  # type: ignore[index]
    assert "GB on" in info["plan"]  # type: ignore[index]
    moved = _moved(whole)
    assert moved.shape[0] == 6
    assert np.isfinite(moved).all()
    assert np.abs(moved[1:] - moved[:1]).max() > 0.1
    assert np.array_equal(moved[0], numpy_of(_drawing().positions))

    stopped = _job(tmp_path / "stopped", model)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        run_job(stopped.path, control=_ask_after(2, "stopped", patch))
    assert stopped.checkpoint_path.is_file()
    assert run_job(stopped.path)["resumed"] is True
    assert np.abs(_moved(stopped) - moved).max() < 1e-3

    cancelled = _job(tmp_path / "cancelled", model)
    with monkeypatch.context() as patch, pytest.raises(Cancelled):
        run_job(cancelled.path, control=_ask_after(1, "cancelled", patch))
    outcome = cancelled.outcome()
    assert outcome is not None
    assert outcome.kind == "cancelled"


@pytest.mark.parametrize("name", DISTILS)
def test_each_family_moves_strokes_in_half_precision(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    half = Device("cpu", 1 << 40, 1e11, torch.bfloat16)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: half))
    job = _job(tmp_path / "job", tiny(name), steps=2)
    run_job(job.path)
    assert np.isfinite(_moved(job)).all()


@pytest.mark.parametrize(
    ("name", "settings", "guidance"),
    [("wan", {}, 7.5), ("ltx", {}, 7.5), ("cog", {}, 30.0), ("wan", {"sds_guidance": 12.0}, 12.0)],
)
@pytest.mark.parametrize("quality", ["standard", "full"])
def test_a_model_of_flows_is_led_as_such(
    tiny: Tiny, name: str, settings: dict[str, JSON], guidance: float, quality: Quality
) -> None:
    request = Request("it runs", model=str(tiny(name)), quality=quality, settings=settings)
    own = distil_guidance(find_pipeline(request.model))
    sds = vector_settings(request, video=True, distil_guidance=own).sds
    assert sds.guidance == guidance
    paper = 40.0 if quality == "full" and name == "cog" else guidance
    assert sds.guidance_global == paper


def test_the_guidance_of_a_family_reaches_the_model(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[float] = []
    pull = PipelineVideo.pull

    def noted(self: PipelineVideo, clean: Any, noise: Any, at: PullPoint) -> Any:
        used.append(at.guidance)
        return pull(self, clean, noise, at)

    monkeypatch.setattr(PipelineVideo, "pull", noted)
    run_job(_job(tmp_path / "job", tiny("wan"), steps=1).path)
    assert set(used) == {7.5}


def test_the_whole_schedule_of_the_paper_runs_with_a_flow_model(tiny: Tiny, tmp_path: Path) -> None:
    job = _job(tmp_path / "job", tiny("wan"), quality="full", steps=2)
    run_job(job.path)
    assert np.isfinite(_moved(job)).all()


def test_the_model_changes_what_moves(tiny: Tiny, tmp_path: Path) -> None:
    both = []
    for name in ("wan", "vace"):
        job = _job(tmp_path / name, tiny(name), steps=6)
        run_job(job.path)
        both.append(_moved(job))
    assert np.abs(both[0] - both[1]).max() > 1e-2


def test_what_it_takes_is_said_before_and_a_smaller_job_is_offered(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = estimate(_drawing(), _request(tiny("wan")), [])
    assert told.fits
    assert told.seconds > 0
    small = Device("cpu", 1 << 20, 1e11, torch.float32)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: small))
    job = _job(tmp_path / "job", tiny("wan"))
    with pytest.raises(OutOfMemory) as raised:
        run_job(job.path)
    assert raised.value.action is not None

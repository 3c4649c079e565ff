# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job folder is run to an outcome that its files, its exit code and its error agree on."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest
import torch

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import (
    BadInput,
    Cancelled,
    DiskFull,
    FormatError,
    InternalError,
    JobBusy,
    OutOfMemory,
    SketchMotionError,
    Stopped,
)
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.run import Animate, run_job
from engine.runtime.control import Control
from engine.runtime.failure import LOG_NAME, as_failure
from engine.runtime.progress import Progress
from tests.engine.jobs.standin import STEPS, line_drawing, slide, total_of


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "job", Request(prompt="it slides"), line_drawing())


def failing(error: BaseException) -> Animate:
    """A path that fails after its first step."""

    def path(drawing: Drawing, request: Request, progress: Progress) -> Animation:
        progress.step("failing", 0, 2)
        raise error

    return path


def asking(step_to_ask: int, control: Control, wish: str) -> Animate:
    """`slide`, asked to end during one of its steps."""

    def path(drawing: Drawing, request: Request, progress: Progress) -> Animation:
        told = progress.step

        def step(phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
            if step == step_to_ask:
                setattr(control, wish, True)
            told(phase, step, steps, loss=loss)

        progress.step = step  # type: ignore[method-assign]
        return slide(drawing, request, progress)

    return path


def test_a_job_is_run_to_its_end(job: JobFolder) -> None:
    report = run_job(job.path, animate=slide)
    assert job.status() == "done"
    assert total_of(Animation.read(job.animation_path)) == STEPS
    assert report["model"] == "slide"
    assert not job.checkpoint_path.exists()
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.report["versions"]["numpy"] == np.__version__  # type: ignore[index,call-overload]


def test_a_job_is_done_though_its_checkpoint_stays(job: JobFolder) -> None:
    job.checkpoint_path.mkdir()  # stands for a file that another program has open
    run_job(job.path, animate=slide)
    assert job.status() == "done"


def test_a_job_that_is_done_is_left_alone(job: JobFolder) -> None:
    first = run_job(job.path, animate=slide)
    assert run_job(job.path, animate=failing(AssertionError("run again"))) == first


def test_a_changed_request_runs_again(job: JobFolder) -> None:
    run_job(job.path, animate=slide)
    Request(prompt="it slides", frames=8).write(job.request_path)
    run_job(job.path, animate=slide)
    assert Animation.read(job.animation_path).frame_count == 8


@pytest.mark.parametrize(
    ("wish", "error", "status"),
    [("stopped", Stopped, "interrupted"), ("cancelled", Cancelled, "cancelled")],
)
@pytest.mark.parametrize("step", [0, 7, STEPS])
def test_a_job_that_was_ended_goes_on_where_it_was(
    job: JobFolder, wish: str, error: type[SketchMotionError], status: str, step: int
) -> None:
    control = Control()
    with pytest.raises(error):
        run_job(job.path, control=control, animate=asking(step, control, wish))
    assert job.status() == status
    report = run_job(job.path, animate=slide)
    assert report["resumed"] is (0 < step < STEPS)
    assert total_of(Animation.read(job.animation_path)) == STEPS
    assert job.status() == "done"


def test_a_second_runner_says_so(job: JobFolder) -> None:
    with job.lock("Krita"), pytest.raises(JobBusy, match="Krita"):
        run_job(job.path, animate=slide)
    assert job.status() == "interrupted"


@pytest.mark.parametrize(
    ("problem", "kind", "exit_code"),
    [
        (MemoryError(), OutOfMemory, 4),
        (torch.OutOfMemoryError("CUDA out of memory"), OutOfMemory, 4),
        (ImportError("a.so: failed to map segment from shared object"), OutOfMemory, 4),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), OutOfMemory, 4),
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull, 4),
        (ZeroDivisionError("division by zero"), InternalError, 1),
        (BadInput("no"), BadInput, 5),
        (ModuleNotFoundError("No module named 'torch'", name="torch"), BadInput, 5),
    ],
)
def test_a_failure_is_written_and_raised(
    job: JobFolder, problem: BaseException, kind: type[SketchMotionError], exit_code: int
) -> None:
    with pytest.raises(kind) as raised:
        run_job(job.path, animate=failing(problem))
    assert raised.value.exit_code == exit_code
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.kind == "failed"
    assert outcome.report == raised.value.to_json()
    run_job(job.path, animate=slide)
    assert job.status() == "done"


def test_a_defect_leaves_its_traceback_in_the_job(job: JobFolder) -> None:
    with pytest.raises(InternalError) as raised:
        run_job(job.path, animate=failing(ZeroDivisionError("here")))
    assert "ZeroDivisionError: here" in (job.path / LOG_NAME).read_text()
    assert LOG_NAME in raised.value.hint


def test_out_of_memory_offers_a_smaller_job() -> None:
    def action(request: Request) -> dict[str, object] | None:
        failure = as_failure(MemoryError(), request=request)
        return failure.action.patch if failure.action else None

    assert action(Request(prompt="", frames=96)) == {"frames": 48}
    assert action(Request(prompt="", frames=20)) == {"frames": 16}
    assert action(Request(prompt="", frames=16)) == {"quality": "draft"}
    assert action(Request(prompt="", frames=16, quality="draft")) is None


def test_what_this_version_cannot_do_is_said(tmp_path: Path) -> None:
    raster = JobFolder.create(tmp_path / "a", Request(prompt="", path="raster"), line_drawing())
    with pytest.raises(BadInput) as raised:
        run_job(raster.path)
    assert raised.value.action is not None
    assert raised.value.action.patch == {"path": "vector"}
    other = JobFolder.create(tmp_path / "b", Request(prompt="", task="trace"), line_drawing())
    with pytest.raises(BadInput, match="trace"):
        run_job(other.path)


def test_what_is_no_job_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        run_job(tmp_path)
    (tmp_path / "request.json").write_text("{")
    with pytest.raises(FormatError):
        run_job(tmp_path)


def test_a_result_that_does_not_fit_its_drawing_is_a_failure(job: JobFolder) -> None:
    def other(drawing: Drawing, request: Request, progress: Progress) -> Animation:
        larger = Drawing.build([[0, 0]] * 5, [0, 5], canvas=(64.0, 48.0))
        return slide(larger, request, progress)

    with pytest.raises(SketchMotionError):
        run_job(job.path, animate=other)
    assert job.status() == "failed"
    assert not job.animation_path.exists()

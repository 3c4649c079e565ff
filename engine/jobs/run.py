# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run one job folder to its end. Panel, command line and farm all come through here.

The folder is the whole truth: what an earlier run left in it (a checkpoint, a cancellation, a
failure) decides where this one begins, and the outcome is the last thing written.
"""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from addon.contract.errors import BadInput, Cancelled, JobBusy, SketchMotionError, Stopped
from addon.contract.files import remove_file
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.job_run import JobRun, Report
from engine.jobs.stroke_animation import Animate, animate_strokes
from engine.jobs.tasks import TASKS, JobTask, find_task, task_of
from engine.runtime.checkpoint import fingerprint_of
from engine.runtime.control import Control
from engine.runtime.failure import as_failure
from engine.runtime.progress import Listener, Progress

__all__ = ["Animate", "finished_report", "obey_signals", "run_job"]


def run_job(
    folder: Path,
    *,
    control: Control | None = None,
    listener: Listener | None = None,
    animate: Animate | None = None,
) -> Report:
    """Run the job in `folder`, or resume it, and return its report.

    A job that is done already is left alone. `animate` stands in for the task that the request
    names. Raises JobBusy when another process runs the job, Cancelled, Stopped (both leave a
    checkpoint), or the failure that was also written to the folder.
    """
    job = JobFolder(folder)
    if not job.request_path.is_file():
        raise BadInput("{folder} is not a job folder: it has no request.json.", folder=folder)
    with job.lock():
        request: Request | None = None
        try:
            request = Request.read(job.request_path)
            return _run_locked(job, request, control or Control(), listener, animate)
        except (Stopped, JobBusy):
            raise  # no outcome: the job is interrupted and can be resumed
        except BaseException as error:
            failure = as_failure(error, request=request, folder=job.path)
            if isinstance(failure, Stopped):
                raise failure from error
            _write_outcome(job, failure)
            raise failure from error


def _run_locked(
    job: JobFolder,
    request: Request,
    control: Control,
    listener: Listener | None,
    animate: Animate | None,
) -> Report:
    started = time.monotonic()
    fingerprint = fingerprint_of(request, job.drawing_path)
    task = find_task(request) if animate is None else _stand_in(animate)
    report = finished_report(job, task, fingerprint)
    if report is not None:
        return report
    job.clear_outcome()
    task = task or task_of(request)  # raises for a task that there isn't
    for_pictures = request.settings.get("pictures") is True  # a host of pictures, like Krita
    kind = "png" if for_pictures else "webp"
    progress = Progress(job, control, listener, fingerprint, preview_kind=kind)
    result = task.run(JobRun(job, request, progress, started))
    job.write_done(result.report)
    with suppress(OSError, SketchMotionError):  # the job is done, whatever can't be tidied up
        if not task.is_question:
            remove_file(job.checkpoint_path)
        if result.on_written is not None:
            result.on_written()
    return result.report


def _stand_in(animate: Animate) -> JobTask:
    """Return the task of the vector path with another function in the place of the path."""
    return replace(TASKS["animate/vector"], run=partial(animate_strokes, animate=animate))


def finished_report(job: JobFolder, task: JobTask | None, fingerprint: str) -> Report | None:
    """Return the report of a job that is done, if it was made for this request and drawing."""
    outcome = job.outcome()
    if task is None or outcome is None or outcome.kind != "done":
        return None
    report: Report = dict(outcome.report)
    if report.get("fingerprint") != fingerprint or not task.is_whole(job, report):
        return None
    return report


def obey_signals(control: Control) -> None:
    """Let SIGTERM and SIGINT stop the job with a checkpoint; a second one ends the process."""

    def stop(number: int, frame: object) -> None:
        if control.stopped:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        control.stopped = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _write_outcome(job: JobFolder, failure: SketchMotionError) -> None:
    """Write how a job ended, as far as the disk lets us."""
    try:
        if isinstance(failure, Cancelled):
            job.write_cancelled()
        else:
            job.write_failed(failure)
    except (OSError, SketchMotionError):  # a full disk: the failure still reaches the caller
        return

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one job folder to its end. Panel, command line and farm all come through here.

The folder is the whole truth: what an earlier run left in it (a checkpoint, a cancellation, a
failure) decides where this one begins, and the outcome is the last thing written.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, Cancelled, JobBusy, SketchMotionError, Stopped
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.cost.job import remember_job
from engine.geometry.load import PICTURE_SUFFIXES, read_drawing
from engine.jobs.tasks import FILES, STROKES, answer, is_question
from engine.raster.frame_files import is_whole
from engine.runtime.checkpoint import fingerprint_of
from engine.runtime.control import Control
from engine.runtime.failure import as_failure
from engine.runtime.progress import Listener, Progress
from engine.runtime.report import run_report

#: A path: what makes an animation from a drawing and a request.
Animate = Callable[[Drawing, Request, Progress], Animation]


def run_job(
    folder: Path,
    *,
    control: Control | None = None,
    listener: Listener | None = None,
    animate: Animate | None = None,
) -> dict[str, object]:
    """Runs the job in `folder`, or goes on with it, and returns its report.

    A job that is done already is left alone. `animate` stands in for the path that the request
    names. Raises JobBusy when another process runs the job, Cancelled, Stopped (both leave a
    checkpoint), or the failure that was also written to the folder.
    """
    job = JobFolder(folder)
    if not job.request_path.is_file():
        raise BadInput(f"{folder} is not a job folder: it has no request.json.")
    with job.lock():
        request: Request | None = None
        try:
            request = Request.read(job.request_path)
            return _run_locked(job, request, control or Control(), listener, animate)
        except (Stopped, JobBusy):
            raise  # no outcome: the job is interrupted and can go on
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
) -> dict[str, object]:
    started = time.monotonic()
    drawing_file = job.drawing_path
    fingerprint = fingerprint_of(request, drawing_file)
    finished = finished_report(job, fingerprint)
    if finished is not None:
        return finished
    job.clear_outcome()
    if animate is None and request.task == "animate" and request.path == "raster":
        return _drawn(job, request, control, listener, fingerprint)
    if animate is None and is_question(request):
        return _answered(job, request, Progress(job, control, listener, fingerprint), started)
    path = animate or path_of(request)
    pictures = request.settings.get("pictures") is True  # for a host of pictures, like Krita
    kind = "png" if pictures else "webp"
    progress = Progress(job, control, listener, fingerprint, preview_kind=kind)
    drawing = read_drawing(drawing_file)
    if drawing_file.suffix in PICTURE_SUFFIXES:  # a host needs the strokes that were found in it
        drawing.write(job.file(STROKES))
    animation = path(drawing, request, progress)
    if "keep" in request.settings:  # what of an earlier result stays
        from engine.vector.partial_redo import splice_result

        animation = splice_result(animation, drawing, request, job.path)
    animation.validate(drawing)
    animation.write(job.animation_path)
    if pictures:
        from engine.render.drawn_result import draw_result

        draw_result(job, drawing, animation, progress)
    report = run_report(
        request,
        info=animation.info,
        seconds=progress.seconds,
        total=time.monotonic() - started,
        resumed=progress.checkpoint_loaded,
        warnings=progress.warnings,
        fingerprint=fingerprint,
    )
    job.write_done(report)
    job.checkpoint_path.unlink(missing_ok=True)
    if animate is None and not progress.checkpoint_loaded:
        remember_job(drawing, request, time.monotonic() - started)
    return report


def _drawn(
    job: JobFolder,
    request: Request,
    control: Control,
    listener: Listener | None,
    fingerprint: str,
) -> dict[str, object]:
    """Runs the raster path, whose result is frames/ instead of an animation of strokes."""
    from engine.raster.job import run_raster

    kind = "png" if request.settings.get("pictures") is True else "webp"
    progress = Progress(job, control, listener, fingerprint, preview_kind=kind)
    report = run_raster(job, request, progress)
    job.write_done(report)
    job.checkpoint_path.unlink(missing_ok=True)
    return report


def _answered(
    job: JobFolder, request: Request, progress: Progress, started: float
) -> dict[str, object]:
    """Runs a task whose result is a file of its own, named in `engine.jobs.tasks`."""
    told = answer(job, request, progress)
    report = run_report(
        request,
        info={"task": request.task},
        seconds=progress.seconds,
        total=time.monotonic() - started,
        resumed=False,
        warnings=progress.warnings,
        fingerprint=progress.fingerprint,
    )
    job.write_done({**report, **told})
    return {**report, **told}


def finished_report(job: JobFolder, fingerprint: str) -> dict[str, object] | None:
    """The report of a job that is done, if it was made for this request and drawing."""
    outcome = job.outcome()
    if outcome is None or outcome.kind != "done":
        return None
    report: dict[str, object] = dict(outcome.report)
    if not (is_whole(job, report) if report.get("path") == "raster" else _has_result(job)):
        return None
    return report if report.get("fingerprint") == fingerprint else None


def _has_result(job: JobFolder) -> bool:
    return job.animation_path.is_file() or any(job.file(name).is_file() for name in FILES.values())


def path_of(request: Request) -> Animate:
    """The path a request names. Imports torch. Raises BadInput for what this version can't do."""
    if request.task != "animate":
        raise BadInput(
            f'This version of the engine has no task "{request.task}".', hint="Update the engine."
        )
    from engine.vector.pipeline import animate

    return animate


def obey_signals(control: Control) -> None:
    """SIGTERM and SIGINT stop the job with a checkpoint; a second one ends the process."""

    def stop(number: int, frame: object) -> None:
        if control.stopped:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        control.stopped = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _write_outcome(job: JobFolder, failure: SketchMotionError) -> None:
    try:
        if isinstance(failure, Cancelled):
            job.write_cancelled()
        else:
            job.write_failed(failure)
    except OSError:  # a full disk: the failure still reaches the caller
        return

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "animate" on the vector path: a drawing's strokes get an Animation in the job folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from addon.contract.animation import Animation
from addon.contract.drawing import WARNINGS, Drawing
from addon.contract.request import Request
from engine.cost.job import remember_job
from engine.geometry.load import PICTURE_SUFFIXES, read_drawing, reading_warnings
from engine.jobs.job_run import JobRun, TaskResult
from engine.runtime.progress import Progress
from engine.runtime.report import run_report

ANIMATION = "animation.safetensors"
STROKES = "strokes.safetensors"  # the strokes that were found in a picture

Animate = Callable[[Drawing, Request, Progress], Animation]
"""What makes an animation from a drawing and a request."""


def animate_strokes(run: JobRun, animate: Animate | None = None) -> TaskResult:
    """Animate the drawing of a job and write animation.safetensors.

    A host of pictures (the expert setting "pictures") also gets the drawn frames. `animate` stands
    in for the vector path; how long it took is then not remembered.

    Raises what the path raises, and FormatError for an animation that doesn't fit the drawing.
    """
    folder, request, progress = run.folder, run.request, run.progress
    path = animate or vector_path()
    drawing_file = folder.drawing_path
    drawing = read_drawing(drawing_file)
    if drawing_file.suffix in PICTURE_SUFFIXES:  # a host needs the strokes that were found in it
        drawing.write(folder.file(STROKES))
    warnings = reading_warnings(drawing)
    for text in warnings:
        progress.warn(text)
    animation = path(drawing, request, progress)
    if warnings:  # a host shows them beside the result
        animation = replace(animation, info={**animation.info, WARNINGS: "\n".join(warnings)})
    if "keep" in request.settings:  # parts of an earlier result stay
        from engine.vector.partial_redo import splice_result

        animation = splice_result(animation, drawing, request, folder.path)
    animation.validate(drawing)
    animation.write(folder.animation_path)
    if request.settings.get("pictures") is True:
        from engine.raster.picture.paper import is_wanted, paper_of_file
        from engine.render.drawn_result import draw_result

        paper = None
        if is_wanted(request) and drawing_file.suffix in PICTURE_SUFFIXES:
            paper = paper_of_file(drawing_file)
        draw_result(folder, drawing, animation, progress, paper)
    report = run_report(
        request,
        info=animation.info,
        seconds=progress.seconds,
        total=time.monotonic() - run.started,
        resumed=progress.checkpoint_loaded,
        warnings=progress.warnings,
        fingerprint=progress.fingerprint,
    )
    if animate is not None or progress.checkpoint_loaded:
        return TaskResult(report)
    return TaskResult(
        report, lambda: remember_job(drawing, request, time.monotonic() - run.started)
    )


def vector_path() -> Animate:
    """Return the vector path. Imports torch."""
    from engine.vector.pipeline import animate

    return animate

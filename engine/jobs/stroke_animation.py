# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "animate" on the vector path: a drawing's strokes get an Animation in the job folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from addon.contract.animation import Animation
from addon.contract.between import KeyPoses
from addon.contract.continuation import Continuation
from addon.contract.drawing import WARNINGS, Drawing
from addon.contract.followed_clip import SETTING as FOLLOW
from addon.contract.request import Request
from engine.cost.job import remember_job
from engine.geometry.load import PICTURE_SUFFIXES, read_drawing, reading_warnings
from engine.jobs.bodies import with_bodies_told
from engine.jobs.job_run import JobRun, TaskResult
from engine.runtime.progress import Progress

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
    path = animate or _path_of(request, folder.path)
    drawing_file = folder.drawing_path
    drawing = read_drawing(drawing_file)
    if drawing_file.suffix in PICTURE_SUFFIXES:  # a host needs the strokes that were found in it
        drawing.write(folder.file(STROKES))
    warnings = reading_warnings(drawing)
    for text in warnings:
        progress.warn(text)
    told = with_bodies_told(drawing, run)
    drawing = told.drawing
    goes_on = Continuation.of(request.settings) is not None
    if KeyPoses.of(request.settings) is not None:
        path = path_between()
    animation = _continued(run, drawing, animate) if goes_on else told.animated(path, run)
    if warnings:  # a host shows them beside the result
        animation = replace(animation, info={**animation.info, WARNINGS: "\n".join(warnings)})
    if "keep" in request.settings and not goes_on:  # parts of an earlier result stay
        from engine.vector.partial_redo import keeps_a_part, splice_result

        if keeps_a_part(request):
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
    report = run.report(animation.info)
    if animate is not None or progress.checkpoint_loaded:
        return TaskResult(report)
    return TaskResult(
        report, lambda: remember_job(drawing, request, time.monotonic() - run.started)
    )


def _path_of(request: Request, folder: Path) -> Animate:
    """Return what animates: the vector path, or what follows the clip in the job's folder."""
    if request.settings.get(FOLLOW) is not True:
        return vector_path()
    from engine.video_fit.job import FollowedClip

    return FollowedClip(folder)


def _continued(run: JobRun, drawing: Drawing, animate: Animate | None) -> Animation:
    """Return an earlier result with a new motion after or before it."""
    from engine.vector.continuation import continued
    from engine.vector.pipeline import animate as vector_path_with_bones

    def stand_in(
        drawing: Drawing, request: Request, progress: Progress, *, rig: object
    ) -> Animation:
        assert animate is not None
        return animate(drawing, request, progress)

    path = stand_in if animate is not None else vector_path_with_bones
    return continued(drawing, run.request, run.folder.path, run.progress, path)


def path_between() -> Animate:
    """Return what moves strokes between drawn poses."""
    from engine.vector.between import animate_between

    return animate_between


def vector_path() -> Animate:
    """Return the vector path. Imports torch."""
    from engine.vector.pipeline import animate

    return animate

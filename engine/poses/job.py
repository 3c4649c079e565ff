# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pose cycle as a job: the frames come back as those of any redrawing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.poses.pipeline import PoseSpec, animate_pose, resolve_poses
from engine.poses.projection import ProjectedDrawing
from engine.raster.frame_files import emptied_frames
from engine.raster.job import WRITING, png_of, trace_written
from engine.raster.line_art.clean import clean_frames
from engine.raster.picture.placing import placed
from engine.raster.picture.previews import preview_frames
from engine.raster.picture.sketch_image import PictureSketch, read_sketch
from engine.runtime.progress import Progress
from engine.runtime.report import frames_report

PROJECTING = "projecting"
_PREVIEWED = 12  # pictures of a preview


def run_poses(job: JobFolder, request: Request, progress: Progress) -> dict[str, object]:
    """Run a raster job that asks for a pose cycle; return its report, which the caller writes.

    Raises BadInput for a drawing that is too far from what the model can draw.
    """
    started = time.monotonic()
    spec = resolve_poses(request)
    sketch = read_sketch(job.drawing_path, request=request)
    for text in sketch.warnings:
        progress.warn(text)
    if spec.model.experimental:
        progress.warn("Pose cycles are experimental: look at every frame.")
    progress.step(PROJECTING, 0, max(spec.steps, 1))
    found, ink = animate_pose(
        sketch, spec, lambda done, count: progress.step(PROJECTING, done, count)
    )
    progress.preview(preview_frames(ink[:: -(-len(ink) // _PREVIEWED)], found.placed(sketch)))
    trace = request.settings.get("trace") is True
    paths = _write(job, ink, found.placed(sketch), spec, progress)
    if trace:
        trace_written(job, paths, sketch, hold=request.hold, progress=progress)
    report = frames_report(
        request,
        progress,
        started,
        info=_info(spec, found),
        path="raster",
        frames=len(paths),
        size=sketch.size,
    )
    return {
        **report,
        "pose_distance": round(found.distance, 4),
        "strokes": trace,
    }


def _write(
    job: JobFolder,
    ink: NDArray[np.float32],
    sketch: PictureSketch,
    spec: PoseSpec,
    progress: Progress,
) -> list[Path]:
    """Write the frames, each picture as often as it is held; return the files in order."""
    request = spec.request
    paths = emptied_frames(job, request.frames)
    progress.step(WRITING, 0, spec.pictures)
    for number, picture in enumerate(_pictures(ink, sketch, request)):
        picture = sketch.with_static_strokes(picture)
        first, *held = paths[number * request.hold : (number + 1) * request.hold]
        write_bytes_atomic(first, png_of(picture), durable=False)
        for path in held:
            shutil.copyfile(first, path)
        progress.step(WRITING, number + 1, spec.pictures)
    return paths


def _pictures(
    ink: NDArray[np.float32], sketch: PictureSketch, request: Request
) -> Iterator[NDArray[np.uint8]]:
    if request.settings.get("clean") is False:
        return placed(ink, sketch)
    return clean_frames(1 - ink, sketch, loop=request.loop)


def _info(spec: PoseSpec, found: ProjectedDrawing) -> dict[str, str]:
    return {
        "model": f"poses ({spec.model.subject}, {spec.model.settings.resolution} px)",
        "path": "raster",
        "quality": spec.request.quality,
        "seed": str(spec.request.seed),
        "prompt": spec.request.prompt,
        "pose cycle": spec.cycle.name,
        "distance": f"{found.distance:.3f}",
        "steps": str(spec.steps),
        "turns": str(spec.turns),
    }

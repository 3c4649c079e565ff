# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A raster job in its folder: from the input file to frames/0001.png and on, and the report.

Frame k of the animation is frames/k.png, k from 1; on twos every picture is written twice. With the
setting `trace`, strokes/ holds the same pictures as strokes.
"""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.geometry.load import PICTURE_SUFFIXES
from engine.raster.frame_files import emptied_frames
from engine.raster.image_to_video.beside import Beside
from engine.raster.picture.kept_frames import kept_sketches
from engine.raster.picture.moving_area import MovingArea, moving_area
from engine.raster.picture.paper import is_wanted, paper_of_file
from engine.raster.picture.sketch_image import PictureSketch, read_sketch
from engine.raster.pipeline import AnySpec, DrawnTakes, animate, resolve_any
from engine.runtime.progress import Progress
from engine.runtime.report import frames_report

WRITING, TRACING = "writing the frames", "tracing the frames"
Pixels = NDArray[np.uint8]


def run_raster(job: JobFolder, request: Request, progress: Progress) -> dict[str, object]:
    """Run a job whose path is raster and return its report, which the caller writes."""
    started = time.monotonic()
    spec = resolve_any(request)
    settings = spec.settings
    sketch = read_sketch(
        job.drawing_path, room=settings.room, whole=settings.whole, request=request
    )
    if is_wanted(request) and job.drawing_path.suffix in PICTURE_SUFFIXES:
        sketch = replace(sketch, below=paper_of_file(job.drawing_path))
    for text in sketch.warnings:
        progress.warn(text)
    area = moving_area(job.path, request.settings, sketch.rgba())
    kept = kept_sketches(
        job.path, request.settings, sketch, hold=request.hold, pictures=spec.pictures
    )
    result = animate(sketch, spec, progress, Beside(kept, area))
    paths = write_frames(job, result, sketch, spec, progress, area)
    if settings.trace:
        trace_written(job, paths, sketch, hold=request.hold, progress=progress)
    report = frames_report(
        request,
        progress,
        started,
        info=result.info,
        path="raster",
        frames=len(paths),
        size=sketch.size,
    )
    return {
        **report,
        "takes": [take.score.to_json() for take in result.takes],
        "strokes": settings.trace,
    }


def write_frames(
    job: JobFolder,
    result: DrawnTakes,
    sketch: PictureSketch,
    spec: AnySpec,
    progress: Progress,
    area: MovingArea | None,
) -> list[Path]:
    """Write the best take, each picture as often as it is held; return the files in order.

    area: where things may move; None for everywhere.
    """
    request = spec.request
    paths = emptied_frames(job, request.frames)
    thumbnails: list[Pixels] = []
    progress.step(WRITING, 0, spec.pictures)
    for number, picture in enumerate(_pictures(result, sketch, spec)):
        if area is not None:
            picture = area.kept(picture)
        picture = sketch.with_static_strokes(picture)
        first, *held = paths[number * request.hold : (number + 1) * request.hold]
        write_bytes_atomic(first, png_of(picture), durable=False)
        for path in held:
            shutil.copyfile(first, path)
        thumbnails.append(_thumbnail(picture))
        progress.step(WRITING, number + 1, spec.pictures)
    if thumbnails:
        progress.preview(np.stack(thumbnails))
    return paths


def _pictures(result: DrawnTakes, sketch: PictureSketch, spec: AnySpec) -> Iterator[Pixels]:
    ink = result.takes[0].ink
    if spec.settings.faithful and not spec.settings.clean:
        from engine.raster.picture.faithful import binarised_frames

        return binarised_frames(ink, sketch)
    if not spec.settings.clean:
        from engine.raster.picture.placing import placed

        return placed(ink, sketch)
    from engine.raster.line_art.clean import clean_frames

    return clean_frames(1 - ink, sketch, loop=spec.request.loop)


def png_of(picture: Pixels) -> bytes:
    """Return a picture uint8 [H, W, 4] as a PNG file."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _thumbnail(picture: Pixels) -> Pixels:
    image = Image.fromarray(picture)
    factor = min(1.0, 160 / max(image.size))
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    small: Pixels = np.asarray(image.convert("RGBa").resize(size).convert("RGBA"))
    return small


def trace_written(
    job: JobFolder, paths: list[Path], sketch: PictureSketch, *, hold: int, progress: Progress
) -> None:
    """Write strokes beside frames that are written."""
    from engine.raster.line_art.trace_frames import FOLDER, trace_frames

    trace_frames(
        paths,
        job.file(FOLDER),
        hold=hold,
        inks=np.array([sketch.color], np.float32),
        on_progress=lambda done, count: progress.step(TRACING, done, count),
    )

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A raster job in its folder: from the input file to frames/0001.png and on, and the report.

Frame k of the animation is frames/k.png, k from 1; on twos every picture is there twice. With
`trace`, strokes/ holds the same drawings as strokes.
"""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.files import disk_errors_named, write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.raster.diffusion.weights import with_lora
from engine.raster.frame_files import frames_of
from engine.raster.picture.sketch_image import PictureSketch, read_sketch
from engine.raster.pipeline import RasterResult, animate
from engine.raster.settings import RasterSettings, raster_settings
from engine.runtime.progress import Progress
from engine.runtime.report import run_report

WRITING, TRACING = "writing the frames", "tracing the frames"
Pixels = NDArray[np.uint8]


def run_raster(job: JobFolder, request: Request, progress: Progress) -> dict[str, object]:
    """Runs a job whose path is raster and returns its report; the caller writes it."""
    started = time.monotonic()
    weights, settings = with_lora(request), raster_settings(request)
    sketch = read_sketch(
        job.drawing_path, room=settings.room, whole=settings.whole, request=request
    )
    drawn = animate(sketch, request, progress, weights=weights)
    paths = write_frames(job, drawn, sketch, request, settings, progress)
    if settings.trace:
        _trace(job, paths, drawn, sketch, progress)
    report = run_report(
        request,
        info=drawn.info,
        seconds=progress.seconds,
        total=time.monotonic() - started,
        resumed=progress.checkpoint_loaded,
        warnings=progress.warnings,
        fingerprint=progress.fingerprint,
    )
    return {
        **report,
        "path": "raster",
        "frames": len(paths),
        "size": list(sketch.size),
        "fps": list(request.fps),
        "hold": request.hold,
        "loop": request.loop,
        "takes": [take.score.to_json() for take in drawn.takes],
        "strokes": settings.trace,
    }


def write_frames(
    job: JobFolder,
    drawn: RasterResult,
    sketch: PictureSketch,
    request: Request,
    settings: RasterSettings,
    progress: Progress,
) -> list[Path]:
    """Writes the best take, each picture as often as it is held; returns the files in order."""
    paths = frames_of(job, request.frames)
    with disk_errors_named(job.frames_path):
        job.frames_path.mkdir(exist_ok=True)
    for old in job.frames_path.glob("[0-9]*.png"):
        old.unlink()
    shown: list[Pixels] = []
    progress.step(WRITING, 0, drawn.pictures)
    for number, picture in enumerate(_pictures(drawn, sketch, settings, request.loop)):
        picture = sketch.with_rest(picture)
        first, *held = paths[number * drawn.hold : (number + 1) * drawn.hold]
        write_bytes_atomic(first, png_of(picture), durable=False)
        for path in held:
            shutil.copyfile(first, path)
        shown.append(_small(picture))
        progress.step(WRITING, number + 1, drawn.pictures)
    if shown:
        progress.preview(np.stack(shown))
    return paths


def _pictures(
    drawn: RasterResult, sketch: PictureSketch, settings: RasterSettings, loop: bool
) -> Iterator[Pixels]:
    ink = drawn.takes[0].ink
    if not settings.clean:
        from engine.raster.picture.placing import placed

        return placed(ink, sketch)
    from engine.raster.line_art.clean import clean_frames

    return clean_frames(1 - ink, sketch, loop=loop)


def png_of(picture: Pixels) -> bytes:
    """A picture uint8 [H, W, 4] as a PNG file."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=4)
    return out.getvalue()


def _small(picture: Pixels) -> Pixels:
    image = Image.fromarray(picture)
    factor = min(1.0, 160 / max(image.size))
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    found: Pixels = np.asarray(image.convert("RGBa").resize(size).convert("RGBA"))
    return found


def _trace(
    job: JobFolder,
    paths: list[Path],
    drawn: RasterResult,
    sketch: PictureSketch,
    progress: Progress,
) -> None:
    from engine.raster.line_art.trace_frames import FOLDER, trace_frames

    trace_frames(
        paths,
        job.file(FOLDER),
        hold=drawn.hold,
        inks=np.array([sketch.color], np.float32),
        told=lambda done, count: progress.step(TRACING, done, count),
    )

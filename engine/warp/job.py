# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A warp job in its folder: from the layer's picture to frames/0001.png and on, and the report.

Frame k of the animation is frames/k.png, k from 1; held pictures are repeated. Frames at rest, the
first above all, are the layer's own pixels.
"""

from __future__ import annotations

import io
import shutil
import time
from dataclasses import dataclass

import numpy as np
from PIL import Image

from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.raster.frame_files import emptied_frames
from engine.raster.picture.moving_area import MovingArea, moving_area
from engine.raster.picture.paper import is_wanted, over_paper, paper_and_drawing
from engine.raster.picture.pixels import read_pixels
from engine.runtime.progress import Progress
from engine.runtime.report import frames_report
from engine.vector.pipeline import animate
from engine.warp.painting import Bytes
from engine.warp.pipeline import CHOICES, HOLES, WarpedPainting, warp

WRITING = "writing the frames"
PREVIEW_SIDE = 160
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
STROKES = "strokes.safetensors"


@dataclass(frozen=True, eq=False)
class _Layer:
    """What the frames are made of: uint8 [H, W, 4].

    Attributes:
        still: a frame in which nothing moves.
        paint: what is warped.
        paper: under the paint; None where frames have none.
        area: where things may move; None for everywhere.
    """

    still: Bytes
    paint: Bytes
    paper: Bytes | None
    area: MovingArea | None

    def framed(self, frame: Bytes) -> Bytes:
        """Return a frame of the paint as it is written."""
        if frame is self.paint:
            return self.still
        if self.paper is not None:
            frame = over_paper(frame, self.paper)
        return frame if self.area is None else self.area.kept(frame)


def run_warp(job: JobFolder, request: Request, progress: Progress) -> dict[str, object]:
    """Run a job whose path is warp and return its report, which the caller writes.

    Raises BadInput for a job without a picture, or without that of where things may move.
    """
    started = time.monotonic()
    if job.drawing_path.suffix not in PICTURES:
        raise BadInput(
            "Only paint can be warped: this drawing is made of strokes.",
            hint="Let its strokes move instead.",
        )
    if str(request.settings.get(HOLES, CHOICES[0])) not in CHOICES:
        raise BadInput("{name} must be one of {names}.", name=HOLES, names=", ".join(CHOICES))
    rgba = read_pixels(job.drawing_path)
    split = paper_and_drawing(job.drawing_path)
    paper, paint = (None, rgba) if split is None else split
    if not is_wanted(request):
        rgba, paper = paint, None
    area = moving_area(job.path, request.settings, rgba)
    warped = warp(paint, request, progress, animate)
    warped.drawing.write(job.file(STROKES))
    _write_frames(job, request, _Layer(rgba, paint, paper, area), warped, progress)
    report = frames_report(
        request,
        progress,
        started,
        info=warped.animation.info,
        path="warp",
        frames=request.frames,
        size=(rgba.shape[1], rgba.shape[0]),
    )
    return {
        **report,
        "parts": len(warped.meshes),
        "strain": warped.strain(),
    }


def _write_frames(
    job: JobFolder, request: Request, layer: _Layer, warped: WarpedPainting, progress: Progress
) -> None:
    paths = emptied_frames(job, request.frames)
    small: list[Bytes] = []
    for number in range(request.frames):
        progress.step(WRITING, number, request.frames)
        if number % request.hold:
            shutil.copyfile(paths[number - 1], paths[number])
            continue
        frame = layer.framed(warped.frame(number))
        write_bytes_atomic(paths[number], _png(frame), durable=False)
        small.append(_thumbnail(frame))
        if progress.wants_preview():
            progress.preview(np.stack(small))
    progress.preview(np.stack(small))
    progress.step(WRITING, request.frames, request.frames)


def _png(picture: Bytes) -> bytes:
    out = io.BytesIO()
    # Level 1: at the size of a film frame, compressing would take longer than warping.
    Image.fromarray(picture).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _thumbnail(picture: Bytes) -> Bytes:
    image = Image.fromarray(picture)
    factor = min(1.0, PREVIEW_SIDE / max(image.size))
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    reduced = image.reduce(max(1, int(0.5 / factor)))
    return np.asarray(reduced.convert("RGBa").resize(size).convert("RGBA"), np.uint8)

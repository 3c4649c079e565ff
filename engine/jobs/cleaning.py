# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "clean": a rough drawing becomes one of single, clean lines."""

from __future__ import annotations

from addon.contract.cleaning import CLEAN_FILE, PICTURE_FILE, strength_of
from addon.contract.files import write_bytes_atomic
from addon.contract.request import Request
from engine.jobs.job_run import JobRun, TaskResult


def clean_lines(run: JobRun) -> TaskResult:
    """Clean a job's drawing and write it; for a host of pictures its picture too.

    Raises BadInput, FormatError.
    """
    from engine.clean import clean_drawing
    from engine.geometry.load import read_drawing, reading_warnings

    request = run.request
    strength = strength_of(request.settings)
    drawing = read_drawing(run.folder.drawing_path)
    for text in reading_warnings(drawing):
        run.progress.warn(text)
    cleaned = clean_drawing(
        drawing, strength, lambda done, count: run.progress.step("cleaning", done, count)
    )
    run.progress.step("cleaning", 1, 1)
    cleaned.drawing.write(run.folder.file(CLEAN_FILE))
    if wants_picture(request):
        from engine.render.drawn_result import png_bytes
        from engine.render.frames import render_frames

        picture = render_frames(cleaned.drawing)[0]
        write_bytes_atomic(run.folder.file(PICTURE_FILE), png_bytes(picture))
    counts = {"before": drawing.stroke_count, "after": cleaned.drawing.stroke_count}
    return TaskResult({**run.report(), "result": CLEAN_FILE, "strokes": counts})


def wants_picture(request: Request) -> bool:
    """Return whether a job comes from a host of pictures."""
    return request.settings.get("pictures") is True  # a host of pictures, like Krita

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "suggest": a more practised version of a drawing, or a known drawing to draw after."""

from __future__ import annotations

from addon.contract.cleaning import USUAL
from addon.contract.files import write_bytes_atomic
from addon.contract.suggesting import SUGGESTION_FILE, SUGGESTION_PICTURE, degree_of, form_of
from engine.jobs.cleaning import wants_picture
from engine.jobs.job_run import JobRun, TaskResult


def suggest_lines(run: JobRun) -> TaskResult:
    """Suggest something for a job's drawing and write it; for a host of pictures its picture too.

    Raises BadInput, FormatError.
    """
    from engine.clean import clean_drawing
    from engine.clean.projection.suggesting import suggest
    from engine.geometry.load import read_drawing, reading_warnings

    request = run.request
    degree, form = degree_of(request.settings), form_of(request.settings)
    drawing = read_drawing(run.folder.drawing_path)
    for text in reading_warnings(drawing):
        run.progress.warn(text)
    run.progress.step("cleaning", 0, 2)
    cleaned = clean_drawing(drawing, USUAL).drawing
    run.progress.step("suggesting", 1, 2)
    found = suggest(cleaned, degree, sentence=request.prompt)
    run.progress.step("suggesting", 2, 2)
    suggested = found.reference if form == "reference" else found.drawing
    suggested.write(run.folder.file(SUGGESTION_FILE))
    if wants_picture(request):
        from engine.render.drawn_result import png_bytes
        from engine.render.frames import render_frames

        picture = png_bytes(render_frames(suggested)[0])
        write_bytes_atomic(run.folder.file(SUGGESTION_PICTURE), picture)
    told = {"name": found.name, "credit": found.credit, "distance": round(found.distance, 4)}
    return TaskResult({**run.report(), "result": SUGGESTION_FILE, "suggestion": told})

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that are questions about a drawing, answered with one JSON file."""

from __future__ import annotations

import json

from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.request import Request
from addon.contract.settings_reader import as_whole
from engine.jobs.job_run import JobRun, Report, TaskResult
from engine.jobs.stroke_animation import STROKES

OBJECTS, ESTIMATE = "objects.json", "estimate.json"


def answer_objects(run: JobRun) -> TaskResult:
    """Group the strokes of a job's drawing into objects. Raises BadInput."""
    from engine.geometry.grouping.find import find_objects
    from engine.geometry.load import read_drawing
    from engine.geometry.objects import objects_to_json, single_object

    request = run.request
    run.progress.step("finding objects", 0, 1)
    drawing = read_drawing(run.folder.drawing_path)
    count, fixed = objects_settings(request)
    if count is not None:  # group anew; `fixed` would otherwise only correct the present groups
        drawing = single_object(drawing)
    grouping = find_objects(drawing, prompt=request.prompt, count=count, fixed=fixed)
    run.progress.step("finding objects", 1, 1)
    grouped = grouping.applied(drawing)
    if request.settings.get("pictures") is True:  # the host has no strokes of its own to color
        grouped.write(run.folder.file(STROKES))
    return _answered(run, OBJECTS, objects_to_json(grouped), {"objects": len(grouping.names)})


def answer_estimate(run: JobRun) -> TaskResult:
    """Estimate what a job will cost. Raises BadInput, FormatError."""
    from engine.cost.job import estimate_job

    estimate = estimate_job(run.folder, run.request).to_json()
    return _answered(run, ESTIMATE, estimate, {"estimate": estimate})


def objects_settings(request: Request) -> tuple[int | None, dict[int, int]]:
    """Read the expert settings of the task "objects".

    Returns settings["count"], how many objects there are, None if unknown, and settings["fixed"],
    pairs [[stroke, object], ...], as a mapping. Raises BadInput.
    """
    value, pairs = request.settings.get("count"), request.settings.get("fixed", [])
    count = as_whole(value)
    if value is not None and (count is None or count < 1):
        raise BadInput("The number of objects must be a whole number above 0.")
    fixed: dict[int, int] = {}
    for pair in pairs if isinstance(pairs, list) else [None]:
        stroke, index = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
        stroke, index = as_whole(stroke), as_whole(index)
        if stroke is None or index is None:
            raise BadInput("The strokes to keep must be pairs of a stroke and an object.")
        fixed[stroke] = index
    return count, fixed


def _answered(run: JobRun, name: str, answer: Report, in_report: Report) -> TaskResult:
    """Write an answer to its file, and report it."""
    text = json.dumps(answer, indent=1, ensure_ascii=False) + "\n"
    write_bytes_atomic(run.folder.file(name), text.encode())
    return TaskResult({**run.report(), "result": name, **in_report})

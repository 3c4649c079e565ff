# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that answer a question about a drawing with one JSON file instead of an animation."""

from __future__ import annotations

import json
from collections.abc import Callable

from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.runtime.progress import Progress

Answer = dict[str, object]

#: The file of each such task in its job folder.
FILES = {"objects": "objects.json", "estimate": "estimate.json"}
STROKES = "strokes.safetensors"  # the strokes that the numbers in objects.json count


def is_question(request: Request) -> bool:
    """Whether a request is answered by a file of its own."""
    return request.task in FILES


def answer(job: JobFolder, request: Request, progress: Progress) -> Answer:
    """Answers, writes the file and returns what the report says of it. Raises BadInput."""
    found, told = _TASKS[request.task](job, request, progress)
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    write_bytes_atomic(job.file(FILES[request.task]), text.encode())
    return told


def _objects(job: JobFolder, request: Request, progress: Progress) -> tuple[Answer, Answer]:
    from engine.geometry.grouping import find_objects
    from engine.geometry.load import read_drawing
    from engine.geometry.objects import objects_to_json, single_object

    progress.step("finding objects", 0, 1)
    drawing = read_drawing(job.drawing_path)
    count, fixed = objects_settings(request)
    if count is not None:  # else what is fixed would only correct the groups of now
        drawing = single_object(drawing)
    grouping = find_objects(drawing, prompt=request.prompt, count=count, fixed=fixed)
    progress.step("finding objects", 1, 1)
    grouped = grouping.applied(drawing)
    if request.settings.get("pictures") is True:  # the host has no strokes of its own to color
        grouped.write(job.file(STROKES))
    found = objects_to_json(grouped)
    return found, {"result": FILES["objects"], "objects": len(grouping.names)}


def _estimate(job: JobFolder, request: Request, progress: Progress) -> tuple[Answer, Answer]:
    from engine.cost.job import estimate_job

    found = estimate_job(job, request).to_json()
    return found, {"result": FILES["estimate"], "estimate": found}


def objects_settings(request: Request) -> tuple[int | None, dict[int, int]]:
    """settings["count"]: how many objects, if known; settings["fixed"]: [[stroke, object], ...].

    Raises BadInput.
    """
    count, pairs = request.settings.get("count"), request.settings.get("fixed", [])
    if count is not None and (type(count) is not int or count < 1):
        raise BadInput("The number of objects must be a whole number above 0.")
    if not isinstance(pairs, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair)
        for pair in pairs
    ):
        raise BadInput("The strokes to keep must be pairs of a stroke and an object.")
    return count, {pair[0]: pair[1] for pair in pairs if isinstance(pair, list)}  # type: ignore[misc]


_TASKS: dict[str, Callable[[JobFolder, Request, Progress], tuple[Answer, Answer]]] = {
    "objects": _objects,
    "estimate": _estimate,
}

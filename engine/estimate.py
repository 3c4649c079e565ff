# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `estimate` command: what a job will take, of a job folder or of a drawing and options."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.cost.estimate import Estimate, estimate, kind_of, reference_seconds
from engine.cost.history import Run, read_runs, remember, timings_file

PICTURES = (".png", ".jpg", ".jpeg", ".webp")


def estimate_job(job: JobFolder, request: Request) -> Estimate:
    """What the job of a folder will take. Raises BadInput, FormatError."""
    return estimate_file(job.drawing_path, request)


def estimate_file(path: Path, request: Request) -> Estimate:
    """What a request for a drawing's file will take. Raises BadInput, FormatError."""
    return estimate(_drawing(path, request), request, read_runs(timings_file()))


def remember_job(drawing: Drawing, request: Request, seconds: float) -> bool:
    """Keep how long a finished job took, for the next estimate; whether it was kept."""
    predicted = reference_seconds(drawing, request)
    if predicted is None:
        return False
    return remember(timings_file(), Run(kind_of(request), predicted, seconds))


def _drawing(path: Path, request: Request) -> Drawing | None:
    """The drawing, where its strokes matter: a picture isn't traced to ask what it costs."""
    if request.path == "raster":
        return None
    from engine.run import read_drawing

    return read_drawing(path)


def run(options: argparse.Namespace, request_of: Callable[[argparse.Namespace], Request]) -> int:
    """Prints the estimate as JSON, or writes it. Raises BadInput."""
    if options.drawing.is_dir():
        job = JobFolder(options.drawing)
        if not job.request_path.is_file():
            raise BadInput(f"{options.drawing} is not a job folder: it has no request.json.")
        found = estimate_job(job, replace(job.read_request(), task="estimate"))
    else:
        if not options.drawing.is_file():
            raise BadInput(f"There is no drawing {options.drawing.name} here.")
        found = estimate_file(options.drawing, replace(request_of(options), task="estimate"))
    print(json.dumps(found.to_json(), indent=1))
    return 0

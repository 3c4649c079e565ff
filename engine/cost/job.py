# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job will take, and keeping what a finished one took."""

from __future__ import annotations

from pathlib import Path

from addon.contract.drawing import Drawing
from addon.contract.estimate import Estimate
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.cost.estimate import estimate, kind_of, reference_seconds
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
    from engine.geometry.load import read_drawing

    return read_drawing(path)

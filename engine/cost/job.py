# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of a job folder or a drawing file, and the record of what a finished job took."""

from __future__ import annotations

from pathlib import Path

from addon.contract.drawing import Drawing
from addon.contract.estimate import Estimate
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.cost.estimate import estimate, reference_run
from engine.cost.history import Run, read_runs, remember, timings_file
from engine.cost.pictures import KIND
from engine.cost.pictures import seconds_of as pictures_seconds


def estimate_job(job: JobFolder, request: Request) -> Estimate:
    """Estimate what the job of a folder will cost. Raises BadInput, FormatError."""
    return estimate_file(job.drawing_path, request)


def estimate_file(path: Path, request: Request, *, files: bool = False) -> Estimate:
    """Estimate what a request for a drawing file will cost.

    files: with the pictures that `animate` writes. Raises BadInput, FormatError.
    """
    if request.path == "warp":
        from engine.cost.paint import paint_estimate

        return paint_estimate(path, request)
    return estimate(_drawing(path, request), request, read_runs(timings_file()), files=files)


def remember_job(drawing: Drawing, request: Request, seconds: float) -> bool:
    """Record how long a finished job took, for the next estimate; False where that fails."""
    predicted = reference_run(drawing, request)
    if predicted is None:
        return False
    return remember(timings_file(), Run(*predicted, seconds))


def remember_pictures(drawing: Drawing, request: Request, seconds: float) -> bool:
    """Record how long the pictures of a result took, for the next estimate."""
    return remember(timings_file(), Run(KIND, pictures_seconds(drawing, request), seconds))


def _drawing(path: Path, request: Request) -> Drawing | None:
    """Read the drawing where its strokes matter; None for the raster path."""
    if request.path == "raster":
        return None
    from engine.geometry.load import read_drawing

    return read_drawing(path)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is handed to the engine: a request, the drawing as it is now, and what it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic

from ...contract.drawing import Drawing
from ...contract.request import Request
from ..client import EngineClient
from .job_target import TargetT
from .takes import HostNote


@dataclass(frozen=True)
class Submission(Generic[TargetT]):
    """A job that is ready to be queued.

    Attributes:
        drawing: The drawing itself, or the file that holds it.
        seeds: The number of jobs to make, each with the next seed.
        preview_first: Whether the result waits to be chosen, as those of several seeds do.
        write_drawing: Writes the file `drawing`, which is removed once it is in the job's folder.
            Called in the file worker's thread. None for a file that is there already.
        add_files: Puts more into the job's folder. Called in the file worker's thread.
    """

    request: Request
    drawing: Drawing | Path
    target: TargetT
    seeds: int = 1
    preview_first: bool = False
    write_drawing: Callable[[], None] | None = None
    add_files: Callable[[Path], object] | None = None


def hand_over(
    client: EngineClient,
    submission: Submission[TargetT],
    note: HostNote | None = None,
    *,
    first: bool = False,
    elsewhere: bool = False,
) -> str:
    """Queue a job and the writing of its files; return the job.

    note: by which a later run of the host finds the job; None for a job that makes no take.
    first: it comes before all that still wait. elsewhere: another program will run it.
    """
    drawing, write = submission.drawing, submission.write_drawing
    if write is not None:
        client.do_in_background(write)
    request, add_files = submission.request, submission.add_files
    if elsewhere:
        job = client.make_folder(request, drawing, note, add_files)
    else:
        job = client.submit(request, drawing, note, add_files, first=first)
    if write is not None and not isinstance(drawing, Drawing):
        client.do_in_background(partial(drawing.unlink, missing_ok=True))
    return job

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a raster job's pictures.

Imports nothing heavy, because the runner asks it about jobs that are done already.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from addon.contract.files import disk_errors_named
from addon.contract.job import JobFolder


def frames_of(job: JobFolder, count: int) -> list[Path]:
    """Return the files of frames 1 to `count`, whether or not they exist."""
    return [job.frames_path / f"{number:04d}.png" for number in range(1, count + 1)]


def emptied_frames(job: JobFolder, count: int) -> list[Path]:
    """Make the folder of frames, without what an earlier run left in it; return `frames_of` it."""
    with disk_errors_named(job.frames_path):
        job.frames_path.mkdir(exist_ok=True)
    for old in job.frames_path.glob("[0-9]*.png"):
        old.unlink()
    return frames_of(job, count)


def is_whole(job: JobFolder, report: Mapping[str, object]) -> bool:
    """Return whether all frames that a job's report counts exist."""
    count = report.get("frames")
    return isinstance(count, int) and all(path.is_file() for path in frames_of(job, count))

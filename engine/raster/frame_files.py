# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a raster job's pictures lie. Light: a runner asks it about jobs that are done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from addon.contract.job import JobFolder


def frames_of(job: JobFolder, count: int) -> list[Path]:
    """The files of frames 1 to `count`."""
    return [job.frames_path / f"{number:04d}.png" for number in range(1, count + 1)]


def is_whole(job: JobFolder, report: Mapping[str, object]) -> bool:
    """Whether all frames that a report speaks of are there."""
    count = report.get("frames")
    return isinstance(count, int) and all(path.is_file() for path in frames_of(job, count))

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits for a job of another machine: on a network share it may be seen late."""

from __future__ import annotations

import time
from pathlib import Path

from addon.contract.errors import SketchMotionError
from addon.contract.job import JobFolder

SEEN_WITHIN_S = 3.0
_LOOK_EVERY_S = 0.05


def wait_for_job(folder: Path, timeout_s: float = SEEN_WITHIN_S) -> bool:
    """Wait until a folder's request and drawing are seen; return whether they are.

    A folder that isn't there isn't waited for.
    """
    job, deadline = JobFolder(folder), time.monotonic() + timeout_s
    while folder.is_dir():
        if _is_seen(job):
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_EVERY_S)
    return False


def _is_seen(job: JobFolder) -> bool:
    try:
        return job.request_path.is_file() and job.drawing_path.is_file()
    except SketchMotionError:  # no drawing, or a link in its place
        return False

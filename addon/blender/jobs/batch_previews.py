# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last preview of each job, also after it has ended: a finished job's state has none."""

from __future__ import annotations

from pathlib import Path

from ...client.jobs.states import JobState, Running
from .session import session

_last: dict[str, Path] = {}


def picture_of(job: str, state: JobState) -> Path | None:
    """Return the newest preview of a job; None where there is none."""
    if isinstance(state, Running):
        if state.preview is not None:
            _last[job] = state.preview
        return state.preview
    if job not in _last and session.client is not None:
        previews = sorted((session.client.folder(job) / "preview").glob("*.webp"))
        if not previews:
            return None
        _last[job] = previews[-1]
    return _last.get(job)


def forget(jobs: list[str]) -> None:
    """Forget the previews of jobs."""
    for job in jobs:
        _last.pop(job, None)

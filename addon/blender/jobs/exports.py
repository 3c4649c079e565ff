# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exports of this run of Blender: what is being written, and what became of it."""

from __future__ import annotations

from pathlib import Path

from ...client.jobs.exporting import Export, Exported, Exporting, ExportState
from . import engine_location
from .session import session

_exports: list[tuple[Export, ExportState]] = []  # with the state the panel has seen


def begin(job: str, target: Path, side: int) -> Export:
    """Begin to write a take's result. Raises BadInput."""
    session.ready_client()
    export = Export.begin(engine_location.engine_command(), job, target, side=side)
    _exports[:] = [(known, seen) for known, seen in _exports if known.target != target]
    _exports.append((export, export.state))
    return export


def states() -> list[Export]:
    """Return the exports that the panel shows."""
    return [export for export, _ in _exports]


def take_changes() -> bool:
    """Return whether an export has ended since the last call; a failure becomes the notice."""
    changed = False
    for index, (export, seen) in enumerate(_exports):
        state = export.state
        if state is seen or state == seen:
            continue
        changed = True
        _exports[index] = (export, state)
        if not isinstance(state, (Exporting, Exported)):
            session.notice = state.error
    _exports[:] = [pair for pair in _exports if isinstance(pair[1], (Exporting, Exported))]
    return changed


def is_busy() -> bool:
    """Return whether anything is being written."""
    return any(isinstance(state, Exporting) for _, state in _exports)


def forget_ended() -> None:
    """Take what is written off the panel."""
    _exports[:] = [pair for pair in _exports if isinstance(pair[1], Exporting)]

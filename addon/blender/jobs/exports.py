# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exports of this run of Blender: what is being written, and what became of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.jobs.exporting import Export, Exported, Exporting, ExportState
from ...contract.drawing import Drawing
from ...contract.export_formats import ExportFormat
from ...contract.job import JobFolder
from ..grease_pencil import versions
from . import engine_location
from .session import session
from .take_frames import write_take_frames

if TYPE_CHECKING:
    from bpy.types import Context

    from ..write.scene_takes import SceneTake

_exports: list[tuple[Export, ExportState]] = []  # with the state the panel has seen


def begin(
    take: SceneTake,
    target: Path,
    side: int,
    *,
    wanted: ExportFormat,
    framing: str = "grow",
    context: Context | None = None,
) -> Export:
    """Begin to write a take: strokes as they are now, with the artist's edits, if that is known.

    context: of the scene; None writes the take as the engine made it. Raises BadInput.
    """
    client = session.ready_client()
    drawings = None
    made_from = JobFolder(client.folder(take.job)).file("drawing.safetensors")
    if context is not None and versions.is_grease_pencil(take.object) and made_from.is_file():
        drawings = Path(tempfile.mkdtemp(prefix="sketch-motion-export-"))
        write_take_frames(take, context, made_from, drawings)
    export = Export.begin(
        engine_location.engine_command(),
        take.job,
        target,
        side=side,
        wanted=wanted,
        framing=framing,
        drawings=drawings,
    )
    return _noted(export)


def begin_picture(drawing: Drawing, folder: Path, *, prompt: str, size: str) -> Export:
    """Begin to write a drawing as the picture that a video model begins with. Raises BadInput."""
    session.ready_client()
    own = Path(tempfile.mkdtemp(prefix="sketch-motion-picture-"))
    drawing.write(own / "drawing.safetensors")
    command = engine_location.engine_command()
    return _noted(
        Export.begin_picture(command, own / "drawing.safetensors", folder, prompt=prompt, size=size)
    )


def _noted(export: Export) -> Export:
    """Show an export in the panel, in the place of an earlier one of the same file."""
    _exports[:] = [pair for pair in _exports if pair[0].target != export.target]
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

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's log: its last lines in one press, to read, to copy, to find the file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...client.locations import locations
from ..host_state import window_manager
from ..host_types import OperatorMixin

if TYPE_CHECKING:
    from bpy.types import Context, Event

    from ..host_types import OperatorReturn

SHOWN = 28  # lines
LONGEST = 120  # characters of a line
READ = 1 << 16  # bytes from the end of the file


def log_file() -> Path:
    """Return the path of the engine's log, which needn't exist."""
    return locations().logs / "engine.log"


def last_lines(path: Path, count: int) -> list[str]:
    """Return the last lines of a file that aren't blank; none where there is no file."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - READ))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    return [line.rstrip() for line in text.splitlines() if line.strip()][-count:]


class SKETCH_MOTION_OT_log_open(OperatorMixin, bpy.types.Operator):
    bl_idname = "sketch_motion.log_open"
    bl_label = "Open Log"
    bl_description = "Show the last lines of what the engine says about itself"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        return window_manager(context).invoke_popup(self, width=760)

    def execute(self, context: Context) -> OperatorReturn:
        return {"FINISHED"}

    def draw(self, context: Context) -> None:
        layout = self.layout
        path = log_file()
        row = layout.row()
        row.label(text=str(path), icon="TEXT", translate=False)
        row.operator("sketch_motion.log_copy", icon="COPYDOWN")
        row.operator("sketch_motion.log_folder", icon="FILE_FOLDER")
        lines = layout.column(align=True)
        lines.scale_y = 0.7
        texts = last_lines(path, SHOWN)
        for text in texts:
            lines.label(text=text[:LONGEST], translate=False)
        if not texts:
            lines.label(text="The engine has not said anything yet.")


class SKETCH_MOTION_OT_log_copy(bpy.types.Operator):
    bl_idname = "sketch_motion.log_copy"
    bl_label = "Copy"
    bl_description = "Copy the last lines, for a report"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def execute(self, context: Context) -> OperatorReturn:
        window_manager(context).clipboard = "\n".join(last_lines(log_file(), 200))
        return {"FINISHED"}


class SKETCH_MOTION_OT_log_folder(bpy.types.Operator):
    bl_idname = "sketch_motion.log_folder"
    bl_label = "Folder"
    bl_description = "Open the folder that the log is in"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def execute(self, context: Context) -> OperatorReturn:
        folder = log_file().parent
        folder.mkdir(parents=True, exist_ok=True)
        bpy.ops.wm.path_open(filepath=str(folder))
        return {"FINISHED"}


CLASSES = (SKETCH_MOTION_OT_log_open, SKETCH_MOTION_OT_log_copy, SKETCH_MOTION_OT_log_folder)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar tab "Sketch Motion". It shows states and has no state of its own."""

from __future__ import annotations

from typing import Any

import bpy

from ..client.states import EngineFailed, Interrupted, JobFailed, JobState, Running, Starting
from ..client.takes import Take
from . import engine_setup, preferences, previews, wording
from .properties import settings_of
from .session import session

PIXELS_A_CHARACTER = 7.0


class SKETCH_MOTION_PT_main(bpy.types.Panel):
    bl_label = "Sketch Motion"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Sketch Motion"

    def draw(self, context: Any) -> None:
        layout = self.layout
        settings = settings_of(context.scene)
        layout.prop(settings, "prompt", text="", icon="OUTLINER_OB_GREASEPENCIL")
        width = _characters(context)
        if engine_setup.is_needed():
            engine_setup.draw(layout, width)
        jobs = session.jobs()
        busy = False
        for job, state in jobs.items():
            if isinstance(state, (Interrupted, JobFailed)):
                _draw_trouble(layout, job, state, width)
            else:
                busy = True
                _draw_progress(layout, job, state)
        if not busy:
            row = layout.row()
            row.scale_y = 1.4
            row.operator("sketch_motion.animate", icon="PLAY")
        _draw_notice(layout, width)
        for take in session.found():
            _draw_take(layout, take)
        column = layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        column.prop(settings, "frames")
        column.row().prop(settings, "hold", expand=True)
        column.prop(settings, "loop")
        column.prop(settings, "strength", slider=True)
        column.prop(settings, "quality")
        column.prop(settings, "seed")
        column.prop(settings, "plane")
        column.prop(settings, "selected_only")


def _draw_progress(layout: Any, job: str, state: JobState) -> None:
    row = layout.row(align=True)
    row.scale_y = 1.4
    client = session.client
    starting = client is not None and isinstance(client.engine, Starting)
    text = "Starting the engine" if starting else wording.progress_text(state)
    row.progress(factor=wording.fraction(state), text=text)
    row.operator("sketch_motion.cancel", text="", icon="X").job = job
    if isinstance(state, Running):
        icon = previews.icon_of(state.preview)
        if icon:
            layout.template_icon(icon_value=icon, scale=8)
        for warning in state.warnings:
            layout.label(text=warning, icon="INFO")


def _draw_trouble(layout: Any, job: str, state: JobState, width: int) -> None:
    message, hint = wording.trouble(state)
    box = _draw_message(layout, f"{session.object_name(job)}: {message}", hint, width)
    row = box.row()
    if isinstance(state, Interrupted):
        row.operator("sketch_motion.resume", icon="FILE_REFRESH").job = job
    elif isinstance(state, JobFailed) and state.error.action is not None:
        row.operator("sketch_motion.retry", text=state.error.action.label).job = job
    row.operator("sketch_motion.dismiss", text="", icon="X").job = job


def _draw_take(layout: Any, take: Take) -> None:
    box = layout.box()
    box.label(text=f"{take.note.object_name}: {take.prompt}", icon="TIME")
    row = box.row()
    if take.status == "done":
        row.operator("sketch_motion.open_take", icon="CHECKMARK").job = take.job
    else:
        row.operator("sketch_motion.resume", icon="FILE_REFRESH").job = take.job


def _draw_notice(layout: Any, width: int) -> None:
    error = session.notice
    client = session.client
    if error is None and client is not None and isinstance(client.engine, EngineFailed):
        error = client.engine.error
    if error is None:
        return
    row = _draw_message(layout, error.message, error.hint, width).row()
    if preferences.stored() is not None and "preferences" in error.hint:
        shown = row.operator("preferences.addon_show", text="Preferences", icon="PREFERENCES")
        shown.module = preferences.PACKAGE
    row.operator("sketch_motion.dismiss", text="", icon="X")


def _draw_message(layout: Any, message: str, hint: str, width: int) -> Any:
    box = layout.box()
    lines = wording.wrapped(message, width)
    for index, line in enumerate(lines):
        box.label(text=line, icon="ERROR" if index == 0 else "BLANK1")
    for line in wording.wrapped(hint, width):
        box.label(text=line, icon="BLANK1")
    return box


def _characters(context: Any) -> int:
    """About how many characters fit in a line of the panel."""
    scale = context.preferences.system.ui_scale
    return max(16, int(context.region.width / (PIXELS_A_CHARACTER * scale)) - 8)


CLASSES = (SKETCH_MOTION_PT_main,)

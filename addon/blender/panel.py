# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar tab "Sketch Motion". It shows states and has no state of its own."""

from __future__ import annotations

from typing import Any

import bpy

from ..client.states import (
    EngineFailed,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Running,
    Starting,
)
from ..client.takes import Take
from . import engine_setup, preferences, previews, versions, wording
from .properties import settings_of
from .session import session
from .write_back import original_of

PIXELS_A_CHARACTER = 7.0
PREVIEW_SCALE = 7.0  # times the height of a button
MOST_TAKES = 3  # the newest jobs of an earlier run


class SKETCH_MOTION_PT_main(bpy.types.Panel):
    bl_label = "Sketch Motion"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Sketch Motion"

    def draw(self, context: Any) -> None:
        layout = self.layout
        settings = settings_of(context.scene)
        layout.prop(
            settings,
            "prompt",
            text="",
            icon="OUTLINER_OB_GREASEPENCIL",
            placeholder="What should happen?",
        )
        width = _characters(context)
        if engine_setup.is_needed():
            engine_setup.draw(layout, width)
        jobs = session.jobs()
        busy = False
        for job, state in jobs.items():
            if isinstance(state, (Interrupted, JobCancelled, JobFailed)):
                _draw_trouble(layout, job, state, width)
            else:
                busy = True
                _draw_progress(layout, job, state)
        if not busy:
            row = layout.row()
            row.scale_y = 1.4
            row.operator("sketch_motion.animate", icon="PLAY")
            if not versions.is_grease_pencil(original_of(context.object)):
                layout.label(text="Select a Grease Pencil drawing.", icon="INFO")
        _draw_notice(layout, width)
        for take in session.found()[:MOST_TAKES]:
            _draw_take(layout, take, width)
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
            layout.template_icon(icon_value=icon, scale=PREVIEW_SCALE)
        for warning in state.warnings:
            layout.label(text=warning, icon="INFO")


def _draw_trouble(layout: Any, job: str, state: JobState, width: int) -> None:
    message, hint = wording.trouble(state)
    icon = "INFO" if isinstance(state, JobCancelled) else "ERROR"
    box = _draw_message(layout, f"{session.object_name(job)}: {message}", hint, width, job, icon)
    if isinstance(state, (Interrupted, JobCancelled)):
        box.operator("sketch_motion.resume", icon="FILE_REFRESH").job = job
    elif isinstance(state, JobFailed) and state.error.action is not None:
        box.operator("sketch_motion.retry", text=state.error.action.label).job = job


def _draw_take(layout: Any, take: Take, width: int) -> None:
    done = take.status == "done"
    what = "is ready" if done else "was interrupted"
    text = f'{take.note.object_name}: "{take.prompt}" {what}.'
    box = _draw_message(layout, text, "", width, take.job, icon="TIME")
    if done:
        box.operator("sketch_motion.open_take", icon="CHECKMARK").job = take.job
    else:
        box.operator("sketch_motion.resume", icon="FILE_REFRESH").job = take.job


def _draw_notice(layout: Any, width: int) -> None:
    error = session.notice
    client = session.client
    if error is None and client is not None and isinstance(client.engine, EngineFailed):
        error = client.engine.error
    if error is None:
        return
    box = _draw_message(layout, error.message, error.hint, width, "")
    if preferences.stored() is not None and "preferences" in error.hint:
        shown = box.operator("preferences.addon_show", text="Preferences", icon="PREFERENCES")
        shown.module = preferences.PACKAGE


def _draw_message(
    layout: Any, message: str, hint: str, width: int, job: str, icon: str = "ERROR"
) -> Any:
    """A box with a few lines and a cross; what is to be pressed comes below. Returns the box."""
    box = layout.box()
    row = box.row()
    lines = row.column(align=True)
    lines.scale_y = 0.8
    text = [*wording.wrapped(message, width), *wording.wrapped(hint, width)]
    for index, line in enumerate(text):
        lines.label(text=line, icon=icon if index == 0 else "BLANK1")
    cross = row.column()
    cross.operator("sketch_motion.dismiss", text="", icon="X", emboss=False).job = job
    return box


def _characters(context: Any) -> int:
    """About how many characters fit in a line of the panel."""
    scale = context.preferences.system.ui_scale
    return max(16, int(context.region.width / (PIXELS_A_CHARACTER * scale)) - 11)


CLASSES = (SKETCH_MOTION_PT_main,)

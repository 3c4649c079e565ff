# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The head of the sidebar tab "Sketch Motion": the sentence, the button, what is going on.

The parts below it are files of their own. They show states and have none of their own.
"""

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
from . import (
    engine_setup,
    panel_drawing,
    panel_engine,
    panel_motion,
    panel_objects,
    panel_takes,
    preferences,
    previews,
    versions,
    wording,
)
from .panel_parts import MAIN, Tab, characters, draw_message
from .properties import settings_of
from .session import session
from .translation import tr
from .write_back import original_of

PREVIEW_SCALE = 7.0  # times the height of a button


class SKETCH_MOTION_PT_main(Tab, bpy.types.Panel):
    bl_idname = MAIN
    bl_label = "Sketch Motion"

    def draw(self, context: Any) -> None:
        layout = self.layout
        settings = settings_of(context.scene)
        layout.prop(
            settings,
            "prompt",
            text="",
            icon="OUTLINER_OB_GREASEPENCIL",
            placeholder=tr("What should happen?"),
        )
        width = characters(context)
        if engine_setup.is_needed():
            engine_setup.draw(layout, width)
        busy = False
        for job, state in session.jobs().items():
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


def _draw_progress(layout: Any, job: str, state: JobState) -> None:
    row = layout.row(align=True)
    row.scale_y = 1.4
    client = session.client
    starting = client is not None and isinstance(client.engine, Starting)
    text = tr("Starting the engine") if starting else wording.progress_text(state)
    row.progress(factor=wording.fraction(state), text=text, translate=False)
    row.operator("sketch_motion.cancel", text="", icon="X").job = job
    if isinstance(state, Running):
        icon = previews.icon_of(state.preview)
        if icon:
            layout.template_icon(icon_value=icon, scale=PREVIEW_SCALE)
        for warning in state.warnings:
            layout.label(text=tr(warning), icon="INFO", translate=False)


def _draw_trouble(layout: Any, job: str, state: JobState, width: int) -> None:
    message, hint = wording.trouble(state)
    icon = "INFO" if isinstance(state, JobCancelled) else "ERROR"
    text = f"{session.object_name(job)}: {tr(message)}"
    box = draw_message(layout, text, hint, width, job, icon)
    if isinstance(state, (Interrupted, JobCancelled)):
        box.operator("sketch_motion.resume", icon="FILE_REFRESH").job = job
    elif isinstance(state, JobFailed) and state.error.action is not None:
        box.operator("sketch_motion.retry", text=tr(state.error.action.label)).job = job


def _draw_notice(layout: Any, width: int) -> None:
    error = session.notice
    client = session.client
    if error is None and client is not None and isinstance(client.engine, EngineFailed):
        error = client.engine.error
    if error is None:
        return
    box = draw_message(layout, error.message, error.hint, width, "")
    if preferences.stored() is not None and "preferences" in error.hint:
        shown = box.operator("preferences.addon_show", text="Preferences", icon="PREFERENCES")
        shown.module = preferences.PACKAGE


CLASSES = (
    SKETCH_MOTION_PT_main,
    *panel_drawing.CLASSES,
    *panel_objects.CLASSES,
    *panel_motion.CLASSES,
    *panel_takes.CLASSES,
    *panel_engine.CLASSES,
)

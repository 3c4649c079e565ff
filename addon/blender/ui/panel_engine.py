# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the gear in the panel's header opens: how the engine is, its log, its preferences."""

from __future__ import annotations

from typing import Any

import bpy

from ...client.jobs.states import EngineFailed, EngineReady, EngineState, Starting
from ..jobs import engine_location
from ..jobs.session import session
from ..settings import settings_of
from ..translation import tr
from .text_lines import draw_lines

WIDTH = 34  # characters of a line


class SKETCH_MOTION_PT_engine(bpy.types.Panel):
    bl_label = "Engine"
    bl_description = "How the engine is, its log and its preferences"
    bl_space_type = "VIEW_3D"
    bl_region_type = "HEADER"  # it stands in no sidebar: it is opened from the panel's header
    bl_ui_units_x = 12

    def draw(self, context: Any) -> None:
        client = session.client
        self.layout.label(text="Engine")
        draw_lines(self.layout, _state(client.engine if client else None), WIDTH)
        column = self.layout.column(align=True)
        column.operator("sketch_motion.log_open", icon="TEXT")
        if engine_location.stored() is not None:
            shown = column.operator(
                "preferences.addon_show", text="Preferences", icon="PREFERENCES"
            )
            shown.module = engine_location.PACKAGE
        column = self.layout.column()
        column.prop(settings_of(context.scene), "show_preview")


def _state(engine: EngineState | None) -> str:
    if isinstance(engine, EngineReady):
        where = ", ".join(engine.devices)
        text = tr("Ready: {devices}") if engine.warm else tr("Loading: {devices}")
        return text.format(devices=where)
    if isinstance(engine, Starting):
        return tr("Starting the engine")
    if isinstance(engine, EngineFailed):
        return tr(engine.error.message)
    return tr("It starts with the first animation.")


CLASSES = (SKETCH_MOTION_PT_engine,)

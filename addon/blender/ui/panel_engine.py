# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the gear in the panel's header opens: the engine's state, its log, its preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client.jobs.states import EngineFailed, EngineReady, EngineState, Starting
from ..host_state import scene_of
from ..host_types import PanelMixin
from ..jobs import engine_location
from ..jobs.session import session
from ..settings import settings_of
from ..translation import tr
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context

WIDTH = 34  # characters of a line


class SKETCH_MOTION_PT_engine(PanelMixin, bpy.types.Panel):
    bl_label = "Engine"
    bl_description = "How the engine is, its log and its preferences"
    bl_space_type = "VIEW_3D"
    bl_region_type = "HEADER"  # so that it isn't in the sidebar itself: it is opened from a header
    bl_ui_units_x = 12

    def draw(self, context: Context) -> None:
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
        column.prop(settings_of(scene_of(context)), "show_preview")


def _state(engine: EngineState | None) -> str:
    if isinstance(engine, EngineReady):
        devices = ", ".join(engine.devices)
        text = tr("Ready: {devices}") if engine.warm else tr("Loading: {devices}")
        return text.format(devices=devices)
    if isinstance(engine, Starting):
        return tr("Starting the engine")
    if isinstance(engine, EngineFailed):
        return tr(engine.error.message)
    return tr("It starts with the first animation.")


CLASSES = (SKETCH_MOTION_PT_engine,)

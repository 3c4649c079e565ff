# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "Engine": how it is, its log, its preferences."""

from __future__ import annotations

from typing import Any

import bpy

from ..client.states import EngineFailed, EngineState, Ready, Starting
from . import preferences
from .panel_parts import Part, characters
from .properties import settings_of
from .session import session
from .text_lines import draw_lines
from .translation import tr


class SKETCH_MOTION_PT_engine(Part, bpy.types.Panel):
    bl_label = "Engine"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012
    bl_order = 4

    def draw(self, context: Any) -> None:
        client = session.client
        draw_lines(self.layout, _state(client.engine if client else None), characters(context))
        column = self.layout.column(align=True)
        column.operator("sketch_motion.log_open", icon="TEXT")
        if preferences.stored() is not None:
            shown = column.operator(
                "preferences.addon_show", text="Preferences", icon="PREFERENCES"
            )
            shown.module = preferences.PACKAGE
        column = self.layout.column()
        column.prop(settings_of(context.scene), "show_preview")


def _state(engine: EngineState | None) -> str:
    if isinstance(engine, Ready):
        where = ", ".join(engine.devices)
        text = tr("Ready: {devices}") if engine.warm else tr("Loading: {devices}")
        return text.format(devices=where)
    if isinstance(engine, Starting):
        return tr("Starting the engine")
    if isinstance(engine, EngineFailed):
        return tr(engine.error.message)
    return tr("It starts with the first animation.")


CLASSES = (SKETCH_MOTION_PT_engine,)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Colour": flat fills under the lines, on every frame of a take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.colouring import colourings
from ..objects import hint_layer
from ..settings import settings_of
from ..translation import tr
from ..write.write_back import original_of
from .panel_parts import FoldingPanel, characters, settings_column
from .task_operators import ApplyTask, CancelTask, StartTask, draw_progress, draw_summary
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context


class SKETCH_MOTION_OT_colour(StartTask, bpy.types.Operator):
    bl_idname = "sketch_motion.colour"
    bl_label = "Colour"
    bl_description = (
        "Put flat colours under the lines, on every frame of the take that is shown. "
        "Each colour is a material that you can change"
    )
    tasks = colourings


class SKETCH_MOTION_OT_cancel_colour(CancelTask, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_colour"
    bl_description = "Stop colouring"
    tasks = colourings


class SKETCH_MOTION_OT_apply_colour(ApplyTask, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_colour"
    bl_label = "Colour"
    bl_description = "Put the colours on layers under the lines"
    tasks = colourings


class SKETCH_MOTION_PT_colour(FoldingPanel, bpy.types.Panel):
    bl_label = "Colour"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012
    bl_order = 5

    def draw(self, context: Context) -> None:
        layout, width = self.layout, characters(context)
        source = original_of(context.object)
        if not versions.is_grease_pencil(source):
            draw_lines(layout, "Select a Grease Pencil drawing.", width)
            return
        column = settings_column(layout)
        column.prop_search(source, hint_layer.PROPERTY, source.data, "layers")
        column.prop(settings_of(scene_of(context)), "colour_shading")
        if not draw_progress(layout, colourings, tr("Colouring"), "sketch_motion.cancel_colour"):
            layout.operator("sketch_motion.colour", icon="COLOR")
        draw_summary(layout, colourings, width)


CLASSES = (
    SKETCH_MOTION_OT_colour,
    SKETCH_MOTION_OT_cancel_colour,
    SKETCH_MOTION_OT_apply_colour,
    SKETCH_MOTION_PT_colour,
)

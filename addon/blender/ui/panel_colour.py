# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Colour": flat fills under the lines, on every frame of a take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .. import wording
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.colouring import colourings
from ..jobs.session import session
from ..objects import hint_layer
from ..settings import settings_of
from ..translation import tr
from ..write.write_back import original_of
from .object_operators import DrawingOperator
from .operators import JobOperator, PanelOperator
from .panel_parts import FoldingPanel, characters, settings_column
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context


class SKETCH_MOTION_OT_colour(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.colour"
    bl_label = "Colour"
    bl_description = (
        "Put flat colours under the lines, on every frame of the take that is shown. "
        "Each colour is a material that you can change"
    )
    bl_options = {"REGISTER"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        view = getattr(context, "region_data", None)
        colourings.start(self.source(context), scene_of(context), view)


class SKETCH_MOTION_OT_cancel_colour(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_colour"
    bl_label = "Cancel"
    bl_description = "Stop colouring"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        colourings.cancel()


class SKETCH_MOTION_OT_apply_colour(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_colour"
    bl_label = "Colour"
    bl_description = "Put the colours on layers under the lines"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012
    severity = "WARNING"  # called from a timer, where an ERROR would be an exception

    def work(self, context: Context) -> None:
        colourings.apply(self.job)


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
        row = layout.row(align=True)
        job = colourings.job
        if job:
            state = session.side_job_state(job)
            factor = wording.fraction(state) if state else 0.0
            row.progress(factor=factor, text=tr("Colouring"), translate=False)
            row.operator("sketch_motion.cancel_colour", text="", icon="X")
        else:
            row.operator("sketch_motion.colour", icon="COLOR")
        if colourings.summary:
            draw_lines(layout, colourings.summary, width, "INFO")


CLASSES = (
    SKETCH_MOTION_OT_colour,
    SKETCH_MOTION_OT_cancel_colour,
    SKETCH_MOTION_OT_apply_colour,
    SKETCH_MOTION_PT_colour,
)

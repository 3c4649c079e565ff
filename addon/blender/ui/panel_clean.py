# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Clean Up": overdrawn lines become single ones, on layers above the rough drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .. import wording
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.clean_up import clean_ups
from ..jobs.session import session
from ..settings import settings_of
from ..translation import tr
from ..write import clean_layers
from ..write.write_back import original_of
from .object_operators import DrawingOperator
from .operators import JobOperator, PanelOperator
from .panel_parts import FoldingPanel, characters
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context


class SKETCH_MOTION_OT_clean(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.clean"
    bl_label = "Clean Up"
    bl_description = (
        "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough lines stay"
    )
    bl_options = {"REGISTER"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        view = getattr(context, "region_data", None)
        clean_ups.start(self.source(context), scene_of(context), view)


class SKETCH_MOTION_OT_cancel_clean(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_clean"
    bl_label = "Cancel"
    bl_description = "Stop cleaning up"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        clean_ups.cancel()


class SKETCH_MOTION_OT_apply_clean(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_clean"
    bl_label = "Clean Up"
    bl_description = "Put the clean lines on a layer above the rough ones"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012
    severity = "WARNING"  # called from a timer, where an ERROR would be an exception

    def work(self, context: Context) -> None:
        clean_ups.apply(self.job)


class SKETCH_MOTION_OT_compare_clean(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.compare_clean"
    bl_label = "Before / After"
    bl_description = "Show the rough lines in the place of the clean ones, or the reverse"

    @classmethod
    def poll(cls, context: Context) -> bool:
        if not super().poll(context):
            return False
        if not clean_layers.pairs(cls.source(context).data):
            cls.poll_message_set("Clean the drawing up first")
            return False
        return True

    def work(self, context: Context) -> None:
        clean_layers.compare(self.source(context).data)


class SKETCH_MOTION_PT_clean(FoldingPanel, bpy.types.Panel):
    bl_label = "Clean Up"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012
    bl_order = 4

    def draw(self, context: Context) -> None:
        layout, width = self.layout, characters(context)
        source = original_of(context.object)
        if not versions.is_grease_pencil(source):
            draw_lines(layout, "Select a Grease Pencil drawing.", width)
            return
        layout.prop(settings_of(scene_of(context)), "clean_strength", slider=True)
        row = layout.row(align=True)
        job = clean_ups.job
        if job:
            state = session.side_job_state(job)
            factor = wording.fraction(state) if state else 0.0
            row.progress(factor=factor, text=tr("Cleaning up"), translate=False)
            row.operator("sketch_motion.cancel_clean", text="", icon="X")
        else:
            row.operator("sketch_motion.clean", icon="BRUSH_DATA")
        if clean_layers.pairs(source.data):
            layout.operator("sketch_motion.compare_clean", icon="ARROW_LEFTRIGHT")
        if clean_ups.summary:
            draw_lines(layout, clean_ups.summary, width, "INFO")


CLASSES = (
    SKETCH_MOTION_OT_clean,
    SKETCH_MOTION_OT_cancel_clean,
    SKETCH_MOTION_OT_apply_clean,
    SKETCH_MOTION_OT_compare_clean,
    SKETCH_MOTION_PT_clean,
)

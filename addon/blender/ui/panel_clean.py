# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Clean Up": overdrawn lines become single ones, on layers above the rough drawing.

Below it a more practised version is suggested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.clean_up import clean_ups
from ..jobs.suggesting import suggestions
from ..settings import settings_of
from ..translation import tr
from ..write import clean_layers
from ..write.write_back import original_of
from .drawing_operator import DrawingOperator
from .panel_parts import FoldingPanel, characters
from .task_operators import ApplyTask, CancelTask, StartTask, draw_progress, draw_summary
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context


class SKETCH_MOTION_OT_clean(StartTask, bpy.types.Operator):
    bl_idname = "sketch_motion.clean"
    bl_label = "Clean Up"
    bl_description = (
        "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough lines stay"
    )
    tasks = clean_ups


class SKETCH_MOTION_OT_cancel_clean(CancelTask, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_clean"
    bl_description = "Stop cleaning up"
    tasks = clean_ups


class SKETCH_MOTION_OT_apply_clean(ApplyTask, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_clean"
    bl_label = "Clean Up"
    bl_description = "Put the clean lines on a layer above the rough ones"
    tasks = clean_ups


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


class SKETCH_MOTION_OT_suggest(StartTask, bpy.types.Operator):
    bl_idname = "sketch_motion.suggest"
    bl_label = "Suggest"
    bl_description = (
        "Look for a known drawing like this one, and show a more practised version on a new layer. "
        "What is drawn is taken from the sentence, where it names it"
    )
    tasks = suggestions


class SKETCH_MOTION_OT_cancel_suggestion(CancelTask, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_suggestion"
    bl_description = "Stop looking for a suggestion"
    tasks = suggestions


class SKETCH_MOTION_OT_apply_suggestion(ApplyTask, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_suggestion"
    bl_label = "Suggest"
    bl_description = "Put the suggested lines on a layer above the drawing"
    tasks = suggestions


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
        if not draw_progress(layout, clean_ups, tr("Cleaning up"), "sketch_motion.cancel_clean"):
            layout.operator("sketch_motion.clean", icon="BRUSH_DATA")
        if clean_layers.pairs(source.data):
            layout.operator("sketch_motion.compare_clean", icon="ARROW_LEFTRIGHT")
        draw_summary(layout, clean_ups, width)
        layout.separator()
        settings = settings_of(scene_of(context))
        layout.prop(settings, "suggest_form", expand=True)
        layout.prop(settings, "suggest_degree", slider=True)
        looking, cancel = tr("Looking for a drawing like it"), "sketch_motion.cancel_suggestion"
        if not draw_progress(layout, suggestions, looking, cancel):
            layout.operator("sketch_motion.suggest", icon="OUTLINER_OB_LIGHT")
        draw_summary(layout, suggestions, width)


CLASSES = (
    SKETCH_MOTION_OT_clean,
    SKETCH_MOTION_OT_cancel_clean,
    SKETCH_MOTION_OT_apply_clean,
    SKETCH_MOTION_OT_compare_clean,
    SKETCH_MOTION_OT_suggest,
    SKETCH_MOTION_OT_cancel_suggestion,
    SKETCH_MOTION_OT_apply_suggestion,
    SKETCH_MOTION_PT_clean,
)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Objects": which strokes move together, and what each of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.object_search import searches
from ..objects import object_list, stroke_objects
from ..objects.stroke_objects import NOBODY
from ..settings import settings_of
from ..translation import tr
from ..write.write_back import original_of
from . import object_overlay
from .panel_parts import FoldingPanel, characters
from .task_operators import draw_progress
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, GreasePencil, UILayout

    from ..host_types import Icon
    from ..settings import SketchMotionSettings

ROWS = 2, 5  # the least and the most rows of the list
PROMPT_PART = 0.72  # of the width; beside the prompt is the strength
NUMBER_WIDTH = 3.0  # in widths of a button, with room for the arrows


class SKETCH_MOTION_UL_objects(bpy.types.UIList):
    """The list of objects, with the color, name, number of strokes and lock of each."""

    def draw_item(
        self,
        context: Context,
        layout: UILayout,
        data: Any,
        item: Any,
        icon: int | None,
        active_data: Any,
        active_property: str | None,
        index: int | None,
        flt_flag: int | None,
    ) -> None:
        counts = stroke_objects.counts(item.id_data, scene_of(context).frame_current)
        row = layout.row(align=True)
        color = row.row()
        color.ui_units_x = 0.8
        color.prop(item, "color", text="")
        row.separator()
        row.prop(item, "name", text="", emboss=False)
        strokes = row.row()
        strokes.alignment = "RIGHT"
        strokes.label(text=str(counts.get(item.number, 0)), icon="STROKE", translate=False)
        lock: Icon = "LOCKED" if item.locked else "UNLOCKED"
        row.prop(item, "locked", text="", icon=lock, emboss=False)

    def draw_filter(self, context: Context, layout: UILayout) -> None:
        layout.prop(self, "filter_name", text="")


class SKETCH_MOTION_PT_objects(FoldingPanel, bpy.types.Panel):
    bl_label = "Objects"
    bl_order = 1

    def draw_header(self, context: Context) -> None:
        object_overlay.list_is_open(context, False)  # an open list is drawn right after its header

    def draw_header_preset(self, context: Context) -> None:
        settings = settings_of(scene_of(context))
        icon: Icon = "HIDE_OFF" if settings.show_objects else "HIDE_ON"
        self.layout.prop(settings, "show_objects", text="", icon=icon)

    def draw(self, context: Context) -> None:
        object_overlay.list_is_open(context, True)
        layout, source = self.layout, original_of(context.object)
        if not versions.is_grease_pencil(source):
            draw_lines(layout, "Select a Grease Pencil drawing.", characters(context))
            return
        data = source.data
        active: Any = context.object
        _draw_search(layout, settings_of(scene_of(context)), data)
        if not len(object_list.listed(data)):
            layout.label(text="The whole drawing is one subject.")
            if active.mode == "EDIT":
                layout.operator("sketch_motion.new_object", icon="ADD")
            return
        _draw_list(layout, data)
        if active.mode == "EDIT":
            row = layout.row(align=True)
            row.operator("sketch_motion.assign_strokes")
            row.operator("sketch_motion.free_strokes")
        item = object_list.active(data)
        if item is not None:
            question = tr("What does {name} do?").format(name=item.name)
            row = layout.split(factor=PROMPT_PART, align=True)
            row.prop(item, "prompt", text="", placeholder=question)
            row.prop(item, "strength", text="", slider=True)
        _draw_unowned(layout, context, data)


def _draw_search(layout: UILayout, settings: SketchMotionSettings, data: GreasePencil) -> None:
    if draw_progress(layout, searches, tr("Looking for objects"), "sketch_motion.cancel_search"):
        return
    row = layout.row(align=True)
    row.operator("sketch_motion.find_objects", icon="VIEWZOOM")
    row.prop(settings, "count_objects", text="", icon="LINENUMBERS_ON")
    if settings.count_objects:
        number = row.row(align=True)
        number.ui_units_x = NUMBER_WIDTH
        number.prop(settings, "object_count", text="")
    if len(object_list.listed(data)):
        row.operator("sketch_motion.clear_objects", text="", icon="TRASH")


def _draw_list(layout: UILayout, data: GreasePencil) -> None:
    few, many = ROWS
    row = layout.row()
    row.template_list(
        "SKETCH_MOTION_UL_objects",
        "",
        data,
        object_list.LIST,
        data,
        object_list.ACTIVE,
        rows=max(few, min(len(object_list.listed(data)), many)),
    )
    side = row.column(align=True)
    side.operator("sketch_motion.new_object", text="", icon="ADD")
    side.operator("sketch_motion.remove_object", text="", icon="REMOVE")
    side.operator("sketch_motion.select_strokes", text="", icon="RESTRICT_SELECT_OFF")


def _draw_unowned(layout: UILayout, context: Context, data: GreasePencil) -> None:
    """Draw a note that strokes in no object stay still, where there are any."""
    strokes = stroke_objects.counts(data, scene_of(context).frame_current)
    if len(strokes) > 1 and strokes.get(NOBODY):
        text = tr("Strokes in no object: {count}. They stay still.")
        draw_lines(layout, text.format(count=strokes[NOBODY]), characters(context), "INFO")


CLASSES = (SKETCH_MOTION_UL_objects, SKETCH_MOTION_PT_objects)

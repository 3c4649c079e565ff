# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of the list of objects. Each is one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..jobs.object_search import searches
from ..objects import object_list, stroke_objects
from ..objects.stroke_objects import NOBODY
from ..write.write_back import original_of
from . import object_membership
from .drawing_operator import DrawingOperator
from .task_operators import ApplyTask, CancelTask, StartTask

if TYPE_CHECKING:
    from bpy.types import Context


class _ListOperator(DrawingOperator):
    """A base of operators that work on the object that is chosen in the list."""

    @classmethod
    def poll(cls, context: Context) -> bool:
        if not super().poll(context):
            return False
        if object_list.active(cls.source(context).data) is None:
            cls.poll_message_set("Find the objects first, or make one of selected strokes")
            return False
        return True

    @classmethod
    def chosen_number(cls, context: Context) -> int:
        """Return the number of the object that is chosen in the list."""
        chosen = object_list.active(cls.source(context).data)
        assert chosen is not None
        return chosen.number


def strokes_are_selectable(kind: type[DrawingOperator], context: Context) -> bool:
    """Return whether strokes of the drawing can be selected now; set the message if not."""
    item = context.object
    if item is None or item != original_of(item):
        kind.poll_message_set("Show the drawing itself first: this is one of its results")
        return False
    if not item.visible_get():
        kind.poll_message_set("Show the drawing itself first: it is hidden")
        return False
    if item.mode != "EDIT":
        kind.poll_message_set("Select strokes in Edit Mode first")
        return False
    return True


class SKETCH_MOTION_OT_find_objects(StartTask, bpy.types.Operator):
    bl_idname = "sketch_motion.find_objects"
    bl_label = "Find Objects"
    bl_description = (
        "Find out which strokes belong together. What you assigned yourself stays as it is"
    )
    tasks = searches


class SKETCH_MOTION_OT_cancel_search(CancelTask, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_search"
    bl_description = "Stop looking for objects"
    tasks = searches


class SKETCH_MOTION_OT_apply_objects(ApplyTask, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_objects"
    bl_label = "Find Objects"
    bl_description = "Write the objects that were found onto the strokes"
    tasks = searches


class SKETCH_MOTION_OT_assign_strokes(_ListOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.assign_strokes"
    bl_label = "Assign"
    bl_description = "Give the selected strokes to the object that is chosen in the list"

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and strokes_are_selectable(cls, context)

    def work(self, context: Context) -> None:
        number = self.chosen_number(context)
        object_membership.assign_selected(context, self.source(context), number)


class SKETCH_MOTION_OT_free_strokes(_ListOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.free_strokes"
    bl_label = "Keep Still"
    bl_description = "Take the selected strokes out of their objects: they stay still"

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and strokes_are_selectable(cls, context)

    def work(self, context: Context) -> None:
        object_membership.assign_selected(context, self.source(context), NOBODY)


class SKETCH_MOTION_OT_new_object(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.new_object"
    bl_label = "New Object"
    bl_description = "Make a new object of the selected strokes"

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and strokes_are_selectable(cls, context)

    def work(self, context: Context) -> None:
        source = self.source(context)
        number = object_list.new_number()
        object_membership.assign_selected(context, source, number)
        object_list.add(source.data, "object", number)


class SKETCH_MOTION_OT_select_strokes(_ListOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.select_strokes"
    bl_label = "Select"
    bl_description = "Select the strokes of the chosen object, in Edit Mode"

    def work(self, context: Context) -> None:
        object_membership.select(context, self.source(context), self.chosen_number(context))


class SKETCH_MOTION_OT_remove_object(_ListOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.remove_object"
    bl_label = "Remove Object"
    bl_description = "Take this object off the list. Its strokes stay in the drawing, in no object"

    def work(self, context: Context) -> None:
        data = self.source(context).data
        number = self.chosen_number(context)
        stroke_objects.replace(data, number, NOBODY)
        object_list.remove(data, number)
        data.update_tag()


class SKETCH_MOTION_OT_clear_objects(_ListOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.clear_objects"
    bl_label = "Clear Objects"
    bl_description = "Take all objects off the list: the whole drawing is one again"

    def work(self, context: Context) -> None:
        data = self.source(context).data
        stroke_objects.clear(data)
        for entry in object_list.entries(data):
            object_list.remove(data, entry.number)
        data.update_tag()


CLASSES = (
    SKETCH_MOTION_OT_find_objects,
    SKETCH_MOTION_OT_cancel_search,
    SKETCH_MOTION_OT_apply_objects,
    SKETCH_MOTION_OT_assign_strokes,
    SKETCH_MOTION_OT_free_strokes,
    SKETCH_MOTION_OT_new_object,
    SKETCH_MOTION_OT_select_strokes,
    SKETCH_MOTION_OT_remove_object,
    SKETCH_MOTION_OT_clear_objects,
)

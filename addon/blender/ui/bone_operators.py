# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeing and correcting the bones of a drawing. Each correction is one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
import numpy as np

from ...client.jobs.found_bones import words_of
from ...client.jobs.result_lines import PLANS
from ...contract.errors import BadInput
from ..capture.selection import selected_points, selected_strokes
from ..host_state import redraw_views, scene_of
from ..jobs.bones import ShownRig, bones
from ..jobs.live_motion import live_view
from ..objects import bone_corrections, object_list, stroke_objects
from ..settings import settings_of
from ..translation import tr
from ..wording import joint_name
from ..write.write_back import original_of
from .drawing_operator import DrawingOperator
from .object_membership import edited_drawings
from .object_operators import strokes_are_selectable
from .operators import PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context

    from ..host_types import GreasePencilObject

NO_PART = "NONE"  # in the menu of parts
GROUPED = (
    ("rigid", "Rigid", "The selected strokes never bend: they are one solid thing"),
    ("wheels", "Wheel", "The selected strokes are a wheel, which turns about its middle"),
    ("together", "Together", "The selected strokes move with one part of the body"),
)
_items: list[tuple[str, str, str]] = []  # of the last menu: Blender needs its texts to stay


class SKETCH_MOTION_OT_show_bones(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.show_bones"
    bl_label = "Show Bones"
    bl_description = "Show the joints that the drawing bends at. Drag one to correct it"
    bl_options = {"REGISTER"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        settings = settings_of(scene_of(context))
        settings.show_bones = not settings.show_bones
        if settings.show_bones:
            bones.find(self.source(context), scene_of(context))
        else:
            bones.forget()


class _BoneOperator(DrawingOperator):
    """A base of operators that correct the bones that are shown."""

    @classmethod
    def poll(cls, context: Context) -> bool:
        if not super().poll(context):
            return False
        if bones.rig_of(cls.source(context)) is None:
            cls.poll_message_set("Show the bones first")
            return False
        return True

    @classmethod
    def shown(cls, context: Context) -> ShownRig:
        """Return the bones that are shown."""
        shown = bones.rig_of(cls.source(context))
        assert shown is not None
        return shown

    def corrected(self, context: Context) -> None:
        """Have the bones found again, as the correction wants them."""
        self.source(context).data.update_tag()
        bones.touch(now=True)
        live_view.touch()
        redraw_views()


def chosen_object(source: GreasePencilObject, shown: ShownRig) -> int:
    """Return which of a drawing's objects the panel is about: the one chosen in the list."""
    chosen = object_list.active(source.data)
    if chosen is not None and chosen.number in shown.numbers:
        return shown.numbers.index(chosen.number)
    return 0


def keep_plan(source: GreasePencilObject, shown: ShownRig, index: int) -> None:
    """Keep the body plan of an object: corrections name its joints and parts."""
    number = shown.numbers[index]
    if not bone_corrections.plan_of(source.data, number):
        bone_corrections.choose_plan(source.data, number, shown.found.plan(index))


class SKETCH_MOTION_OT_move_joint(_BoneOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.move_joint"
    bl_label = "Move Joint"
    bl_description = "Put a joint where it belongs. It stays there when the drawing changes"

    if TYPE_CHECKING:
        joint: int
        place: Any
    else:
        joint: bpy.props.IntProperty(options={"HIDDEN", "SKIP_SAVE"})
        place: bpy.props.FloatVectorProperty(
            name="Place", description="In the space of the drawing", options={"SKIP_SAVE"}
        )

    def work(self, context: Context) -> None:
        source, shown = self.source(context), self.shown(context)
        if not 0 <= self.joint < len(shown.places):
            raise BadInput("There is no such joint.", hint="Show the bones again.")
        joint = shown.found.joints()[self.joint]
        place = np.array(self.place, np.float64)
        number = shown.numbers[joint.object]
        bone_corrections.place_joint(source.data, number, joint.name, place)
        keep_plan(source, shown, joint.object)
        bones.moved(shown.with_joint(self.joint, place))
        self.corrected(context)


class SKETCH_MOTION_OT_choose_plan(_BoneOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.choose_plan"
    bl_label = "Body Plan"
    bl_description = "Choose what kind of body the bones are looked for as"

    def plans(self, context: Context | None) -> list[tuple[str, str, str]]:
        """Return every body plan, for the menu."""
        shown = bones.shown
        known = shown.found.plans if shown is not None else ()
        _items[:] = [(plan, tr(PLANS.get(plan, words_of(plan))), "") for plan in known]
        return _items

    if TYPE_CHECKING:
        plan: str
    else:
        plan: bpy.props.EnumProperty(name="Body Plan", items=plans, options={"SKIP_SAVE"})

    def work(self, context: Context) -> None:
        source, shown = self.source(context), self.shown(context)
        number = shown.numbers[chosen_object(source, shown)]
        bone_corrections.choose_plan(source.data, number, self.plan)
        self.corrected(context)


class _StrokeOperator(_BoneOperator):
    """A base of operators that say something of the strokes that are selected."""

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and strokes_are_selectable(cls, context)

    def say(self, context: Context) -> int:
        """Say it of the selected strokes; return their number. Raises BadInput for none."""
        source, count = self.source(context), 0
        for drawing in edited_drawings(context, source):
            chosen = selected_strokes(drawing)
            if chosen.any():
                self.say_of(drawing, chosen)
                count += int(chosen.sum())
        if not count:
            raise BadInput("No stroke is selected.", hint="Click on strokes in the viewport first.")
        return count

    def say_of(self, drawing: Any, chosen: Any) -> None:
        """Say it of strokes of one drawing, `chosen` [strokes]."""
        raise NotImplementedError

    def work(self, context: Context) -> None:
        self.say(context)
        self.corrected(context)


def selected_object(context: Context, shown: ShownRig) -> int:
    """Return which of a drawing's objects the first selected stroke is of."""
    source: Any = original_of(context.object)
    for drawing in edited_drawings(context, source):
        numbers = stroke_objects.read(drawing)[0][selected_strokes(drawing)].tolist()
        known = [number for number in numbers if number in shown.numbers]
        if known:
            return shown.numbers.index(known[0])
    return chosen_object(source, shown)


class _GiveOperator(_StrokeOperator):
    """A base of operators that give what is selected to a part of the body."""

    def parts(self, context: Context | None) -> list[tuple[str, str, str]]:
        """Return the parts of the body, for the menu."""
        shown = bones.shown
        known: tuple[str, ...] = ()
        if shown is not None and context is not None and context.object is not None:
            known = shown.found.parts[selected_object(context, shown)]
        _items[:] = [(part, joint_name(part), "") for part in known]
        _items.append((NO_PART, tr("No Part of the Body"), ""))
        return _items

    if TYPE_CHECKING:
        part: str
    else:
        part: bpy.props.EnumProperty(name="Part", items=parts, options={"SKIP_SAVE"})

    @property
    def chosen_part(self) -> str:
        return bone_corrections.NO_PART if self.part == NO_PART else self.part

    def work(self, context: Context) -> None:
        source, shown = self.source(context), self.shown(context)
        self.say(context)
        keep_plan(source, shown, selected_object(context, shown))
        self.corrected(context)


class SKETCH_MOTION_OT_give_to_bone(_GiveOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.give_to_bone"
    bl_label = "Give to Bone"
    bl_description = "Say which part of the body the selected strokes are"

    def say_of(self, drawing: Any, chosen: Any) -> None:
        bone_corrections.give_to_part(drawing, chosen, self.chosen_part)


class SKETCH_MOTION_OT_give_piece_to_bone(_GiveOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.give_piece_to_bone"
    bl_label = "Give Points to Bone"
    bl_description = (
        "Say which part of the body the selected points are, where a stroke runs over several parts"
    )

    def say_of(self, drawing: Any, chosen: Any) -> None:
        bone_corrections.give_piece_to_part(drawing, selected_points(drawing), self.chosen_part)


class SKETCH_MOTION_OT_group_strokes(_StrokeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.group_strokes"
    bl_label = "Group Strokes"
    bl_description = "Say how the selected strokes move"

    if TYPE_CHECKING:
        kind: str
    else:
        kind: bpy.props.EnumProperty(name="As", items=GROUPED, options={"SKIP_SAVE"})

    def say_of(self, drawing: Any, chosen: Any) -> None:
        bone_corrections.group(drawing, chosen, self.kind, self._number)

    def work(self, context: Context) -> None:
        self._number = object_list.new_number()  # one for the strokes of all layers
        super().work(context)

    @classmethod
    def description(cls, context: Context, properties: Any) -> str:
        return tr(next(said for kind, _, said in GROUPED if kind == properties.kind))


class SKETCH_MOTION_OT_forget_strokes(_StrokeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.forget_strokes"
    bl_label = "Forget"
    bl_description = "Forget what was said of the bones of the selected strokes"

    def say_of(self, drawing: Any, chosen: Any) -> None:
        bone_corrections.forget_strokes(drawing, chosen)


class SKETCH_MOTION_OT_clear_bones(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.clear_bones"
    bl_label = "Clear Corrections"
    bl_description = "Forget all that was said of the bones of this drawing"

    def work(self, context: Context) -> None:
        data = self.source(context).data
        bone_corrections.clear(data)
        data.update_tag()
        bones.touch(now=True)


class SKETCH_MOTION_OT_cancel_bones(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel_bones"
    bl_label = "Cancel"
    bl_description = "Stop looking for bones"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        bones.cancel()


CLASSES = (
    SKETCH_MOTION_OT_show_bones,
    SKETCH_MOTION_OT_move_joint,
    SKETCH_MOTION_OT_choose_plan,
    SKETCH_MOTION_OT_give_to_bone,
    SKETCH_MOTION_OT_give_piece_to_bone,
    SKETCH_MOTION_OT_group_strokes,
    SKETCH_MOTION_OT_forget_strokes,
    SKETCH_MOTION_OT_clear_bones,
    SKETCH_MOTION_OT_cancel_bones,
)

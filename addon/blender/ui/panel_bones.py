# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Bones": what the drawing bends at, and what the artist says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.result_lines import PLANS
from .. import wording
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.bones import ShownRig, bones
from ..jobs.session import session
from ..objects import bone_corrections
from ..settings import settings_of
from ..translation import tr
from ..write import posing, scene_takes
from ..write.write_back import original_of
from .bone_operators import chosen_object
from .operators import name_take
from .panel_parts import FoldingPanel, characters
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..host_types import GreasePencilObject


class SKETCH_MOTION_PT_bones(FoldingPanel, bpy.types.Panel):
    bl_label = "Bones"
    bl_order = 1

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and settings_of(scene_of(context)).path == "vector"

    def draw(self, context: Context) -> None:
        layout, source = self.layout, original_of(context.object)
        if not versions.is_grease_pencil(source):
            draw_lines(layout, "Select a Grease Pencil drawing.", characters(context))
            return
        _draw_posing(layout, context)
        is_on = settings_of(scene_of(context)).show_bones
        row = layout.row(align=True)
        row.operator("sketch_motion.show_bones", icon="BONE_DATA", depress=is_on)
        if bone_corrections.are_any(source.data):
            row.operator("sketch_motion.clear_bones", text="", icon="TRASH")
        if not is_on:
            return
        _draw_search(layout)
        shown = bones.rig_of(source)
        if shown is not None:
            _draw_found(layout, context, source, shown)


def _draw_posing(layout: UILayout, context: Context) -> None:
    """Draw the button that takes hold of the bones of the take that is seen."""
    take = scene_takes.shown_take(scene_takes.takes_of(context.object), context.object)
    if take is not None and take.has_bones:
        row = layout.row()
        row.scale_y = 1.2
        posed = posing.is_posing(take, context)
        pose = row.operator("sketch_motion.take_pose", icon="POSE_HLT", depress=posed)
        name_take(pose, take)


def _draw_search(layout: UILayout) -> None:
    job = bones.job
    if not job:
        return
    state = session.side_job_state(job)
    row = layout.row(align=True)
    factor = wording.fraction(state) if state else 0.0
    row.progress(factor=factor, text=tr("Looking for bones"), translate=False)
    row.operator("sketch_motion.cancel_bones", text="", icon="X")


def _draw_found(
    layout: UILayout, context: Context, source: GreasePencilObject, shown: ShownRig
) -> None:
    """Draw the body plan, and buttons for the strokes that are selected."""
    index = chosen_object(source, shown)
    plan = shown.found.plan(index)
    name = tr(PLANS.get(plan, plan)) if plan else tr("No bones")
    split = layout.split(factor=0.4)
    split.label(text="Body Plan")
    split.operator_menu_enum("sketch_motion.choose_plan", "plan", text=name, translate=False)
    width = characters(context)
    active: Any = context.object
    if active.mode != "EDIT":
        if plan:
            draw_lines(layout, "Drag a joint to where it belongs.", width, "INFO")
        draw_lines(layout, "Select strokes in Edit Mode to say what they are.", width, "BLANK1")
        return
    column = layout.column(align=True)
    column.operator_menu_enum("sketch_motion.give_to_bone", "part", icon="BONE_DATA")
    column.operator_menu_enum("sketch_motion.give_piece_to_bone", "part", icon="PARTICLE_POINT")
    for kind, text in (
        ("rigid", "This Is Rigid"),
        ("wheels", "This Is a Wheel"),
        ("together", "These Move Together"),
    ):
        column.operator("sketch_motion.group_strokes", text=text).kind = kind
    column.operator("sketch_motion.forget_strokes")


CLASSES = (SKETCH_MOTION_PT_bones,)

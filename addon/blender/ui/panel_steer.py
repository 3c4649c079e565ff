# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Steer": where a motion goes, what stays, and what is reached for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from bpy.app.handlers import persistent
from mathutils import Matrix

from ..capture.plane import Plane
from ..grease_pencil import versions
from ..host_state import any_view, scene_of, view_layer_of
from ..jobs.bones import bones
from ..jobs.live_motion import live_view
from ..jobs.submission import captured
from ..objects import steer_settings
from ..settings import settings_of
from ..translation import tr
from ..wording import joint_name
from ..write.write_back import original_of
from .drawing_operator import DrawingOperator
from .panel_parts import FoldingPanel, characters, settings_column
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, Depsgraph, Object, Scene

ARROW, TARGET = "arrow", "reach"
_items: list[tuple[str, str, str]] = []  # of the last menu: Blender needs its texts to stay


class SKETCH_MOTION_PT_steer(FoldingPanel, bpy.types.Panel):
    bl_label = "Steer"
    bl_order = 1
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and settings_of(scene_of(context)).path == "vector"

    def draw(self, context: Context) -> None:
        layout, source = self.layout, original_of(context.object)
        if not versions.is_grease_pencil(source):
            draw_lines(layout, "Select a Grease Pencil drawing.", characters(context))
            return
        steering = steer_settings.steering_of(source)
        column = settings_column(layout)
        column.prop_search(steering, "path_layer", source.data, "layers")
        column.prop(steering, "path_object")
        for what in (ARROW, TARGET):
            row = column.row(align=True)
            row.prop(steering, what)
            if getattr(steering, what) is None:
                row.operator("sketch_motion.new_helper", text="", icon="ADD").kind = what
            if what == ARROW:
                column.prop(steering, "distance")
        column = layout.column(align=True)
        for pin in steer_settings.pins_of(source):
            row = column.row(align=True)
            text = tr("{joint} stays").format(joint=joint_name(pin))
            row.label(text=text, icon="PINNED", translate=False)
            row.operator("sketch_motion.unpin", text="", icon="X").joint = pin
        if bones.rig_of(source) is None:
            draw_lines(column, "Show the bones to pin a joint.", characters(context), "INFO")
        else:
            column.operator_menu_enum("sketch_motion.pin", "joint", icon="PINNED")


class SKETCH_MOTION_OT_new_helper(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.new_helper"
    bl_label = "Add"
    bl_description = "Add an Empty to the scene, beside the drawing. Move it where you want it"

    if TYPE_CHECKING:
        kind: str
    else:
        kind: bpy.props.EnumProperty(
            items=((ARROW, "Arrow", "Which way to go"), (TARGET, "Target", "What to reach for")),
            options={"HIDDEN", "SKIP_SAVE"},
        )

    def work(self, context: Context) -> None:
        source, scene = self.source(context), scene_of(context)
        found = captured(source, scene, any_view())
        points = np.array(found.drawing.positions.data).reshape(-1, 2)
        low, high = points.min(axis=0), points.max(axis=0)
        helper = _helper(self.kind, found.map.plane, low, high)
        for collection in source.users_collection[:1] or (scene.collection,):
            collection.objects.link(helper)
        view_layer_of(context).update()
        setattr(steer_settings.steering_of(source), self.kind, helper)


def _helper(kind: str, plane: Plane, low: Any, high: Any) -> Object:
    """Make an Empty beside a drawing that lies between two corners [2] of its canvas."""
    long = float((high - low).max())
    name = "Way to Go" if kind == ARROW else "Reach For"
    helper = bpy.data.objects.new(tr(name), None)
    place = np.array([high[0] + 0.1 * long, 0.5 * (low + high)[1] if kind == ARROW else low[1]])
    helper.empty_display_type = "SINGLE_ARROW" if kind == ARROW else "SPHERE"
    helper.empty_display_size = plane.unit * long * (0.5 if kind == ARROW else 0.06)
    helper.show_in_front = True
    frame = np.eye(4)
    # an arrow is drawn along its z axis
    frame[:3, 0], frame[:3, 1], frame[:3, 2] = plane.up, plane.normal, plane.right
    frame[:3, 3] = plane.to_world(place[None])[0]
    helper.matrix_world = Matrix(frame.tolist())
    return helper


def _joints(operator: object, context: Context | None) -> list[tuple[str, str, str]]:
    """Return the joints that can be pinned, the ends of limbs first."""
    shown = bones.rig_of(original_of(bpy.context.object))
    _items.clear()
    if shown is not None:
        names = shown.found.rig.joint_names
        inner = {parent for _, parent in shown.found.bones()}
        ordered = sorted(range(len(names)), key=lambda n: n in inner)
        _items.extend((names[n], joint_name(names[n]), "") for n in ordered)
    return _items


class SKETCH_MOTION_OT_pin(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.pin"
    bl_label = "Pin a Joint"
    bl_description = "Keep a joint where it is drawn, like a foot on the ground"

    if TYPE_CHECKING:
        joint: str
    else:
        joint: bpy.props.EnumProperty(name="Joint", items=_joints, options={"SKIP_SAVE"})

    def work(self, context: Context) -> None:
        steer_settings.pin(self.source(context), self.joint, is_on=True)


class SKETCH_MOTION_OT_unpin(DrawingOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.unpin"
    bl_label = "Let Go"
    bl_description = "Let this joint move again"

    if TYPE_CHECKING:
        joint: str
    else:
        joint: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        steer_settings.pin(self.source(context), self.joint, is_on=False)


@persistent  # type: ignore[untyped-decorator]
def on_change(scene: Scene, graph: Depsgraph) -> None:
    """Show another motion when what steers the active drawing was moved."""
    source = original_of(view_layer_of(bpy.context).objects.active)
    if not versions.is_grease_pencil(source):
        return
    helpers = steer_settings.helpers_of(source)
    updates: list[Any] = list(graph.updates)
    if any(each.id.original in helpers for each in updates):
        live_view.touch_later()


def register() -> None:
    bpy.app.handlers.depsgraph_update_post.append(on_change)


def unregister() -> None:
    if on_change in bpy.app.handlers.depsgraph_update_post:
        bpy.app.handlers.depsgraph_update_post.remove(on_change)


CLASSES = (
    SKETCH_MOTION_PT_steer,
    SKETCH_MOTION_OT_new_helper,
    SKETCH_MOTION_OT_pin,
    SKETCH_MOTION_OT_unpin,
)

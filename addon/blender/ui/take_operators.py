# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of the takes: show, hide, compare, delete, new timing, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.timing import Easing
from ...contract.errors import BadInput
from ...contract.export_formats import format_named, free_path, with_ending
from ...contract.given_pictures import KEPT_SETTING
from .. import settings as properties
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs import exports
from ..jobs.session import session
from ..objects import object_list
from ..settings import settings_of
from ..translation import tr
from ..write import posing, scene_takes
from ..write.bake import bake
from ..write.compare_takes import compare
from ..write.remove_motion import remove_motion
from ..write.retime import retime
from ..write.scene_takes import needed_request
from ..write.write_back import original_of
from .operators import PanelOperator, SaveFileOperator, TakeOperator

if TYPE_CHECKING:
    from bpy.types import Context


HOLDS = (("1", "Ones", ""), ("2", "Twos", ""), ("3", "Threes", ""))
FRAMINGS = (
    ("grow", "Grow", "Show a leap or a raised arm whole; who leaves, leaves"),
    ("keep", "Keep", "The picture that the animation was made in"),
    ("crop", "Crop", "Cut to what is drawn"),
)


def dismiss_where_gone(job: str) -> None:
    """Offer the result of a job no more where the artist has deleted the last take of it."""
    if scene_takes.take_of_job(job) is None:
        session.dismiss(job)


class SKETCH_MOTION_OT_take_show(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_show"
    bl_label = "Show"
    bl_description = "Show this take alone; press again to see the original drawing"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        take = self.take()
        if take.is_shown and not take.is_aside:
            scene_takes.hide(take)
        else:
            scene_takes.show(take)


class SKETCH_MOTION_OT_take_compare(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_compare"
    bl_label = "Compare"
    bl_description = "Show this take together with the one that is seen, and nothing else"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        take = self.take()
        others = [t for t in scene_takes.takes_of(take.object) if t != take]
        shown = scene_takes.shown_take(others, context.object)
        if shown is None:
            raise BadInput("Show another take first, then compare this one with it.")
        if take.is_shown:
            scene_takes.show(shown)
        else:
            beside = settings_of(scene_of(context)).side_by_side
            compare(take, shown, side_by_side=beside)


class SKETCH_MOTION_OT_take_delete(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_delete"
    bl_label = "Delete Take"
    bl_description = (
        "Remove this take with its keys and drawings. The original stays, and undo brings it back"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        scene_takes.delete(self.take())
        dismiss_where_gone(self.job)


class SKETCH_MOTION_OT_remove_motion(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.remove_motion"
    bl_label = "Remove This Motion"
    bl_description = (
        "Let this object stand still: its control, its keys and its drawings go, the other objects "
        "stay as they are"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        part: str
    else:
        part: bpy.props.StringProperty(name="Object", options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        remove_motion(self.take_to_change(), self.part)
        dismiss_where_gone(self.job)


class SKETCH_MOTION_OT_take_pose(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_pose"
    bl_label = "Pose Bones"
    bl_description = (
        "Take hold of the bones of this take: turn one with R, set a key with I, move keys in the "
        "timeline. Press again to go back to the drawing"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        take = self.take_to_change()
        if not take.has_bones:
            raise BadInput("This take has no bones.")
        if posing.is_posing(take, context):
            posing.leave(take, context)
        else:
            posing.take_hold(take, context)


class SKETCH_MOTION_OT_extend_scene(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.extend_scene"
    bl_label = "Extend the Scene"
    bl_description = "Let the scene end with the animation, so that all of it is played"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        last: int
    else:
        last: bpy.props.IntProperty(name="Last Frame", options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        scene = scene_of(context)
        scene.frame_end = max(scene.frame_end, self.last)


class SKETCH_MOTION_OT_take_settings(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_settings"
    bl_label = "Use These Settings"
    bl_description = "Put the settings of this take into the panel: prompt, length, seed and all"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        request = needed_request(self.take())
        properties.take_over(scene_of(context), request)
        settings_of(scene_of(context)).keep_later = KEPT_SETTING in request.settings
        source = original_of(context.object)
        if versions.is_grease_pencil(source):
            object_list.take_over(source.data, request.objects)


class SKETCH_MOTION_OT_take_hold(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_hold"
    bl_label = "Put on Ones, Twos or Threes"
    bl_description = (
        "Show a new drawing on every frame, every second or every third. Nothing is computed anew"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        hold: str
    else:
        hold: bpy.props.EnumProperty(name="On", items=HOLDS)

    def work(self, context: Context) -> None:
        take = self.take_to_change()
        retime(take, scene_of(context), hold=int(self.hold), easing=Easing())


class SKETCH_MOTION_OT_take_bake(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_bake"
    bl_label = "Bake to Drawings"
    bl_description = (
        "Turn the bones of this take, as they are keyed now, into generated drawings and controls "
        "that move the whole. The motion stays; posing ends"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        bake(self.take_to_change(), scene_of(context))


class SKETCH_MOTION_OT_take_ease(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_ease"
    bl_label = "Slow In, Slow Out"
    bl_description = (
        "Let the motion linger at its first or its last pose. Keys and drawings move in time"
    )
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        out: float
        into: float
    else:
        out: bpy.props.FloatProperty(
            name="Slow Out", description="Of the first pose", min=0.0, max=1.0, subtype="FACTOR"
        )
        into: bpy.props.FloatProperty(
            name="Slow In", description="To the last pose", min=0.0, max=1.0, subtype="FACTOR"
        )

    @classmethod
    def description(cls, context: Context, properties: Any) -> str:
        if properties.out and not properties.into:
            return tr("Slow out: linger at the first pose. Keys and drawings move in time")
        if properties.into and not properties.out:
            return tr("Slow in: linger at the last pose. Keys and drawings move in time")
        return ""

    def work(self, context: Context) -> None:
        retime(self.take_to_change(), scene_of(context), easing=Easing(self.out, self.into))


class SKETCH_MOTION_OT_take_export(SaveFileOperator, TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_export"
    bl_label = "Export Take"
    bl_description = "Write this take, as it is now with all your edits, for other programs"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        format: str
        size: int
        framing: str
        edited: bool
        filter_glob: str
    else:
        format: bpy.props.StringProperty(default="gif", options={"HIDDEN", "SKIP_SAVE"})
        size: bpy.props.IntProperty(
            name="Size", description="Longest side in pixels", default=512, min=16, max=4096
        )
        framing: bpy.props.EnumProperty(
            name="Framing", items=FRAMINGS, description="How much of the scene a picture shows"
        )
        edited: bpy.props.BoolProperty(
            name="With My Edits",
            description="As it is on the timeline now; off: as the engine made it",
            default=True,
        )
        filter_glob: bpy.props.StringProperty(default="", options={"HIDDEN", "SKIP_SAVE"})

    def suggest(self, context: Context) -> None:
        take = scene_takes.take_of_job(self.job, self.item)
        name = bpy.path.clean_name(take.name if take else "take")
        folder = bpy.path.abspath("//") if bpy.data.filepath else str(Path.home())
        suffix = format_named(self.format).suffix
        self.filepath = str(free_path(Path(folder), name, suffix))
        self.filter_glob = f"*{suffix}"

    def written(self, path: Path) -> Path:
        return with_ending(path, format_named(self.format))

    def work(self, context: Context) -> None:
        wanted = format_named(self.format)
        path = self.written(Path(bpy.path.abspath(self.filepath)))
        exports.begin(
            self.take(),
            path,
            self.size,
            wanted=wanted,
            framing=self.framing,
            context=context if self.edited else None,
        )


CLASSES = (
    SKETCH_MOTION_OT_take_show,
    SKETCH_MOTION_OT_take_compare,
    SKETCH_MOTION_OT_take_delete,
    SKETCH_MOTION_OT_remove_motion,
    SKETCH_MOTION_OT_extend_scene,
    SKETCH_MOTION_OT_take_settings,
    SKETCH_MOTION_OT_take_hold,
    SKETCH_MOTION_OT_take_pose,
    SKETCH_MOTION_OT_take_bake,
    SKETCH_MOTION_OT_take_ease,
    SKETCH_MOTION_OT_take_export,
)

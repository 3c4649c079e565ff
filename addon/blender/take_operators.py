# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of the takes: show, hide, compare, delete, new timing, do a part again, export."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ..client.exporting import SUFFIXES
from ..client.timing import Easing
from ..contract.errors import BadInput
from . import object_list, properties, take_exports, take_objects, versions
from .operators import Answer, JobOperator
from .properties import LARGEST_SEED, settings_of
from .retime import retime
from .session import session
from .take_objects import SceneTake
from .translation import tr
from .write_back import original_of

STEP: set[str] = {"INTERNAL", "UNDO"}
ADJUSTABLE: set[str] = {"REGISTER", "UNDO"}
HOLDS = (("1", "Ones", ""), ("2", "Twos", ""), ("3", "Threes", ""))


def needed_take(job: str) -> SceneTake:
    """The take of a job. Raises BadInput when it is not in the file any more."""
    take = take_objects.take_of_job(job)
    if take is None:
        raise BadInput("This take is not in the file any more.")
    return take


class SKETCH_MOTION_OT_take_show(JobOperator, bpy.types.Operator):
    """Show this take alone; press again to see the original drawing"""

    bl_idname = "sketch_motion.take_show"
    bl_label = "Show"
    bl_options = STEP

    def work(self, context: Any) -> object:
        take = needed_take(self.job)
        if take.is_shown and not take.is_aside:
            take_objects.hide(take)
        else:
            take_objects.show(take)
        return None


class SKETCH_MOTION_OT_take_compare(JobOperator, bpy.types.Operator):
    """Show this take together with the one that is seen, and nothing else"""

    bl_idname = "sketch_motion.take_compare"
    bl_label = "Compare"
    bl_options = STEP

    def work(self, context: Any) -> object:
        take = needed_take(self.job)
        others = [t for t in take_objects.takes_of(take.object) if t.job != take.job]
        shown = take_objects.shown_take(others)
        if shown is None:
            raise BadInput("Show another take first, then compare this one with it.")
        if take.is_shown:
            take_objects.show(shown)
        else:
            beside = settings_of(context.scene).side_by_side
            take_objects.compare(take, shown, side_by_side=beside)
        return None


class SKETCH_MOTION_OT_take_delete(JobOperator, bpy.types.Operator):
    """Remove this take with its keys and drawings. The original stays, and undo brings it back"""

    bl_idname = "sketch_motion.take_delete"
    bl_label = "Delete Take"
    bl_options = STEP

    def work(self, context: Any) -> object:
        take_objects.delete(needed_take(self.job))
        return None


class SKETCH_MOTION_OT_take_settings(JobOperator, bpy.types.Operator):
    """Put the settings of this take into the panel: prompt, length, seed and all"""

    bl_idname = "sketch_motion.take_settings"
    bl_label = "Use These Settings"
    bl_options = STEP

    def work(self, context: Any) -> object:
        request = needed_take(self.job).request
        if request is None:
            raise BadInput("The settings of this take are lost.")
        properties.take_over(context.scene, request)
        source = original_of(context.object)
        if versions.is_grease_pencil(source):
            object_list.take_over(source.data, request.objects)
        return None


class SKETCH_MOTION_OT_take_hold(JobOperator, bpy.types.Operator):
    """Show a new drawing on every frame, every second or every third. Nothing is computed anew"""

    bl_idname = "sketch_motion.take_hold"
    bl_label = "Put on Ones, Twos or Threes"
    bl_options = STEP

    if TYPE_CHECKING:
        hold: str
    else:
        hold: bpy.props.EnumProperty(name="On", items=HOLDS)

    def work(self, context: Any) -> object:
        take = needed_take(self.job)
        return retime(take, context.scene, hold=int(self.hold), easing=Easing())


class SKETCH_MOTION_OT_take_ease(JobOperator, bpy.types.Operator):
    """Let the motion linger at its first or its last pose. Keys and drawings move in time"""

    bl_idname = "sketch_motion.take_ease"
    bl_label = "Slow In, Slow Out"
    bl_options = ADJUSTABLE

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
    def description(cls, context: Any, properties: Any) -> str:
        if properties.out and not properties.into:
            return tr("Slow out: linger at the first pose. Keys and drawings move in time")
        if properties.into and not properties.out:
            return tr("Slow in: linger at the last pose. Keys and drawings move in time")
        return ""

    def work(self, context: Any) -> object:
        return retime(needed_take(self.job), context.scene, easing=Easing(self.out, self.into))


class SKETCH_MOTION_OT_take_again(JobOperator, bpy.types.Operator):
    """Make another motion for one object or for a range of frames, and keep the rest as it was.

    It becomes a take of its own"""

    bl_idname = "sketch_motion.take_again"
    bl_label = "Do a Part Again"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        part: str
        in_range: bool
        first: int
        last: int
        prompt: str
        seed: int
    else:
        part: bpy.props.StringProperty(
            name="Object", description="The object that moves anew; empty for all"
        )
        in_range: bpy.props.BoolProperty(
            name="Only a Range", description="Keep what is before and after these frames"
        )
        first: bpy.props.IntProperty(name="First Frame")
        last: bpy.props.IntProperty(name="Last Frame")
        prompt: bpy.props.StringProperty(name="Prompt", description="Other words, if you like")
        seed: bpy.props.IntProperty(name="Seed", min=0)

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        take = take_objects.take_of_job(self.job)
        request = take.request if take else None
        if take is None or request is None:
            self.report({"WARNING"}, tr("The settings of this take are lost."))
            return {"CANCELLED"}
        scene = context.scene
        self.first, self.last = take.start, take.start + request.frames - 1
        if scene.use_preview_range:
            self.in_range = True
            self.first = max(self.first, scene.frame_preview_start)
            self.last = min(self.last, scene.frame_preview_end)
        self.part, self.prompt, self.seed = "", request.prompt, new_seed()
        answer: Answer = context.window_manager.invoke_props_dialog(self, width=360)
        return answer

    def draw(self, context: Any) -> None:
        take = take_objects.take_of_job(self.job)
        column = self.layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        if take is not None and len(take.parts) > 1:
            row = column.row(align=True)
            row.prop(self, "part")
            names = ", ".join(take.parts)
            column.label(text=names, icon="OUTLINER_OB_GREASEPENCIL", translate=False)
        column.prop(self, "in_range")
        row = column.column(align=True)
        row.enabled = self.in_range
        row.prop(self, "first")
        row.prop(self, "last")
        column.prop(self, "prompt")
        column.prop(self, "seed")

    def work(self, context: Any) -> object:
        take = needed_take(self.job)
        first, last = (self.first, self.last) if self.in_range else (None, None)
        patch = part_patch(take, part=self.part.strip(), first=first, last=last)
        words: dict[str, object] = {"prompt": self.prompt.strip()} if self.prompt.strip() else {}
        return session.redo(take, {**patch, **words, "seed": self.seed})


def part_patch(
    take: SceneTake, *, part: str, first: int | None, last: int | None
) -> dict[str, object]:
    """What changes in a take's request to do a part of it again. Raises BadInput."""
    request = take.request
    if request is None or request.path != "vector":
        raise BadInput("Only a part of moved strokes can be done again.")
    if part and part not in take.parts:
        raise BadInput(
            tr("There is no object {name!r} in this take.").format(name=part),
            hint=tr("There are: {names}.").format(names=", ".join(take.parts)),
        )
    keep: dict[str, object] = {}
    patch: dict[str, object] = {"keep": keep}
    if part:
        keep["objects"] = [part]
        known = {item.name: item for item in request.objects}
        patch["objects"] = [
            {**(known[name].to_json() if name in known else {"name": name}), "locked": True}
            if name != part
            else {**(known[name].to_json() if name in known else {"name": name})}
            for name in take.parts
        ]
    if first is not None and last is not None:
        begin = min(max(first - take.start, 0), request.frames - 1)
        keep["range"] = [begin, min(max(last - take.start + 1, begin + 1), request.frames)]
    if not keep:
        del patch["keep"]
    return patch


def new_seed() -> int:
    """Any seed: the animator only wants another one."""
    return random.randrange(1, min(LARGEST_SEED, 100_000))


class SKETCH_MOTION_OT_new_seed(bpy.types.Operator):
    """Another seed gives another motion for the same words"""

    bl_idname = "sketch_motion.new_seed"
    bl_label = "New Seed"
    bl_options = STEP

    def execute(self, context: Any) -> Answer:
        settings_of(context.scene).seed = new_seed()
        return {"FINISHED"}


class SKETCH_MOTION_OT_take_export(JobOperator, bpy.types.Operator):
    """Write this take as a GIF, WebP or SVG to show around, as the engine made it"""

    bl_idname = "sketch_motion.take_export"
    bl_label = "Export Take"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        suffix: str
        size: int
        filter_glob: str
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        suffix: bpy.props.StringProperty(default=".gif", options={"HIDDEN", "SKIP_SAVE"})
        size: bpy.props.IntProperty(
            name="Size", description="Longest side in pixels", default=512, min=16, max=4096
        )
        filter_glob: bpy.props.StringProperty(default="*.gif;*.webp;*.svg", options={"HIDDEN"})

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        take = take_objects.take_of_job(self.job)
        name = bpy.path.clean_name(take.name if take else "take")
        folder = bpy.path.abspath("//") if bpy.data.filepath else str(Path.home())
        self.filepath = str(Path(folder) / f"{name}{self.suffix}")
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def work(self, context: Any) -> object:
        path = Path(bpy.path.abspath(self.filepath))
        if path.suffix.lower() not in SUFFIXES:
            path = path.with_name(path.name + self.suffix)
        needed_take(self.job)
        return take_exports.begin(self.job, path, self.size)


CLASSES = (
    SKETCH_MOTION_OT_take_show,
    SKETCH_MOTION_OT_take_compare,
    SKETCH_MOTION_OT_take_delete,
    SKETCH_MOTION_OT_take_settings,
    SKETCH_MOTION_OT_take_hold,
    SKETCH_MOTION_OT_take_ease,
    SKETCH_MOTION_OT_take_again,
    SKETCH_MOTION_OT_new_seed,
    SKETCH_MOTION_OT_take_export,
)

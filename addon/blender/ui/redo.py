# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another motion: for a part of a take, of which the rest stays, or by another seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import bpy

from ...contract.errors import BadInput
from ...contract.messages import Message
from ..host_state import scene_of
from ..jobs.job_target import ObjectTarget
from ..jobs.session import session
from ..settings import LARGEST_SEED, settings_of
from ..write import scene_takes
from ..write.scene_takes import SceneTake, needed_request, needed_take
from .operators import DialogOperator, JobOperator

if TYPE_CHECKING:
    from bpy.types import Context

    from ..host_types import OperatorReturn


class SKETCH_MOTION_OT_take_again(DialogOperator, JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_again"
    bl_label = "Do a Part Again"
    bl_description = (
        "Make another motion for one object or for a range of frames, and keep the rest "
        "as it was.\n\nIt becomes a take of its own"
    )
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

    def fill_in(self, context: Context) -> None:
        take = needed_take(self.job)
        request = needed_request(take)
        scene = scene_of(context)
        self.first, self.last = take.start, take.start + request.frames - 1
        if scene.use_preview_range:
            self.in_range = True
            self.first = max(self.first, scene.frame_preview_start)
            self.last = min(self.last, scene.frame_preview_end)
        self.part, self.prompt, self.seed = "", request.prompt, new_seed()

    def draw(self, context: Context) -> None:
        take = scene_takes.take_of_job(self.job)
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

    def work(self, context: Context) -> None:
        take = needed_take(self.job)
        first, last = (self.first, self.last) if self.in_range else (None, None)
        patch = part_patch(take, part=self.part.strip(), first=first, last=last)
        words: dict[str, object] = {"prompt": self.prompt.strip()} if self.prompt.strip() else {}
        session.redo(
            take.job, {**patch, **words, "seed": self.seed}, ObjectTarget(take.source_name)
        )


def part_patch(
    take: SceneTake, *, part: str, first: int | None, last: int | None
) -> dict[str, object]:
    """Return what to change in a take's request so that only a part of it is made again.

    `part`: an object, "" for all. `first`, `last`: frames of the scene, None for all.
    Raises BadInput when the take isn't of moved strokes or has no such object.
    """
    request = take.request
    if request is None or request.path != "vector":
        raise BadInput("Only a part of moved strokes can be done again.")
    if part and part not in take.parts:
        raise BadInput(
            "There is no object {name!r} in this take.",
            name=part,
            hint=Message("There are: {names}.", names=", ".join(take.parts)),
        )
    keep: dict[str, object] = {}
    patch: dict[str, object] = {"keep": keep}
    if part:
        keep["objects"] = [part]
        by_name = {item.name: item for item in request.objects}
        patch["objects"] = [
            {**(by_name[name].to_json() if name in by_name else {"name": name}), "locked": True}
            if name != part
            else {**(by_name[name].to_json() if name in by_name else {"name": name})}
            for name in take.parts
        ]
    if first is not None and last is not None:
        begin = min(max(first - take.start, 0), request.frames - 1)
        keep["range"] = [begin, min(max(last - take.start + 1, begin + 1), request.frames)]
    if not keep:
        del patch["keep"]
    return patch


def new_seed() -> int:
    """Return a random seed, short enough to be read."""
    return random.randrange(1, min(LARGEST_SEED, 100_000))


class SKETCH_MOTION_OT_new_seed(bpy.types.Operator):
    bl_idname = "sketch_motion.new_seed"
    bl_label = "New Seed"
    bl_description = "Another seed gives another motion for the same words"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def execute(self, context: Context) -> OperatorReturn:
        settings_of(scene_of(context)).seed = new_seed()
        return {"FINISHED"}


CLASSES = (SKETCH_MOTION_OT_take_again, SKETCH_MOTION_OT_new_seed)

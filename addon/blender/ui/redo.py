# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another motion: for a part of a take, of which the rest stays, or by another seed."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import bpy

from ...client.jobs.timing import ScenePlace
from ...contract.between import SETTING as BETWEEN
from ...contract.errors import BadInput
from ...contract.messages import Message
from ...contract.request import Request
from ..host_state import scene_of
from ..jobs.job_target import ObjectTarget
from ..jobs.session import session
from ..settings import LARGEST_SEED, settings_of
from ..write import scene_takes, take_keys
from ..write.change_part import PartChange, source_frame
from ..write.scene_takes import SceneTake, needed_request
from ..write.take_reference import TakeReference
from .operators import DialogOperator, TakeOperator

if TYPE_CHECKING:
    from bpy.types import Context

    from ..host_types import OperatorReturn


class SKETCH_MOTION_OT_take_again(DialogOperator, TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_again"
    bl_label = "Change a Part"
    bl_description = (
        "Give one object, or the frames from the current one on, another motion. The rest stays "
        "as it is, with all that you have drawn and moved in it.\n\nIt becomes a take of its own"
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
        prompt: bpy.props.StringProperty(
            name="Prompt", description="What should happen there instead"
        )
        seed: bpy.props.IntProperty(
            name="Seed", description="Another number gives another motion", min=0
        )

    def fill_in(self, context: Context) -> None:
        take = self.take()
        request = needed_request(take)
        scene = scene_of(context)
        place = take_keys.places(take).whole
        self.first, self.last = place.start, place.last
        if scene.use_preview_range:
            self.first = max(self.first, scene.frame_preview_start)
            self.last = min(self.last, scene.frame_preview_end)
        elif place.start < scene.frame_current < place.last:
            self.first = scene.frame_current
        self.in_range = (self.first, self.last) != (place.start, place.last)
        self.part, self.prompt = "", request.prompt
        self.seed = min(request.seed, LARGEST_SEED)

    def draw(self, context: Context) -> None:
        take = scene_takes.take_of_job(self.job, self.item)
        column = self.layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        words = column.column()
        words.activate_init = True
        words.prop(self, "prompt")
        column.prop(self, "in_range")
        row = column.column(align=True)
        row.enabled = self.in_range
        row.prop(self, "first")
        row.prop(self, "last")
        if take is not None and len(take.parts) > 1:
            row = column.row(align=True)
            row.prop(self, "part")
            names = ", ".join(take.parts)
            column.label(text=names, icon="OUTLINER_OB_GREASEPENCIL", translate=False)
        column.prop(self, "seed")

    def work(self, context: Context) -> None:
        take = self.take()
        request = needed_request(take)
        words, seed = self.prompt.strip() or request.prompt, self.seed
        if (words, seed) == (request.prompt, request.seed):
            raise BadInput(
                "Nothing would change: it is the same sentence and the same seed.",
                hint="Say what should happen there, or give another seed.",
            )
        first, last = (self.first, self.last) if self.in_range else (None, None)
        patch = part_patch(take, part=self.part.strip(), first=first, last=last)
        patch.update(prompt=words, seed=seed, hold=request.hold)
        source = take.source
        uid = str(source.session_uid) if source is not None else ""
        session.redo(take.job, patch, ObjectTarget(take.source_name, uid))


def part_patch(
    take: SceneTake, *, part: str, first: int | None, last: int | None
) -> dict[str, object]:
    """Return what to change in a take's request so that only a part of it is made again.

    `part`: an object, "" for all. `first`, `last`: frames of the scene, None for all.
    Raises BadInput when the take isn't of moved strokes or has no such object.
    """
    request = take.request
    if request is None or request.path != "vector" or BETWEEN in request.settings:
        raise BadInput("Only a part of moved strokes can be changed.")
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
    frames = None
    if first is not None and last is not None:
        place = take_keys.places(take).whole
        first = min(max(first, place.start), place.last)
        last = min(max(last, first), place.last)
        frames = (first - place.start, last - place.start)
        keep["range"] = _engine_range(take, request, place, first, last)
    keep.update(PartChange(TakeReference.of(take), frames=frames).to_json())
    return patch


def _engine_range(
    take: SceneTake, request: Request, place: ScenePlace, first: int, last: int
) -> list[int]:
    """Return the engine's frames [first, end) that a take shows in frames of the scene."""
    begin, end = (source_frame(at, place, request, take.eased) for at in (first, last))
    low = min(max(math.floor(begin + 1e-6), 0), request.frames - 1)
    return [low, min(max(math.ceil(end - 1e-6) + 1, low + 1), request.frames)]


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

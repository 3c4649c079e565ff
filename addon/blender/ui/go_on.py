# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going on from a result: the panel's sentence follows after the frame that is seen, or before.

The buttons are there while a take of moved strokes, or one of its controls, is active.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs import continuing
from ...contract.between import SETTING as BETWEEN
from ...contract.continuation import Continuation
from ...contract.errors import BadInput
from ...contract.request import Request
from .. import settings as properties
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.job_target import ObjectTarget
from ..jobs.session import session
from ..objects import object_list
from ..objects.entries import with_objects
from ..settings import settings_of
from ..translation import tr
from ..write import bone_poses, scene_takes, take_keys
from ..write.change_part import source_frame
from ..write.continue_take import TakeContinuation
from ..write.scene_takes import SceneTake, needed_request
from ..write.take_reference import TakeReference
from .operators import PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context, Scene, UILayout


def active_take(context: Context) -> SceneTake | None:
    """Return the take of moved strokes that is active, by itself or by one of its controls."""
    item: Any = context.object
    take = scene_takes.take_with(item)
    if take is None or not take.is_shown or not versions.is_grease_pencil(take.object):
        return None
    request = take.request
    if request is None or request.path != "vector" or BETWEEN in request.settings:
        return None
    return take


def meeting_frame(take: SceneTake, scene: Scene) -> int:
    """Return the frame of the scene at which a take goes on: the current one, within the take."""
    place = take_keys.places(take).whole
    frame = max(scene.frame_current, place.start)
    loops = take.request is not None and take.request.loop
    return frame if loops else min(frame, place.last)


def start_of_newest(take: SceneTake) -> int:
    """Return the scene's frame where what a take was made for, or went on with, begins."""
    start, request = take_keys.places(take).whole.start, take.request
    goes_on = Continuation.of(request.settings) if request is not None else None
    return start if goes_on is None or goes_on.before else start + goes_on.at


class SKETCH_MOTION_OT_go_on(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.go_on"
    bl_label = "Continue"
    bl_description = (
        "Go on from the pose that this take has in the current frame, with what the sentence says. "
        "Everything before stays as it is.\n\nIt becomes a take of its own"
    )
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        before: bool
    else:
        before: bpy.props.BoolProperty(
            name="Before",
            description="Lead to that pose instead; everything after it stays",
            options={"SKIP_SAVE"},
        )

    @classmethod
    def description(cls, context: Context, properties: Any) -> str:
        if not properties.before:
            return ""
        return tr(
            "Lead to the pose that this take has in the current frame, with what the sentence "
            "says. Everything after it stays as it is.\n\nIt becomes a take of its own"
        )

    @classmethod
    def poll(cls, context: Context) -> bool:
        if active_take(context) is not None:
            return True
        cls.poll_message_set("Select a take of moved strokes first")
        return False

    def work(self, context: Context) -> None:
        take = active_take(context)
        if take is None:
            raise BadInput("This take is not in the file any more.")
        patch = continuation_patch(take, scene_of(context), before=self.before)
        source = take.source
        uid = str(source.session_uid) if source is not None else ""
        session.notice = None
        session.redo(take.job, patch, ObjectTarget(take.source_name, uid))


def continuation_patch(take: SceneTake, scene: Scene, *, before: bool) -> dict[str, object]:
    """Return what to change in a take's request so that the panel's sentence goes on from it.

    Raises BadInput without a sentence, and where it would be too long.
    """
    request = needed_request(take)
    source = take.source
    asked = properties.request_of(scene, object_list.of(source))
    says_all = bool(settings_of(scene).prompt.strip())
    asked = with_objects(asked, object_list.of(source), take.parts, all_move=says_all)
    frame = meeting_frame(take, scene)
    goes_on = Continuation(
        _engine_frame(take, request, frame),
        before,
        bone_poses.poses_at(take.controls, scene, frame),
    )
    patch = continuing.continuation_patch(request, asked, goes_on)
    patch.update(TakeContinuation(TakeReference.of(take), frame, goes_on).to_settings())
    return patch


def _engine_frame(take: SceneTake, request: Request, frame: int) -> int:
    """Return the engine's frame that a take shows at a frame of the scene."""
    place = take_keys.places(take).whole
    if request.loop:
        frame = place.start + (frame - place.start) % place.frames
    at = round(source_frame(frame, place, request, take.eased))
    return min(max(at, 0), request.frames - 1)


def draw(layout: UILayout, context: Context) -> None:
    """Draw the choice beside Animate, where a take is active."""
    take = active_take(context)
    if take is None:
        return
    frame = meeting_frame(take, scene_of(context))
    column = layout.column(align=True)
    text = tr("Continue from Frame {frame}").format(frame=frame)
    after = column.operator(
        "sketch_motion.go_on", text=text, icon="TRACKING_FORWARDS", translate=False
    )
    after.before = False
    text = tr("Lead Up to Frame {frame}").format(frame=frame)
    before = column.operator(
        "sketch_motion.go_on", text=text, icon="TRACKING_BACKWARDS", translate=False
    )
    before.before = True


CLASSES = (SKETCH_MOTION_OT_go_on,)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""In Between: motion from one key drawing to the next, steered by the sentence if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client.jobs.submission import Submission
from ...contract.errors import BadInput
from ...contract.request import RANGES, Request
from .. import settings as properties
from ..capture.key_poses import PoseOrigin, capture_poses, pose_origin
from ..grease_pencil import versions
from ..host_state import any_view, scene_of
from ..jobs.session import session
from ..jobs.submission import target_of
from ..objects import object_list
from ..settings import motion_of, plane_of, settings_of
from ..translation import tr
from ..write.write_back import original_of
from .operators import PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

MOST_NAMED = 4  # frames that the button names


def poses_of(context: Context) -> PoseOrigin | None:
    """Return the drawn poses of the active drawing from the current frame on."""
    source = original_of(context.object)
    if not versions.is_grease_pencil(source) or settings_of(scene_of(context)).path != "vector":
        return None
    return pose_origin(source, scene_of(context).frame_current)


class SKETCH_MOTION_OT_between(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.between"
    bl_label = "In Between"
    bl_description = (
        "Move from this key drawing to the next ones. Your drawings stay as they are; what lies "
        "between them is generated, as the sentence says if there is one"
    )
    bl_options = {"INTERNAL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        if poses_of(context) is not None:
            return True
        cls.poll_message_set("Draw a second pose on a later frame first")
        return False

    def work(self, context: Context) -> None:
        scene, origin = scene_of(context), poses_of(context)
        source = original_of(context.object)
        if origin is None or not versions.is_grease_pencil(source):
            raise BadInput("Draw a second pose on a later frame first")
        frames = origin.frames[-1] - origin.frames[0] + 1
        if frames > RANGES["frames"][1]:
            raise BadInput(
                "The key drawings are {count} frames apart; {most} is the most.",
                count=frames,
                most=int(RANGES["frames"][1]),
            )
        panel = settings_of(scene)
        request = Request(
            prompt=panel.prompt.strip(),
            frames=frames,
            fps=properties.frame_rate(scene),
            hold=int(panel.hold),
            strength=panel.strength,
            seed=panel.seed,
            quality="draft",
            settings={
                **motion_of(scene, object_list.of(source)).to_settings(),
                **origin.asked.to_settings(),
            },
        )
        view = any_view()
        drawing = capture_poses(source, scene, origin, plane=plane_of(scene), view=view)
        session.notice = None
        session.submit(Submission(request, drawing, target_of(source, drawing)))


def draw(layout: UILayout, context: Context) -> None:
    """Draw the button beside Animate, where more than one pose is drawn."""
    origin = poses_of(context)
    if origin is None:
        return
    names = [str(frame) for frame in origin.frames[:MOST_NAMED]]
    frames = ", ".join([*names, "…"] if len(origin.frames) > MOST_NAMED else names)
    text = tr("In Between: Drawings {frames}").format(frames=frames)
    layout.operator("sketch_motion.between", text=text, icon="PARTICLE_PATH", translate=False)


CLASSES = (SKETCH_MOTION_OT_between,)

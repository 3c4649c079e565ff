# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send to Farm: buttons that are there where a farm is named in the preferences."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import bpy

from ...client.farm.farm_link import VARIABLE
from ..host_state import scene_of
from ..jobs import several
from ..jobs.engine_location import stored
from ..jobs.session import session
from ..jobs.submission import SceneInput
from ..translation import tr
from .operators import PanelOperator, can_animate

if TYPE_CHECKING:
    from bpy.types import Context, UILayout


def address() -> str:
    """Return the address of the farm; "" for none."""
    settings = stored()
    return (settings.farm if settings else "") or os.environ.get(VARIABLE, "")


class SKETCH_MOTION_OT_send_to_farm(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.send_to_farm"
    bl_label = "Send to Farm"
    bl_description = "Animate on the farm that the preferences name. The result comes back here"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        return can_animate(context)

    def work(self, context: Context) -> None:
        for item in several.drawings(context):
            asked = SceneInput(item, scene_of(context), getattr(context, "region_data", None))
            session.send_to_farm(asked, address())


class SKETCH_MOTION_OT_call_back(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.call_back"
    bl_label = "Cancel on the Farm"
    bl_description = "End the jobs that were sent to the farm from here"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        session.call_back()


def draw(layout: UILayout) -> None:
    """Draw the button, and how many jobs are away."""
    if address():
        layout.operator("sketch_motion.send_to_farm", icon="NETWORK_DRIVE")
    count = len(session.farm.jobs)
    if count:
        row = layout.row()
        row.label(text=tr("On the farm: {count}").format(count=count), translate=False)
        row.operator("sketch_motion.call_back", text="", icon="CANCEL")


CLASSES = (SKETCH_MOTION_OT_send_to_farm, SKETCH_MOTION_OT_call_back)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of the takes that are pictures: continue after the last one, export them all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...client.jobs.pictures import PictureSequence
from ...client.jobs.raster_request import continuing
from ...client.jobs.submission import Submission
from ...contract.errors import BadInput
from ...contract.job import JobFolder
from ..capture import picture_files
from ..host_state import scene_of
from ..jobs.job_target import ObjectTarget
from ..jobs.session import session
from ..settings import request_of, settings_of
from ..translation import tr
from ..write.raster_results import place_of_job
from .operators import FileOperator, TakeOperator

if TYPE_CHECKING:
    from bpy.types import Context


class SKETCH_MOTION_OT_take_continue(TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_continue"
    bl_label = "Continue"
    bl_description = (
        "Go on from the last picture of this take, as the panel says now; both become one take"
    )

    def work(self, context: Context) -> None:
        take = self.take()
        folder = session.ready_client().folder(take.job)
        earlier = JobFolder(folder).read_request()
        place = place_of_job(folder, earlier)
        last = PictureSequence.of_job(folder).paths[-1]
        panel_request = request_of(scene_of(context))
        fidelity = settings_of(scene_of(context)).fidelity
        settings = {**panel_request.settings, "fidelity": fidelity}
        panel_request = replace(panel_request, settings=settings)
        request = continuing(panel_request, earlier, take.job, place.to_text())
        source = take.source
        uid = source.session_uid if source is not None else 0
        target = ObjectTarget(take.source_name or place.label, str(uid))
        session.submit(Submission(request, last, target))


class SKETCH_MOTION_OT_take_pictures(FileOperator, TakeOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.take_pictures"
    bl_label = "Export Pictures"
    bl_description = "Write the pictures of this take as PNG files into a folder"

    if TYPE_CHECKING:
        directory: str
    else:
        directory: bpy.props.StringProperty(subtype="DIR_PATH")

    def work(self, context: Context) -> None:
        folder = session.ready_client().folder(self.take().job)
        sequence = PictureSequence.of_job(folder)
        target = Path(bpy.path.abspath(self.directory)) / self.job
        if not self.directory:
            raise BadInput("Choose a folder for the pictures.")
        picture_files.copied(sequence, target)
        text = tr("{count} pictures are in {folder}")
        self.report({"INFO"}, text.format(count=sequence.frame_count, folder=target))


CLASSES = (SKETCH_MOTION_OT_take_continue, SKETCH_MOTION_OT_take_pictures)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from a video: the drawing follows a clip that the artist brings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...contract.errors import BadInput
from ...contract.followed_clip import ANIMATED, MOVIES, SETTING, bring_clip
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.session import session
from ..jobs.submission import SceneInput, vector_submission
from ..objects import object_list
from ..settings import request_of
from ..write.write_back import original_of
from .operators import FileOperator

if TYPE_CHECKING:
    from bpy.types import Context

KINDS = ";".join(f"*{suffix}" for suffix in (*MOVIES, *ANIMATED))


class SKETCH_MOTION_OT_import_motion(FileOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.import_motion"
    bl_label = "Import Motion..."
    bl_description = (
        "The active drawing does what a clip of it shows: a film, a GIF or a folder of pictures "
        "that begins with the drawing"
    )
    bl_options = {"REGISTER"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        filter_glob: str
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        filter_glob: bpy.props.StringProperty(default=KINDS, options={"HIDDEN", "SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Context) -> bool:
        if versions.is_grease_pencil(original_of(context.object)):
            return True
        cls.poll_message_set("Select a Grease Pencil drawing first")
        return False

    def work(self, context: Context) -> None:
        clip = Path(bpy.path.abspath(self.filepath))
        if not self.filepath or not clip.exists():
            raise BadInput(
                "There is no file {file}.",
                file=clip.name,
                hint="Choose an MP4, WebM or GIF, or a folder of numbered pictures.",
            )
        item, scene = context.object, scene_of(context)
        asked = SceneInput(item, scene, getattr(context, "region_data", None))
        request = request_of(scene, object_list.of(original_of(item)))
        request = replace(request, path="vector", settings={**request.settings, SETTING: True})
        submission = vector_submission(asked, request)
        session.submit(replace(submission, seeds=1, add_files=partial(bring_clip, clip)))


CLASSES = (SKETCH_MOTION_OT_import_motion,)

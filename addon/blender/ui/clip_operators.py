# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from a video: the drawing goes to a video model, and follows a clip that comes back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...contract.errors import BadInput
from ...contract.export_formats import free_path
from ...contract.followed_clip import ANIMATED, MOVIES, SETTING, bring_clip, clip_meant
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs import exports
from ..jobs.session import session
from ..jobs.submission import SceneInput, captured, vector_submission
from ..objects import object_list
from ..settings import request_of, settings_of
from ..write.write_back import original_of
from .operators import FileOperator

if TYPE_CHECKING:
    from bpy.types import Context

#: Families of video models by the engine's names for their sizes.
SIZES = (
    ("wan", "Wan, 832 x 480", ""),
    ("wan-720p", "Wan, 1280 x 720", ""),
    ("ltx", "LTX, 768 x 512", ""),
    ("cogvideox", "CogVideoX, 720 x 480", ""),
    ("hd", "Online Services, 1920 x 1080", ""),
    ("square", "Square, 512 x 512", ""),
)
KINDS = ";".join(f"*{suffix}" for suffix in (*MOVIES, *ANIMATED, ".jpg", ".jpeg"))


class _OfDrawing(FileOperator):
    """An operator with a file that needs an active drawing."""

    @classmethod
    def poll(cls, context: Context) -> bool:
        if versions.is_grease_pencil(original_of(context.object)):
            return True
        cls.poll_message_set("Select a Grease Pencil drawing first")
        return False


class SKETCH_MOTION_OT_import_motion(_OfDrawing, bpy.types.Operator):
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

    def work(self, context: Context) -> None:
        clip = clip_meant(bpy.path.abspath(self.filepath))
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


class SKETCH_MOTION_OT_export_model_picture(_OfDrawing, bpy.types.Operator):
    bl_idname = "sketch_motion.export_model_picture"
    bl_label = "Export Drawing for a Video Model..."
    bl_description = (
        "Write the active drawing as the picture that a video model begins with, and the prompt as "
        "a text, into a folder. The clip that comes back is for Import Motion"
    )
    bl_options = {"REGISTER"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        size: str
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        size: bpy.props.EnumProperty(
            name="Size", description="What the video model is made for", items=SIZES
        )

    def suggest(self, context: Context) -> None:
        folder = bpy.path.abspath("//") if bpy.data.filepath else str(Path.home())
        original = original_of(context.object)
        name = bpy.path.clean_name(original.name if original is not None else "drawing")
        self.filepath = str(free_path(Path(folder), f"{name}_for_video", ""))

    def work(self, context: Context) -> None:
        if not self.filepath:
            raise BadInput("There is no file {file}.", file="", hint="Choose a new folder.")
        scene = scene_of(context)
        view = getattr(context, "region_data", None)
        drawing = captured(original_of(context.object), scene, view).drawing
        prompt = settings_of(scene).prompt.strip()
        folder = Path(bpy.path.abspath(self.filepath))
        exports.begin_picture(drawing, folder, prompt=prompt, size=self.size)


CLASSES = (SKETCH_MOTION_OT_import_motion, SKETCH_MOTION_OT_export_model_picture)

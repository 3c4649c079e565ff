# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of models: the one that comes with the add-on, installed ones, a folder of one's own.

A search for models reads many folders, so a thread does it; the menu shows the models found last.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...client.setup.models.store import FoundModel
from ..host_state import scene_of
from ..host_types import MenuMixin
from ..jobs.session import session
from ..settings import settings_of
from ..translation import tr
from .operators import FileOperator, PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context

    from ..host_types import OperatorReturn

MENU = "SKETCH_MOTION_MT_models"
EMBEDDED = ""
GIGABYTE, MEGABYTE = 1e9, 1e6


def look() -> None:
    """Search for models in the background."""
    session.models.look()


def models() -> tuple[FoundModel, ...]:
    """Return the models that were found last."""
    return session.models.found


def label_of(model: str, path: str) -> str:
    """Return the name of a model to show; "" stands for the default model of the path."""
    if model == EMBEDDED:
        return tr("FlipSketch (default)") if path == "raster" else tr("Starter (included)")
    name = next((found.name for found in models() if str(found.folder) == model), "")
    return name or os.path.basename(model.rstrip("/\\")) or model


def about(model: FoundModel) -> str:
    """Return name, size and licence of a model, like "ms-1.7b, 3.4 GB, CC BY-NC 4.0"."""
    size = model.bytes
    text = f"{size / GIGABYTE:.1f} GB" if size >= GIGABYTE else f"{size / MEGABYTE:.0f} MB"
    return f"{model.name}, {text}, {tr(model.license or 'not known')}"


class SKETCH_MOTION_MT_models(MenuMixin, bpy.types.Menu):
    bl_idname = MENU
    bl_label = "Model"

    def draw(self, context: Context) -> None:
        layout = self.layout
        default = label_of(EMBEDDED, settings_of(scene_of(context)).path)
        layout.operator("sketch_motion.model_choose", text=default).model = EMBEDDED
        layout.separator()
        for found in models():
            row = layout.operator("sketch_motion.model_choose", text=about(found))
            row.model = str(found.folder)
        if not models():
            layout.label(text="No other model is installed.")
        layout.separator()
        layout.operator("sketch_motion.model_folder", icon="FILE_FOLDER")
        layout.operator("sketch_motion.models_look", icon="FILE_REFRESH")


class SKETCH_MOTION_OT_model_choose(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.model_choose"
    bl_label = "Choose Model"
    bl_description = "Learn the motion from this model"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        model: str
    else:
        model: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        settings_of(scene_of(context)).model = self.model


class SKETCH_MOTION_OT_model_folder(FileOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.model_folder"
    bl_label = "Choose a Folder"
    bl_description = (
        "Use a text-to-video model from a folder of your own, in the layout of diffusers"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        directory: str
    else:
        directory: bpy.props.StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE"})

    def work(self, context: Context) -> None:
        settings_of(scene_of(context)).model = str(Path(bpy.path.abspath(self.directory)))


class SKETCH_MOTION_OT_models_look(bpy.types.Operator):
    bl_idname = "sketch_motion.models_look"
    bl_label = "Look Again"
    bl_description = "Look for models again"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def execute(self, context: Context) -> OperatorReturn:
        look()
        return {"FINISHED"}


CLASSES = (
    SKETCH_MOTION_MT_models,
    SKETCH_MOTION_OT_model_choose,
    SKETCH_MOTION_OT_model_folder,
    SKETCH_MOTION_OT_models_look,
)

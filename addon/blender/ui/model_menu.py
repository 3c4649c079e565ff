# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the motion is learnt from: the prior that came along, an installed model, any folder.

Looking for models reads folders, so a thread does it; a menu shows what was found last.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...client.locations import locations
from ...client.setup.models.store import FoundModel, find_models
from ..settings import settings_of
from ..translation import tr
from .operators import FileOperator, OperatorReturn, PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context

MENU = "SKETCH_MOTION_MT_models"
EMBEDDED = ""
GIGABYTE, MEGABYTE = 1e9, 1e6

_found: list[tuple[FoundModel, ...]] = []


def look() -> None:
    """Looks for models in the background."""

    def work() -> None:
        try:
            found = find_models(locations().models)
        except OSError:
            return
        _found[:] = [found]

    threading.Thread(target=work, name="sketch-motion-models", daemon=True).start()


def models() -> tuple[FoundModel, ...]:
    return _found[0] if _found else ()


def label_of(model: str, path: str) -> str:
    """A model's name for people; which one is taken if none is chosen depends on the path."""
    if model == EMBEDDED:
        return tr("FlipSketch (default)") if path == "raster" else tr("Starter (included)")
    known = next((found.name for found in models() if str(found.folder) == model), "")
    return known or os.path.basename(model.rstrip("/\\")) or model


def about(model: FoundModel) -> str:
    """Name, size, licence: "ms-1.7b, 3.4 GB, CC BY-NC 4.0"."""
    size = model.bytes
    text = f"{size / GIGABYTE:.1f} GB" if size >= GIGABYTE else f"{size / MEGABYTE:.0f} MB"
    return f"{model.name}, {text}, {tr(model.license or 'not known')}"


class SKETCH_MOTION_MT_models(bpy.types.Menu):
    bl_idname = MENU
    bl_label = "Model"

    def draw(self, context: Context) -> None:
        layout = self.layout
        default = label_of(EMBEDDED, settings_of(context.scene).path)
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

    def work(self, context: Context) -> object:
        settings_of(context.scene).model = self.model
        return None


class SKETCH_MOTION_OT_model_folder(FileOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.model_folder"
    bl_label = "Choose a Folder"
    bl_description = (
        "Use a text-to-video model from a folder of your own, in the layout of "
        "diffusers"
    )
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        directory: str
    else:
        directory: bpy.props.StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE"})

    def work(self, context: Context) -> object:
        settings_of(context.scene).model = str(Path(bpy.path.abspath(self.directory)))
        return None


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

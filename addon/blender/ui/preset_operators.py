# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of the presets: use one, save one of one's own, remove it, export it as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ...client.preset_library import file_stem, preset_of
from ...contract.errors import BadInput
from ...contract.export_formats import free_path
from ..host_state import scene_of, window_manager
from ..preset_files import forget, library, needed, presets, put_into_panel
from ..settings import current_request, settings_of
from ..translation import tr
from ..write import scene_takes
from ..write.scene_takes import needed_request, needed_take
from .operators import DialogOperator, PanelOperator, PresetFileOperator, SaveFileOperator

if TYPE_CHECKING:
    from bpy.types import Context, Event

    from ..host_types import OperatorReturn


class _PresetOperator(PanelOperator):
    """A base of operators that work on one preset, which the button names."""

    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        key: str
    else:
        key: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})


class SKETCH_MOTION_OT_preset_apply(_PresetOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.preset_apply"
    bl_label = "Use Preset"
    bl_description = "Take the settings of this preset. Words of your own stay"

    if TYPE_CHECKING:
        words: bool
    else:
        words: bpy.props.BoolProperty(name="Its Words Too", options={"SKIP_SAVE"})

    @classmethod
    def description(cls, context: Context, properties: Any) -> str:
        file = next((file for file in presets() if file.key == properties.key), None)
        return tr(file.preset.description) if file else ""

    def work(self, context: Context) -> None:
        put_into_panel(scene_of(context), needed(self.key).preset, words=self.words)


class SKETCH_MOTION_OT_preset_save(DialogOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.preset_save"
    bl_label = "Save as Preset"
    bl_description = "Keep the settings of the panel as a preset of your own"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        name: str
        author: str
        description_text: str
        job: str
        item: str
    else:
        name: bpy.props.StringProperty(name="Name", options={"SKIP_SAVE"})
        author: bpy.props.StringProperty(name="Author")
        description_text: bpy.props.StringProperty(
            name="What It Is Good For", options={"SKIP_SAVE"}
        )
        job: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})
        item: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def fill_in(self, context: Context) -> None:
        take = scene_takes.take_of_job(self.job, self.item) if self.job else None
        self.name = take.name if take else settings_of(scene_of(context)).preset

    def work(self, context: Context) -> None:
        if not self.name.strip():
            raise BadInput("A preset needs a name.")
        request = current_request(scene_of(context))
        if self.job:  # a take shares its own settings
            request = needed_request(needed_take(self.job, self.item))
        preset = preset_of(
            request,
            self.name.strip(),
            author=self.author.strip(),
            description=self.description_text.strip(),
        )
        library().save(preset)
        forget()
        settings_of(scene_of(context)).preset = preset.name


class SKETCH_MOTION_OT_preset_remove(_PresetOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.preset_remove"
    bl_label = "Remove Preset"
    bl_description = "Remove this preset of yours. This can't be undone"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        self.severity = "WARNING"
        return window_manager(context).invoke_confirm(self, event)

    def work(self, context: Context) -> None:
        library().remove(needed(self.key))
        forget()


class SKETCH_MOTION_OT_preset_export(
    SaveFileOperator, PresetFileOperator, _PresetOperator, bpy.types.Operator
):
    bl_idname = "sketch_motion.preset_export"
    bl_label = "Export Preset"
    bl_description = "Write this preset as one file that can be shared"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def suggest(self, context: Context) -> None:
        name = next((f.preset.name for f in presets() if f.key == self.key), "preset")
        self.filepath = str(free_path(Path.home(), file_stem(name), ".json"))

    def written(self, path: Path) -> Path:
        return Path(bpy.path.ensure_ext(str(path), ".json"))

    def work(self, context: Context) -> None:
        path = self.written(Path(bpy.path.abspath(self.filepath)))
        needed(self.key).preset.write(path)


CLASSES = (
    SKETCH_MOTION_OT_preset_apply,
    SKETCH_MOTION_OT_preset_save,
    SKETCH_MOTION_OT_preset_remove,
    SKETCH_MOTION_OT_preset_export,
)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets in the panel: the menu, saving one's own, one file out, one in after a look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ..client.locations import locations
from ..client.preset_library import (
    PresetFile,
    PresetLibrary,
    PresetView,
    file_stem,
    in_words_of,
    preset_of,
    view_of,
)
from ..contract.errors import BadInput, SketchMotionError
from ..contract.preset import Preset
from . import preferences, take_objects
from .operators import Answer, Operator
from .properties import current_request, settings_of, take_over
from .session import session
from .text_lines import draw_lines
from .translation import tr

WIDTH = 60  # characters of a line in the import's dialog
MENU = "SKETCH_MOTION_MT_presets"

_read: list[tuple[PresetFile, ...]] = []  # the library as it was read last

#: Settings in the animator's words.
SETTINGS = {
    "prompt": "Prompt",
    "path": "Way",
    "frames": "Frames",
    "fps": "Frames a Second",
    "hold": "On",
    "loop": "Loop",
    "seed": "Seed",
    "strength": "Strength",
    "quality": "Quality",
    "model": "Model",
    "fidelity": "Fidelity",
    "steps": "Steps",
    "guidance": "Guidance",
    "chain": "Clips",
}


def library() -> PresetLibrary:
    return PresetLibrary(preferences.OWN_ROOT / "presets", locations().presets)


def presets() -> tuple[PresetFile, ...]:
    """The presets, read once and again after a change."""
    if not _read:
        _read.append(library().presets())
    return _read[0]


def forget() -> None:
    """They are read again when they are next shown."""
    _read.clear()


def needed(key: str) -> PresetFile:
    """The preset of a key. Raises BadInput when it is gone."""
    found = next((file for file in presets() if file.key == key), None)
    if found is None:
        raise BadInput("This preset is not there any more.")
    return found


def chosen(settings: Any) -> PresetFile | None:
    """The preset that the panel's settings came from; the user's own wins over a shipped one."""
    found = [file for file in presets() if file.preset.name == settings.preset]
    return found[-1] if settings.preset and found else None


def is_from_preset(settings: Any) -> bool:
    """Whether the words in the panel are a preset's, or there are none."""
    prompt = settings.prompt.strip()
    return not prompt or prompt == settings.preset_prompt


class SKETCH_MOTION_MT_presets(bpy.types.Menu):
    bl_idname = MENU
    bl_label = "Presets"

    def draw(self, context: Any) -> None:
        layout = self.layout
        layout.operator_context = "EXEC_DEFAULT"
        shipped = True
        for file in presets():
            if shipped and not file.shipped:
                layout.separator()
            shipped = file.shipped
            icon = "NONE" if shipped else "USER"
            name = tr(file.preset.name)
            row = layout.operator("sketch_motion.preset_apply", text=name, icon=icon)
            row.key = file.key
        layout.separator()
        layout.operator_context = "INVOKE_DEFAULT"
        layout.operator("sketch_motion.preset_save", icon="ADD")
        layout.operator("sketch_motion.preset_import", icon="IMPORT")
        layout.menu("SKETCH_MOTION_MT_preset_export", icon="EXPORT")
        if any(not file.shipped for file in presets()):
            layout.menu("SKETCH_MOTION_MT_preset_remove", icon="TRASH")


class SKETCH_MOTION_MT_preset_export(bpy.types.Menu):
    bl_idname = "SKETCH_MOTION_MT_preset_export"
    bl_label = "Export a Preset"

    def draw(self, context: Any) -> None:
        for file in presets():
            row = self.layout.operator("sketch_motion.preset_export", text=tr(file.preset.name))
            row.key = file.key


class SKETCH_MOTION_MT_preset_remove(bpy.types.Menu):
    bl_idname = "SKETCH_MOTION_MT_preset_remove"
    bl_label = "Remove a Preset"

    def draw(self, context: Any) -> None:
        for file in presets():
            if not file.shipped:
                name = file.preset.name
                row = self.layout.operator(
                    "sketch_motion.preset_remove", text=name, translate=False
                )
                row.key = file.key


class _PresetOperator(Operator):
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        key: str
    else:
        key: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})


class SKETCH_MOTION_OT_preset_apply(_PresetOperator, bpy.types.Operator):
    """Take the settings of this preset. Words of your own stay"""

    bl_idname = "sketch_motion.preset_apply"
    bl_label = "Use Preset"

    if TYPE_CHECKING:
        words: bool
    else:
        words: bpy.props.BoolProperty(name="Its Words Too", options={"SKIP_SAVE"})

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        found = next((file for file in presets() if file.key == properties.key), None)
        return tr(found.preset.description) if found else ""

    def work(self, context: Any) -> object:
        put_into_panel(context.scene, needed(self.key).preset, words=self.words)
        return None


def put_into_panel(scene: Any, preset: Preset, *, words: bool = False) -> None:
    """Applies a preset to the panel; with its words if asked, or where there are no own ones."""
    settings = settings_of(scene)
    request = current_request(scene)
    if words or is_from_preset(settings):
        request = in_words_of(preset, request)
        settings.preset_prompt = request.prompt
    else:
        request = view_of(preset, request).request
    take_over(scene, request)


class SKETCH_MOTION_OT_preset_save(Operator, bpy.types.Operator):
    """Keep the settings of the panel as a preset of your own"""

    bl_idname = "sketch_motion.preset_save"
    bl_label = "Save as Preset"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        name: str
        author: str
        description_text: str
        job: str
    else:
        name: bpy.props.StringProperty(name="Name", options={"SKIP_SAVE"})
        author: bpy.props.StringProperty(name="Author")
        description_text: bpy.props.StringProperty(
            name="What It Is Good For", options={"SKIP_SAVE"}
        )
        job: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        take = take_objects.take_of_job(self.job) if self.job else None
        self.name = take.name if take else settings_of(context.scene).preset
        answer: Answer = context.window_manager.invoke_props_dialog(self, width=360)
        return answer

    def work(self, context: Any) -> object:
        if not self.name.strip():
            raise BadInput("A preset needs a name.")
        request = current_request(context.scene)
        if self.job:  # a take shares its own settings
            take = take_objects.take_of_job(self.job)
            request_of_take = take.request if take else None
            if request_of_take is None:
                raise BadInput("The settings of this take are lost.")
            request = request_of_take
        preset = preset_of(
            request,
            self.name.strip(),
            author=self.author.strip(),
            description=self.description_text.strip(),
        )
        library().save(preset)
        forget()
        settings_of(context.scene).preset = preset.name
        return None


class SKETCH_MOTION_OT_preset_remove(_PresetOperator, bpy.types.Operator):
    """Remove this preset of yours. This can't be undone"""

    bl_idname = "sketch_motion.preset_remove"
    bl_label = "Remove Preset"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        answer: Answer = context.window_manager.invoke_confirm(self, event)
        return answer

    def work(self, context: Any) -> object:
        library().remove(needed(self.key))
        forget()
        return None


class SKETCH_MOTION_OT_preset_export(_PresetOperator, bpy.types.Operator):
    """Write this preset as one file that can be shared"""

    bl_idname = "sketch_motion.preset_export"
    bl_label = "Export Preset"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        filter_glob: str
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        filter_glob: bpy.props.StringProperty(default="*.json", options={"HIDDEN"})

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        name = next((f.preset.name for f in presets() if f.key == self.key), "preset")
        self.filepath = str(Path.home() / f"{file_stem(name)}.json")
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def work(self, context: Any) -> object:
        path = Path(bpy.path.ensure_ext(bpy.path.abspath(self.filepath), ".json"))
        needed(self.key).preset.write(path)
        return None


class SKETCH_MOTION_OT_preset_import(Operator, bpy.types.Operator):
    """Look into a preset file from somebody else; nothing changes before you agree"""

    bl_idname = "sketch_motion.preset_import"
    bl_label = "Import a Preset"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        filter_glob: str
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        filter_glob: bpy.props.StringProperty(default="*.json", options={"HIDDEN"})

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def work(self, context: Any) -> object:
        Preset.read(bpy.path.abspath(self.filepath))  # says now what is wrong with it
        if bpy.app.background:
            return None
        return bpy.ops.sketch_motion.preset_agree("INVOKE_DEFAULT", filepath=self.filepath)


class SKETCH_MOTION_OT_preset_agree(Operator, bpy.types.Operator):
    """Keep the imported preset among your own"""

    bl_idname = "sketch_motion.preset_agree"
    bl_label = "Import This Preset?"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        use: bool
    else:
        filepath: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})
        use: bpy.props.BoolProperty(
            name="Use It Now", description="Put its settings into the panel", default=True
        )

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        answer: Answer = context.window_manager.invoke_props_dialog(self, width=420)
        return answer

    def draw(self, context: Any) -> None:
        try:
            preset = Preset.read(bpy.path.abspath(self.filepath))
            draw_view(self.layout, preset, view_of(preset, current_request(context.scene)))
        except SketchMotionError as error:
            draw_lines(self.layout, error.message, WIDTH, icon="ERROR")
            return
        self.layout.prop(self, "use")

    def work(self, context: Any) -> object:
        preset = Preset.read(bpy.path.abspath(self.filepath))
        view_of(preset, current_request(context.scene))
        library().save(preset)
        forget()
        if self.use:
            put_into_panel(context.scene, preset, words=True)
        session.notice = None
        return None


def draw_view(layout: Any, preset: Preset, view: PresetView) -> None:
    """What a preset is, whose, and what it would change here."""
    by = tr("{name}, by {author}").format(name=preset.name, author=preset.author or tr("unknown"))
    draw_lines(layout, by, WIDTH, icon="PRESET")
    if preset.license:
        draw_lines(layout, tr("Licence: {name}").format(name=preset.license), WIDTH)
    draw_lines(layout, preset.description, WIDTH)
    box = layout.box()
    words = preset.settings.get("prompt")
    if isinstance(words, str) and words:
        draw_lines(box, f"{tr('Prompt')}: {words}", WIDTH)
    for change in view.changes:
        name = tr(SETTINGS.get(change.setting, change.setting))
        row = box.row()
        row.label(text=name, translate=False)
        row.label(text=f"{tr(change.before)} \N{RIGHTWARDS ARROW} {tr(change.after)}")
    if not view.changes:
        box.label(text="It changes nothing here.")
    for note in view.notes:
        draw_lines(layout, note, WIDTH, icon="INFO")
    if view.unknown:
        text = tr("Not known here, and without effect: {names}")
        draw_lines(layout, text.format(names=", ".join(view.unknown)), WIDTH, icon="INFO")


CLASSES = (
    SKETCH_MOTION_MT_presets,
    SKETCH_MOTION_MT_preset_export,
    SKETCH_MOTION_MT_preset_remove,
    SKETCH_MOTION_OT_preset_apply,
    SKETCH_MOTION_OT_preset_save,
    SKETCH_MOTION_OT_preset_remove,
    SKETCH_MOTION_OT_preset_export,
    SKETCH_MOTION_OT_preset_import,
    SKETCH_MOTION_OT_preset_agree,
)

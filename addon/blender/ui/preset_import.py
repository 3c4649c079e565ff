# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import of a preset file: what it is and would change is shown before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client.preset_library import PresetView, view_of
from ...contract.errors import SketchMotionError
from ...contract.preset import Preset
from ..host_state import OPERATORS, scene_of
from ..jobs.session import session
from ..preset_files import forget, library, put_into_panel
from ..settings import current_request
from ..translation import tr
from .operators import DialogOperator, PresetFileOperator
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

WIDTH = 60  # characters of a line in the dialog
#: Names of the settings as the panel shows them.
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


class SKETCH_MOTION_OT_preset_import(PresetFileOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.preset_import"
    bl_label = "Import a Preset"
    bl_description = "Look into a preset file from somebody else; nothing changes before you agree"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        Preset.read(bpy.path.abspath(self.filepath))  # so that errors come before the dialog
        if not bpy.app.background:
            OPERATORS.sketch_motion.preset_agree("INVOKE_DEFAULT", filepath=self.filepath)


class SKETCH_MOTION_OT_preset_agree(DialogOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.preset_agree"
    bl_label = "Import This Preset?"
    bl_description = "Keep the imported preset among your own"
    width = 420
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        filepath: str
        use: bool
    else:
        filepath: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})
        use: bpy.props.BoolProperty(
            name="Use It Now", description="Put its settings into the panel", default=True
        )

    def draw(self, context: Context) -> None:
        try:
            preset = Preset.read(bpy.path.abspath(self.filepath))
            draw_view(self.layout, preset, view_of(preset, current_request(scene_of(context))))
        except SketchMotionError as error:
            draw_lines(self.layout, error.message, WIDTH, icon="ERROR")
            return
        self.layout.prop(self, "use")

    def work(self, context: Context) -> None:
        preset = Preset.read(bpy.path.abspath(self.filepath))
        view_of(preset, current_request(scene_of(context)))
        library().save(preset)
        forget()
        if self.use:
            put_into_panel(scene_of(context), preset, words=True)
        session.notice = None


def draw_view(layout: UILayout, preset: Preset, view: PresetView) -> None:
    """Draw what a preset is, who made it, and what it would change in the panel."""
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


CLASSES = (SKETCH_MOTION_OT_preset_import, SKETCH_MOTION_OT_preset_agree)

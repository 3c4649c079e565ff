# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Motion": path, preset, length, strength, quality, and below it seed and model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client.jobs.pose_cycles import MINE, state_of_model
from ...client.setup.models.strength import goes_by_strength
from .. import preset_files
from .. import settings as properties
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.engine_location import engine_root
from ..settings import settings_of
from ..translation import tr
from ..write.write_back import original_of
from . import model_menu, preset_menu
from .panel_parts import FoldingPanel, SidebarPanel, characters, settings_column
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..settings import SketchMotionSettings


class SKETCH_MOTION_PT_motion(FoldingPanel, bpy.types.Panel):
    bl_label = "Motion"
    bl_order = 2

    def draw(self, context: Context) -> None:
        settings = settings_of(scene_of(context))
        raster, warp = settings.path == "raster", settings.path == "warp"
        is_drawing = versions.is_grease_pencil(original_of(context.object))
        layout = self.layout
        layout.row().prop(settings, "path", expand=True)
        column = settings_column(layout)
        _draw_preset(column, settings)
        _draw_length(column, context, settings)
        column.prop(settings, "hold")
        if raster:
            column.prop(settings, "pose_cycle")
            if settings.pose_cycle == MINE:
                column.prop(settings, "pose_folder")
            state = state_of_model(engine_root()) if settings.pose_cycle != "none" else ""
            if state:
                draw_lines(column, state, characters(context), "INFO")
            column.prop(settings, "result")
            if settings.pose_cycle == "none":
                column.prop(settings, "fidelity", slider=True)
                if goes_by_strength(settings.model):
                    column.prop(settings, "strength", slider=True)
                # not in "Seed and Model": this path comes without one
                _draw_model(column, settings)
        else:
            column.prop(settings, "strength", slider=True)
            column.prop(settings, "speed", slider=True)
            column.prop(settings, "far", slider=True)
            column.prop(settings, "quality")
        if raster and is_drawing:
            if settings.pose_cycle == "none":
                column.prop(settings, "keep_later")
        elif raster or warp:
            column.prop(settings, "moves_here")
        if warp:
            column.prop(settings, "result")
        elif not raster:
            column.row().prop(settings, "moved_as", expand=True)


class SKETCH_MOTION_PT_variation(SidebarPanel, bpy.types.Panel):
    bl_label = "Seed and Model"
    bl_parent_id = SKETCH_MOTION_PT_motion.__name__
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012

    def draw(self, context: Context) -> None:
        settings = settings_of(scene_of(context))
        column = settings_column(self.layout)
        row = column.row(align=True)
        row.prop(settings, "seed")
        row.operator("sketch_motion.new_seed", text="", icon="FILE_REFRESH")
        column.prop(settings, "seeds")
        if settings.path != "raster":
            _draw_model(column, settings)


def _draw_model(column: UILayout, settings: SketchMotionSettings) -> None:
    split = column.split(factor=0.4)
    name = split.row()
    name.alignment = "RIGHT"
    name.label(text="Model")
    model = model_menu.label_of(settings.model, settings.path)
    split.menu(model_menu.MENU, text=model, translate=False)


def _draw_preset(column: UILayout, settings: SketchMotionSettings) -> None:
    split = column.split(factor=0.4)
    name = split.row()
    name.alignment = "RIGHT"
    name.label(text="Preset")
    text = tr(settings.preset) if settings.preset else tr("Choose a Preset")
    split.menu(preset_menu.MENU, text=text, translate=False)
    chosen = preset_files.chosen(settings)
    words = chosen.preset.settings.get("prompt") if chosen else ""
    if chosen and isinstance(words, str) and words and words != settings.prompt.strip():
        split = column.split(factor=0.4)
        split.label(text="")
        text = tr('Say "{words}"').format(words=words)
        use = split.operator("sketch_motion.preset_apply", text=text, translate=False)
        use.key, use.words = chosen.key, True


def _draw_length(column: UILayout, context: Context, settings: SketchMotionSettings) -> None:
    """Draw the number of frames, their duration at the scene's frame rate, and the loop button."""
    scene = scene_of(context)
    numerator, denominator = properties.frame_rate(scene)
    seconds = settings.frames * denominator / numerator
    row = column.row(align=True)
    row.prop(settings, "frames", text=tr("Frames ({seconds} s)").format(seconds=f"{seconds:.1f}"))
    loop = row.row(align=True)
    loop.use_property_split = False
    loop.prop(settings, "loop", toggle=True)
    last = properties.start_of(scene) + settings.frames - 1
    if last > scene.frame_end:
        text = tr("Ends at frame {last}, the scene at {end}")
        text = text.format(last=last, end=scene.frame_end)
        draw_lines(column, text, characters(context), "INFO")
        column.operator("sketch_motion.extend_scene", icon="TRACKING_FORWARDS").last = last


CLASSES = (SKETCH_MOTION_PT_motion, SKETCH_MOTION_PT_variation)

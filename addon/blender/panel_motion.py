# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "Motion": which, how long, how strong, how careful."""

from __future__ import annotations

from typing import Any

import bpy

from . import model_menu, preset_menu, properties
from .panel_parts import Part, settings_column
from .properties import settings_of
from .translation import tr


class SKETCH_MOTION_PT_motion(Part, bpy.types.Panel):
    bl_label = "Motion"
    bl_order = 2

    def draw(self, context: Any) -> None:
        settings = settings_of(context.scene)
        raster = settings.path == "raster"
        layout = self.layout
        layout.row().prop(settings, "path", expand=True)
        column = settings_column(layout)
        _draw_preset(column, settings)
        column.separator(factor=0.5)
        column.prop(settings, "frames")
        _draw_length(column, context.scene, settings)
        column.row().prop(settings, "hold", expand=True)
        column.prop(settings, "loop")
        if raster:
            column.prop(settings, "fidelity", slider=True)
            column.prop(settings, "result")
        else:
            column.prop(settings, "strength", slider=True)
            column.prop(settings, "quality")
        row = column.row(align=True)
        row.prop(settings, "seed")
        row.operator("sketch_motion.new_seed", text="", icon="FILE_REFRESH")
        column.prop(settings, "seeds")
        split = column.split(factor=0.4)
        name = split.row()
        name.alignment = "RIGHT"
        name.label(text="Model")
        model = model_menu.label_of(settings.model)
        split.menu(model_menu.MENU, text=model, translate=False)


def _draw_preset(column: Any, settings: Any) -> None:
    split = column.split(factor=0.4)
    name = split.row()
    name.alignment = "RIGHT"
    name.label(text="Preset")
    text = tr(settings.preset) if settings.preset else tr("Choose a Preset")
    split.menu(preset_menu.MENU, text=text, translate=False)
    chosen = preset_menu.chosen(settings)
    words = chosen.preset.settings.get("prompt") if chosen else ""
    if chosen and isinstance(words, str) and words and words != settings.prompt.strip():
        split = column.split(factor=0.4)
        split.label(text="")
        text = tr('Say "{words}"').format(words=words)
        use = split.operator("sketch_motion.preset_apply", text=text, translate=False)
        use.key, use.words = chosen.key, True


def _draw_length(column: Any, scene: Any, settings: Any) -> None:
    """How long that is, at the scene's frame rate."""
    numerator, denominator = properties.frame_rate(scene)
    rate = numerator / denominator
    seconds = settings.frames / rate
    row = column.row()
    row.alignment = "RIGHT"
    row.enabled = False
    text = tr("{seconds} s at {rate} frames/s, from frame {start}")
    start = properties.start_of(scene)
    told = text.format(seconds=f"{seconds:.1f}", rate=f"{rate:g}", start=start)
    row.label(text=told, translate=False)


CLASSES = (SKETCH_MOTION_PT_motion,)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menus of presets: use one, save one of one's own, export, import and remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..host_types import MenuMixin
from ..preset_files import presets
from ..translation import tr

if TYPE_CHECKING:
    from bpy.types import Context

    from ..host_types import Icon

MENU = "SKETCH_MOTION_MT_presets"


class SKETCH_MOTION_MT_presets(MenuMixin, bpy.types.Menu):
    bl_idname = MENU
    bl_label = "Presets"

    def draw(self, context: Context) -> None:
        layout = self.layout
        layout.operator_context = "EXEC_DEFAULT"
        shipped = True
        for file in presets():
            if shipped and not file.shipped:
                layout.separator()
            shipped = file.shipped
            icon: Icon = "NONE" if shipped else "USER"
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


class SKETCH_MOTION_MT_preset_export(MenuMixin, bpy.types.Menu):
    bl_idname = "SKETCH_MOTION_MT_preset_export"
    bl_label = "Export a Preset"

    def draw(self, context: Context) -> None:
        for file in presets():
            row = self.layout.operator("sketch_motion.preset_export", text=tr(file.preset.name))
            row.key = file.key


class SKETCH_MOTION_MT_preset_remove(MenuMixin, bpy.types.Menu):
    bl_idname = "SKETCH_MOTION_MT_preset_remove"
    bl_label = "Remove a Preset"

    def draw(self, context: Context) -> None:
        for file in presets():
            if not file.shipped:
                name = file.preset.name
                row = self.layout.operator(
                    "sketch_motion.preset_remove", text=name, translate=False
                )
                row.key = file.key


CLASSES = (
    SKETCH_MOTION_MT_presets,
    SKETCH_MOTION_MT_preset_export,
    SKETCH_MOTION_MT_preset_remove,
)

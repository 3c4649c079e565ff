# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Drawing": what is animated, in which plane, from which frame on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...contract.request import PICTURE_PATHS
from ..host_state import scene_of
from ..jobs import exports
from ..settings import settings_of
from . import example_menu
from .panel_parts import FoldingPanel, draw_exports, settings_column

if TYPE_CHECKING:
    from bpy.types import Context


class SKETCH_MOTION_PT_drawing(FoldingPanel, bpy.types.Panel):
    bl_label = "Drawing"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012
    bl_order = 0

    def draw(self, context: Context) -> None:
        settings = settings_of(scene_of(context))
        column = settings_column(self.layout)
        column.prop(settings, "selected_only")
        column.prop(settings, "plane")
        column.prop(settings, "start_here")
        if not settings.start_here:
            column.prop(settings, "start")
        if settings.path in PICTURE_PATHS:
            column.prop(settings, "picture")
        self.layout.operator("sketch_motion.export_model_picture", icon="IMAGE_DATA")
        draw_exports(self.layout, [one for one in exports.states() if not one.job])
        self.layout.operator("sketch_motion.import_motion", icon="FILE_MOVIE")
        self.layout.menu(example_menu.MENU, icon="OUTLINER_OB_GREASEPENCIL")


CLASSES = (SKETCH_MOTION_PT_drawing,)

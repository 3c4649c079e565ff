# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "Motion": how long, how strong, how careful."""

from __future__ import annotations

from typing import Any

import bpy

from .panel_parts import Part, settings_column
from .properties import settings_of


class SKETCH_MOTION_PT_motion(Part, bpy.types.Panel):
    bl_label = "Motion"
    bl_order = 2

    def draw(self, context: Any) -> None:
        settings = settings_of(context.scene)
        column = settings_column(self.layout)
        column.prop(settings, "frames")
        column.row().prop(settings, "hold", expand=True)
        column.prop(settings, "loop")
        column.prop(settings, "strength", slider=True)
        column.prop(settings, "quality")
        column.prop(settings, "seed")


CLASSES = (SKETCH_MOTION_PT_motion,)

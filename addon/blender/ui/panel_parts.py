# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of the panel share: the tab they stand in, lines that wrap, boxes with a cross."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..jobs import engine_setup
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

PIXELS_A_CHARACTER = 7.0
MAIN = "SKETCH_MOTION_PT_main"


class SidebarPanel:
    """A panel in the sidebar's tab "Sketch Motion"."""

    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Sketch Motion"


class FoldingPanel(SidebarPanel):
    """A part of the panel that folds. It is there once there is an engine to work with."""

    bl_parent_id = MAIN

    @classmethod
    def poll(cls, context: Context) -> bool:
        return not engine_setup.is_needed()


def settings_column(layout: UILayout) -> Any:
    """A column of settings, their names to the left."""
    column = layout.column()
    column.use_property_split = True
    column.use_property_decorate = False
    return column


def draw_message(
    layout: UILayout, message: str, hint: str, width: int, job: str, icon: str = "ERROR"
) -> Any:
    """A box with a few lines and a cross; what is to be pressed comes below. Returns the box."""
    box = layout.box()
    row = box.row()
    lines = row.column(align=True)
    draw_lines(lines, message, width, icon)
    draw_lines(lines, hint, width, "BLANK1")
    cross = row.column()
    cross.operator("sketch_motion.dismiss", text="", icon="X", emboss=False).job = job
    return box


def characters(context: Context) -> int:
    """About how many characters fit in a line of the panel."""
    scale = context.preferences.system.ui_scale or 1.0  # 0 without a window
    return max(16, int(context.region.width / (PIXELS_A_CHARACTER * scale)) - 11)

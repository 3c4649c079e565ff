# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panels share: their tab, a column of settings, a box that can be dismissed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...client.jobs.exporting import Export, Exported
from ..host_types import PanelMixin
from ..jobs import engine_setup
from ..translation import tr
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..host_types import Icon

PIXELS_A_CHARACTER = 7.0
MAIN = "SKETCH_MOTION_PT_main"


class SidebarPanel(PanelMixin):
    """A base of panels in the sidebar's tab "Sketch Motion"."""

    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Sketch Motion"


class FoldingPanel(SidebarPanel):
    """A base of the panels below the main one. They are there once the engine is set up."""

    bl_parent_id = MAIN

    @classmethod
    def poll(cls, context: Context) -> bool:
        return not engine_setup.is_needed()


def settings_column(layout: UILayout) -> UILayout:
    """Add a column of settings with their names to the left."""
    column = layout.column()
    column.use_property_split = True
    column.use_property_decorate = False
    return column


def draw_message(
    layout: UILayout, message: str, hint: str, width: int, job: str, icon: Icon = "ERROR"
) -> UILayout:
    """Add a box with a message and a cross that dismisses it; return it, to add buttons below.

    `width`: characters in a line. `job`: the job that is dismissed, "" for the session's notice.
    """
    box = layout.box()
    row = box.row()
    lines = row.column(align=True)
    draw_lines(lines, message, width, icon)
    draw_lines(lines, hint, width, "BLANK1")
    cross = row.column()
    cross.operator("sketch_motion.dismiss", text="", icon="X", emboss=False).job = job
    return box


def characters(context: Context) -> int:
    """Return about how many characters fit in a line of the panel."""
    preferences: Any = context.preferences
    region: Any = context.region
    scale = preferences.system.ui_scale or 1.0  # 0 without a window
    return max(16, int(region.width / (PIXELS_A_CHARACTER * scale)) - 11)


def draw_exports(layout: UILayout, shown: Sequence[Export]) -> None:
    """Draw what is being written, and what is written with ways to its folder and off the panel."""
    for export in shown:
        done = isinstance(export.state, Exported)
        text = tr("Written: {name}") if done else tr("Writing {name}")
        row = layout.row()
        row.label(
            text=text.format(name=export.target.name),
            icon="CHECKMARK" if done else "SORTTIME",
            translate=False,
        )
        if done:
            folder = row.operator("wm.path_open", text="", icon="FILE_FOLDER", emboss=False)
            folder.filepath = str(export.target.parent)
            row.operator("sketch_motion.exports_close", text="", icon="X", emboss=False)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When Blender can be changed from a timer, and how its panels are told."""

from __future__ import annotations

import bpy

PANEL_SPACE, PANEL_REGION = "VIEW_3D", "UI"


def is_idle() -> bool:
    """False while the artist is in the middle of a stroke or any modal operator, or rendering."""
    if bpy.app.is_job_running("RENDER"):
        return False
    return not any(len(window.modal_operators) for window in bpy.context.window_manager.windows)


def redraw_panels() -> None:
    """Asks for a redraw of every sidebar of a 3D view."""
    _redraw(PANEL_REGION)


def redraw_views() -> None:
    """Asks for a redraw of every 3D view."""
    _redraw("WINDOW")


def _redraw(kind: str) -> None:
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == PANEL_SPACE:
                for region in area.regions:
                    if region.type == kind:
                        region.tag_redraw()

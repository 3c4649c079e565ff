# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When Blender can be changed from a timer, and where an operator is run from one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import bpy

PANEL_SPACE, PANEL_REGION = "VIEW_3D", "UI"


def is_idle() -> bool:
    """False while the artist is in the middle of a stroke or any modal operator, or rendering."""
    if bpy.app.is_job_running("RENDER"):
        return False
    return not any(len(window.modal_operators) for window in bpy.context.window_manager.windows)


@contextmanager
def view_context() -> Iterator[None]:
    """A window with a 3D view, where there is one: timers run without any."""
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == PANEL_SPACE:
                region = next(region for region in area.regions if region.type == "WINDOW")
                with bpy.context.temp_override(window=window, area=area, region=region):
                    yield
                return
    for window in bpy.context.window_manager.windows:
        with bpy.context.temp_override(window=window):
            yield
        return
    yield


def redraw_panels() -> None:
    """Asks for a redraw of every sidebar of a 3D view."""
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == PANEL_SPACE:
                for region in area.regions:
                    if region.type == PANEL_REGION:
                        region.tag_redraw()

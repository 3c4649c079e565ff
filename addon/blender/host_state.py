# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What state Blender is in: whether a timer may change it, which windows and scene there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpy.types import Area, Context, Operator, Scene, ViewLayer, WindowManager

#: Blender's operators with our own among them, which the stubs of Blender don't list.
OPERATORS: Any = bpy.ops
PANEL_SPACE, PANEL_REGION = "VIEW_3D", "UI"


#: Called when something of the motion was changed in the panel, or in the list of objects.
motion_observers: list[Callable[[], None]] = []


def motion_changed(settings: object, context: object) -> None:
    """Tell the observers that the panel asks for another motion; for updates of properties."""
    for observer in motion_observers:
        observer()


def is_idle() -> bool:
    """Return False while Blender renders or a modal operator runs, like the drawing of a stroke.

    Operators of other add-ons don't count: some run for as long as Blender is open.
    """
    if bpy.app.is_job_running("RENDER"):
        return False
    windows = window_manager(bpy.context).windows
    return not any(_is_work(each) for window in windows for each in window.modal_operators)


def _is_work(operator: Operator) -> bool:
    """Return whether a modal operator is Blender's or our own, so that it may change the file."""
    written = bpy.types.Operator.bl_rna_get_subclass_py(operator.bl_idname)
    if written is None:
        return True  # it isn't written in Python
    module = str(written.__module__)
    return module.partition(".")[0] == "bl_operators" or module.startswith(f"{__package__}.")


def redraw_panels() -> None:
    """Ask for a redraw of the sidebar of every 3D view."""
    _redraw(PANEL_REGION)


def redraw_views() -> None:
    """Ask for a redraw of every 3D view."""
    _redraw("WINDOW")


def views_changed(settings: object, context: object) -> None:
    """Ask for a redraw of every 3D view; for updates of properties."""
    redraw_views()


def view_areas() -> Iterator[Area]:
    """Yield the area of every 3D view in every window."""
    for window in window_manager(bpy.context).windows:
        if window.screen is not None:
            yield from (area for area in window.screen.areas if area.type == PANEL_SPACE)


def any_view() -> Any:
    """Return the region data of a 3D view, for what is not pressed in one; None where none is."""
    area = next(view_areas(), None)
    return getattr(area.spaces.active, "region_3d", None) if area is not None else None


def scene_of(context: Context) -> Scene:
    """Return the scene of a context, which operators and panels always have."""
    assert context.scene is not None
    return context.scene


def view_layer_of(context: Context) -> ViewLayer:
    """Return the view layer of a context, which the main thread always has."""
    assert context.view_layer is not None
    return context.view_layer


def window_manager(context: Context) -> WindowManager:
    """Return the window manager of a context, which the main thread always has."""
    assert context.window_manager is not None
    return context.window_manager


def _redraw(kind: str) -> None:
    for area in view_areas():
        for region in area.regions:
            if region.type == kind:
                region.tag_redraw()

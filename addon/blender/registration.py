# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registration of all classes, properties, handlers and the timer with Blender, and its reverse."""

from __future__ import annotations

import logging
from typing import Any

import bpy
from bpy.app.handlers import persistent

from . import host_state, preset_files, settings, translation
from .edited_beats import SketchMotionBeat
from .jobs import engine_setup, exports, previews
from .jobs.bones import bones
from .jobs.live_motion import live_view
from .jobs.session import session
from .objects import hint_layer, object_list, steer_settings
from .settings import SketchMotionSettings
from .ui import (
    beat_bars,
    beat_bars_drawing,
    between,
    bone_operators,
    bone_overlay,
    clip_operators,
    example_menu,
    farm,
    go_on,
    live_preview,
    log_view,
    model_menu,
    object_operators,
    object_overlay,
    object_undo,
    operators,
    panel,
    panel_steer,
    preset_import,
    preset_menu,
    preset_operators,
    raster_operators,
    redo,
    reuse,
    setup_operators,
    take_operators,
    viewport_preview,
)
from .ui.preferences import SketchMotionPreferences

log = logging.getLogger(__package__)
_file_before = ""  # the name of the file before it was saved
CLASSES: tuple[Any, ...] = (
    SketchMotionPreferences,
    SketchMotionBeat,
    SketchMotionSettings,
    *object_list.CLASSES,
    *steer_settings.CLASSES,
    *operators.CLASSES,
    *take_operators.CLASSES,
    *redo.CLASSES,
    *between.CLASSES,
    *farm.CLASSES,
    *go_on.CLASSES,
    *reuse.CLASSES,
    *raster_operators.CLASSES,
    *preset_operators.CLASSES,
    *preset_import.CLASSES,
    *preset_menu.CLASSES,
    *model_menu.CLASSES,
    *example_menu.CLASSES,
    *clip_operators.CLASSES,
    *log_view.CLASSES,
    *object_operators.CLASSES,
    *bone_operators.CLASSES,
    *bone_overlay.CLASSES,
    *beat_bars.CLASSES,
    *setup_operators.CLASSES,
    *panel.CLASSES,
)


def tick() -> float:
    """Do the timer's work; return the seconds to the next tick.

    Blender drops a timer that raises, so errors are logged instead.
    """
    try:
        bones.tick()
        live_view.tick()
        if session.tick().live:
            live_view.take_in()
        if viewport_preview.is_due() or live_preview.is_due():
            host_state.redraw_views()
        if exports.take_changes():
            host_state.redraw_panels()
    except Exception:
        log.exception("The add-on's timer failed")
    return min(session.tick_s, live_view.tick_s)


def wake() -> None:
    """Restart the timer, so that its next tick comes at once."""
    stop()
    bpy.app.timers.register(tick, first_interval=0.0, persistent=True)


def stop() -> None:
    """Stop the timer."""
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)


@persistent  # type: ignore[untyped-decorator]
def on_load(*_: object) -> None:
    """Tell the session that a file was opened."""
    session.document_replaced()


@persistent  # type: ignore[untyped-decorator]
def on_save_begun(*_: object) -> None:
    """Keep the name that the file has before it is saved, maybe as another one."""
    global _file_before
    _file_before = bpy.data.filepath


@persistent  # type: ignore[untyped-decorator]
def on_save(*_: object) -> None:
    """Tell the session that the file was saved."""
    session.document_saved(_file_before)


@persistent  # type: ignore[untyped-decorator]
def on_undo_begun(*_: object) -> None:
    """Tell the session that something will be undone or redone."""
    session.undo_begins()


@persistent  # type: ignore[untyped-decorator]
def on_undo(*_: object) -> None:
    """Tell the session that something was undone or redone."""
    session.document_undone()


HANDLERS = (
    (bpy.app.handlers.load_post, on_load),
    (bpy.app.handlers.save_pre, on_save_begun),
    (bpy.app.handlers.save_post, on_save),
    (bpy.app.handlers.undo_pre, on_undo_begun),
    (bpy.app.handlers.redo_pre, on_undo_begun),
    (bpy.app.handlers.undo_post, on_undo),
    (bpy.app.handlers.redo_post, on_undo),
)


def register() -> None:
    """Register all classes, properties, handlers and the timer with Blender."""
    translation.register()
    for item in CLASSES:
        bpy.utils.register_class(item)
    object_list.register()
    steer_settings.register()
    hint_layer.register()
    object_overlay.register()
    object_undo.register()
    props: Any = bpy.props  # the stubs say that these functions return nothing
    setattr(bpy.types.Scene, settings.PROPERTY, props.PointerProperty(type=SketchMotionSettings))
    previews.register()
    viewport_preview.register()
    bone_overlay.register()
    live_preview.register()
    beat_bars_drawing.register()
    panel_steer.register()
    preset_files.forget()
    model_menu.look()
    for handlers, handler in HANDLERS:
        handlers.append(handler)
    session.wake = wake
    wake()
    engine_setup.register()


def unregister() -> None:
    """Take back what `register` has done, in the opposite order."""
    stop()
    engine_setup.unregister()
    for handlers, handler in HANDLERS:
        if handler in handlers:
            handlers.remove(handler)
    session.close()
    panel_steer.unregister()
    beat_bars_drawing.unregister()
    live_preview.unregister()
    bone_overlay.unregister()
    viewport_preview.unregister()
    previews.unregister()
    delattr(bpy.types.Scene, settings.PROPERTY)
    object_undo.unregister()
    object_overlay.unregister()
    hint_layer.unregister()
    steer_settings.unregister()
    object_list.unregister()
    for item in reversed(CLASSES):
        bpy.utils.unregister_class(item)
    translation.unregister()

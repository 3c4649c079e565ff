# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells overlays when what they have prepared of a drawing is out of date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.handlers import persistent

from ..grease_pencil import versions

if TYPE_CHECKING:
    from bpy.types import Depsgraph, Scene


def watching(outdated: Callable[[], object]) -> tuple[tuple[list[Any], Callable[..., None]], ...]:
    """Return pairs of a list of Blender's handlers and the handler to put into it.

    They call `outdated` when a drawing's geometry has changed, after undo and redo, and when
    another file was opened.
    """

    @persistent  # type: ignore[untyped-decorator]
    def on_change(scene: Scene, graph: Depsgraph) -> None:
        kind = versions.grease_pencil_type()
        if any(isinstance(each.id, kind) and each.is_updated_geometry for each in graph.updates):
            outdated()

    @persistent  # type: ignore[untyped-decorator]
    def forget(*_: object) -> None:
        outdated()

    handlers: Any = bpy.app.handlers
    return (
        (handlers.depsgraph_update_post, on_change),
        (handlers.undo_post, forget),
        (handlers.redo_post, forget),
        (handlers.load_post, forget),
    )

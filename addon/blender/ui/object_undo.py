# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo of the list of objects while a drawing is edited.

Outside of Object Mode, a step of Blender's undo covers the strokes but not the list, which is a
property of the data. So the list follows the strokes: an object that was added disappears when an
undo takes the last stroke out of it, and comes back together with its strokes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.handlers import persistent

from ..grease_pencil import versions
from ..objects import object_list
from ..objects.stroke_objects import used

if TYPE_CHECKING:
    from bpy.types import GreasePencil

_before: dict[int, set[int]] = {}  # session_uid of data -> objects with strokes before the step


def edited() -> Iterator[GreasePencil]:
    """Yield the data of all drawings that are edited, painted or sculpted now."""
    by_uid: dict[int, GreasePencil] = {}
    for item in bpy.data.objects:
        if versions.is_grease_pencil(item) and item.mode != "OBJECT" and item.data.is_editable:
            by_uid[item.data.session_uid] = item.data
    yield from by_uid.values()


@persistent  # type: ignore[untyped-decorator]
def on_before(*_: object) -> None:
    """Note which objects have strokes before an undo or a redo."""
    _before.clear()
    _before.update({data.session_uid: used(data) for data in edited()})


@persistent  # type: ignore[untyped-decorator]
def on_after(*_: object) -> None:
    """Let the list follow the strokes after an undo or a redo."""
    for data in edited():
        if data.session_uid in _before:
            now = used(data)
            object_list.adopt(data, now)
            object_list.take_back(data, _before[data.session_uid] - now)
    _before.clear()


def handlers() -> tuple[tuple[Any, Any], ...]:
    """Return pairs of a list of Blender's handlers and ours for it."""
    known = bpy.app.handlers
    return (
        (known.undo_pre, on_before),
        (known.redo_pre, on_before),
        (known.undo_post, on_after),
        (known.redo_post, on_after),
    )


def register() -> None:
    for callbacks, handler in handlers():
        callbacks.append(handler)


def unregister() -> None:
    for callbacks, handler in handlers():
        if handler in callbacks:
            callbacks.remove(handler)
    _before.clear()

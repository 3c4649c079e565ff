# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo of the list of objects while a drawing is edited.

Outside of Object Mode a step of Blender's undo holds the strokes and not the list, which is kept
with the data. So the list follows the strokes: an object that was added goes when an undo takes the
last stroke out of it, and comes back with its strokes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy
from bpy.app.handlers import persistent

from ..grease_pencil import versions
from ..objects import object_list
from ..objects.stroke_objects import used

_before: dict[int, set[int]] = {}  # data -> the objects that had strokes before the step


def edited() -> Iterator[Any]:
    """The drawings with a list that are edited, painted or sculpted now."""
    found = {}
    for item in bpy.data.objects:
        if versions.is_grease_pencil(item) and item.mode != "OBJECT" and item.data.is_editable:
            found[item.data.session_uid] = item.data
    yield from found.values()


@persistent  # type: ignore[untyped-decorator]
def on_before(*_: object) -> None:
    _before.clear()
    _before.update({data.session_uid: used(data) for data in edited()})


@persistent  # type: ignore[untyped-decorator]
def on_after(*_: object) -> None:
    for data in edited():
        if data.session_uid in _before:
            now = used(data)
            object_list.adopt(data, now)
            object_list.take_back(data, _before[data.session_uid] - now)
    _before.clear()


def handlers() -> tuple[tuple[Any, Any], ...]:
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

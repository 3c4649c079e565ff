# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object that is the active one for a while, since Blender's operators work on that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..host_state import scene_of, view_layer_of

if TYPE_CHECKING:
    from bpy.types import Object, Scene, ViewLayer


class ActiveObject:
    """Makes an object the active one for Blender's operators, and undoes that afterwards.

    The object may be in another scene than the one on the screen, or in an excluded collection.
    """

    def __init__(self, item: Object) -> None:
        self._item = item
        self._scene, self._view_layer = scene_of(bpy.context), view_layer_of(bpy.context)
        self._before = self._view_layer.objects.active
        self._linked = False

    def __enter__(self) -> tuple[Scene, ViewLayer]:
        if self._item.name not in self._view_layer.objects:
            self._scene.collection.objects.link(self._item)
            self._linked = True
        self._view_layer.objects.active = self._item
        return self._scene, self._view_layer

    def __exit__(self, *_: object) -> None:
        self._view_layer.objects.active = self._before
        if self._linked:
            self._scene.collection.objects.unlink(self._item)

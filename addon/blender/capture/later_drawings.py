# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawings of later keys, which a redrawn animation passes through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...contract.drawing import Drawing
from ...contract.given_pictures import frames_to_keep
from ...contract.request import Request
from ..objects import stroke_objects
from ..objects.fill_layers import other_layers
from .capture import Capture, capture_on
from .key_poses import is_drawn
from .selection import selected_strokes

if TYPE_CHECKING:
    from bpy.types import Scene

    from ..host_types import GreasePencilObject


def later_drawings(
    source: GreasePencilObject,
    scene: Scene,
    first: Capture,
    request: Request,
    *,
    selected_only: bool = False,
) -> list[tuple[int, Drawing]]:
    """Return what is drawn on later keys, on the first one's canvas, by frame of the animation.

    Keys of hidden and locked layers don't count, and with `selected_only` neither do those with
    nothing selected.

    first: the drawing that the animation begins with. request: for the animation. Raises BadInput
    for too many keys.
    """
    others = other_layers(source)
    start = first.map.frame
    keys = {
        key.frame_number - start
        for layer in source.data.layers
        if layer.name not in others
        and not stroke_objects.is_locked(layer)
        and stroke_objects.is_visible(layer)
        for key in layer.frames
        if is_drawn(key) and (not selected_only or _has_selection(key))
    }
    drawn = []
    for frame in frames_to_keep((key for key in keys if 0 < key < request.frames), request.hold):
        drawing = capture_on(
            source,
            scene,
            first.map.plane,
            start + frame,
            selected_only=selected_only,
            without=others,
        )
        if drawing.stroke_count:
            drawn.append((frame, drawing))
    return drawn


def _has_selection(key: Any) -> bool:
    """Return whether any stroke of a key is selected."""
    return bool(selected_strokes(key.drawing).any())

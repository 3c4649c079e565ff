# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two takes of a drawing seen at once: one over the other, or side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mathutils import Vector

from .scene_takes import ASIDE, SceneTake, StripTake, set_visible, siblings

if TYPE_CHECKING:
    from bpy.types import Object

GAP = 1.15  # between takes side by side, times their width


def compare(take: SceneTake, shown: SceneTake, *, side_by_side: bool) -> None:
    """Show these two takes alone: one over the other, or the first beside the second."""
    for other in siblings(take):
        set_visible(other, False)
    for each in (take, shown):
        set_visible(each, True)
    if side_by_side and not isinstance(take, StripTake) and not isinstance(shown, StripTake):
        right, width = _extent(shown.object)
        _move_aside(take, right * width * GAP)


def _extent(item: Object) -> tuple[Vector, float]:
    """Return the world's axis, X or Y, along which the object is widest, and its width there."""
    corners = [item.matrix_world @ Vector(corner) for corner in item.bound_box]
    widths = [max(c[axis] for c in corners) - min(c[axis] for c in corners) for axis in (0, 1)]
    axis = 0 if widths[0] >= widths[1] else 1
    return Vector((1.0 - axis, float(axis), 0.0)), max(widths[axis], 1e-3)


def _move_aside(take: SceneTake, away: Vector) -> None:
    """Move a take's objects by a distance; those with a parent among them follow it."""
    own: tuple[Any, ...] = (take.object, *take.controls)
    for item in own:
        if item.parent in own:
            continue
        item[ASIDE] = list(item.delta_location)
        world = item.parent.matrix_world.to_3x3() if item.parent else None
        shift = world.inverted_safe() @ away if world is not None else away
        item.delta_location = item.delta_location + shift

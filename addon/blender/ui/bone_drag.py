# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A joint that follows the mouse, in the plane of the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from bpy_extras.view3d_utils import region_2d_to_origin_3d, region_2d_to_vector_3d
from mathutils import Vector as BlenderVector
from mathutils.geometry import intersect_line_plane

from ..jobs.bones import ShownRig, Vector, bones

if TYPE_CHECKING:
    from bpy.types import Context, Event

    from ..host_types import GreasePencilObject


class Drag:
    """One joint on its way; `place` [3] is where it would be put down, in the object's space."""

    def __init__(self, shown: ShownRig, joint: int, source: GreasePencilObject) -> None:
        self._before, self.joint = shown, joint
        self._matrix = np.array(source.matrix_world, np.float64)
        self.place: Vector = shown.places[joint].copy()
        self.has_moved = False

    def follow(self, context: Context, event: Event) -> None:
        """Bring the joint under the mouse."""
        view: Any = context
        mouse = (event.mouse_region_x, event.mouse_region_y)
        eye = region_2d_to_origin_3d(view.region, view.region_data, mouse)
        along = region_2d_to_vector_3d(view.region, view.region_data, mouse)
        hit = self._in_plane(np.array(eye), np.array(along))
        if hit is not None:
            self.place, self.has_moved = hit, True
            bones.moved(self._before.with_joint(self.joint, hit))

    def _in_plane(self, eye: Vector, along: Vector) -> Vector | None:
        """Return where a line of sight meets the plane of the drawing, in the object's space."""
        # the plane is of the world at the capture; the object may have moved since
        since = self._matrix @ np.linalg.inv(self._before.world)
        normal = since[:3, :3] @ self._before.plane.normal
        at = self._matrix[:3, :3] @ self._before.places[self.joint] + self._matrix[:3, 3]
        start, end, place, upright = (
            BlenderVector(vector.tolist()) for vector in (eye, eye + along, at, normal)
        )
        hit = intersect_line_plane(start, end, place, upright)
        if hit is None:
            return None
        inverse = np.linalg.inv(self._matrix)
        return np.asarray(inverse[:3, :3] @ np.array(hit) + inverse[:3, 3])

    def cancel(self) -> None:
        """Put the joint back."""
        bones.moved(self._before)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which plane a drawing gets: its own, the 3D view's or the camera's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .plane import Plane, Viewer, best_fit, facing, is_flat

if TYPE_CHECKING:
    from bpy.types import Object, RegionView3D, Scene


def choose(
    points: NDArray[np.float64],
    source: Object,
    scene: Scene,
    choice: str,
    view: RegionView3D | None,
) -> Plane:
    """Choose the plane for world points [n, 3]; `choice` is AUTO, FIT, VIEW or CAMERA.

    AUTO takes the best fit for a flat drawing, which doesn't depend on how one looks at it, and the
    scene's camera for any other. Where there is no view or no camera, it is the best fit.
    """
    camera = camera_viewer(scene.camera)
    if choice == "VIEW" and view is not None:
        return facing(points, view_viewer(view))
    if camera is not None and (choice == "CAMERA" or (choice == "AUTO" and not is_flat(points))):
        return facing(points, camera)
    viewer = view_viewer(view) if view is not None else camera
    axes = list(np.array(source.matrix_world, np.float64)[:3, :3].T)
    return best_fit(points, viewer, axes)


def camera_viewer(camera: Object | None) -> Viewer | None:
    """Return the scene's camera as a viewer, without its scale; None where there is no camera."""
    if camera is None or camera.type != "CAMERA":
        return None
    data: Any = camera.data
    return Viewer(_rigid(camera.matrix_world), data.type == "PERSP")


def view_viewer(view: RegionView3D) -> Viewer:
    """Return the 3D view as a viewer."""
    return Viewer(_rigid(view.view_matrix.inverted()), bool(view.is_perspective))


def _rigid(matrix: Any) -> NDArray[np.float64]:
    rigid = np.array(matrix, np.float64)
    rigid[:3, :3] /= np.linalg.norm(rigid[:3, :3], axis=0)
    return rigid

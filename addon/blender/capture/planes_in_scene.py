# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which plane a drawing gets: its own, the 3D view's or the camera's."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .plane import Plane, Viewer, best_fit, facing, is_flat


def choose(points: NDArray[np.float64], source: Any, scene: Any, choice: str, view: Any) -> Plane:
    """The plane for world points [n, 3]; `choice` is AUTO, FIT, VIEW or CAMERA.

    AUTO takes the best fit of a flat drawing, which doesn't depend on how one looks at it, and
    else the scene's camera. Where there is no view or no camera, the best fit stands in.
    """
    camera = camera_viewer(scene.camera)
    if choice == "VIEW" and view is not None:
        return facing(points, view_viewer(view))
    if camera is not None and (choice == "CAMERA" or (choice == "AUTO" and not is_flat(points))):
        return facing(points, camera)
    looking = view_viewer(view) if view is not None else camera
    axes = list(np.array(source.matrix_world, np.float64)[:3, :3].T)
    return best_fit(points, looking, axes)


def camera_viewer(camera: Any) -> Viewer | None:
    """The scene's camera, without its scale."""
    if camera is None or camera.type != "CAMERA":
        return None
    return Viewer(_rigid(camera.matrix_world), camera.data.type == "PERSP")


def view_viewer(view: Any) -> Viewer:
    """The 3D view, from its RegionView3D."""
    return Viewer(_rigid(view.view_matrix.inverted()), bool(view.is_perspective))


def _rigid(matrix: Any) -> NDArray[np.float64]:
    rigid = np.array(matrix, np.float64)
    rigid[:3, :3] /= np.linalg.norm(rigid[:3, :3], axis=0)
    return rigid

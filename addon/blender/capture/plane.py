# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plane of a drawing, which maps strokes in space onto a canvas in pixels and back.

Nothing here needs Blender. All mathematics is in float64, with points as rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]

LONG_SIDE = 640.0  # pixels of the drawing's long side on the canvas
MARGIN = 192.0  # pixels around it, so that previews have room for the motion
SNAP = np.cos(np.radians(0.5))  # normals closer to an axis than this are that axis
FLAT = 0.02  # a drawing thinner than this part of its size has a plane of its own


@dataclass(frozen=True)
class Viewer:
    """A camera or a 3D view that looks at the drawing.

    Attributes:
        matrix: [4, 4], rigid, from the viewer's own space to the world.
        perspective: whether the viewer sees in perspective; else the projection is parallel.
    """

    matrix: Vector
    perspective: bool

    @property
    def right(self) -> Vector:
        """The direction [3] that the viewer sees as right."""
        return self.matrix[:3, 0]

    @property
    def up(self) -> Vector:
        """The direction [3] that the viewer sees as up."""
        return self.matrix[:3, 1]

    @property
    def back(self) -> Vector:
        """The direction [3] toward the viewer."""
        return self.matrix[:3, 2]

    @property
    def eye(self) -> Vector:
        """The viewer's position [3]."""
        return self.matrix[:3, 3]


@dataclass(frozen=True)
class Plane:
    """A plane in space with a canvas on it.

    With an `eye` points are projected in perspective: each point keeps its depth, as a ratio to
    the depth of the plane. Depths are distances from the eye along the plane's normal.

    Attributes:
        origin: [3], a point of the plane.
        right: [3], along the canvas's x axis; `right`, `up` and `normal` are orthonormal.
        up: [3], against the canvas's y axis, which runs down.
        normal: [3], toward the viewer.
        unit: the size of a canvas pixel in the plane, in the world's units.
        center: [2], the canvas pixel at which `origin` is seen.
        canvas: width and height in pixels.
        eye: [3], the eye of a perspective projection, or None for a parallel one.
    """

    origin: Vector
    right: Vector
    up: Vector
    normal: Vector
    unit: float
    center: Vector
    canvas: tuple[float, float]
    eye: Vector | None = None

    @property
    def basis(self) -> Vector:
        """The matrix [3, 3] with the columns right, up and normal."""
        return np.stack([self.right, self.up, self.normal], axis=1)

    def depth_ratios(self, points: Vector) -> Vector:
        """Return the depth of each world point [n, 3], divided by the depth of the plane: [n].

        A depth is the distance from the eye along the plane's normal: points in the plane have the
        ratio 1, points farther from the eye a larger one. Without an eye all ratios are 1.
        """
        if self.eye is None:
            return np.ones(len(points))
        return ((self.eye - points) @ self.normal) / ((self.eye - self.origin) @ self.normal)

    def to_canvas(self, points: Vector) -> Vector:
        """Project world points [n, 3] to canvas pixels [n, 2]: (x, y), y runs down."""
        start = self.origin
        if self.eye is not None:
            points = self.eye + (points - self.eye) / self.depth_ratios(points)[:, None]
        lateral = (points - start) @ np.stack([self.right, -self.up], axis=1) / self.unit
        return lateral + self.center

    def to_world(self, pixels: Vector, ratio: float = 1.0) -> Vector:
        """Turn canvas pixels [n, 2] into world points [n, 3].

        The world points are in the plane, or, with an eye, at `ratio` times the plane's depth.
        """
        points = self.origin + self.displacement(pixels - self.center)
        return points if self.eye is None else self.eye + (points - self.eye) * ratio

    def displacement(self, pixels: Vector) -> Vector:
        """Turn displacements in canvas pixels [..., 2] into displacements in the world [..., 3].

        The result is right for points at the plane's depth.
        """
        return pixels @ (np.stack([self.right, -self.up]) * self.unit)

    def vanishing_point(self) -> Vector:
        """Return the canvas pixel [2] where points at all depths are seen in the same place.

        Without perspective the result is `center`.
        """
        if self.eye is None:
            return self.center
        foot = (self.eye - self.origin) @ np.stack([self.right, -self.up], axis=1) / self.unit
        return foot + self.center

    def to_json(self) -> dict[str, object]:
        """Return the plane as values that JSON can hold."""
        return {
            "origin": self.origin.tolist(),
            "basis": self.basis.tolist(),
            "unit": self.unit,
            "center": self.center.tolist(),
            "canvas": list(self.canvas),
            "eye": None if self.eye is None else self.eye.tolist(),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Plane:
        """Read a plane from the values of `to_json`."""
        basis = np.asarray(value["basis"], float)
        eye = value["eye"]
        return cls(
            origin=np.asarray(value["origin"], float),
            right=basis[:, 0],
            up=basis[:, 1],
            normal=basis[:, 2],
            unit=float(value["unit"]),
            center=np.asarray(value["center"], float),
            canvas=(float(value["canvas"][0]), float(value["canvas"][1])),
            eye=None if eye is None else np.asarray(eye, float),
        )


def best_fit(points: Vector, viewer: Viewer | None, axes: Sequence[Vector] = ()) -> Plane:
    """Fit a plane to points [n, 3] by least squares, seen from the viewer, else from the front.

    `axes`: directions [3], like the axes of the drawn object. A normal that is close to one of
    these, or to an axis of the world, becomes that axis.
    """
    middle, normal = _principal_plane(points, viewer)
    for axis in (*axes, *np.eye(3)):
        length = np.linalg.norm(axis)
        if length > 0 and abs(axis @ normal) > SNAP * length:
            normal = axis / length * np.sign(axis @ normal)
            break
    return _framed(points, middle, *_upright(_turned(normal, middle, viewer), viewer), None)


def facing(points: Vector, viewer: Viewer) -> Plane:
    """Return the plane through the mean of points [n, 3] that faces the viewer.

    The plane has the viewer's perspective, unless points are beside or behind the camera.
    """
    middle = points.mean(axis=0)
    eye = viewer.eye if viewer.perspective else None
    if eye is not None:
        depths = (eye - points) @ viewer.back
        if depths.min() <= 0.01 * max(depths.max(), 1e-6):
            eye = None  # points beside or behind the camera have no place on its picture
    return _framed(points, middle, viewer.right, viewer.up, viewer.back, eye)


def is_flat(points: Vector) -> bool:
    """Return whether points [n, 3] lie in a plane, up to a small part of their extent."""
    spread = points - points.mean(axis=0)
    singular = np.linalg.svd(spread.T @ spread, compute_uv=False)
    return bool(singular[2] <= FLAT**2 * singular[0])


def _principal_plane(points: Vector, viewer: Viewer | None) -> tuple[Vector, Vector]:
    """Return the mean of points [n, 3] and the normal [3] of the plane that fits them best."""
    middle = points.mean(axis=0)
    spread = points - middle
    values, vectors = np.linalg.eigh(spread.T @ spread)
    if values[1] > 1e-8 * max(values[2], 1e-30):
        return middle, vectors[:, 0]
    # A line or a single point lies in many planes: take the one that faces the viewer most.
    toward = np.array([0.0, -1.0, 0.0]) if viewer is None else viewer.back
    along = vectors[:, 2] if values[2] > 1e-20 else np.zeros(3)
    normal = toward - (toward @ along) * along
    if np.linalg.norm(normal) < 1e-3:
        other = np.array([0.0, 0.0, 1.0]) if viewer is None else viewer.up
        normal = other - (other @ along) * along
    return middle, normal / np.linalg.norm(normal)


def _turned(normal: Vector, middle: Vector, viewer: Viewer | None) -> Vector:
    """Turn the normal to the viewer's side; without a viewer, to the front (on the floor: up)."""
    if viewer is not None:
        toward = viewer.eye - middle if viewer.perspective else viewer.back
    else:
        toward = np.array([1e-3, -1.0, 1e-2])
        if abs(normal[2]) > 0.9:
            toward = np.array([0.0, 0.0, 1.0])
    return normal if normal @ toward >= 0 else -normal


def _upright(normal: Vector, viewer: Viewer | None) -> tuple[Vector, Vector, Vector]:
    """Return the axes right, up and normal of a plane, [3] each.

    Up is the world's Z (Y for a drawing on the floor), projected onto the plane. Where the viewer
    sees this direction as sideways or upside down, up is what the viewer sees as up.
    """
    floor = abs(normal[2]) > 0.9
    up = _projected(np.array([0.0, 1.0, 0.0] if floor else [0.0, 0.0, 1.0]), normal)
    if viewer is not None:
        seen = _projected(viewer.up, normal)
        length = np.linalg.norm(seen)
        if length > 1e-3 and up @ seen < 0.7 * length * np.linalg.norm(up):
            up = seen
    for axis in np.eye(3):
        if abs(axis @ up) > SNAP * np.linalg.norm(up) and abs(axis @ normal) < 1e-9:
            up = axis * np.sign(axis @ up)
            break
    up = up / np.linalg.norm(up)
    return np.cross(up, normal), up, normal


def _projected(direction: Vector, normal: Vector) -> Vector:
    return direction - (direction @ normal) * normal


def _framed(
    points: Vector, middle: Vector, right: Vector, up: Vector, normal: Vector, eye: Vector | None
) -> Plane:
    """Return the plane with a canvas: the drawing's long side is LONG_SIDE, with MARGIN around."""
    rough = Plane(middle, right, up, normal, 1.0, np.zeros(2), (1.0, 1.0), eye)
    flat = rough.to_canvas(points)
    low, high = flat.min(axis=0), flat.max(axis=0)
    long_side = float((high - low).max())
    unit = long_side / LONG_SIDE if long_side > 1e-9 else 1.0 / LONG_SIDE
    size = (high - low) / unit + 2 * MARGIN
    center = MARGIN - low / unit
    return Plane(middle, right, up, normal, unit, center, (float(size[0]), float(size[1])), eye)

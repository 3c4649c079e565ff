# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The animation of a drawing, turned from canvas pixels into motion in the scene.

An object's whole motion `A (p - pivot) + pivot + t` becomes that of a control: location, rotation
about its Z axis (the plane's normal) and scale. Canvas y points down and the control's Y up, so a
positive angle (clockwise on the screen) is a negative one for Blender; scales stay. What is left
are displacements of points. Nothing here needs Blender.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.animation import CHANNELS, Animation
from ...contract.drawing import Drawing
from ..capture.capture_map import CaptureMap
from . import key_curves
from .key_curves import Keys
from .scene_rig import ArmaturePlace

Points = NDArray[np.float64]


@dataclass(frozen=True)
class ObjectControl:
    """What moves one object: where it rests, and its keys at frames of the scene.

    Attributes:
        size: the extent of what it moves, in world units.
        pivot: [3], in the world.
        basis: [3, 3], the columns right, up and normal of the plane, in the world.
        location: along the world's X, Y and Z.
        rotation: about its own Z.
        scale: along its own X and Y.
    """

    object: int
    name: str
    size: float
    pivot: Points
    basis: Points
    location: tuple[Keys, Keys, Keys]
    rotation: Keys
    scale: tuple[Keys, Keys]

    @property
    def matrix(self) -> Points:
        """The rest matrix [4, 4]."""
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = self.basis, self.pivot
        return matrix


class SceneMotion:
    """An animation of a captured drawing, in terms of the scene. Its frames count from 0.

    Attributes:
        stroke_objects: [S], the object that moves each stroke, or -1.
        layer_objects: [S], the same for strokes that need a layer of their own: those that bones
            alone move need none and have -1.
    """

    def __init__(
        self,
        animation: Animation,
        drawing: Drawing,
        capture_map: CaptureMap,
        rigged: Mapping[int, bool] | None = None,
    ) -> None:
        """Read an animation.

        rigged: the objects that bones move, and whether they need drawings besides.
        """
        self.animation = animation
        self._plane = capture_map.plane
        self._map = capture_map
        shape = animation.offsets.shape
        self._offsets = np.asarray(animation.offsets.data).reshape(shape)
        self._transforms = np.asarray(animation.transforms.data).reshape(
            -1, animation.object_count, 6
        )
        self._pivots = np.asarray(animation.pivots.data, dtype=float).reshape(-1, 2)
        self._rest = np.asarray(drawing.positions.data, dtype=float).reshape(-1, 2)
        counts = np.diff(np.asarray(drawing.stroke_offsets.data))
        locked, owners = np.asarray(drawing.locked.data) != 0, np.asarray(drawing.objects.data)
        self.stroke_objects: NDArray[np.int32] = np.where(locked, -1, owners).astype(np.int32)
        self.rigged = dict(rigged or {})
        held = [index for index, drawn in self.rigged.items() if not drawn]
        alone = np.isin(self.stroke_objects, held)
        self.layer_objects = np.where(alone, -1, self.stroke_objects).astype(np.int32)
        self._objects = np.repeat(self.stroke_objects, counts)
        self._drawn = self._drawn_offsets()
        self._ratios = self._plane.depth_ratios(capture_map.positions)
        self._object_ratios = np.ones(animation.object_count)
        for index in self.used_objects():
            self._object_ratios[index] = self._ratios[self._objects == index].mean()
        weights = np.where(self._objects >= 0, self._object_ratios[self._objects], 0.0)
        self._weights = weights[:, None] if np.any(weights != 1) else None
        relative = self._ratios / np.where(
            self._objects >= 0, self._object_ratios[self._objects], self._ratios
        )
        self._relative = relative if np.abs(relative - 1).max(initial=0) > 1e-6 else None

    @property
    def frame_count(self) -> int:
        """The number of frames; a loop's first frame is not repeated at its end."""
        return self.animation.frame_count

    def drawn_frames(self) -> range:
        """Return the frames that may get a drawing of their own: on ones, twos or threes."""
        return range(0, self.frame_count, self.animation.hold)

    def used_objects(self) -> list[int]:
        """Return the objects that move at least one stroke."""
        return [int(index) for index in np.unique(self.stroke_objects) if index >= 0]

    def control(self, index: int, start: float) -> ObjectControl:
        """Return the control of an object, whose frame 0 is the scene's frame `start`."""
        plane, ratio = self._plane, float(self._object_ratios[index])
        own = self._map.positions[self._objects == index]
        pivot = plane.to_world(self._pivots[index][None], ratio)[0]
        if plane.eye is None:
            pivot = pivot + plane.normal * float(((own - plane.origin) @ plane.normal).mean())
        channels = {name: self._channel(index, name, start) for name in CHANNELS}
        unit = plane.unit * ratio
        x, y, turn = channels["x"], channels["y"], channels["rotation"]
        location = [
            key_curves.total(
                [(x, unit * plane.right[axis]), (y, -unit * plane.up[axis])], float(pivot[axis])
            )
            for axis in range(3)
        ]
        return ObjectControl(
            object=index,
            name=self.animation.object_names[index],
            size=float(np.ptp(own, axis=0).max(initial=0.0)),
            pivot=pivot,
            basis=plane.basis,
            location=(location[0], location[1], location[2]),
            rotation=key_curves.scaled(turn, -1.0),
            scale=(channels["scale_x"], channels["scale_y"]),
        )

    def displacements(self, frame: int, first: int, end: int) -> Points:
        """Return the displacements of the points [first, end) in a frame, without their control's.

        They are [n, 2] in canvas pixels at the depth of the plane, for `to_world`. Zero for points
        that never move.
        """
        rows = slice(first, end)
        pixels: Points = self._drawn[frame, rows].astype(float)
        if self._relative is not None:
            pixels = self._beside_the_depth(frame, rows, pixels)
        if self._weights is not None:
            pixels = pixels * self._weights[rows]
        return np.asarray(pixels)

    def place(self, index: int) -> ArmaturePlace:
        """Return where an object is in the scene, for its armature."""
        ratio = float(self._object_ratios[index])
        own = self._objects == index
        origin = self._plane.to_world(np.zeros((1, 2)), ratio)[0]
        if self._plane.eye is None:
            away = (self._map.positions[own] - self._plane.origin) @ self._plane.normal
            origin = origin + self._plane.normal * float(away.mean())
        box = np.stack([self._rest[own].min(axis=0), self._rest[own].max(axis=0)])
        return ArmaturePlace(self._plane, origin, self._plane.unit * ratio, box)

    @property
    def is_flat(self) -> bool:
        """Whether all points of each object are seen at one depth."""
        return self._relative is None

    def to_world(self) -> Points:
        """Return the matrix [2, 3] that turns displacements [n, 2] in pixels into world ones."""
        return self._plane.displacement(np.eye(2))

    def starts_at_rest(self, index: int) -> bool:
        """Return whether the object's transform is the identity in frame 0."""
        return bool(np.abs(self._transforms[0, index] - [1, 0, 0, 0, 1, 0]).max() < 1e-6)

    def reach(self) -> Points:
        """Return the box (x0, y0, x1, y1) in canvas pixels that each stroke covers over all frames.

        The result is [S, 4].
        """
        low = np.full((len(self._rest), 2), np.inf)
        high = -low
        for frame in self.drawn_frames():
            seen = self._seen(frame, slice(None), self._offsets[frame].astype(float))
            low, high = np.minimum(low, seen), np.maximum(high, seen)
        ends = self._map_offsets()
        return np.concatenate(
            [np.minimum.reduceat(low, ends), np.maximum.reduceat(high, ends)], axis=1
        )

    def _drawn_offsets(self) -> NDArray[np.float32]:
        """Return the offsets [F, P, 2] that drawings hold: of rigged objects, what bones don't."""
        if not self.rigged:
            return self._offsets
        drawn: NDArray[np.float32] = self._offsets.copy()
        carried = np.isin(self._objects, list(self.rigged))
        pose = self.animation.pose
        left = pose.armature.offsets if pose is not None and pose.armature is not None else None
        drawn[:, carried] = 0.0
        if left is not None:
            drawn[:, carried] = np.asarray(left.data).reshape(left.shape)[:, carried]
        return drawn

    def _map_offsets(self) -> NDArray[np.int64]:
        parts = [layer.layout.offsets[:-1] + layer.first_point for layer in self._map.layers]
        return np.concatenate(parts).astype(np.int64)

    def _channel(self, index: int, name: str, start: float) -> Keys:
        row = index * len(CHANNELS) + CHANNELS.index(name)
        first, end = self.animation.key_offsets.data[row : row + 2].tolist()
        keys = np.asarray(self.animation.keys.data, dtype=float).reshape(-1, 6)[first:end]
        if self.animation.loop:
            keys = key_curves.closed(keys, self.frame_count)
        return key_curves.later(keys, start)

    def _seen(self, frame: int, rows: slice, offsets: Points) -> Points:
        """Return canvas positions [n, 2] in a frame, by the formula of `Animation`."""
        objects = self._objects[rows]
        transform = self._transforms[frame].reshape(-1, 2, 3)[objects].astype(float)
        pivot = self._pivots[objects]
        moved = np.einsum("nij,nj->ni", transform[..., :2], self._rest[rows] + offsets - pivot)
        moved += pivot + transform[..., 2]
        return np.where((objects >= 0)[:, None], moved, self._rest[rows])

    def _beside_the_depth(self, frame: int, rows: slice, offsets: Points) -> Points:
        """Return offsets [n, 2] corrected for points nearer or farther than their control.

        The control moves all its points by the same distance in space, which looks larger for a
        nearer point. The correction is made in the offset, before the control's transform, so that
        the point is seen where the animation has it.
        """
        assert self._relative is not None
        objects, near = self._objects[rows], self._relative[rows, None]
        transform = self._transforms[frame].reshape(-1, 2, 3)[objects].astype(float)
        pivot, rest = self._pivots[objects], self._rest[rows]
        vanishing = self._plane.vanishing_point()
        moved_rest = vanishing + (rest - vanishing) * near  # the point, put at the control's depth
        target = moved_rest + near * (self._seen(frame, rows, offsets) - rest)
        local = target - pivot - transform[..., 2]
        before = np.linalg.solve(transform[..., :2], local[..., None])[..., 0]
        return np.asarray(before + pivot - moved_rest)

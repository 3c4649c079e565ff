# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pose of a rig in every frame: what an animator would key."""

from __future__ import annotations

from dataclasses import dataclass

from .armature import Armature
from .arrays import Array
from .drawing import LARGEST
from .errors import FormatError
from .rig import Rig
from .tensorfile import TensorFile

_RIG, _TURNS, _ROOTS, _SCALES = "rig.", "pose.turns", "pose.roots", "pose.scales"
MOST_TURN = 1e5  # radians
MOST_SCALE = 1e3


@dataclass(frozen=True)
class RigPose:
    """Where the J joints of a rig with O objects are in F frames.

    In frame 0 everything is at rest: all numbers are 0, but for the roots of objects that come in.

    Attributes:
        rig: what is posed.
        turns: F32 [F, J], how far each joint has turned in all, radians, clockwise on the screen.
        roots: F32 [F, O, 2], how far the first joint of each object is from its place at rest,
            canvas pixels.
        scales: F32 [F, J, 2], factors by which all that hangs on a joint is stretched along x and
            y, about the joint and before it turns; None where nothing is stretched.
        armature: the same motion for hosts with armatures; None where none was asked for.
    """

    rig: Rig
    turns: Array
    roots: Array
    scales: Array | None = None
    armature: Armature | None = None

    def validate(self, frames: int, points: int, objects: int) -> None:
        """Raise FormatError unless it fits an animation of so many frames, points and objects."""
        self.rig.validate()
        if (
            (self.turns.dtype, self.turns.shape) != ("F32", (frames, self.rig.joint_count))
            or (self.roots.dtype, self.roots.shape) != ("F32", (frames, objects, 2))
            or self.rig.point_count != points
            or len(self.rig.plans) != objects
        ):
            raise FormatError("The pose doesn't fit the animation.")
        if self.scales is not None:
            expected = (frames, self.rig.joint_count, 2)
            if (self.scales.dtype, self.scales.shape) != ("F32", expected):
                raise FormatError("The pose doesn't fit the animation.")
            if not self.scales.is_within(MOST_SCALE):
                raise FormatError("The pose holds a number that is not finite or too large.")
        if not self.turns.is_within(MOST_TURN) or not self.roots.is_within(2 * LARGEST):
            raise FormatError("The pose holds a number that is not finite or too large.")
        if self.armature is not None:
            owners = self.rig.joint_objects.data.tolist()
            self.armature.validate(frames, points, owners, objects)

    def tensors(self) -> dict[str, Array]:
        """Return the arrays by their names in a file."""
        tensors = {**self.rig.tensors(_RIG), _TURNS: self.turns, _ROOTS: self.roots}
        if self.scales is not None:
            tensors[_SCALES] = self.scales
        return tensors if self.armature is None else {**tensors, **self.armature.tensors()}

    def texts(self) -> dict[str, str]:
        """Return what is no array by its name in a file."""
        return self.rig.texts(_RIG)

    @classmethod
    def taken_from(cls, file: TensorFile, what: str) -> RigPose | None:
        """Read the pose in an open file called `what`; None where it has none.

        Raises FormatError.
        """
        if _TURNS not in file.arrays:
            return None
        rig = Rig.taken_from(file, what, _RIG)
        return cls(
            rig,
            file.take(_TURNS, what),
            file.take(_ROOTS, what),
            file.arrays.get(_SCALES),
            Armature.taken_from(file, what),
        )

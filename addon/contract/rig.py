# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig of a drawing: joints in trees, and which of them carry each point.

A joint turns everything that hangs on it. A point in a pose is
`R(turn) (rest - centre) + sum of weight * (place of joint + R(turn of joint) (centre - joint))`,
with `turn` the weighted mean of its joints' turns and `centre` the joint between them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import strict_json, tensorfile
from .arrays import Array
from .drawing import LARGEST, Drawing
from .errors import FormatError
from .files import PathLike
from .tensorfile import TensorFile

FORMAT = "sketch-motion-rig"
VERSION = 1
WEIGHT_TOLERANCE = 1e-3  # of the sum of a point's weights, which is 1, or 0 for no joint
MOST_JOINTS = 4096


@dataclass(frozen=True)
class Rig:
    """J joints and P points of a drawing with O objects.

    Attributes:
        joints: F32 [J, 2], places at rest, canvas pixels.
        confidence: F32 [J], 0..1; 1 for joints placed by hand.
        parents: I32 [J], number of the joint it hangs on, -1 for a root; parents come first.
        joint_objects: I32 [J], the object each joint is of.
        carriers: I32 [P, K], joints that carry a point, -1 for none.
        weights: F32 [P, K], how much of a point each one carries; rows sum to 1, or to 0.
        parts: I32 [P], number of the part of the body plan, -1 for none.
        joint_names: as artists call them.
        plans: the body plan of each object, "" for none.
        disagreement: how far the answers for views of the drawing, as its mirror image, lie apart,
            of each object, in long sides; 0 where there is no plan.
        order: I32 [P], 1 for limbs on the side of the viewer, -1 for those beyond the body, 0 for
            all else; None where it isn't known, as in old files.
        holders: I32 [P], the joint that holds a thing that is no part of the body (the hand of a
            racket), -1 for the body itself; None where it isn't known.
    """

    joints: Array
    confidence: Array
    parents: Array
    joint_objects: Array
    carriers: Array
    weights: Array
    parts: Array
    joint_names: tuple[str, ...]
    plans: tuple[str, ...]
    disagreement: tuple[float, ...]
    order: Array | None = None
    holders: Array | None = None

    @property
    def joint_count(self) -> int:
        """Number of joints J."""
        return len(self.joint_names)

    @property
    def point_count(self) -> int:
        """Number of points P."""
        return len(self.parts)

    def validate(self, drawing: Drawing | None = None) -> None:
        """Raise FormatError unless shapes, ranges and trees are right and fit the drawing."""
        self._check_shapes()
        self._check_numbers()
        self._check_trees()
        if drawing is not None and (
            self.point_count != drawing.point_count or len(self.plans) != drawing.object_count
        ):
            raise FormatError("The rig is of another drawing.")

    def write(self, path: PathLike) -> None:
        """Check the rig and write it. Raises FormatError, DiskFull, BadInput."""
        self.validate()
        metadata = {"format": FORMAT, "version": str(VERSION), **self.texts()}
        tensorfile.write(path, self.tensors(), metadata)

    @classmethod
    def read(cls, path: PathLike) -> Rig:
        """Read and check a rig. Raises FormatError."""
        what = Path(path).name
        file = tensorfile.read(path)
        tensorfile.check_format(file, what, FORMAT, VERSION)
        return cls.taken_from(file, what)

    def tensors(self, prefix: str = "") -> dict[str, Array]:
        """Return the arrays by their names in a file."""
        arrays = {name: getattr(self, name) for name in (*ARRAYS, *LATER)}
        return {prefix + name: array for name, array in arrays.items() if array is not None}

    def texts(self, prefix: str = "") -> dict[str, str]:
        """Return what is no array by its name in a file."""
        return {
            f"{prefix}joint_names": json.dumps(self.joint_names),
            f"{prefix}plans": json.dumps(self.plans),
            f"{prefix}disagreement": json.dumps(self.disagreement),
        }

    @classmethod
    def taken_from(cls, file: TensorFile, what: str, prefix: str = "") -> Rig:
        """Read and check the rig in an open file called `what`. Raises FormatError."""
        apart = strict_json.parse(file.text(f"{prefix}disagreement", what), what)
        if not isinstance(apart, list) or not all(type(n) in (int, float) for n in apart):
            raise FormatError("The rig's disagreement must be numbers.")
        later: Any = {name: file.arrays.get(prefix + name) for name in LATER}
        rig = cls(
            **{name: file.take(prefix + name, what) for name in ARRAYS},
            joint_names=strict_json.names_from(file.text(f"{prefix}joint_names", what), what),
            plans=strict_json.names_from(file.text(f"{prefix}plans", what), what),
            disagreement=tuple(float(str(n)) for n in apart),
            **later,
        )
        rig.validate()
        return rig

    def _check_shapes(self) -> None:
        joints, points = self.joint_count, self.point_count
        width = self.carriers.shape[1] if len(self.carriers.shape) == 2 else 0
        expected = {
            "joints": ("F32", (joints, 2)),
            "confidence": ("F32", (joints,)),
            "parents": ("I32", (joints,)),
            "joint_objects": ("I32", (joints,)),
            "carriers": ("I32", (points, width)),
            "weights": ("F32", (points, width)),
            "parts": ("I32", (points,)),
        }
        expected |= {name: ("I32", (points,)) for name in LATER if getattr(self, name) is not None}
        for name, (dtype, shape) in expected.items():
            array: Array = getattr(self, name)
            if array.dtype != dtype or array.shape != shape:
                raise FormatError("The arrays of the rig have the wrong shapes.")
        if joints > MOST_JOINTS or not 1 <= width <= 8:
            raise FormatError("The rig has too many joints, or none for each point.")
        if len(self.plans) != len(self.disagreement):
            raise FormatError("The rig's objects don't match its body plans.")

    def _check_numbers(self) -> None:
        strict_json.check_names(self.joint_names, "The rig's joints")
        strict_json.check_names(self.plans, "The rig's body plans")
        if not self.joints.is_within(2 * LARGEST):
            raise FormatError("The rig has a joint that is not finite or too far away.")
        if any(not 0.0 <= value <= 1.0 for value in self.confidence.data):
            raise FormatError("The confidence of a joint must be from 0 to 1.")
        if any(not 0.0 <= value < 1e6 for value in self.disagreement):
            raise FormatError("The rig's disagreement must be 0 or more.")
        self._check_weights()
        if self.order is not None and any(side not in (-1, 0, 1) for side in self.order.data):
            raise FormatError("The order of a point of the rig must be -1, 0 or 1.")
        holders = [-1] if self.holders is None else [-1, *self.holders.data]
        if min(holders) < -1 or max(holders) >= self.joint_count:
            raise FormatError("A thing in the rig is held by a joint that isn't there.")

    def _check_weights(self) -> None:
        """Check the rows of weights; by whole columns, as there may be 100 000 points."""
        width = self.carriers.shape[1]
        weights, carriers = self.weights.data.tolist(), self.carriers.data.tolist()
        if not all(map((0.0).__le__, weights)) or not all(map((1.0).__ge__, weights)):
            raise FormatError("The weights of a point must be from 0 to 1.")
        for total in set(map(sum, zip(*[iter(weights)] * width, strict=True))):
            if min(abs(total), abs(total - 1.0)) > WEIGHT_TOLERANCE:
                raise FormatError("The weights of a point must sum to 1.")
        if min(carriers, default=-1) < -1 or max(carriers, default=-1) >= self.joint_count:
            raise FormatError("A point of the rig hangs on a joint that isn't there.")
        if -1 in carriers and any(w > 0 > c for w, c in zip(weights, carriers, strict=True)):
            raise FormatError("A point of the rig hangs on a joint that isn't there.")

    def _check_trees(self) -> None:
        objects = self.joint_objects.data
        for joint, parent in enumerate(self.parents.data):
            if not -1 <= parent < joint:
                raise FormatError("A joint of the rig must come after the one it hangs on.")
            if not 0 <= objects[joint] < len(self.plans):
                raise FormatError("A joint of the rig is of an object that isn't there.")
            if parent >= 0 and objects[parent] != objects[joint]:
                raise FormatError("A joint of the rig hangs on a joint of another object.")


ARRAYS = (
    "joints",
    "confidence",
    "parents",
    "joint_objects",
    "carriers",
    "weights",
    "parts",
)
LATER = ("order", "holders")  # not in old files

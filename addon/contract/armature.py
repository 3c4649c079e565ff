# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posed rig as an armature: bones with few keys, and the weights by which a host blends them.

A bone's own motion is `[R(rotation) diag(along, across) | x, y]`, in the axes of the bone at rest:
it turns against its parent, and stretches along itself and across. A point goes where the blend of
its bones brings it from `rest + offset`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .arrays import Array
from .drawing import LARGEST
from .errors import FormatError
from .keys import CHANNELS, Key, key_of_row
from .tensorfile import TensorFile

_PREFIX = "armature."
_OFFSETS = f"{_PREFIX}offsets"
WEIGHT_TOLERANCE = 1e-3
MOST_BONES_EACH = 8
PLACE, TURN, SIZE = range(3)


@dataclass(frozen=True)
class Armature:
    """B bones that carry P points of O objects in F frames.

    `keys` are rows as in `Animation`; channel c of bone b holds the rows `key_offsets[5 b + c]` to
    `key_offsets[5 b + c + 1]`, in the order of CHANNELS: x and y (how far a root bone is from its
    place at rest, canvas pixels), rotation (against what it takes over, radians, clockwise on the
    screen), scale_x along the bone and scale_y across it.

    Attributes:
        joints: I32 [B], the joint of the rig that each bone begins at.
        parents: I32 [B], number of the parent bone, -1 for a root; parents come first.
        inherits: I32 [B], what a bone takes over from its parent: PLACE, TURN (and place), or SIZE
            (and turn and place).
        heads: F32 [B, 2], where bones begin at rest, canvas pixels.
        tails: F32 [B, 2], where they end.
        carriers: I32 [P, K], bones that carry a point, -1 for none.
        weights: F32 [P, K], rows sum to 1, or to 0 for points that no bone carries.
        keys: F32 [N, 6].
        key_offsets: I32 [5 B + 1].
        volumes: I32 [O], 1 where turns are blended as dual quaternions (which keeps bends full), 0
            where places are blended.
        errors: F32 [O], by how much the bones alone miss the animation at most, in long sides of
            the drawing; -1 for objects without bones.
        offsets: F32 [F, P, 2], by how much points at rest are moved before bones carry them, canvas
            pixels; None where bones hold everything.
    """

    joints: Array
    parents: Array
    inherits: Array
    heads: Array
    tails: Array
    carriers: Array
    weights: Array
    keys: Array
    key_offsets: Array
    volumes: Array
    errors: Array
    offsets: Array | None = None

    @property
    def bone_count(self) -> int:
        """Number of bones B."""
        return len(self.joints)

    def channel_keys(self, bone: int, channel: str) -> list[Key]:
        """Return the keys of one channel of a bone, named as in CHANNELS."""
        position = bone * len(CHANNELS) + CHANNELS.index(channel)
        first, last = self.key_offsets.data[position], self.key_offsets.data[position + 1]
        data = self.keys.data
        return [key_of_row(data[6 * row : 6 * row + 6].tolist()) for row in range(first, last)]

    def validate(
        self, frames: int, points: int, joint_objects: Sequence[int], objects: int
    ) -> None:
        """Raise FormatError unless it fits an animation and its rig.

        joint_objects: the object of each of the rig's joints; objects: their number.
        """
        self._check_shapes(frames, points, objects)
        self._check_numbers()
        if any(not 0 <= joint < len(joint_objects) for joint in self.joints.data):
            raise FormatError("A bone of the armature begins at a joint that isn't there.")
        owners = [joint_objects[joint] for joint in self.joints.data]
        for bone, parent in enumerate(self.parents.data):
            if not -1 <= parent < bone:
                raise FormatError("A bone of the armature must come after its parent.")
            if parent >= 0 and owners[parent] != owners[bone]:
                raise FormatError("A bone of the armature hangs on a bone of another object.")
        width = self.carriers.shape[1]
        weights, carriers = self.weights.data, self.carriers.data
        for start in range(0, width * points, width):
            row, names = weights[start : start + width], carriers[start : start + width]
            total = sum(row)
            if min(abs(total), abs(total - 1.0)) > WEIGHT_TOLERANCE or min(row) < 0.0:
                raise FormatError("The weights of a point on bones must sum to 1.")
            for weight, bone in zip(row, names, strict=True):
                if not -1 <= bone < self.bone_count or (weight > 0.0 and bone < 0):
                    raise FormatError("A point hangs on a bone that isn't there.")

    def tensors(self) -> dict[str, Array]:
        """Return the arrays by their names in a file."""
        tensors = {_PREFIX + name: getattr(self, name) for name in ARRAYS}
        return tensors if self.offsets is None else {**tensors, _OFFSETS: self.offsets}

    @classmethod
    def taken_from(cls, file: TensorFile, what: str) -> Armature | None:
        """Read the armature in an open file called `what`; None where it has none.

        Raises FormatError.
        """
        if f"{_PREFIX}joints" not in file.arrays:
            return None
        arrays = {name: file.take(_PREFIX + name, what) for name in ARRAYS}
        return cls(**arrays, offsets=file.arrays.get(_OFFSETS))

    def _check_shapes(self, frames: int, points: int, objects: int) -> None:
        bones = self.bone_count
        width = self.carriers.shape[1] if len(self.carriers.shape) == 2 else 0
        expected = {
            "joints": ("I32", (bones,)),
            "parents": ("I32", (bones,)),
            "inherits": ("I32", (bones,)),
            "heads": ("F32", (bones, 2)),
            "tails": ("F32", (bones, 2)),
            "carriers": ("I32", (points, width)),
            "weights": ("F32", (points, width)),
            "keys": ("F32", (len(self.keys), 6)),
            "key_offsets": ("I32", (bones * len(CHANNELS) + 1,)),
            "volumes": ("I32", (objects,)),
            "errors": ("F32", (objects,)),
        }
        arrays = {name: getattr(self, name) for name in expected}
        if self.offsets is not None:
            expected["offsets"] = ("F32", (frames, points, 2))
            arrays["offsets"] = self.offsets
        for name, (dtype, shape) in expected.items():
            if (arrays[name].dtype, arrays[name].shape) != (dtype, shape):
                raise FormatError("The arrays of the armature have the wrong shapes.")
        if not 1 <= width <= MOST_BONES_EACH:
            raise FormatError("A point of the armature hangs on too many bones, or on none.")

    def _check_numbers(self) -> None:
        floats = [self.heads, self.tails, self.keys, self.errors, self.weights]
        if self.offsets is not None:
            floats.append(self.offsets)
        if not all(array.is_within(2 * LARGEST) for array in floats):
            raise FormatError("The armature has a number that is not finite or too large.")
        if any(kind not in (PLACE, TURN, SIZE) for kind in self.inherits.data):
            raise FormatError("A bone of the armature takes over something that there isn't.")
        ends = self.key_offsets.data.tolist()
        if ends[0] != 0 or ends[-1] != len(self.keys) or ends != sorted(ends):
            raise FormatError("The keys of the armature are out of order.")
        for bone in range(self.bone_count):
            for channel in CHANNELS:
                frames = [key.frame for key in self.channel_keys(bone, channel)]
                if any(a >= b for a, b in pairwise(frames)):
                    raise FormatError("The keys of the armature are out of order.")


ARRAYS = (
    "joints",
    "parents",
    "inherits",
    "heads",
    "tails",
    "carriers",
    "weights",
    "keys",
    "key_offsets",
    "volumes",
    "errors",
)

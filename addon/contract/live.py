# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A quick answer: where the points of a drawing are in every frame, while a sentence is typed.

The host writes the drawing once, below FOLDER in the jobs folder, and asks `live/ask {drawing,
number, request}` as often as it likes. The answer is a file beside the drawing, announced by
`live/answered {number, path}`; of questions that wait only the newest is answered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from . import strict_json, tensorfile
from .arrays import Array
from .beats import BeatReading
from .drawing import LARGEST
from .errors import FormatError
from .files import PathLike

FORMAT = "sketch-motion-live"
VERSION = 1
FOLDER = "live"
ASK, ANSWERED, FAILED = "live/ask", "live/answered", "live/failed"
_POSITIONS, _READING, _STILL, _VERBS = "positions", "reading", "still", "verbs"
_JOINTS, _JOINT_NAMES = "joints", "joint_names"


@dataclass(frozen=True)
class LiveMotion:
    """F frames of a drawing with P points.

    Attributes:
        positions: F32 [F, P, 2], canvas pixels.
        reading: the beats that were read, or edited ones.
        still: names of the objects that nothing could be acted for.
        verbs: what the bodies of the drawing can do.
        joints: F32 [F, J, 2], canvas pixels, in the order of the drawing's rig; None where it has
            no bones.
        joint_names: of the J joints.
    """

    positions: Array
    reading: BeatReading
    still: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    joints: Array | None = None
    joint_names: tuple[str, ...] = ()

    @property
    def frame_count(self) -> int:
        """Number of frames F."""
        return self.positions.shape[0]

    @property
    def point_count(self) -> int:
        """Number of points P."""
        return self.positions.shape[1]

    def validate(self) -> None:
        """Raise FormatError unless shapes and numbers are right."""
        shape = self.positions.shape
        if self.positions.dtype != "F32" or len(shape) != 3 or shape[0] < 1 or shape[2] != 2:
            raise FormatError("The motion's positions have the wrong shape.")
        of_joints = (shape[0], len(self.joint_names), 2)
        joints = self.joints
        if joints is not None and (joints.dtype, joints.shape) != ("F32", of_joints):
            raise FormatError("The motion's joints have the wrong shape.")
        arrays = (self.positions,) if joints is None else (self.positions, joints)
        if not all(array.is_within(4 * LARGEST) for array in arrays):
            raise FormatError("The motion holds a number that is not finite or too large.")

    def write(self, path: PathLike) -> None:
        """Check the motion and write it, without waiting for the disk: it is read at once.

        Raises FormatError, DiskFull, BadInput.
        """
        self.validate()
        metadata = {
            "format": FORMAT,
            "version": str(VERSION),
            _READING: strict_json.dump(self.reading.to_json(), "The beats"),
            _STILL: json.dumps(self.still),
            _VERBS: json.dumps(self.verbs),
            _JOINT_NAMES: json.dumps(self.joint_names),
        }
        arrays = {_POSITIONS: self.positions}
        if self.joints is not None:
            arrays[_JOINTS] = self.joints
        tensorfile.write(path, arrays, metadata, durable=False)

    @classmethod
    def read(cls, path: PathLike) -> LiveMotion:
        """Read and check a motion. Raises FormatError, BadInput."""
        what = Path(path).name
        file = tensorfile.read(path)
        tensorfile.check_format(file, what, FORMAT, VERSION)
        motion = cls(
            file.take(_POSITIONS, what),
            BeatReading.from_json(strict_json.parse(file.text(_READING, what), what)),
            strict_json.names_from(file.text(_STILL, what), what),
            strict_json.names_from(file.text(_VERBS, what), what),
            file.arrays.get(_JOINTS),
            strict_json.names_from(file.text(_JOINT_NAMES, what), what),
        )
        motion.validate()
        return motion

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pose that a motion begins in or ends in, where that isn't the drawing at rest.

A motion that goes on from a result begins in the pose that the result has there. The poses travel
among the expert settings of a request:

    {"start": {"before": false, "objects": {"dog": {"root": [12.5, 0], "root_speed": [2, 0],
     "turns": {"hip": [0.2, 0.01]}, "scales": {"hip": [1, 1]}}}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import strict_json
from .drawing import LARGEST
from .errors import FormatError
from .pose import MOST_SCALE, MOST_TURN
from .settings_reader import checked_number
from .strict_json import JSON, Fields

SETTING = "start"
_WHAT = "The start pose"
Pair = tuple[float, float]


@dataclass(frozen=True)
class StartPose:
    """Where the bones of one object are, and how fast they go.

    Attributes:
        root: how far the first joint is from its place at rest, x and y, canvas pixels.
        root_speed: by how much that grows in a frame.
        turns: of joints by name: how far each has turned in all, and by how much more in a frame,
            radians, clockwise on the screen. Other joints go with the one they hang on.
        scales: of joints by name: factors along x and y; see `RigPose.scales`.
    """

    root: Pair = (0.0, 0.0)
    root_speed: Pair = (0.0, 0.0)
    turns: dict[str, Pair] = field(default_factory=dict)
    scales: dict[str, Pair] = field(default_factory=dict)

    def __post_init__(self) -> None:
        far = 2.0 * LARGEST
        for pair, most in (
            (self.root, far),
            (self.root_speed, far),
            *((turn, MOST_TURN) for turn in self.turns.values()),
            *((scale, MOST_SCALE) for scale in self.scales.values()),
        ):
            for value in pair:
                checked_number(value, _WHAT, -most, most)

    def to_json(self) -> dict[str, JSON]:
        """Return the pose as JSON."""
        return {
            "root": list(self.root),
            "root_speed": list(self.root_speed),
            "turns": {name: list(turn) for name, turn in self.turns.items()},
            "scales": {name: list(scale) for name, scale in self.scales.items()},
        }

    @classmethod
    def from_json(cls, value: object) -> StartPose:
        """Read a pose. Raises FormatError, BadInput; unknown keys are an error."""
        read = Fields(value, _WHAT)
        pose = cls(
            strict_json.pair(read.raw("root", [0.0, 0.0]), _WHAT),
            strict_json.pair(read.raw("root_speed", [0.0, 0.0]), _WHAT),
            {name: strict_json.pair(turn, _WHAT) for name, turn in read.mapping("turns").items()},
            {name: strict_json.pair(item, _WHAT) for name, item in read.mapping("scales").items()},
        )
        _nothing_left(read)
        return pose


@dataclass(frozen=True)
class StartPoses:
    """The poses of a drawing's objects at one end of a motion.

    Attributes:
        objects: by name; an object without a pose is at rest there.
        before: the motion ends in the poses; else it begins in them.
    """

    objects: dict[str, StartPose] = field(default_factory=dict)
    before: bool = False

    def to_settings(self) -> dict[str, JSON]:
        """Return them as an expert setting."""
        poses: dict[str, JSON] = {name: pose.to_json() for name, pose in self.objects.items()}
        return {SETTING: {"before": self.before, "objects": poses}}

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> StartPoses | None:
        """Read them among a request's expert settings; None where there are none.

        Raises FormatError, BadInput.
        """
        value = settings.get(SETTING)
        if value is None:
            return None
        read = Fields(value, _WHAT)
        objects = read.mapping("objects")
        before = read.flag("before", False)
        _nothing_left(read)
        return cls({name: StartPose.from_json(pose) for name, pose in objects.items()}, before)


def _nothing_left(read: Fields) -> None:
    unknown = sorted(read.rest())
    if unknown:
        raise FormatError("{what} has an unknown key, {key}.", what=_WHAT, key=unknown[0])

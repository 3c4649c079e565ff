# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion without its drawing: what each joint of a body plan does, to be used on other drawings.

It is JSON, data only, read strictly, and shared as one file. It also travels among the expert
settings of a request, as `motion`: the drawing's object of the same plan then moves like that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from . import strict_json
from .errors import FormatError
from .files import PathLike, read_bytes, write_bytes_atomic
from .frame_rate import checked_fps
from .pose import MOST_SCALE, MOST_TURN
from .request import LONGEST_NAME, RANGES
from .rig import MOST_JOINTS
from .strict_json import JSON, Fields

FORMAT = "sketch-motion-motion"
VERSION = 1
SETTING = "motion"
MAX_BYTES = 1 << 23
FARTHEST = 1e4  # long sides of a drawing
_WHAT = "The motion"
Pair = tuple[float, float]


@dataclass(frozen=True)
class Motion:
    """F frames of a body; lengths are in long sides of the drawing it was made with.

    Attributes:
        name: what it is called, like the sentence it came from.
        plan: the body plan, "" for rigid pieces.
        joints: of each joint its place at rest, seen from the first joint, which is at (0, 0).
        parents: of each joint the joint it hangs on, "" for the first one.
        root: [F] how far the first joint is from its place at rest, x and y.
        turns: of joints, [F] turns against the parent, radians, clockwise on the screen; a joint
            that isn't named doesn't turn.
        scales: of joints, [F] factors along x and y; see `RigPose.scales`.
        loop: the frame after the last is the first one again.
    """

    name: str
    plan: str
    joints: dict[str, Pair]
    parents: dict[str, str]
    root: tuple[Pair, ...]
    turns: dict[str, tuple[float, ...]] = field(default_factory=dict)
    scales: dict[str, tuple[Pair, ...]] = field(default_factory=dict)
    fps: tuple[int, int] = (24, 1)
    loop: bool = False
    author: str = ""
    license: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        for key in ("name", "plan", "author", "license", "description"):
            text = getattr(self, key)
            if len(text) > LONGEST_NAME:
                raise FormatError("{key} of a motion is too long.", key=key)
            strict_json.check_text(text, key)
        if not self.name:
            raise FormatError("A motion must have a name.")
        if not RANGES["frames"][0] <= self.frames <= RANGES["frames"][1]:
            raise FormatError("A motion has too few frames, or too many.")
        object.__setattr__(self, "fps", checked_fps(list(self.fps)))
        self._check_joints()
        lengths = {len(curve) for curve in (*self.turns.values(), *self.scales.values())}
        if lengths - {self.frames}:
            raise FormatError("The curves of a motion must have the same length.")
        _check(self.root, FARTHEST)
        _check(self.joints.values(), FARTHEST)
        for curve in self.turns.values():
            if any(abs(turn) > MOST_TURN for turn in curve):
                raise FormatError("The motion holds a number that is too large.")
        for scales in self.scales.values():
            _check(scales, MOST_SCALE)

    @property
    def frames(self) -> int:
        """Number of frames F."""
        return len(self.root)

    def to_json(self) -> dict[str, JSON]:
        """Return the motion as JSON."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "name": self.name,
            "author": self.author,
            "license": self.license,
            "description": self.description,
            "plan": self.plan,
            "fps": [*self.fps],
            "loop": self.loop,
            "joints": {
                name: {"place": list(place), "parent": self.parents[name]}
                for name, place in self.joints.items()
            },
            "root": _pairs_to_json(self.root),
            "turns": {name: list(curve) for name, curve in self.turns.items()},
            "scales": {name: _pairs_to_json(curve) for name, curve in self.scales.items()},
        }

    @classmethod
    def from_json(cls, value: object) -> Motion:
        """Read a motion. Raises FormatError, BadInput; unknown keys are an error."""
        read = Fields(value, _WHAT)
        read.expect(FORMAT, VERSION)
        joints, parents = _joints(read.mapping("joints"))
        motion = cls(
            name=read.text("name"),
            plan=read.text("plan"),
            joints=joints,
            parents=parents,
            root=_pairs(read.items("root")),
            turns={name: _numbers(curve) for name, curve in read.mapping("turns").items()},
            scales={name: _pairs(curve) for name, curve in read.mapping("scales").items()},
            fps=checked_fps(read.raw("fps", [24, 1])),
            loop=read.flag("loop", False),
            author=read.text("author", ""),
            license=read.text("license", ""),
            description=read.text("description", ""),
        )
        unknown = sorted(read.rest())
        if unknown:
            raise FormatError("{what} has an unknown key, {key}.", what=_WHAT, key=unknown[0])
        return motion

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Motion | None:
        """Read the one among a request's expert settings; None where there is none.

        Raises FormatError, BadInput.
        """
        value = settings.get(SETTING)
        return None if value is None else cls.from_json(value)

    def write(self, path: PathLike) -> None:
        """Write the file. Raises DiskFull, BadInput."""
        text = strict_json.dump(self.to_json(), _WHAT)
        write_bytes_atomic(path, text.encode("ascii"))

    @classmethod
    def read(cls, path: PathLike) -> Motion:
        """Read a file. Raises FormatError, BadInput."""
        return cls.from_json(strict_json.parse(read_bytes(path, max_bytes=MAX_BYTES), _WHAT))

    def _check_joints(self) -> None:
        names = list(self.joints)
        if not 1 <= len(names) <= MOST_JOINTS or list(self.parents) != names:
            raise FormatError("A motion must have joints, each with its parent.")
        known = {""}
        for name in names:
            strict_json.check_text(name, "joint")
            if self.parents[name] not in known:
                raise FormatError("A joint of a motion must come after the one it hangs on.")
            known.add(name)
        if not {*self.turns, *self.scales} <= set(names):
            raise FormatError("A motion turns a joint that it doesn't have.")


def _joints(value: Mapping[str, JSON]) -> tuple[dict[str, Pair], dict[str, str]]:
    places, parents = {}, {}
    for name, joint in value.items():
        read = Fields(joint, _WHAT)
        places[name] = strict_json.pair(read.raw("place"), _WHAT)
        parents[name] = read.text("parent", "")
        if read.rest():
            raise FormatError(
                "{what} has an unknown key, {key}.", what=_WHAT, key=sorted(read.rest())[0]
            )
    return places, parents


def _check(pairs: object, most: float) -> None:
    for x, y in cast("Sequence[Pair]", pairs):
        if not (abs(x) <= most and abs(y) <= most):
            raise FormatError("The motion holds a number that is too large.")


def _pairs(value: object) -> tuple[Pair, ...]:
    if not isinstance(value, (list, tuple)):
        raise FormatError("{what} must be a list of numbers.", what=_WHAT)
    return tuple(strict_json.pair(item, _WHAT) for item in value)


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, (list, tuple)):
        raise FormatError("{what} must be a list of numbers.", what=_WHAT)
    return tuple(strict_json.pair([item, 0], _WHAT)[0] for item in value)


def _pairs_to_json(pairs: Sequence[Pair]) -> list[JSON]:
    return [[x, y] for x, y in pairs]

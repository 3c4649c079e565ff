# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist corrects in a rig: joints placed by hand, strokes given to parts, another plan.

They travel as JSON, in a file of their own or in the expert setting `rig_hints` of a request:

    {"objects": {"fish": {"plan": "fish", "joints": {"nose": [12, 40]}, "strokes": {"3": "fin"}}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from . import strict_json
from .drawing import LARGEST
from .errors import FormatError
from .files import PathLike, read_bytes
from .strict_json import JSON, Fields

SETTING = "rig_hints"  # the expert setting
PIECES = "pieces"  # the plan that stands for rigid pieces and hinges
MAX_BYTES = 1 << 24
LONGEST = 10  # digits of a stroke's number
_WHAT = "The hints for the rig"


@dataclass(frozen=True)
class ObjectHints:
    """Hints for one object.

    Attributes:
        plan: name of its body plan, PIECES for none, "" where nothing is said.
        joints: places in canvas pixels, by name of the joint.
        strokes: name of the part, by number of the stroke in the drawing; "" for what is no part of
            the body.
    """

    plan: str = ""
    joints: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    strokes: Mapping[int, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, JSON]:
        """Return the hints as JSON."""
        return {
            "plan": self.plan,
            "joints": {name: list(place) for name, place in self.joints.items()},
            "strokes": {str(stroke): part for stroke, part in self.strokes.items()},
        }

    @classmethod
    def from_json(cls, value: object) -> ObjectHints:
        """Read the hints of one object. Raises FormatError, BadInput."""
        read = Fields(value, _WHAT)
        joints: dict[str, tuple[float, float]] = {}
        for name, place in read.mapping("joints").items():
            joints[name] = strict_json.pair(place, name)
            if max(map(abs, joints[name])) > LARGEST:
                raise FormatError("The joint {name} lies too far away.", name=name)
        strokes: dict[int, str] = {}
        for number, part in read.mapping("strokes").items():
            if not number.isdecimal() or len(number) > LONGEST or not isinstance(part, str):
                raise FormatError("The hints for the rig must name strokes by their number.")
            strokes[int(number)] = part
        return cls(read.text("plan", ""), joints, strokes)


def hints_from_json(value: object) -> dict[str, ObjectHints]:
    """Read the hints of all objects, by name. Raises FormatError, BadInput."""
    objects = Fields(value, _WHAT).mapping("objects")
    return {name: ObjectHints.from_json(item) for name, item in objects.items()}


def hints_to_json(hints: Mapping[str, ObjectHints]) -> dict[str, JSON]:
    """Return the hints of all objects as JSON."""
    return {"objects": {name: cast(JSON, item.to_json()) for name, item in hints.items()}}


def read_hints(path: PathLike) -> dict[str, ObjectHints]:
    """Read a file of hints. Raises FormatError, BadInput."""
    name = Path(path).name
    data = read_bytes(path, max_bytes=MAX_BYTES)
    return hints_from_json(strict_json.parse(bytes(data), name))

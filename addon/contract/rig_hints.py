# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist corrects in a rig: joints placed by hand, strokes given to parts, another plan.

They travel as JSON, in a file of their own or in the expert setting `rig_hints` of a request:

    {"objects": {"fish": {"plan": "fish", "joints": {"nose": [12, 40]}, "strokes": {"3": "fin"},
                          "pieces": {"1": [[0.2, 0.5, "tail"]]},
                          "rigid": [[4, 5]], "wheels": [], "together": [[6, 7]]}}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias, cast

from . import strict_json
from .drawing import LARGEST
from .errors import FormatError
from .files import PathLike, read_bytes
from .strict_json import JSON, Fields

SETTING = "rig_hints"  # the expert setting
PIECES = "pieces"  # the plan that stands for rigid pieces and hinges
MAX_BYTES = 1 << 24
LONGEST = 10  # digits of a stroke's number
MOST_STROKES = 10**LONGEST
GROUPS = ("rigid", "wheels", "together")
StrokeGroups: TypeAlias = "tuple[tuple[int, ...], ...]"
_WHAT = "The hints for the rig"


class Span(NamedTuple):
    """A piece of a stroke, from one share of its drawn length to another, and its part.

    The part is "" for what is no part of the body, such as a thing in a hand.
    """

    start: float
    end: float
    part: str


Spans: TypeAlias = "tuple[Span, ...]"


@dataclass(frozen=True)
class ObjectHints:
    """Hints for one object.

    Attributes:
        plan: name of its body plan, PIECES for none, "" where nothing is said.
        joints: places in canvas pixels, by name of the joint.
        strokes: name of the part, by number of the stroke in the drawing; "" for what is no part of
            the body. Without a body plan, parts have the names of the joints.
        pieces: pieces of strokes that are of another part than the rest, in the order of the line,
            by number of the stroke.
        rigid: groups of strokes; each group is one solid thing that never bends.
        wheels: groups of strokes; each group is a wheel, which turns about its middle.
        together: groups of strokes; all of a group are of the part that most of its line is of.
    """

    plan: str = ""
    joints: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    strokes: Mapping[int, str] = field(default_factory=dict)
    pieces: Mapping[int, Spans] = field(default_factory=dict)
    rigid: StrokeGroups = ()
    wheels: StrokeGroups = ()
    together: StrokeGroups = ()

    def __bool__(self) -> bool:
        return self != ObjectHints()

    def to_json(self) -> dict[str, JSON]:
        """Return the hints as JSON."""
        return {
            "plan": self.plan,
            "joints": {name: list(place) for name, place in self.joints.items()},
            "strokes": {str(stroke): part for stroke, part in self.strokes.items()},
            "pieces": {
                str(stroke): [list(span) for span in spans] for stroke, spans in self.pieces.items()
            },
            **{kind: [list(group) for group in getattr(self, kind)] for kind in GROUPS},
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
            if not isinstance(part, str):
                raise FormatError("The hints for the rig must name strokes by their number.")
            strokes[_number(number)] = part
        pieces = {
            _number(number): spans_from_json(spans, _WHAT)
            for number, spans in read.mapping("pieces").items()
        }
        groups = {kind: _groups(read.items(kind)) for kind in GROUPS}
        plan = read.text("plan", "")
        for key in sorted(read.rest()):
            raise FormatError("The hints for the rig have an unknown key, {key}.", key=key)
        return cls(plan, joints, strokes, pieces, **groups)


def spans_from_json(value: JSON, what: str) -> Spans:
    """Read the pieces of a stroke, [from, to, part] each.

    what: where they stand, for messages. Raises FormatError.
    """
    spans: list[Span] = []
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, list) or len(item) != 3 or not isinstance(item[2], str):
            raise FormatError("{file}: a piece of a stroke must be [from, to, part].", file=what)
        start, end = strict_json.pair(item[:2], f"A piece of a stroke in {what}")
        if not (spans[-1].end if spans else 0.0) <= start < end <= 1.0:
            raise FormatError(
                "{file}: the pieces of a stroke must follow one another from 0 to 1.", file=what
            )
        spans.append(Span(start, end, item[2]))
    return tuple(spans)


def _number(text: str) -> int:
    """Read the number of a stroke. Raises FormatError."""
    if not text.isdecimal() or len(text) > LONGEST:
        raise FormatError("The hints for the rig must name strokes by their number.")
    return int(text)


def _groups(value: list[JSON]) -> StrokeGroups:
    """Read groups of strokes, none of which is in two of them. Raises FormatError."""
    groups: list[tuple[int, ...]] = []
    for item in value:
        strokes = item if isinstance(item, list) else []
        whole = [n for n in strokes if isinstance(n, int) and not isinstance(n, bool)]
        if not whole or len(whole) != len(strokes) or not all(0 <= n < MOST_STROKES for n in whole):
            raise FormatError("The hints for the rig must group strokes by their number.")
        groups.append(tuple(whole))
    everything = [stroke for group in groups for stroke in group]
    if len(set(everything)) != len(everything):
        raise FormatError("The hints for the rig have a stroke in two groups.")
    return tuple(groups)


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

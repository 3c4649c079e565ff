# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an artist steers a motion: the way it goes, what stays where it is, what is reached for.

It travels as JSON in the expert setting `steering` of a request, by the name of each object; ""
stands for every object that isn't named:

    {"objects": {"": {"path": [[12, 40], [90, 35]], "direction": [1, 0], "distance": 300,
                      "pins": ["leg_left3"], "reach": {"joint": "arm_right3", "place": [90, 20]}}}}
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from . import strict_json
from .drawing import LARGEST
from .errors import FormatError
from .request import LONGEST_NAME, MOST_PATH_POINTS
from .settings_reader import checked_number, checked_text
from .strict_json import JSON, Fields

SETTING = "steering"  # the expert setting
MOST_PINS = 64
_WHAT = "The steering"
Place = tuple[float, float]


@dataclass(frozen=True)
class ReachedPlace:
    """A place that is reached for.

    Attributes:
        place: canvas pixels.
        joint: what reaches; "" for the nearest hand, or what the body has for one.
        arrives: when it is there, 0..1 of the clip; it stays there.
    """

    place: Place
    joint: str = ""
    arrives: float = 0.6

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", _place(self.place))
        checked_text(self.joint, "joint", LONGEST_NAME)
        checked_number(self.arrives, "arrives", 0.0, 1.0)


@dataclass(frozen=True)
class Steering:
    """How one object is steered.

    Attributes:
        path: [K, 2], canvas pixels, of the line it goes along; () for none. Where the line lies
            doesn't matter, only its shape: the object begins where it is drawn.
        direction: [2], the way it goes where there is no path; None for the sentence's.
        distance: how far, canvas pixels; 0 for the whole path, or as far as the sentence says.
        pins: joints that stay where they are drawn.
    """

    path: tuple[Place, ...] = ()
    direction: Place | None = None
    distance: float = 0.0
    pins: tuple[str, ...] = ()
    reach: ReachedPlace | None = None

    def __post_init__(self) -> None:
        if len(self.path) == 1 or len(self.path) > MOST_PATH_POINTS:
            raise FormatError("A path has at least two points, and not too many.")
        object.__setattr__(self, "path", tuple(_place(point) for point in self.path))
        if self.direction is not None:
            direction = _place(self.direction)
            if math.hypot(*direction) < 1e-9:
                raise FormatError("A direction must lead somewhere.")
            object.__setattr__(self, "direction", direction)
        distance = checked_number(self.distance, "distance", 0.0, LARGEST)
        object.__setattr__(self, "distance", distance)
        if len(self.pins) > MOST_PINS:
            raise FormatError("Too many joints are pinned.")
        for pin in self.pins:
            checked_text(pin, "pins", LONGEST_NAME)

    def __bool__(self) -> bool:
        return self != Steering()

    @property
    def goes(self) -> bool:
        """Whether it says where to go."""
        return bool(self.path) or self.direction is not None or self.distance > 0.0

    def to_json(self) -> dict[str, JSON]:
        """Return it as JSON; what isn't steered is left out."""
        values: dict[str, JSON] = {}
        if self.path:
            values["path"] = [list(point) for point in self.path]
        if self.direction is not None:
            values["direction"] = list(self.direction)
        if self.distance:
            values["distance"] = self.distance
        if self.pins:
            values["pins"] = list(self.pins)
        if self.reach is not None:
            reach = self.reach
            values["reach"] = {
                "joint": reach.joint,
                "place": list(reach.place),
                "arrives": reach.arrives,
            }
        return values

    @classmethod
    def from_json(cls, value: object) -> Steering:
        """Read the steering of one object. Raises FormatError, BadInput."""
        read = Fields(value, _WHAT)
        direction, reach = read.raw("direction"), read.raw("reach")
        pins = read.items("pins")
        if not all(isinstance(pin, str) for pin in pins):
            raise FormatError("{what} must be texts.", what="Pinned joints")
        steering = cls(
            tuple(strict_json.pair(point, _WHAT) for point in read.items("path")),
            None if direction is None else strict_json.pair(direction, _WHAT),
            read.number("distance", 0.0),
            tuple(str(pin) for pin in pins),
            None if reach is None else _reach(reach),
        )
        _nothing_left(read)
        return steering


def steering_of(settings: Mapping[str, object]) -> dict[str, Steering]:
    """Read the steering of all objects among a request's expert settings, by name.

    Raises FormatError, BadInput.
    """
    value = settings.get(SETTING)
    if value is None:
        return {}
    read = Fields(value, _WHAT)
    objects = read.mapping("objects")
    _nothing_left(read)
    return {name: Steering.from_json(item) for name, item in objects.items()}


def steering_to_json(steering: Mapping[str, Steering]) -> dict[str, JSON]:
    """Return the steering of all objects as JSON."""
    return {"objects": {name: cast(JSON, item.to_json()) for name, item in steering.items()}}


def _reach(value: object) -> ReachedPlace:
    read = Fields(value, _WHAT)
    place = strict_json.pair(read.raw("place"), _WHAT)
    reach = ReachedPlace(place, read.text("joint", ""), read.number("arrives", 0.6))
    _nothing_left(read)
    return reach


def _place(value: object) -> Place:
    place = strict_json.pair(value, _WHAT)
    if max(map(abs, place)) > LARGEST:
        raise FormatError("A place of the steering lies too far away.")
    return place


def _nothing_left(read: Fields) -> None:
    for key in sorted(read.rest()):
        raise FormatError("{what} have an unknown key, {key}.", what=_WHAT, key=key)

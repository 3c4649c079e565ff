# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads path data (`d="M 3 4 C ..."`) as outlines, up to the first error as browsers do."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from engine.geometry.svg.lengths import NUMBER
from engine.geometry.svg.outline import Outline

Point = tuple[float, float]

_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_GAP = r"[ \t\r\n\f]*,?[ \t\r\n\f]*"
_COMMAND = re.compile(r"[ \t\r\n\f]*([MmZzLlHhVvCcSsQqTtAa])[ \t\r\n\f]*")
_VALUE = re.compile(rf"({NUMBER}){_GAP}")
_FLAG = re.compile(rf"([01]){_GAP}")


@dataclass(frozen=True)
class PathData:
    """What path data draw; `is_whole` is False where an error ended them early."""

    outlines: list[Outline]
    is_whole: bool


def parse_path_data(text: str) -> PathData:
    """Return one outline for each subpath that draws something (a dot draws, a bare `M` doesn't).

    An error ends the path: what comes before it is drawn (SVG 2, section 9.5.4).
    """
    pen = _Pen()
    is_whole = True
    for command, values in _steps(text):
        if command == "error" or not all(map(math.isfinite, values)):
            is_whole = False
            break
        pen.draw(command, values)
    pen.end(closed=False)
    return PathData(pen.outlines, is_whole)


def _steps(text: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with the numbers of one use of it; "error" last, where there is one."""
    if text.strip() in ("", "none"):
        return
    place = 0
    first = True
    while place < len(text):
        match = _COMMAND.match(text, place)
        if match is None or (first and match[1] not in "Mm"):
            if text[place:].strip():
                yield "error", []
            return
        command, place, first = match[1], match.end(), False
        count = _COUNTS[command.upper()]
        if count == 0:
            yield command, []
            continue
        uses = 0
        while True:
            values, place = _values(text, place, count, command in "Aa")
            if len(values) < count:
                break
            yield command, values
            uses += 1
            command = {"M": "L", "m": "l"}.get(command, command)
        if values or uses == 0:
            yield "error", []
            return


def _values(text: str, place: int, count: int, is_arc: bool) -> tuple[list[float], int]:
    """Read up to `count` numbers; return them and the place behind them."""
    values: list[float] = []
    while len(values) < count:
        pattern = _FLAG if is_arc and len(values) in (3, 4) else _VALUE
        match = pattern.match(text, place)
        if match is None:
            break
        values.append(float(match[1]))
        place = match.end()
    return values, place


@dataclass
class _Pen:
    """Draws commands into outlines."""

    outlines: list[Outline] = field(default_factory=list)
    at: Point = (0.0, 0.0)
    start: Point = (0.0, 0.0)
    control: list[Point] = field(default_factory=list)  # of the current subpath
    straight: bool = True
    mirrored: Point | None = None  # the last control point, of a curve of `kind`
    kind: str = ""
    moved: bool = False  # whether the last command was a moveto

    def draw(self, command: str, values: list[float]) -> None:
        upper = command.upper()
        if upper == "Z":
            if not self.control and self.moved:
                self.control = [self.at]
            self.end(closed=True)
            self.at, self.moved = self.start, False
            return
        if command != upper:
            values = self._absolute(upper, values)
        if upper == "M":
            self.end(closed=False)
            self.at = self.start = (values[0], values[1])
            self.moved = True
            return
        if not self.control:
            self.control = [self.at]
            self.start, self.moved = self.at, False
        if upper in "LHV":
            x = self.at[0] if upper == "V" else values[0]
            y = self.at[1] if upper == "H" else values[-1]
            self._line((x, y))
        elif upper == "A":
            self._arc(values)
        else:
            self._curve(upper, values)
        if upper not in "CSQT":
            self.mirrored = None

    def end(self, closed: bool) -> None:
        """End the current subpath."""
        if self.control:
            control = np.array(self.control)
            self.outlines.append(Outline(control, closed, self.straight))
        self.control, self.straight, self.mirrored = [], True, None

    def _absolute(self, upper: str, values: list[float]) -> list[float]:
        x, y = self.at
        if upper == "H":
            return [values[0] + x]
        if upper == "V":
            return [values[0] + y]
        if upper == "A":
            return [*values[:5], values[5] + x, values[6] + y]
        return [value + (y if k % 2 else x) for k, value in enumerate(values)]

    def _line(self, to: Point) -> None:
        (x, y), (u, v) = self.at, to
        dx, dy = (u - x) / 3.0, (v - y) / 3.0
        self.control += [(x + dx, y + dy), (u - dx, v - dy), to]
        self.at = to

    def _curve(self, upper: str, values: list[float]) -> None:
        pairs = [(values[k], values[k + 1]) for k in range(0, len(values), 2)]
        cubic = upper in "CS"
        if upper in "ST":
            before = self.mirrored if self.kind == ("cubic" if cubic else "quadratic") else None
            x, y = self.at
            first = self.at if before is None else (2.0 * x - before[0], 2.0 * y - before[1])
            pairs.insert(0, first)
        self.kind = "cubic" if cubic else "quadratic"
        self.mirrored = pairs[-2]
        if not cubic:
            middle, end = pairs
            pairs = [_towards(self.at, middle), _towards(end, middle), end]
        self.control += pairs
        self.straight = False
        self.at = pairs[-1]

    def _arc(self, values: list[float]) -> None:
        end = (values[5], values[6])
        if end == self.at:
            return
        points = arc(self.at, values, end) if values[0] != 0.0 and values[1] != 0.0 else []
        if not points:
            self._line(end)
            return
        self.control += points
        self.straight = False
        self.at = end


def _towards(point: Point, middle: Point) -> Point:
    return (
        point[0] + (middle[0] - point[0]) * 2.0 / 3.0,
        point[1] + (middle[1] - point[1]) * 2.0 / 3.0,
    )


def arc(start: Point, values: list[float], end: Point) -> list[Point]:
    """Return an elliptical arc as cubics, each at most a quarter turn; without its start.

    It is empty where the radii are too small against the chord for floats to hold: as with a radius
    of zero, a straight line takes its place.

    values: rx, ry, rotation in degrees, the flags large-arc and sweep. Centre and angles follow
    SVG 1.1, appendix F.6. The arm of a piece of angle a is 4/3 tan(a / 4) of the radius; the error
    is below 0.03 % of it.
    """
    rx, ry, turn = abs(values[0]), abs(values[1]), math.radians(values[2])
    cosine, sine = math.cos(turn), math.sin(turn)
    half_x, half_y = (start[0] - end[0]) / 2.0, (start[1] - end[1]) / 2.0
    # On a circle of radius 1: the half chord (x, y) and the centre.
    x, y = (cosine * half_x + sine * half_y) / rx, (cosine * half_y - sine * half_x) / ry
    square = x * x + y * y
    if not math.isfinite(square):
        return []
    if square > 1.0:
        rx, ry = rx * math.sqrt(square), ry * math.sqrt(square)
        x, y = x / math.sqrt(square), y / math.sqrt(square)
        square = 1.0
    factor = math.sqrt(max(0.0, 1.0 / square - 1.0)) if square > 0.0 else 0.0
    if bool(values[3]) == bool(values[4]):
        factor = -factor
    center_x, center_y = factor * y, -factor * x
    first = math.atan2(y - center_y, x - center_x)
    sweep = math.atan2(-y - center_y, -x - center_x) - first
    if values[4] and sweep < 0.0:
        sweep += 2.0 * math.pi
    elif not values[4] and sweep > 0.0:
        sweep -= 2.0 * math.pi
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2.0) - 1e-9))
    arm = 4.0 / 3.0 * math.tan(sweep / count / 4.0)
    middle_x = (start[0] + end[0]) / 2.0 + cosine * center_x * rx - sine * center_y * ry
    middle_y = (start[1] + end[1]) / 2.0 + sine * center_x * rx + cosine * center_y * ry

    def placed(u: float, v: float) -> Point:
        u, v = u * rx, v * ry
        return (middle_x + cosine * u - sine * v, middle_y + sine * u + cosine * v)

    points: list[Point] = []
    for k in range(count):
        a, b = first + sweep * k / count, first + sweep * (k + 1) / count
        points.append(placed(math.cos(a) - arm * math.sin(a), math.sin(a) + arm * math.cos(a)))
        points.append(placed(math.cos(b) + arm * math.sin(b), math.sin(b) - arm * math.cos(b)))
        points.append(placed(math.cos(b), math.sin(b)))
    points[-1] = end
    return points

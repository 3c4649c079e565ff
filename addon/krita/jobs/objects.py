# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing as the docker edits them. Needs neither Krita nor Qt.

The engine reads the drawing (or traces it) and groups its strokes; the artist corrects the groups;
the drawing then goes out with them.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ...client.jobs.found_objects import FoundObjects
from ...contract.arrays import Array
from ...contract.drawing import BACKGROUND, CUBIC, Drawing
from ...contract.request import ObjectSettings

STEPS = 8  # straight pieces for each cubic, on the small overview
Point = tuple[float, float]
Color = tuple[int, int, int]


@dataclass(frozen=True)
class Objects:
    """Which strokes move together.

    Attributes:
        owners: The number of each stroke's object; -1 for none.
        layer_id: The layer that the strokes are of.
        fingerprint: The state of the layer when it was captured.
        lines: Every stroke as straight pieces, for the overview.
    """

    drawing: Drawing
    settings: tuple[ObjectSettings, ...]
    owners: tuple[int, ...]
    layer_id: str = ""
    fingerprint: str = ""
    lines: tuple[tuple[Point, ...], ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of_found(cls, found: FoundObjects, layer_id: str, fingerprint: str) -> Objects:
        """Return what the engine found, to be edited. May take long: not for the main thread."""
        owners = [BACKGROUND] * found.drawing.stroke_count
        for number, strokes in enumerate(found.groups.values()):
            for stroke in strokes:
                owners[stroke] = number
        settings = tuple(ObjectSettings(name) for name in found.groups)
        lines = tuple(tuple(line) for line in outlines(found.drawing))
        return cls(found.drawing, settings, tuple(owners), layer_id, fingerprint, lines)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each object."""
        return tuple(item.name for item in self.settings)

    def count(self, number: int) -> int:
        """Return how many strokes an object has."""
        return self.owners.count(number)

    def assigned(self, strokes: Sequence[int], number: int) -> Objects:
        """Give strokes to object `number`, or to none (-1). Empty objects stay."""
        chosen = set(strokes)
        return replace(
            self, owners=tuple(number if s in chosen else o for s, o in enumerate(self.owners))
        )

    def with_new(self, strokes: Sequence[int]) -> Objects:
        """Add an object of these strokes."""
        number, names = len(self.settings), set(self.names)
        count = number + 1
        while f"Object {count}" in names:
            count += 1
        grown = replace(self, settings=(*self.settings, ObjectSettings(f"Object {count}")))
        return grown.assigned(strokes, number)

    def without(self, number: int) -> Objects:
        """Dissolve an object: its strokes are in none, and stay still."""
        owners = tuple(BACKGROUND if o == number else o - (o > number) for o in self.owners)
        settings = self.settings[:number] + self.settings[number + 1 :]
        return replace(self, settings=settings, owners=owners)

    def changed(self, number: int, settings: ObjectSettings) -> Objects:
        """Change the settings of an object. A name that is taken gets a number."""
        others = {item.name for index, item in enumerate(self.settings) if index != number}
        name, count = settings.name.strip() or f"Object {number + 1}", 2
        stem = name
        while name in others:
            name, count = f"{stem} {count}", count + 1
        changed = list(self.settings)
        changed[number] = replace(settings, name=name)
        return replace(self, settings=tuple(changed))

    def to_drawing(self) -> tuple[Drawing, tuple[ObjectSettings, ...]]:
        """Return the drawing with its objects, and their settings; empty objects are left out."""
        used = [number for number in range(len(self.settings)) if self.count(number)]
        renumbered = {number: index for index, number in enumerate(used)}
        owners = [renumbered.get(owner, BACKGROUND) for owner in self.owners]
        settings = tuple(self.settings[number] for number in used)
        names = tuple(item.name for item in settings) or ("drawing",)
        drawing = replace(self.drawing, objects=Array.of(owners, "I32"), object_names=names)
        drawing.validate()
        return drawing, settings

    def stroke_at(self, point: Point, reach: float) -> int | None:
        """Return the topmost stroke within `reach` pixels of a point; None where there is none."""
        best: tuple[float, int] | None = None
        for stroke, line in enumerate(self.lines):
            away = _distance(point, line)
            if away <= reach and (best is None or away <= best[0] + reach / 4):
                best = (away, stroke)
        return best[1] if best is not None else None

    def strokes_in(self, corner: Point, other: Point) -> tuple[int, ...]:
        """Return the strokes that lie wholly in a rectangle."""
        left, right = sorted((corner[0], other[0]))
        top, bottom = sorted((corner[1], other[1]))
        return tuple(
            stroke
            for stroke, line in enumerate(self.lines)
            if line and all(left <= x <= right and top <= y <= bottom for x, y in line)
        )


def color_of(number: int) -> Color:
    """Return a colour for an object; grey for none. Neighbours in the list look different."""
    if number < 0:
        return (150, 150, 150)
    hue = (0.58 + number * 0.381966) % 1.0
    light = 0.62 if number // 5 % 2 == 0 else 0.45
    red, green, blue = colorsys.hls_to_rgb(hue, light, 0.75)
    return (round(255 * red), round(255 * green), round(255 * blue))


def outlines(drawing: Drawing) -> Iterator[list[Point]]:
    """Yield every stroke as straight pieces, for an overview."""
    data, offsets = drawing.positions.data, drawing.stroke_offsets.data
    for stroke in range(drawing.stroke_count):
        first, last = offsets[stroke], offsets[stroke + 1]
        points = [(data[2 * p], data[2 * p + 1]) for p in range(first, last)]
        if drawing.cyclic.data[stroke] and points:
            points.append(points[0])
        is_cubic = drawing.curve_types.data[stroke] == CUBIC and len(points) > 3
        yield list(_flattened(points)) if is_cubic else points


def _flattened(points: Sequence[Point]) -> Iterator[Point]:
    yield points[0]
    for start in range(0, len(points) - 3, 3):
        a, b, c, d = points[start : start + 4]
        for step in range(1, STEPS + 1):
            t = step / STEPS
            u = 1.0 - t
            wa, wb, wc, wd = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            yield (
                wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0],
                wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1],
            )


def _distance(point: Point, line: Sequence[Point]) -> float:
    if len(line) == 1:
        return math.dist(point, line[0])
    return min(
        (_to_segment(point, a, b) for a, b in pairwise(line)),
        default=math.inf,
    )


def _to_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square if square > 0.0 else 0.0
    t = min(1.0, max(0.0, t))
    return math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)

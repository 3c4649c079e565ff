# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Example drawings with a sentence each, to see how it works before anything is drawn.

They are SVG files beside the presets: lines of straight and cubic pieces, in absolute coordinates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ..contract.errors import FormatError

FOLDER = "examples"  # within the folder of the shipped presets
STEPS = 12  # points that are taken of a cubic piece
MOST_BYTES = 1 << 17
_WORDS = re.compile(r"[MLCZ]|-?\d+(?:\.\d+)?")
_SPACE = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]


@dataclass(frozen=True)
class ExampleLine:
    """A line: its points, and whether it is closed (the first point isn't repeated then)."""

    points: tuple[Point, ...]
    closed: bool


@dataclass(frozen=True)
class Example:
    """An example.

    Attributes:
        key: the name of its file, without the suffix.
        name: what is drawn, like "Fish".
        sentence: what may happen, like "the fish swims".
        size: width and height of the canvas in pixels.
        lines: its lines in canvas pixels, y down.
        svg: the whole file.
    """

    key: str
    name: str
    sentence: str
    size: tuple[float, float]
    lines: tuple[ExampleLine, ...]
    svg: str

    @classmethod
    def read(cls, path: Path) -> Example:
        """Read an example. Raises FormatError for another kind of file, and OSError."""
        text = path.read_text(encoding="utf-8")[:MOST_BYTES]
        try:
            root = ElementTree.fromstring(text)
            _, _, width, height = (float(word) for word in root.get("viewBox", "").split())
        except (ElementTree.ParseError, ValueError) as error:
            raise FormatError("{file} is no example drawing.", file=path.name) from error
        lines = [_line(item.get("d", "")) for item in root.iter(f"{_SPACE}path")]
        return cls(
            path.stem,
            root.findtext(f"{_SPACE}title", path.stem),
            root.findtext(f"{_SPACE}desc", ""),
            (width, height),
            tuple(line for line in lines if len(line.points) > 1),
            text,
        )


def examples(presets: Path) -> tuple[Example, ...]:
    """Return the examples beside the shipped presets, by name; damaged files are passed over."""
    return tuple(sorted(_examples(presets / FOLDER), key=lambda each: each.name))


def _examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.svg")):
        try:
            yield Example.read(path)
        except (FormatError, OSError, UnicodeDecodeError):
            continue


def _line(path: str) -> ExampleLine:
    """Return the line of a path of SVG that has the commands M, L, C and Z alone."""
    points: list[Point] = []
    numbers: list[float] = []
    command = ""
    for word in _WORDS.findall(path):
        if word.isalpha():
            command, numbers = word, []
            continue
        numbers.append(float(word))
        if command == "C" and len(numbers) == 6 and points:
            points += _cubic(points[-1], numbers)
            numbers = []
        elif command in ("M", "L") and len(numbers) == 2:
            points.append((numbers[0], numbers[1]))
            numbers = []
    closed = command == "Z"
    if closed and len(points) > 2 and points[0] == points[-1]:
        points.pop()
    return ExampleLine(tuple(points), closed)


def _cubic(start: Point, numbers: list[float]) -> Iterator[Point]:
    """Yield points of a cubic piece, without its start. numbers: two handles and the end."""
    (ax, ay), (bx, by, cx, cy, dx, dy) = start, numbers
    for step in range(1, STEPS + 1):
        t = step / STEPS
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = sum(weight * value for weight, value in zip(weights, (ax, bx, cx, dx), strict=True))
        y = sum(weight * value for weight, value in zip(weights, (ay, by, cy, dy), strict=True))
        yield (x, y) if step < STEPS else (dx, dy)

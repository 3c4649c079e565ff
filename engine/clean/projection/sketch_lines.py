# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of many known drawings in little space: polylines of 16-bit places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from engine.geometry.line_fields import SIDE, Field, FieldFrame, Floats, field_of_lines

STEPS = 1 << 16  # of the side of a picture
BEND = 0.12  # pixels by which a simplified line may be off
SHORTEST = 1.0  # pixels; what is shorter isn't kept


@dataclass(frozen=True, eq=False)
class SketchLines:
    """The lines of N drawings, each of which fills its picture.

    Attributes:
        points: uint16 [P, 2], in STEPS of the picture's side.
        line_ends: int64 [L], where each line ends in `points`.
        sketch_ends: int64 [N], where each drawing ends in `line_ends`.
        names: what each shows; sources: by whom it was drawn.
    """

    points: NDArray[np.uint16]
    line_ends: NDArray[np.int64]
    sketch_ends: NDArray[np.int64]
    names: tuple[str, ...]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.sketch_ends)

    def __getitem__(self, number: int) -> list[Floats]:
        """Return the lines [n, 2] of a drawing, in pixels of its picture."""
        first, last = self._span(number)
        ends = self.line_ends[first:last]
        begin = int(self.line_ends[first - 1]) if first else 0
        points = self.points[begin : int(ends[-1])].astype(np.float64) * (SIDE / STEPS)
        return np.split(points, (ends[:-1] - begin).tolist())

    @classmethod
    def of(cls, sketches: Sequence[tuple[str, str, Sequence[Floats]]]) -> SketchLines:
        """Pack drawings: name, source, lines [n, 2] in units of their own. None is empty."""
        packed = [_packed(lines) for _, _, lines in sketches]
        lengths = [len(line) for lines in packed for line in lines]
        return cls(
            np.concatenate([line for lines in packed for line in lines]),
            np.cumsum(lengths),
            np.cumsum([len(lines) for lines in packed]),
            tuple(name for name, _, _ in sketches),
            tuple(source for _, source, _ in sketches),
        )

    def part(self, chosen: Sequence[int]) -> SketchLines:
        """Return some of the drawings, at least one."""
        spans = [self._span(number) for number in chosen]
        line_begins = [int(self.line_ends[first - 1]) if first else 0 for first, _ in spans]
        lengths = [
            np.diff(self.line_ends[first:last], prepend=begin)
            for (first, last), begin in zip(spans, line_begins, strict=True)
        ]
        return SketchLines(
            np.concatenate(
                [
                    self.points[begin : self.line_ends[last - 1]]
                    for (_, last), begin in zip(spans, line_begins, strict=True)
                ]
            ),
            np.cumsum(np.concatenate(lengths)),
            np.cumsum([len(row) for row in lengths]),
            tuple(self.names[n] for n in chosen),
            tuple(self.sources[n] for n in chosen),
        )

    def _span(self, number: int) -> tuple[int, int]:
        """Return the first line of a drawing, and the one after its last."""
        return int(self.sketch_ends[number - 1]) if number else 0, int(self.sketch_ends[number])

    def field(self, number: int) -> Field:
        """Return the field of a drawing."""
        return field_of_lines(self[number])

    def tensors(self) -> dict[str, NDArray[np.generic]]:
        """Return its arrays and texts for a file; `of_tensors` reads them."""
        texts = {"names": self.names, "sources": self.sources}
        return {
            "points": self.points,
            "line_ends": self.line_ends,
            "sketch_ends": self.sketch_ends,
            **{
                key: np.frombuffer("\n".join(text).encode(), np.uint8)
                for key, text in texts.items()
            },
        }

    @classmethod
    def of_tensors(cls, tensors: Mapping[str, NDArray[Any]]) -> SketchLines:
        """Return what `tensors` gave. Raises KeyError, ValueError for anything else."""
        names, sources = (
            tuple(tensors[key].tobytes().decode().split("\n")) for key in ("names", "sources")
        )
        points, lines, sketches = (tensors[k] for k in ("points", "line_ends", "sketch_ends"))
        ends = np.array([lines[-1], sketches[-1], len(names), len(sources)])
        if (ends != [len(points), len(lines), len(sketches), len(sketches)]).any():
            raise ValueError("ends")
        return cls(points, lines, sketches, names, sources)


def _bytes(texts: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _packed(lines: Sequence[Floats]) -> list[NDArray[np.uint16]]:
    frame = FieldFrame.around(np.concatenate(lines))
    framed = [frame.inside(line) for line in lines]
    long = [line for line in framed if np.hypot(*np.diff(line, axis=0).T).sum() >= SHORTEST]
    return [
        np.clip(_simple(line) * (STEPS / SIDE), 0, STEPS - 1).astype(np.uint16)
        for line in long or framed
    ]


def _simple(line: Floats) -> Floats:
    """Return the points of a polyline [n, 2] that matter (Ramer 1972; Douglas and Peucker 1973)."""
    return np.asarray(shapely.LineString(line).simplify(BEND, preserve_topology=False).coords)

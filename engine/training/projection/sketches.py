# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean sketches to learn from: drawn figures, whole and in parts, and the lines of open icons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.clean.projection.bank import BODY, HEAD, PARTS, WHOLE
from engine.clean.projection.field import MARGIN, SIDE, field_of_ink, field_of_lines
from engine.puppets.figures import LabelledDrawing
from engine.rig.skeletons import PLANS
from engine.training.arrays_file import write_arrays
from engine.training.colour.pairs import ColourPairs
from engine.training.rig.shards import Shard

FEWEST = 24  # points of a part that is a sketch of its own
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SketchFields:
    """Fields of sketches, uint8 [N, SIDE, SIDE], 255 on lines, by part."""

    fields: dict[str, Bytes]

    def write(self, path: Path) -> None:
        """Write the file, as a whole."""
        write_arrays(path, self.fields)

    @classmethod
    def read(cls, path: Path) -> SketchFields:
        """Read what `write` wrote."""
        with np.load(path) as file:
            return cls({name: file[name] for name in file.files})

    @classmethod
    def of(cls, figures: Shard, icons: Sequence[ColourPairs] = (), most: int = 0) -> SketchFields:
        """Return the fields of figures (of `most` of them, 0: all) and of icons."""
        found: dict[str, list[Bytes]] = {name: [] for name in PARTS}
        for number in range(min(most or len(figures), len(figures))):
            for name, field in _of_figure(figures[number]):
                found[name].append(field)
        for pairs in icons:
            inks = (pairs.ink(number, 0) for number in range(len(pairs)))
            found[WHOLE] += [_of_icon(ink) for ink in inks if ink.any()]
        return cls({name: np.stack(rows) for name, rows in found.items() if rows})


def _of_figure(drawing: LabelledDrawing) -> Iterator[tuple[str, Bytes]]:
    yield WHOLE, _bytes(field_of_lines(drawing.points, drawing.strokes))
    plan = PLANS[drawing.plan]
    if HEAD not in plan.part_index:
        return
    head = drawing.parts == plan.part_index[HEAD]
    for name, chosen in ((HEAD, head), (BODY, ~head & (drawing.parts >= 0))):
        if chosen.sum() >= FEWEST:
            yield name, _bytes(field_of_lines(drawing.points[chosen], drawing.strokes[chosen]))


def _of_icon(ink: NDArray[np.bool_]) -> Bytes:
    """Return the field of a picture of lines, which fills the frame as a drawing's does."""
    rows, columns = np.nonzero(ink)
    low = np.array([rows.min(), columns.min()])
    extent = np.array([np.ptp(rows), np.ptp(columns)]) + 1.0
    scale = SIDE * (1.0 - 2.0 * MARGIN) / extent.max()
    places = (np.stack([rows, columns], 1) + 0.5 - low - 0.5 * extent) * scale + 0.5 * SIDE
    inside = np.clip(places.astype(np.int64), 0, SIDE - 1)
    framed = np.zeros((SIDE, SIDE), bool)
    framed[inside[:, 0], inside[:, 1]] = True
    return _bytes(field_of_ink(framed))


def _bytes(field: NDArray[np.float32]) -> Bytes:
    return np.asarray((field * 255).round(), np.uint8)

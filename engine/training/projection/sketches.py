# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean sketches to learn from: drawn figures, whole and in parts, and the lines of open icons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from engine.clean.projection.bank import BODY, HEAD, PARTS, WHOLE
from engine.clean.projection.sketch_lines import SketchLines
from engine.geometry.line_fields import Floats
from engine.puppets.figures import LabelledDrawing
from engine.rig.skeletons import PLANS
from engine.training.colour.pairs import ColourPairs
from engine.training.projection.icon_lines import lines_of_ink
from engine.training.rig.shards import Shard

FEWEST = 24  # points of a part that is a sketch of its own
OWN = "figure"  # the source of what the program draws itself
Bytes = NDArray[np.uint8]


def sketches_of(figures: Shard, icons: Sequence[ColourPairs] = ()) -> dict[str, SketchLines]:
    """Return figures and icons as sketches, by part."""
    found: dict[str, list[tuple[str, str, list[Floats]]]] = {name: [] for name in PARTS}
    for number in range(len(figures)):
        drawing = figures[number]
        for part, lines in _of_figure(drawing):
            found[part].append((drawing.plan, OWN, lines))
    for pairs in icons:
        for number, (name, source) in enumerate(zip(pairs.names, pairs.sources, strict=True)):
            lines = lines_of_ink(pairs.ink(number, 0))
            if lines:
                found[WHOLE].append((name, source, lines))
    return {part: SketchLines.of(rows) for part, rows in found.items() if rows}


def _of_figure(drawing: LabelledDrawing) -> Iterator[tuple[str, list[Floats]]]:
    yield WHOLE, _lines(drawing, np.ones(len(drawing.points), np.bool_))
    plan = PLANS[drawing.plan]
    if HEAD not in plan.part_index:
        return
    head = drawing.parts == plan.part_index[HEAD]
    for name, chosen in ((HEAD, head), (BODY, ~head & (drawing.parts >= 0))):
        if chosen.sum() >= FEWEST:
            yield name, _lines(drawing, chosen)


def _lines(drawing: LabelledDrawing, chosen: NDArray[np.bool_]) -> list[Floats]:
    """Return the strokes of the chosen points; a stroke that leaves them and returns is cut."""
    row = np.flatnonzero(chosen)
    cuts = np.flatnonzero((np.diff(row) > 1) | (np.diff(drawing.strokes[row]) != 0)) + 1
    lines = [drawing.points[part] for part in np.split(row, cuts) if len(part) > 1]
    return lines or [drawing.points[row]]


def fields_of(sketches: Mapping[str, SketchLines]) -> Bytes:
    """Return the fields of all sketches [N, SIDE, SIDE], 255 on lines."""
    fields = [lines.field(n) for lines in sketches.values() for n in range(len(lines))]
    return np.asarray((255.0 * np.stack(fields)).round(), np.uint8)


def write_sketches(path: Path, sketches: Mapping[str, SketchLines]) -> None:
    """Write sketches, as a whole."""
    part = path.with_suffix(".part")
    tensors = {f"{k}.{name}": v for k, s in sketches.items() for name, v in s.tensors().items()}
    save_file(tensors, part)
    part.replace(path)


def read_sketches(path: Path) -> dict[str, SketchLines]:
    """Read what `write_sketches` wrote."""
    tensors = load_file(path)
    parts = {name.partition(".")[0] for name in tensors}
    return {
        part: SketchLines.of_tensors(
            {k.partition(".")[2]: v for k, v in tensors.items() if k.startswith(f"{part}.")}
        )
        for part in PARTS
        if part in parts
    }

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The marks in a head that is drawn alone: eyes, a beak, a patch, which slide as it turns."""

from __future__ import annotations

import numpy as np
import shapely

from engine.rig.nouns import creatures
from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart
from engine.rig.slides import SLIDE, slide_place

WHOLE = 0.5  # of the drawing's box, that the outline of a head fills at least
MAIN = 0.6  # of the drawing's long side, that a round head fills at least
BALL = 0.2  # how far a round head leaves its circle, of its radius
LARGEST = 0.85  # of the outline's size: what is larger is another outline
MOST = 12  # marks of a face; more are a texture
EYE = 0.15  # long sides: an eye is no larger
OPEN = 0.1  # of its size, between a line's ends
NEAR = 0.04  # long sides: so near to one another lines touch
TIED = 0.35  # of a closed mark, that runs along the outline at most
WITHIN = 0.85  # of a mark, that lies in the outline at least
EVEN = 0.01  # long sides: so far out of the outline is in it
ROUND = 0.35  # how far an eye leaves its circle, of its radius


def eyes(boxes: StrokeBoxes) -> list[int]:
    """Return the rows of small round strokes."""
    small = np.flatnonzero(boxes.sizes.max(axis=1) < EYE * boxes.size)
    return [int(row) for row in small if boxes.roundness(int(row)) < ROUND]


def is_head(points: Floats, strokes: Ints) -> bool:
    """Return whether a drawing is little more than a round head: points [N, 2], strokes [N]."""
    boxes = StrokeBoxes.of(points, strokes)
    found = eyes(boxes)
    for ring in np.flatnonzero(boxes.sizes.min(axis=1) > MAIN * boxes.size):
        middles = boxes.middles[found]
        inside = (middles > boxes.lows[ring]) & (middles < boxes.highs[ring])
        if inside.all(axis=1).any() and boxes.roundness(int(ring)) < BALL:
            return True
    return False


def marks(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the strokes inside one large outline, each with its slide, where there is an eye."""
    outline = int(boxes.areas.argmax())
    box = max(float((boxes.high - boxes.low).prod()), 1e-9)
    if boxes.areas[outline] < WHOLE * box or boxes.openness[outline] > OPEN or not eyes(boxes):
        return []
    low, high = boxes.lows[outline], boxes.highs[outline]
    inside = ((boxes.middles > low) & (boxes.middles < high)).all(axis=1)
    small = boxes.sizes.max(axis=1) < LARGEST * boxes.sizes[outline].max()
    found = np.flatnonzero(inside & small & (np.arange(len(boxes.names)) != outline))
    skull = shapely.buffer(shapely.polygons(boxes.line(outline)), EVEN * boxes.size)
    lies_in = [_share_in(skull, boxes.line(int(row))) > WITHIN for row in found]
    found = found[np.array(lies_in, bool)]
    groups = _sliding(boxes, found, outline)
    if not 1 <= len(groups) <= MOST:
        return []
    parts = []
    for number, rows in enumerate(groups):
        middle, slide = boxes.middles[rows[0]], f"{SLIDE}mark{number}"
        parts.append(NamedPart(slide, (), slide_place(middle, boxes.size)))
        own = tuple(int(name) for name in boxes.names[rows])
        parts.append(NamedPart(f"mark{number}", own, middle, inside=slide))
    return parts


def _share_in(area: shapely.Geometry, line: Floats) -> float:
    """Return how much of a line [n, 2] lies in an area, 0..1: a beak sticks out of its head."""
    return float(np.mean(shapely.contains_xy(area, line)))


def _sliding(boxes: StrokeBoxes, found: Ints, outline: int) -> list[list[int]]:
    """Return strokes that slide, in groups: those of a group touch its first one.

    What runs along the outline is tied to it, and so is a line that touches it and nothing else.
    """
    lines = {int(row): boxes.points[boxes.owner == row] for row in (*found, outline)}

    def along(row: int, other: int) -> float:
        """Return the share of a stroke that is near to another one."""
        apart = np.linalg.norm(lines[row][:, None] - lines[other][None], axis=2)
        return float((apart.min(axis=1) < NEAR * boxes.size).mean())

    tie = {int(row): along(int(row), outline) for row in found}
    free = [row for row in tie if tie[row] <= (0.0 if boxes.openness[row] > OPEN else TIED)]
    groups = [[row] for row in free]
    for row in (row for row in tie if row not in free):
        shares = [along(row, base) for base in free]
        if shares and max(shares) > tie[row]:
            groups[int(np.argmax(shares))].append(row)
    return groups


HEADS: Finders = ((creatures(), marks),)

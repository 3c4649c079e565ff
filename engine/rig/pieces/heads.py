# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The marks in a head that is drawn alone: eyes, a beak, a patch, which slide as it turns."""

from __future__ import annotations

import numpy as np

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
NEAR = 0.04  # long sides: a line that ends so near to the outline is tied to it
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


def _marks(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the strokes inside one large outline, each with its slide, where there is an eye."""
    outline = int(boxes.areas.argmax())
    box = max(float((boxes.high - boxes.low).prod()), 1e-9)
    if boxes.areas[outline] < WHOLE * box or boxes.openness[outline] > OPEN or not eyes(boxes):
        return []
    low, high = boxes.lows[outline], boxes.highs[outline]
    inside = ((boxes.middles > low) & (boxes.middles < high)).all(axis=1)
    small = boxes.sizes.max(axis=1) < LARGEST * boxes.sizes[outline].max()
    found = np.flatnonzero(inside & small & (np.arange(len(boxes.names)) != outline))
    found = found[[not _tied(boxes, int(row), outline) for row in found]]
    if not 1 <= len(found) <= MOST:
        return []
    parts = []
    for number, row in enumerate(found):
        middle, slide = boxes.middles[row], f"{SLIDE}mark{number}"
        parts.append(NamedPart(slide, (), slide_place(middle, boxes.size)))
        own = (int(boxes.names[row]),)
        parts.append(NamedPart(f"mark{number}", own, middle, inside=slide))
    return parts


def _tied(boxes: StrokeBoxes, row: int, outline: int) -> bool:
    """Return whether a line ends at the outline: it can't slide away from it."""
    if boxes.openness[row] < OPEN:
        return False
    own = boxes.points[boxes.owner == row]
    edge = boxes.points[boxes.owner == outline]
    apart = np.linalg.norm(own[[0, -1]][:, None] - edge[None], axis=2)
    return bool(apart.min() < NEAR * boxes.size)


HEADS: Finders = ((creatures(), _marks),)

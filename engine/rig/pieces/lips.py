# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mouth that is drawn alone: its lips part where lines show the opening between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import NamedPart
from engine.rig.slides import SLIDE, slide_place

Bools = NDArray[np.bool_]
WIDE = 1.3  # times as wide as tall: a mouth
ACROSS = 0.7  # of the mouth's width: the lines around an opening are at least as wide
CLOSED = 0.2  # of its size: ends of an outline are as near to each other


def lips(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the whole drawing where it is one wide shape with lines inside: a mouth.

    An opening that is drawn in it as an outline parts it into an upper and a lower lip, each with a
    slide; they hold together at the corners.
    """
    width, height = boxes.high - boxes.low
    if width < WIDE * height or boxes.sizes[:, 0].max() < 0.9 * width:
        return []
    upper = _upper(boxes)
    middle = 0.5 * (boxes.low + boxes.high)
    if upper is None:
        every = tuple(int(name) for name in boxes.names)
        return [NamedPart("lips0", every, middle)]
    aside = (boxes.points[:, 0] - middle[0]) / (0.5 * width)
    shares = np.clip(1.0 - aside**2, 0.0, 1.0)
    found = []
    for name, own in (("upper_lip", upper), ("lower_lip", ~upper)):
        rows = np.flatnonzero(own)
        found += [
            NamedPart(f"{SLIDE}{name}", (), slide_place(middle, boxes.size)),
            NamedPart(name, (), middle, f"{SLIDE}{name}", rows, shares[rows]),
        ]
    return found


def _upper(boxes: StrokeBoxes) -> Bools | None:
    """Return which points [N] are of the upper lip; None where no opening is drawn."""
    width = boxes.high[0] - boxes.low[0]
    rings = np.flatnonzero((boxes.openness < CLOSED) & (boxes.sizes[:, 0] > ACROSS * width))
    if len(rings) < 2:
        return None
    upper = np.zeros(len(boxes.points), dtype=bool)
    corners = []
    for ring in rings:
        rows = np.flatnonzero(boxes.owner == ring)
        line = boxes.points[rows]
        left, right = int(line[:, 0].argmin()), int(line[:, 0].argmax())
        corners += [line[left, 1], line[right, 1]]
        upper[rows[_higher_side(line, left, right)]] = True
    level = float(np.mean(corners))
    for row in np.setdiff1d(np.arange(len(boxes.names)), rings):
        upper[boxes.owner == row] = boxes.middles[row, 1] < level
    return upper


def _higher_side(line: Floats, left: int, right: int) -> Ints:
    """Return the numbers of the points of a closed line [n, 2] on its upper way between two."""
    first, last = sorted((left, right))
    between = np.arange(first, last + 1)
    around = np.concatenate([np.arange(last, len(line)), np.arange(first + 1)])
    higher = line[between, 1].mean() < line[around, 1].mean()
    return between if higher else around

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bones already follow is left to them: strokes that bend would slide along themselves.

How well lines can be followed at all is seen in the first frame, which is the drawing: what a body
misses there comes from reading lines, from crossings and from lines side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.cast import LIMIT, Cast
from engine.video_fit.matching import SeenTarget
from engine.video_fit.strands import Strands

Floats = NDArray[np.float64]
EVEN, SLACK = 1.1, 0.0005  # times what is missed in the first frame, and long sides more


def left_to_bones(
    strands: Strands, cast: Cast, carried: Floats, targets: Sequence[SeenTarget]
) -> Strands:
    """Return strands without the freedom of what bones follow as well as lines can be followed.

    carried: [F, H, 2], the control points as bones carry them, long sides; targets: the seen lines.
    """
    drawn = _missed(cast, strands.places, targets[0])
    clip = [
        _missed(cast, strands.lines(places), target)
        for places, target in zip(carried, targets, strict=True)
        if not target.empty
    ]
    movable = strands.movable.copy()
    for points, first, own in zip(cast.points, drawn, np.transpose(clip), strict=False):
        if float(own.mean()) <= EVEN * first + SLACK:
            movable[np.unique(strands.shares[points].indices)] = False
    return replace(strands, movable=movable)


def _missed(cast: Cast, moved: Floats, target: SeenTarget) -> Floats:
    """Return how far the lines of each body and those seen are from each other, long sides.

    moved: [N, 2], all drawn points. A seen point is the body's whose line is nearest.
    """
    if target.empty:
        return np.full(len(cast.bodies), LIMIT)
    tangents = cast.tangents(moved)
    there, back = target.misses(moved, tangents, LIMIT)
    nearest = target.nearest(moved, tangents)
    found = []
    for points in cast.points:
        seen = back[np.isin(nearest, points)]
        found.append((there[points].mean() + (seen.mean() if len(seen) else LIMIT)) / 2)
    return np.array(found)

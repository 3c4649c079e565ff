# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two glasses, mugs or bottles side by side in one drawing, each of which moves as one."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.pieces.ink import Bools
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart, stems

GLASS = "glass"
LARGE = 0.12  # of the largest stroke's box: what may tell a glass
APART = 0.25  # of the width: middles of two glasses are further apart
ALIKE = 0.55  # the lower of two glasses, of the higher one
NEAR = 0.08  # long sides: what lies as near to a glass in the mean is of that glass
BELOW = 0.5  # of its height: so far below its foot it is swung about, like by an arm


def two_glasses(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the left and the right one of two glasses; none where there is one, or more."""
    large = boxes.areas > LARGE * boxes.areas.max()
    places = boxes.middles[large, 0]
    if len(places) < 2:
        return []
    order = np.sort(places)
    widest = int(np.diff(order).argmax())
    border = 0.5 * float(order[widest] + order[widest + 1])
    if order[widest + 1] - order[widest] < APART * float(boxes.high[0] - boxes.low[0]):
        return []
    left = large & (boxes.middles[:, 0] < border)
    right = large & ~left
    frames = [(boxes.lows[own].min(axis=0), boxes.highs[own].max(axis=0)) for own in (left, right)]
    tall = [float(high[1] - low[1]) for low, high in frames]
    if min(tall) < ALIKE * max(tall):
        return []
    mine = _gathered(boxes, [left, right])
    return [
        NamedPart(
            f"{GLASS}{number}",
            tuple(boxes.names[own].tolist()),
            np.array([0.5 * (low[0] + high[0]), high[1] + BELOW * height]),
        )
        for number, (own, (low, high), height) in enumerate(zip(mine, frames, tall, strict=True))
    ]


def _gathered(boxes: StrokeBoxes, glasses: list[Bools]) -> list[Bools]:
    """Return glasses with all small strokes that lie within or at their boxes, as these grow."""
    found = [own.copy() for own in glasses]
    near = NEAR * boxes.size
    small = ~(glasses[0] | glasses[1])
    for _ in range(len(boxes.names)):
        grown = False
        for stroke in np.flatnonzero(small):
            gaps = [_gap(boxes, own, int(stroke)) for own in found]
            nearer = int(np.argmin(gaps))
            if gaps[nearer] < near:
                found[nearer][stroke], small[stroke] = True, False
                grown = True
        if not grown:
            break
    return found


def _gap(boxes: StrokeBoxes, own: Bools, stroke: int) -> float:
    """Return how far a stroke lies from some others in the mean, nearly 0 within their box."""
    low, high = boxes.lows[own].min(axis=0), boxes.highs[own].max(axis=0)
    line = boxes.line(stroke)
    within = bool(((line >= low) & (line <= high)).all())
    away = float(cKDTree(boxes.points[own[boxes.owner]]).query(line)[0].mean())
    return 1e-3 * away if within else away


GLASSES: Finders = (
    (
        stems("glass goblet mug beer champagne wine flute tankard tumbler pint cup drink bottle"),
        two_glasses,
    ),
)

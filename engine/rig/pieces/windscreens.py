# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which end of a vehicle is its front: lamps, bonnets and windscreens that lean back tell it."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.lamps import lamp_side
from engine.rig.pieces.lines import StrokeBoxes

OPEN, ROUND = 0.15, 0.16  # of their size: windows are closed lines, and no circles
LARGE = (0.008, 0.3)  # of the drawing's box: how large a window's box is
NARROW = 0.05  # of the drawing's short side: it is wider and higher
ABOVE = 0.6  # of the height: windows lie above
END = 0.25  # of a window's height: its top and its bottom
LEANS = 0.12  # of a window's width: so much further back its top lies than its bottom
LOWER = 0.1  # of the height: so much lower the front end is than the rear one,
SHARE = 0.2  # of the width, each
COLUMNS = 40
HIGH = 0.8  # of the height: where what is tall begins


def front_of_car(boxes: StrokeBoxes) -> float:
    """Return 1.0 for a car whose front is on the right, -1.0 on the left, 0.0 where nothing says.

    A lamp says it at once, then a bonnet that lies lower than the rear, then its windows.
    """
    return lamp_side(boxes) or bonnet_side(boxes) or windscreen_side(boxes)


def windscreen_side(boxes: StrokeBoxes) -> float:
    """Return the side, 1.0 right, to which the windows say that a vehicle faces; 0.0 for none.

    A windscreen leans back, so a window's top lies further to the rear than its bottom.
    """
    width, height = np.maximum(boxes.high - boxes.low, 1e-9)
    lean, area = 0.0, 0.0
    for row in range(len(boxes.names)):
        share = boxes.areas[row] / (width * height)
        if (
            boxes.openness[row] > OPEN
            or not LARGE[0] < share < LARGE[1]
            or boxes.middles[row, 1] > boxes.low[1] + ABOVE * height
            or boxes.sizes[row].min() < NARROW * min(width, height)
            or boxes.roundness(row) < ROUND
        ):
            continue
        line = boxes.line(row)
        down = (line[:, 1] - boxes.lows[row, 1]) / max(float(boxes.sizes[row, 1]), 1e-9)
        top, low = line[down < END, 0], line[down > 1.0 - END, 0]
        if len(top) and len(low):
            aside = (top.min() - low.min()) + (top.max() - low.max())
            lean -= float(boxes.areas[row] * aside / boxes.sizes[row, 0])
            area += float(boxes.areas[row])
    lean /= max(area, 1e-9)
    return float(np.sign(lean)) if abs(lean) > LEANS else 0.0


def bonnet_side(boxes: StrokeBoxes) -> float:
    """Return the side, 1.0 right, of a car's lower end; 0.0 where both are as high."""
    width, height = np.maximum(boxes.high - boxes.low, 1e-9)
    share = (boxes.points[:, 0] - boxes.low[0]) / width
    up = (boxes.high[1] - boxes.points[:, 1]) / height
    left, right = float(up[share < SHARE].max()), float(up[share > 1.0 - SHARE].max())
    lower = left - right
    tall = np.zeros(COLUMNS)
    np.maximum.at(tall, np.clip((share * COLUMNS).astype(int), 0, COLUMNS - 1), up)
    ends = float((tall[::-1] > HIGH).argmax() - (tall > HIGH).argmax())
    if abs(lower) < LOWER or lower * boxes.tallness > 0.0 or lower * ends < 0.0:
        return 0.0
    return float(np.sign(lower))


def handlebar_side(boxes: StrokeBoxes) -> float:
    """Return the side, 1.0 right, on which a vehicle with handlebars is highest."""
    height = max(float(boxes.high[1] - boxes.low[1]), 1e-9)
    high = boxes.points[boxes.points[:, 1] < boxes.low[1] + (1.0 - HIGH) * height, 0]
    return float(np.sign(high.mean() - 0.5 * (boxes.low + boxes.high)[0]))

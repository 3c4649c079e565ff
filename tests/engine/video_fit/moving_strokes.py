# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings of few strokes whose lines are seen elsewhere, without pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.video_fit.drawn_lines import DrawnLines, Space, drawn_lines
from engine.video_fit.matching import SeenTarget, line_tangents

Floats = NDArray[np.float64]
CANVAS = (200, 200)


def drawing_of(strokes: Sequence[Floats], objects: Sequence[int]) -> Drawing:
    """Return a drawing of strokes [n, 2], each of an object."""
    points = np.concatenate(strokes).astype(np.float32)
    offsets = np.cumsum([0, *map(len, strokes)]).tolist()
    names = tuple(f"{number}" for number in range(max(objects) + 1))
    return Drawing.build(
        points,
        offsets,
        canvas=CANVAS,
        widths=np.full(len(points), 3.0, np.float32),
        objects=np.array(objects, np.int32),
        object_names=names,
    )


def lines_and_space(drawing: Drawing) -> tuple[DrawnLines, Space]:
    """Return the lines that are looked for, and their units."""
    space = Space.of(drawing)
    return drawn_lines(drawing, space), space


def seen_as(lines: DrawnLines, space: Space, strokes: Sequence[Floats]) -> SeenTarget:
    """Return what is seen where the drawing's strokes lie at places [n, 2], canvas pixels."""
    places = lines.from_points @ space.inside(np.concatenate(strokes))
    return SeenTarget(places, line_tangents(places, lines.strokes), lines.tails)


def ellipse(middle: tuple[float, float], wide: float, high: float, turn: float = 0.0) -> Floats:
    """Return a closed stroke [41, 2]; its points begin at `turn`, radians."""
    angle = np.linspace(0.0, 2 * np.pi, 41) + turn
    return np.stack([wide * np.cos(angle), high * np.sin(angle)], axis=1) + middle

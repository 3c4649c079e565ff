# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn lines that are looked for in a clip."""

from __future__ import annotations

import numpy as np

from addon.contract.drawing import Drawing
from engine.video_fit.drawn_lines import STEP, Space, drawn_lines


def test_straight_lines_drawn_by_their_ends_are_whole() -> None:
    corners = np.array([[10, 10], [90, 10], [50, 70], [10, 100], [90, 100]], np.float32)
    offsets = np.array([0, 3, 5], np.int32)  # a closed triangle, and a line
    drawing = Drawing.build(corners, offsets, canvas=(100, 110), cyclic=np.array([True, False]))
    space = Space.of(drawing)
    lines = drawn_lines(drawing, space)
    assert np.allclose(
        lines.in_frames(space.inside(corners.astype(np.float64))[None])[0], lines.places
    )
    triangle, line = (lines.places[lines.strokes == stroke] for stroke in (0, 1))
    around = np.append(triangle, triangle[:1], axis=0)
    for places in (around, line):
        assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() <= 2 * STEP
    assert lines.tails.sum() == 2  # the line's; the triangle has no end

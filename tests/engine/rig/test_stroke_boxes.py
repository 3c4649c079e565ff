# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of strokes doesn't depend on the order in which their points come."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.lines import StrokeBoxes


def test_each_stroke_has_its_own_points() -> None:
    rng = np.random.default_rng(5)
    strokes = np.array([7, 2, 2, 7, 4, 2, 9, 7, 9, 2])
    points = rng.uniform(-5.0, 5.0, (len(strokes), 2))
    boxes = StrokeBoxes.of(points, strokes)
    assert boxes.names.tolist() == [2, 4, 7, 9]
    for row, name in enumerate(boxes.names):
        own = points[strokes == name]
        assert np.array_equal(boxes.line(row), own)
        assert np.array_equal(boxes.lows[row], own.min(axis=0))
        assert np.array_equal(boxes.highs[row], own.max(axis=0))
        gap = np.linalg.norm(own[0] - own[-1])
        size = max(float(np.ptp(own, axis=0).max()), 1e-9)
        assert np.isclose(boxes.openness[row], gap / size)

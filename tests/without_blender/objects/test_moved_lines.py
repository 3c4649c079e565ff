# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a moved drawing lie where its points are, in the colours of its strokes."""

from __future__ import annotations

import numpy as np

from addon.blender.capture.plane import Plane
from addon.blender.objects.moved_lines import MovedLines
from addon.contract.drawing import Drawing

RED, CLEAR, BLUE = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.5)


def plane() -> Plane:
    """A pixel is 0.1 units; x is the world's x, and y runs down its z."""
    x, y, z = np.eye(3)
    return Plane(np.zeros(3), x, z, -y, 0.1, np.zeros(2), (100.0, 50.0))


def drawing() -> Drawing:
    """A straight line of 3 points, and a curve that has only a fill."""
    points = [[0, 0], [10, 0], [10, 20], [40, 0], [40, 40], [80, 40], [80, 0]]
    return Drawing.build(
        np.array(points, np.float32),
        [0, 3, 7],
        canvas=(100.0, 50.0),
        curve_types=[0, 1],
        colors=np.array([RED, CLEAR], np.float32),
        fills=np.array([CLEAR, BLUE], np.float32),
        widths=np.full(7, 4.0, np.float32),
    )


def test_lines_are_where_the_points_are() -> None:
    lines = MovedLines.of(drawing(), plane())
    assert lines.width == 4.0
    rest = np.asarray(drawing().positions.data).reshape(-1, 2)
    ends, colors = lines.at(rest + np.array([5.0, 10.0]))
    straight = ends[(colors == RED).all(axis=1)]
    np.testing.assert_allclose(
        straight, [[[0.5, 0, -1], [1.5, 0, -1]], [[1.5, 0, -1], [1.5, 0, -3]]]
    )
    curve = ends[(colors == BLUE).all(axis=1)]
    np.testing.assert_allclose(curve[0, 0], [4.5, 0, -1])
    np.testing.assert_allclose(curve[-1, 1], [8.5, 0, -1])
    assert len(curve) >= 4 and np.isclose(curve[..., 2].min(), -4.0, atol=0.05)  # bends to 30


def test_the_sheet_holds_canvas_and_motion() -> None:
    lines = MovedLines.of(drawing(), plane())
    moved = np.array([[[0.0, 0.0]], [[200.0, 40.0]]])
    corners = lines.sheet(moved)
    assert corners[:, 0].min() <= 0.0 and corners[:, 0].max() > 20.0
    assert corners[:, 2].max() >= 0.0 and corners[:, 2].min() <= -5.0
    small = lines.sheet(np.full((1, 1, 2), 30.0))
    np.testing.assert_allclose(small.max(axis=0), [10.0, 0.0, 0.0], atol=1e-6)


def test_brightness_is_that_of_the_ink() -> None:
    assert MovedLines.of(drawing(), plane()).brightness == np.float32(1 / 3)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions of paintings, and values that spread over them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.runtime.arrays import numpy_of
from engine.warp.flatten import flattened
from engine.warp.painting import Painting
from engine.warp.spread import outline_cells, spread
from tests.engine.warp.paintings import ball, fish


def test_a_textured_ball_is_one_region_with_eyes_on_it() -> None:
    painting = Painting.of(ball(480))
    flat = flattened(painting)
    sizes = np.bincount(flat.regions[flat.regions >= 0])
    assert sizes.max() > 0.75 * sizes.sum()
    drawing = flat.drawing(painting)
    assert drawing.stroke_count >= 5  # the ball, and two whites and pupils at least
    first = numpy_of(drawing.positions)[: numpy_of(drawing.stroke_offsets)[1]]
    assert np.allclose(first.min(axis=0), [172, 97], atol=3)
    assert np.allclose(first.max(axis=0), [308, 233], atol=3)
    assert drawing.canvas == (480.0, 270.0)


def test_shading_and_grain_make_no_edges() -> None:
    flat = flattened(Painting.of(fish(480)))
    sizes = np.bincount(flat.regions[flat.regions >= 0])
    assert len(sizes) < 10 and sizes.max() > 0.9 * sizes.sum()


def test_values_spread_smoothly_in_a_region_and_step_at_its_border() -> None:
    regions = np.full((6, 40), -1, np.int64)
    regions[1:5, 2:20] = 0
    regions[1:5, 20:38] = 1
    points = np.array([[2.5, 3.0], [19.5, 3.0], [21.5, 3.0], [37.5, 3.0]])
    cells = outline_cells(regions, points, np.array([0, 0, 1, 1]))
    found = spread(regions, cells, np.array([[0.0], [1.0], [5.0], [5.0]]))[:, 0]
    row = np.full(regions.shape, np.nan)
    row[regions >= 0] = found
    assert np.all(np.diff(row[3, 2:20]) > -1e-9)
    assert row[3, 2] == pytest.approx(0.0, abs=0.1)
    assert row[3, 19] - row[3, 2] > 0.8 and row[3, 20] - row[3, 19] > 3.5


def test_paint_that_no_outline_reaches_takes_the_nearest_value() -> None:
    labels = np.full((5, 12), -1, np.int64)
    labels[2, 1:4] = labels[2, 8:11] = 0
    found = spread(labels, np.array([0]), np.array([[3.0]]))
    assert np.allclose(found, 3.0, atol=1e-4)

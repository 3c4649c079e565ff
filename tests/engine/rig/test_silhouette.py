# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What outlines enclose, gaps and all, and the path through the middle of it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.silhouette import GAP, Silhouette, along_line
from tests.engine.rig.outlines import Floats, arch, tube

ONE = np.zeros(200, np.int64)


def circle(radius: float, gap: float = 0.0) -> Floats:
    """A circle whose ends are so far from each other."""
    turn = np.linspace(0.5 * gap / radius, 2 * np.pi - 0.5 * gap / radius, 200)
    return radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)


@pytest.mark.parametrize(("gap", "filled"), [(0.0, True), (0.9 * GAP, True), (3 * GAP, False)])
def test_an_outline_is_filled_though_it_has_small_gaps(gap: float, filled: bool) -> None:
    shape = Silhouette.of(circle(0.5, gap), ONE)
    area = len(shape.cells) / shape.scale**2
    if filled:
        assert area == pytest.approx(np.pi * 0.25, rel=0.06)
    else:
        assert area < 0.1


def test_the_largest_of_several_areas_is_the_body() -> None:
    points = np.concatenate([circle(0.4), circle(0.05) + np.array([0.55, 0.0])])
    shape = Silhouette.of(points, np.repeat([0, 1], 200))
    assert (np.linalg.norm(shape.places, axis=1) < 0.43).all()
    np.testing.assert_array_equal(shape.holds(points), np.repeat([True, False], 200))


def test_the_axis_of_a_bent_tube_is_the_line_it_was_drawn_about() -> None:
    line = arch(0.42, 3.6)
    points = tube(line, 0.05)
    shape = Silhouette.of(points, np.zeros(len(points), np.int64))
    start = shape.nearest(line[0])
    end = shape.farthest_from(start)
    axis = shape.axis(start, end)
    away = np.linalg.norm(shape.places[end] - line[-1])
    assert away < 0.07
    inner = axis[5:-5]
    apart = np.linalg.norm(inner[:, None] - line[None], axis=2).min(axis=1)
    assert apart.max() < 0.02


def test_shares_of_a_line_are_of_its_length() -> None:
    line = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 1.0]])
    found = along_line(line, np.array([0.0, 0.5, 0.75, 1.0]))
    np.testing.assert_allclose(found, [[0.0, 0.0], [2.0, 0.0], [3.0, 0.0], [3.0, 1.0]])

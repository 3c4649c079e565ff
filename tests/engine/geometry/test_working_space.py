# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The working space: a square of 256 with the drawing in its middle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from addon.contract.drawing import Drawing
from engine.geometry.bezier import bernstein, curve_bounds
from engine.geometry.working_space import WorkingSpace


def drawing_of(points, curve_types=None, canvas=(256.0, 256.0)):
    points = np.asarray(points, dtype=np.float32)
    return Drawing.build(points, [0, len(points)], canvas=canvas, curve_types=curve_types)


@pytest.mark.parametrize("scale", [0.1, 1.0, 30.0])
def test_the_drawing_is_centred_and_154_long(scale):
    points = np.array([[10, 20], [110, 40], [60, 70]]) * scale
    drawing = drawing_of(points, canvas=(200 * scale, 100 * scale))
    working = WorkingSpace.of(drawing).to_working(points)
    np.testing.assert_allclose(working.min(axis=0), [128 - 77, 128 - 38.5], atol=1e-3)
    np.testing.assert_allclose(working.max(axis=0), [128 + 77, 128 + 38.5], atol=1e-3)


def test_there_and_back():
    space = WorkingSpace(0.37, (40.0, 900.0))
    points = np.random.default_rng(0).uniform(0, 1000, (5, 3, 2))
    np.testing.assert_allclose(space.to_canvas(space.to_working(points)), points)
    np.testing.assert_allclose(
        space.displacement_to_canvas(space.to_working(points + 1) - space.to_working(points)),
        np.ones_like(points),
    )
    np.testing.assert_allclose(
        space.displacement_to_working(space.displacement_to_canvas(points)), points
    )
    assert space.to_working(points.astype(np.float32)).dtype == np.float32


def test_the_box_holds_curves_and_not_their_control_points():
    drawing = drawing_of([[0, 0], [0, 100], [100, 100], [100, 0]], curve_types=[1])
    space = WorkingSpace.of(drawing)
    # The curve rises to 3/4 of its controls.
    np.testing.assert_allclose(space.center, [50, 37.5])
    assert space.scale == pytest.approx(1.54)


@settings(max_examples=50, deadline=None)
@given(arrays(np.float64, (3, 4, 2), elements=st.floats(-100, 100, width=32)))
def test_bounds_of_curves_are_tight(curves):
    low, high = curve_bounds(curves)
    points = (bernstein(np.linspace(0, 1, 500)) @ curves).reshape(-1, 2)
    assert (points.min(axis=0) >= low - 1e-9).all()
    assert (points.max(axis=0) <= high + 1e-9).all()
    assert (np.abs(points.min(axis=0) - low) < 0.02).all()
    assert (np.abs(points.max(axis=0) - high) < 0.02).all()


@pytest.mark.parametrize("scale", [0.1, 30.0])
def test_a_single_dot_takes_the_canvas_as_its_measure(scale):
    drawing = drawing_of([[50 * scale, 60 * scale]], canvas=(200 * scale, 100 * scale))
    space = WorkingSpace.of(drawing)
    assert space.scale == pytest.approx(256 / (200 * scale))
    assert space.center == pytest.approx((50 * scale, 60 * scale), rel=1e-6)


def test_a_straight_line_has_a_scale():
    space = WorkingSpace.of(drawing_of([[10, 50], [110, 50]]))
    assert space.scale == pytest.approx(1.54)

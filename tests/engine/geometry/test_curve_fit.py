# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The piecewise cubic fit and the handles made of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.geometry.bezier import bernstein
from engine.geometry.handles import (
    Handles,
    control_to_curve,
    control_to_curve_matrices,
    curve_to_control,
    fit_handles,
)
from engine.geometry.working_space import WorkingSpace
from engine.runtime.arrays import numpy_of

CANVAS = (256.0, 256.0)


def drawing_of(*strokes, cyclic=None, scale=1.0, curve_types=None):
    points = np.concatenate([np.asarray(s, dtype=np.float64) for s in strokes]) * scale
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in strokes])]).astype(np.int32)
    return Drawing.build(
        points.astype(np.float32),
        offsets,
        canvas=(CANVAS[0] * scale, CANVAS[1] * scale),
        cyclic=cyclic,
        curve_types=curve_types,
    )


def on_handles(handles: Handles) -> np.ndarray:
    """Where the fitted curve is, for every artist's point."""
    control = handles.control.astype(np.float64)
    return np.einsum("pk,pkd->pd", handles.weights.astype(np.float64), control[handles.indices])


def error_in_working_units(drawing: Drawing, handles: Handles) -> float:
    off = on_handles(handles) - numpy_of(drawing.positions)
    return float(np.hypot(*off.T).max()) * WorkingSpace.of(drawing).scale


def wave(count=50, seed=0, noise=0.0):
    generator = np.random.default_rng(seed)
    t = np.linspace(0.0, 1.0, count)
    points = np.stack([30 + 190 * t, 128 + 40 * np.sin(4 * t)], axis=1)
    return points + generator.normal(0.0, noise, (count, 2)) if noise else points


coordinates = st.floats(-300.0, 600.0, width=32)
strokes = st.integers(1, 24).flatmap(
    lambda count: arrays(np.float32, (count, 2), elements=coordinates)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(strokes, st.booleans()), min_size=1, max_size=5))
def test_every_point_lies_within_the_tolerance_of_its_curve(drawn):
    drawing = drawing_of(*[s for s, _ in drawn], cyclic=[int(c) for _, c in drawn])
    handles = fit_handles(drawing, 0.5)
    assert error_in_working_units(drawing, handles) <= 0.5 + 1e-3
    np.testing.assert_allclose(handles.weights.sum(axis=1), 1.0, atol=3e-7)
    counts = np.diff(handles.stroke_offsets)
    is_dot = counts == 1
    np.testing.assert_array_equal(counts[~is_dot] % 3, np.where(handles.cyclic, 0, 1)[~is_dot])
    stroke_of_point = np.repeat(np.arange(len(drawn)), [len(s) for s, _ in drawn])
    owners = handles.stroke_of_handle[handles.indices]
    np.testing.assert_array_equal(owners, np.repeat(stroke_of_point[:, None], 4, axis=1))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(strokes, st.booleans()), min_size=1, max_size=4))
def test_nothing_moves_at_rest_and_affine_maps_of_handles_are_affine_maps_of_the_curve(drawn):
    drawing = drawing_of(*[s for s, _ in drawn], cyclic=[int(c) for _, c in drawn])
    handles = fit_handles(drawing)
    rest = handles.displace_points(np.zeros((3, handles.count, 2), dtype=np.float32))
    positions = numpy_of(drawing.positions)
    assert rest.shape == (3, len(positions), 2)
    np.testing.assert_array_equal(positions + rest, np.stack([positions] * 3))

    turn, shift = np.array([[0.8, -0.9], [0.3, 1.1]]), np.array([5.0, -7.0])
    control = handles.control.astype(np.float64)
    moved = handles.displace_points(control @ turn.T + shift - control)
    curve = on_handles(handles)
    np.testing.assert_allclose(moved, curve @ turn.T + shift - curve, atol=2e-3)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(strokes, st.booleans()), min_size=1, max_size=4))
def test_control_points_and_curve_points_are_two_forms_of_one_thing(drawn):
    drawing = drawing_of(*[s for s, _ in drawn], cyclic=[int(c) for _, c in drawn])
    handles = fit_handles(drawing)
    values = np.random.default_rng(1).uniform(-128, 128, (2, handles.count, 2)).astype(np.float32)
    there = curve_to_control(handles, control_to_curve(handles, values))
    back = control_to_curve(handles, curve_to_control(handles, values))
    np.testing.assert_allclose(there, values, atol=5e-4)
    np.testing.assert_allclose(back, values, atol=5e-4)
    maps = control_to_curve_matrices(handles)
    gathered = np.einsum("hk,fhkd->fhd", maps.curve_weights, values[:, maps.curve_indices])
    np.testing.assert_allclose(gathered, control_to_curve(handles, values), atol=1e-3)


def test_curve_points_lie_on_the_curve_at_thirds():
    handles = fit_handles(drawing_of(wave()))
    control = handles.control.astype(np.float64)
    curve = control_to_curve(handles, control)
    for segment in handles.segments:
        thirds = bernstein(np.array([0.0, 1 / 3, 2 / 3, 1.0])) @ control[segment]
        np.testing.assert_allclose(curve[segment], thirds, atol=1e-4)


def test_one_cubic_is_found_again():
    control = np.array([[20.0, 200], [60, 20], [180, 30], [230, 210]])
    points = bernstein(np.linspace(0, 1, 40)) @ control
    handles = fit_handles(drawing_of(points))
    assert handles.count == 4
    dense = bernstein(np.linspace(0, 1, 4000)) @ control
    fitted = bernstein(np.linspace(0, 1, 200)) @ handles.control.astype(np.float64)
    assert cKDTree(dense).query(fitted)[0].max() < 0.5


@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_a_smooth_stroke_needs_few_handles(noise):
    for seed in range(5):
        drawing = drawing_of(wave(seed=seed, noise=noise))
        assert fit_handles(drawing).count <= 13


def test_a_circle_needs_few_cubics_and_stays_round():
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    circle = np.stack([128 + 77 * np.cos(angle), 128 + 77 * np.sin(angle)], axis=1)
    handles = fit_handles(drawing_of(circle, cyclic=[1]))
    assert handles.cyclic.tolist() == [True]
    assert handles.count <= 15
    fitted = bernstein(np.linspace(0, 1, 50)) @ handles.control.astype(np.float64)[handles.segments]
    radius = np.hypot(fitted[..., 0] - 128, fitted[..., 1] - 128)
    assert np.abs(radius - 77).max() < 0.75


def test_corners_become_joints():
    side = np.linspace(0, 1, 20)[:-1, None]
    corners = np.array([[60.0, 60], [190, 70], [180, 190], [70, 180]])
    square = np.concatenate(
        [a + side * (b - a) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    )
    handles = fit_handles(drawing_of(square, cyclic=[1]))
    distance = np.hypot(*(handles.control[:, None] - corners[None]).T)
    assert distance.min(axis=1).max() < 1e-4
    assert handles.count <= 18


def test_tremble_below_the_tolerance_costs_no_handles():
    smooth, trembling = wave(count=400), wave(count=400, noise=0.1, seed=3)
    assert fit_handles(drawing_of(trembling)).count <= fit_handles(drawing_of(smooth)).count + 6


@pytest.mark.parametrize("scale", [0.1, 30.0])
def test_handles_scale_with_the_drawing(scale):
    parts = [wave(), wave(seed=1, noise=0.4)[:, ::-1], [[40.0, 50]], [[30.0, 60], [80, 90]]]
    plain = fit_handles(drawing_of(*parts))
    scaled = fit_handles(drawing_of(*parts, scale=scale))
    np.testing.assert_array_equal(plain.stroke_offsets, scaled.stroke_offsets)
    np.testing.assert_array_equal(plain.indices, scaled.indices)
    np.testing.assert_allclose(scaled.control / scale, plain.control, atol=0.02)
    np.testing.assert_allclose(scaled.weights, plain.weights, atol=0.01)


def test_dots_pairs_and_repeated_points():
    stroke = wave(20)
    repeated = np.repeat(stroke, 3, axis=0)
    drawing = drawing_of([[50.0, 60]], [[70.0, 80]] * 4, [[10.0, 10], [40, 40]], repeated)
    handles = fit_handles(drawing)
    counts = np.diff(handles.stroke_offsets)
    assert counts[:3].tolist() == [1, 1, 4]
    np.testing.assert_allclose(handles.control[0], [50, 60])
    np.testing.assert_allclose(handles.control[1], [70, 80])
    np.testing.assert_allclose(handles.control[2:6], [[10, 10], [20, 20], [30, 30], [40, 40]])
    moved = handles.displace_points(np.full((handles.count, 2), 2.5, dtype=np.float32))
    np.testing.assert_allclose(moved, 2.5, rtol=1e-6)
    assert error_in_working_units(drawing, handles) <= 0.501


def test_a_drawing_of_one_dot():
    handles = fit_handles(drawing_of([[50.0, 60]]))
    assert handles.count == 1
    assert handles.segments.tolist() == [[0, 0, 0, 0]]


def test_loops_and_cusps_keep_the_order_of_points():
    t = np.linspace(0, 1, 80)
    loop = bernstein(t) @ np.array([[30.0, 200], [300, 20], [-50, 20], [220, 200]])
    cusp = np.stack([60 + 120 * np.abs(t - 0.5), 60 + 100 * t], axis=1)
    drawing = drawing_of(loop, cusp)
    handles = fit_handles(drawing)
    assert error_in_working_units(drawing, handles) <= 0.501
    # Along the curve: cubics in order, and within one the parameter never falls.
    place = handles.indices[:, 0] + (handles.weights * [0, 1, 2, 3]).sum(axis=1)
    for stroke in (slice(0, 80), slice(80, 160)):
        assert np.diff(place[stroke]).min() >= -1e-4


def test_a_cubic_stroke_is_its_own_handles():
    open_curve = np.random.default_rng(0).uniform(0, 256, (7, 2))
    ring = np.random.default_rng(1).uniform(0, 256, (6, 2))
    drawing = drawing_of(open_curve, wave(), ring, cyclic=[0, 0, 1], curve_types=[1, 0, 1])
    handles = fit_handles(drawing)
    counts = np.diff(handles.stroke_offsets)
    assert (counts[0], counts[2]) == (7, 6)
    np.testing.assert_array_equal(handles.control[:7], numpy_of(drawing.positions)[:7])
    displacements = np.random.default_rng(2).normal(0, 9, (handles.count, 2)).astype(np.float32)
    moved = handles.displace_points(displacements)
    np.testing.assert_array_equal(moved[:7], displacements[:7])
    np.testing.assert_array_equal(moved[-6:], displacements[-6:])
    ring_segments = handles.segments[-2:] - handles.stroke_offsets[2]
    assert ring_segments.tolist() == [[0, 1, 2, 3], [3, 4, 5, 0]]


def test_huge_coordinates():
    far = drawing_of(wave() + 1e6)
    assert error_in_working_units(far, fit_handles(far)) <= 0.6


def test_ends_of_strokes_are_the_artists_points():
    drawing = drawing_of(wave(noise=0.3), wave(seed=5))
    handles = fit_handles(drawing)
    positions = numpy_of(drawing.positions)
    for stroke in (0, 1):
        first, last = handles.stroke_offsets[stroke], handles.stroke_offsets[stroke + 1] - 1
        np.testing.assert_array_equal(handles.control[first], positions[50 * stroke])
        np.testing.assert_array_equal(handles.control[last], positions[50 * stroke + 49])

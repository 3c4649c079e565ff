# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures against motions whose numbers are known in closed form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.load import load_drawing
from engine.metrics.geometry import Measures, joints, measure_places
from engine.metrics.places import Places, places_of
from engine.runtime.arrays import array_of, numpy_of

DRAWINGS = Path(__file__).parents[2] / "drawings"
FISH = load_drawing(DRAWINGS / "fish.svg", objects="none")
FRAMES = 24


def measures(drawing: Drawing, move, *, loop=False) -> Measures:
    """Measures when `move(points [P,2], t)` says where points are; t counts frames."""
    rest = numpy_of(drawing.positions).astype(np.float64)
    moved = np.stack([move(rest, t) for t in range(FRAMES)])
    return measure_places(places_of(drawing, moved, 3), places_of(drawing, moved, 12), loop=loop)


def across(way):
    return np.array([way, 0.0])


def turned(points, angle, about):
    c, s = np.cos(angle), np.sin(angle)
    return (points - about) @ np.array([[c, s], [-s, c]]) + about


def test_at_rest_nothing_is_measured():
    found = measures(FISH, lambda p, t: p)
    numbers = (found.amount, found.articulation, found.jitter, found.gaps, found.stretch)
    assert max(numbers) < 1e-12
    assert found.identity == pytest.approx(1)


def test_a_slide_is_motion_and_nothing_else():
    size = 100.0  # two_strokes() is 100 px long
    found = measures(two_strokes(), lambda p, t: p + np.array([t, 0.0]))
    assert found.amount == pytest.approx(100 / size * np.sqrt(np.mean(np.arange(FRAMES) ** 2)))
    found = measures(FISH, lambda p, t: p + np.array([t, 0.0]))
    assert found.articulation < 1e-6 and found.gaps < 1e-6 and found.stretch < 1e-4
    assert found.jitter < 1e-6
    assert found.identity > 0.999


def test_turning_and_growing_keep_the_drawing():
    middle = numpy_of(FISH.positions).mean(axis=0)
    found = measures(FISH, lambda p, t: turned(p, 0.1 * t, middle) * (1 + 0.02 * t))
    assert found.amount > 10
    assert found.articulation < 1e-6 and found.stretch < 1e-4
    assert found.identity > 0.99


def test_a_tremble_is_jitter_and_a_swing_is_not():
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 1, (FRAMES, *numpy_of(FISH.positions).shape))
    trembling = measures(FISH, lambda p, t: p + noise[t])
    swinging = measures(
        FISH, lambda p, t: p + across(np.sqrt(2) * np.sin(2 * np.pi * t / FRAMES)), loop=True
    )
    assert trembling.jitter > 100 * swinging.jitter
    # a wave of frequency w keeps sin^4(w / 2) of its size
    share = np.sin(np.pi / FRAMES) ** 4
    assert swinging.jitter == pytest.approx(swinging.amount * share, rel=1e-3)


def two_strokes(gap: float = 0.0) -> Drawing:
    points = np.array([[0, 50], [50, 50], [50 + gap, 50], [100, 50]], np.float32)
    return Drawing.build(array_of(points), [0, 2, 4], canvas=(100, 100))


def test_a_joint_that_opens_is_a_gap():
    def move(p, t):
        return p + np.array([[0, 0], [0, 0], [10 if t else 0, 0], [10 if t else 0, 0]])

    found = measures(two_strokes(), move)
    assert found.gaps == pytest.approx(10 * 23 / 24, rel=1e-3)
    assert found.worst_gap == pytest.approx(10, rel=1e-3)
    apart = measures(two_strokes(gap=20), move)
    assert apart.gaps == 0


def test_joints_are_of_one_object():
    drawing = two_strokes()
    still = numpy_of(drawing.positions)[None]
    assert len(joints(places_of(drawing, still, 12))[0]) == 2
    other = places_of(drawing, still, 12)
    split = Places(other.rest, other.moved, other.strokes, other.strokes, other.closed)
    assert len(joints(split)[0]) == 0


def test_one_limb_that_grows_is_stretch():
    def move(p, t):
        return np.where(np.arange(len(p))[:, None] == 3, p + across(0.2 * 50 * (t > 0)), p)

    # half of the chords grow by a fifth; the median takes part of it for growth of the whole
    assert 5 < measures(two_strokes(), move).stretch < 15


def test_a_loop_with_a_jump_at_its_seam():
    smooth = measures(FISH, lambda p, t: p + across(9 * np.sin(2 * np.pi * t / FRAMES)), loop=True)
    jump = measures(FISH, lambda p, t: p + across(t), loop=True)
    assert smooth.closure == pytest.approx(1.41, abs=0.05)  # the seam is where it is fastest
    assert jump.closure == pytest.approx(FRAMES - 1)
    assert np.isnan(measures(FISH, lambda p, t: p).closure)
    assert smooth.seam == pytest.approx(0.0, abs=1e-3)
    assert jump.seam > 1.0
    assert np.isnan(measures(FISH, lambda p, t: p).seam)


def test_a_collapse_loses_identity():
    middle = numpy_of(FISH.positions).mean(axis=0)
    flat = measures(FISH, lambda p, t: (p - middle) * [1, 1 - 0.9 * (t > 0)] + middle)
    bent = measures(FISH, lambda p, t: p + np.stack([p[:, 0] * 0, 6 * np.sin(p[:, 0] / 20)], 1))
    assert flat.identity < 0.6 < 0.75 < bent.identity < 0.999


def test_background_and_locked_strokes_do_not_count():
    drawing = two_strokes()
    locked = Drawing.build(
        drawing.positions, drawing.stroke_offsets, canvas=(100, 100), locked=[1, 1]
    )
    found = measures(locked, lambda p, t: p + t)
    assert found.amount == 0 and found.identity == 1


def test_cubics_polylines_dots_and_rings_are_followed():
    points = np.array(
        [[5, 5], [10, 0], [20, 10], [30, 5], [40, 40], [50, 50], [60, 50], [60, 60], [50, 60]],
        np.float32,
    )
    drawing = Drawing.build(
        array_of(points), [0, 4, 5, 9], canvas=(80, 80), curve_types=[1, 0, 0], cyclic=[0, 0, 1]
    )
    moved = points[None] + np.array([3.0, 0.0])
    places = places_of(drawing, moved, 12)
    counts = np.bincount(places.strokes)
    assert counts[0] == 13 and counts[1] == 1 and counts[2] % 12 == 0
    way = places.moved[0] - places.rest
    assert np.allclose(way[:, 1], 0, atol=1e-4) and np.ptp(way[:, 0]) < 1e-3

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points along curves lie on them; their bones are handed on to control points and back."""

from __future__ import annotations

import numpy as np

from engine.geometry.bezier import bernstein
from engine.rig.bones import Bones, Pose
from engine.rig.curve_points import along_curves, carried_along, carried_points
from engine.rig.deform import Deformer

CURVE = np.array([[0.0, 0.0], [0.0, 30.0], [5.0, 60.0], [0.0, 90.0]])


def leg(points: np.ndarray, knee: float = 45.0) -> Bones:
    """Return thigh and shank that carry points by their height."""
    low = np.clip((points[:, 1] - knee) / 30.0 + 0.5, 0.0, 1.0)
    return Bones(
        "", ("thigh", "shank"), np.array([-1, 0]), np.array([[0.0, 0.0], [0.0, knee]]), np.ones(2),
        np.tile([0, 1], (len(points), 1)), np.stack([1 - low, low], axis=1),
        np.zeros(len(points), np.int64),
    )  # fmt: skip


def test_points_lie_on_the_curve_and_polylines_stay_as_they_are() -> None:
    line = np.array([[7.0, 1.0], [8.0, 2.0], [9.0, 1.0]])
    points, strokes = np.concatenate([CURVE, line]), np.array([0] * 4 + [1] * 3)
    along = along_curves(points, strokes, strokes == 0, 10.0)
    places = along @ points
    assert np.array_equal(places[-3:], line)
    fine = bernstein(np.linspace(0, 1, 2001)) @ CURVE
    apart = np.linalg.norm(places[:-3, None] - fine, axis=2).min(axis=1)
    assert len(places) >= 8 and apart.max() < 0.05
    np.testing.assert_allclose(places[[0, -4]], CURVE[[0, 3]])


def test_a_closed_curve_runs_back_to_its_beginning() -> None:
    ring = np.array([[0, 0], [1, 2], [3, 2], [4, 0], [3, -2], [1, -2]], float)
    places = along_curves(ring, np.zeros(6, int), np.ones(6, bool), 0.5) @ ring
    np.testing.assert_allclose(places[-1], ring[0])


def test_weights_come_back_from_control_points() -> None:
    along = along_curves(CURVE, np.zeros(4, int), np.ones(4, bool), 5.0)
    fine = leg(along @ CURVE)
    back = carried_along(carried_points(fine, along), along)

    def shank(bones: Bones) -> np.ndarray:
        return np.where(bones.carriers == 1, bones.weights, 0.0).sum(axis=1)

    assert np.abs(shank(back) - shank(fine)).max() < 0.25
    assert np.corrcoef(shank(back), shank(fine))[0, 1] > 0.95


def test_the_ends_of_a_curve_stay_with_their_bones_and_its_line_keeps_its_length() -> None:
    along = along_curves(CURVE, np.zeros(4, int), np.ones(4, bool), 2.0)
    bones = carried_points(leg(along @ CURVE), along)
    pose = Pose(np.zeros((2, 2)), np.array([[0.0, 0.0], [0.0, 1.2]]))
    moved = Deformer(bones, CURVE, np.zeros(4, np.int64), np.ones(4, bool))(pose)
    assert np.array_equal(moved[0], CURVE)
    length = [np.linalg.norm(np.diff(along @ p, axis=0), axis=1).sum() for p in moved]
    assert abs(length[1] / length[0] - 1.0) < 0.1
    np.testing.assert_allclose(moved[1, 0], CURVE[0], atol=3.0)
    ankle = np.array([-np.sin(1.2) * 45.0, 45.0 + np.cos(1.2) * 45.0])
    np.testing.assert_allclose(moved[1, 3], ankle, atol=3.0)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A body is posed as the rig's bones pose it, and its slopes are right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose, deformed
from engine.video_fit.body import LEAN, SQUASH, PosedBody
from engine.video_fit.cast import one_piece

Floats = NDArray[np.float64]


def arm() -> PosedBody:
    """Return an arm of three joints with a line beside it; one row of points is shared by two."""
    rng = np.random.default_rng(3)
    points = np.stack([np.linspace(-0.1, 1.1, 12), 0.05 * rng.normal(size=12)], axis=1)
    carriers = np.stack([np.repeat([0, 1, 2], 4), np.repeat([1, 2, 1], 4)], axis=1)
    weights = np.tile([0.7, 0.3], (12, 1))
    joints = np.array([[0.0, 0.0], [0.4, 0.0], [0.8, 0.1]])
    parents = np.array([-1, 0, 1])
    parts = np.zeros(12, np.int64)
    bones = Bones("", ("a", "b", "c"), parents, joints, np.ones(3), carriers, weights, parts)
    return PosedBody(bones, points)


def ball() -> PosedBody:
    """Return an ellipse of one piece."""
    angle = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
    points = np.stack([0.2 * np.cos(angle), 0.1 * np.sin(angle)], axis=1)
    return PosedBody(one_piece(points), points)


def test_a_pose_is_that_of_the_rig() -> None:
    body = arm()
    pose = np.array([0.1, -0.2, 0.0, 0.0, 0.0, 0.5, -0.4, 0.9])
    wanted = deformed(body.bones, body.points, Pose(pose[None, :2], pose[None, 5:]))[0]
    np.testing.assert_allclose(body.placed(pose), wanted, atol=1e-12)
    grown = np.array([0.1, -0.2, 0.3, 0.1, 0.0, 0.5, -0.4, 0.9])
    scale = np.ones((1, 3, 2))
    scale[:, 0] = np.exp([0.4, 0.2])
    wanted = deformed(body.bones, body.points, Pose(grown[None, :2], grown[None, 5:], scale))[0]
    np.testing.assert_allclose(body.placed(grown), wanted, atol=1e-12)


def test_slopes_are_those_of_small_differences() -> None:
    check_slopes(arm(), np.array([0.1, -0.2, 0.3, 0.0, 0.0, 0.5, -0.4, 0.9]), {SQUASH, LEAN})
    check_slopes(ball(), np.array([0.1, -0.2, 0.3, 0.1, 0.2, 0.5]), set())


def check_slopes(body: PosedBody, pose: Floats, fixed: set[int]) -> None:
    """Compare slopes by all numbers of a pose [5 + J] but those that are fixed."""
    slopes = body.placed_with_slopes(pose)[1]
    for number in set(range(body.unknowns)) - fixed:
        step = np.zeros(body.unknowns)
        step[number] = 1e-6
        difference = (body.placed(pose + step) - body.placed(pose - step)) / 2e-6
        np.testing.assert_allclose(slopes[..., number], difference, atol=1e-7)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A body is posed as the rig's bones pose it, and its slopes are right."""

from __future__ import annotations

import numpy as np

from engine.rig.bones import Bones, Pose, deformed
from engine.video_fit.body import PosedBody


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


def test_a_pose_is_that_of_the_rig() -> None:
    body = arm()
    pose = np.array([0.1, -0.2, 0.0, 0.5, -0.4, 0.9])
    wanted = deformed(body.bones, body.points, Pose(pose[None, :2], pose[None, 3:]))[0]
    np.testing.assert_allclose(body.placed(pose), wanted, atol=1e-12)
    grown = np.array([0.1, -0.2, 0.3, 0.5, -0.4, 0.9])
    scale = np.ones((1, 3, 2))
    scale[:, 0] = np.exp(0.3)
    wanted = deformed(body.bones, body.points, Pose(grown[None, :2], grown[None, 3:], scale))[0]
    np.testing.assert_allclose(body.placed(grown), wanted, atol=1e-12)


def test_slopes_are_those_of_small_differences() -> None:
    body = arm()
    pose = np.array([0.1, -0.2, 0.3, 0.5, -0.4, 0.9])
    slopes = body.placed_with_slopes(pose)[1]
    for number in range(body.unknowns):
        step = np.zeros(body.unknowns)
        step[number] = 1e-6
        difference = (body.placed(pose + step) - body.placed(pose - step)) / 2e-6
        np.testing.assert_allclose(slopes[..., number], difference, atol=1e-7)

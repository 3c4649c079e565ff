# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses in a clip: a loop's end goes back, a strength weakens, another rate shows the same."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.bones import Bones, Pose, placed_joints, rotation
from engine.vector.clip_poses import at_rate, closed, weakened


def body_and_wheel() -> Bones:
    """A body at (100, 50) and a wheel 20 to its right."""
    return Bones(
        "", ("body", "wheel"), np.array([-1, 0]), np.array([[100.0, 50.0], [120.0, 50.0]]),
        np.ones(2), np.zeros((1, 1), np.int64), np.ones((1, 1)), np.full(1, -1),
    )  # fmt: skip


def test_the_end_of_a_loop_goes_back_and_keeps_whole_turns() -> None:
    bones = body_and_wheel()
    t = np.linspace(0, 1, 40)
    turns = np.stack([0.5 * t, 0.5 * t + (4 * np.pi + 0.2) * t], axis=1)
    scale = np.ones((40, 2, 2)) + 0.3 * t[:, None, None]
    pose = closed(Pose(np.stack([30 * t, 0 * t], 1), turns, scale), bones)
    assert abs(pose.root[-1, 0]) < 1.0 and abs(pose.turns[-1, 0]) < 0.02
    assert pose.turns[-1, 1] == pytest.approx(4 * np.pi, abs=0.05)
    assert pose.scale is not None and np.abs(pose.scale[-1] - 1).max() < 0.02
    np.testing.assert_array_equal(pose.turns[:27], turns[:27])
    assert np.abs(np.diff(pose.root[:, 0])).max() < 5.0


def test_a_loop_at_a_higher_rate_goes_on_after_its_last_frame() -> None:
    turns = np.arange(4.0)[:, None]
    pose = Pose(np.zeros((4, 2)), turns)
    np.testing.assert_allclose(at_rate(pose, 8, loop=True).turns[:, 0], np.arange(8) / 2)
    held = at_rate(pose, 8, loop=False).turns[:, 0]
    np.testing.assert_allclose(held, np.minimum(np.arange(8) / 2, 3))


@pytest.mark.parametrize("loop", [True, False])
def test_a_weaker_pose_is_scaled(loop: bool) -> None:
    bones, t = body_and_wheel(), np.linspace(0, 1, 25)
    turns = np.stack([0.3 * t, 0.5 * t], axis=1)
    pose = Pose(np.stack([40 * t, -8 * t], axis=1), turns, 1 + 0.2 * t[:, None, None] * np.ones(2))
    weak = weakened(pose, bones, 0.25, bones.joints[0], loop=loop)
    np.testing.assert_allclose(weak.turns, 0.25 * turns)
    np.testing.assert_allclose(weak.root, 0.25 * pose.root)
    assert weak.scale is not None and pose.scale is not None
    np.testing.assert_allclose(weak.scale - 1, 0.25 * (pose.scale - 1))


@pytest.mark.parametrize("strength", [0.2, 0.5, 0.9])
def test_what_turns_about_its_middle_still_does(strength: float) -> None:
    bones, t = body_and_wheel(), np.linspace(0, 1, 25)
    middle = np.array([130.0, 90.0])
    arm = np.broadcast_to(middle - bones.joints[0], (25, 2))
    turns = np.repeat(2 * np.pi * t[:, None], 2, axis=1)
    pose = Pose(arm - rotation(turns[:, 0], arm), turns)
    weak = weakened(pose, bones, strength, middle, loop=False)
    at = placed_joints(bones, weak)[:, 0] + rotation(weak.turns[:, 0], arm)
    np.testing.assert_allclose(at, np.broadcast_to(middle, (25, 2)), atol=1e-9)
    assert weak.turns[-1, 0] == pytest.approx(2 * np.pi * strength)


@pytest.mark.parametrize(("strength", "rounds"), [(0.9, 4), (0.5, 2), (0.3, 1), (0.05, 0)])
def test_a_weaker_loop_has_fewer_whole_turns(strength: float, rounds: int) -> None:
    bones, t = body_and_wheel(), np.arange(24) / 24
    turns = np.stack([0.2 * np.sin(2 * np.pi * t), 8 * np.pi * t], axis=1)
    weak = weakened(Pose(np.zeros((24, 2)), turns), bones, strength, np.zeros(2), loop=True)
    step = weak.turns[-1, 1] - weak.turns[-2, 1]
    assert weak.turns[-1, 1] + step == pytest.approx(2 * np.pi * rounds, abs=0.02)
    assert not weak.turns[0].any() and not weak.root[0].any()

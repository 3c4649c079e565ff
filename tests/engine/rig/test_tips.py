# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limbs end where their lines end, and nothing else moves."""

from __future__ import annotations

import numpy as np

from engine.rig.skeletons import PLANS
from engine.rig.tips import NEAR, OPEN, REACH, tips_from_open_air, tips_on_lines

PERSON = PLANS["person"]
ARM, HEAD = PERSON.part_index["arm_right"], PERSON.part_index["head"]


def arm(reach: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A person whose right arm lies on the x axis, and a line along it as far as `reach`."""
    joints = np.zeros((len(PERSON.joints), 2))
    joints[[PERSON.index[f"arm_right{n}"] for n in range(4)], 0] = [0.0, 0.1, 0.2, 0.3]
    points = np.stack([np.linspace(0.0, reach, 80), np.zeros(80)], axis=1)
    return joints, points, np.full(80, ARM)


def test_a_hand_moves_to_the_end_of_its_line_and_nothing_else_moves() -> None:
    joints, points, parts = arm(0.36)
    moved = tips_on_lines(PERSON, joints, points, parts)
    hand = PERSON.index["arm_right3"]
    np.testing.assert_allclose(moved[hand], [0.36, 0.0])
    others = np.delete(np.arange(len(joints)), hand)
    np.testing.assert_array_equal(moved[others], joints[others])


def test_a_hand_moves_no_farther_than_near_and_never_back() -> None:
    joints, points, parts = arm(0.9)
    moved = tips_on_lines(PERSON, joints, points, parts)[PERSON.index["arm_right3"]]
    assert 0.3 < moved[0] < 0.3 + NEAR
    joints, points, parts = arm(0.27)
    np.testing.assert_array_equal(tips_on_lines(PERSON, joints, points, parts), joints)


def test_lines_of_others_and_heads_move_no_tip() -> None:
    joints, points, _ = arm(0.36)
    for part in (HEAD, -1):
        parts = np.full(len(points), part)
        np.testing.assert_array_equal(tips_on_lines(PERSON, joints, points, parts), joints)


def test_a_hand_in_the_open_air_goes_to_the_far_end_of_its_lines() -> None:
    joints, points, parts = arm(0.25)
    hand = PERSON.index["arm_right3"]
    joints[hand] = [0.3, 2 * OPEN]
    moved = tips_from_open_air(PERSON, joints, points, parts)
    np.testing.assert_allclose(moved[hand], [0.25, 0.0])
    others = np.delete(np.arange(len(joints)), hand)
    np.testing.assert_array_equal(moved[others], joints[others])


def test_a_hand_near_any_line_or_too_far_from_its_own_stays() -> None:
    joints, points, parts = arm(0.25)
    for place in ([0.15, 0.9 * OPEN], [0.25, REACH + 0.1]):
        joints[PERSON.index["arm_right3"]] = place
        np.testing.assert_array_equal(tips_from_open_air(PERSON, joints, points, parts), joints)
    joints[PERSON.index["arm_right3"]] = [0.3, 2 * OPEN]
    held = np.concatenate([points, [[0.3, 2 * OPEN + 0.01]]])  # a line of something else
    parts = np.append(parts, HEAD)
    np.testing.assert_array_equal(tips_from_open_air(PERSON, joints, held, parts), joints)

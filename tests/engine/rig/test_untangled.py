# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of twin limbs go with the bones they run along, whatever they were taken for."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.skeletons import PLANS
from engine.rig.untangled import (
    REACH,
    distance_to,
    far_off,
    kept_near,
    untangled,
    without_flanks,
    without_strays,
)

PERSON = PLANS["person"]
LEFT, RIGHT = PERSON.part_index["leg_left"], PERSON.part_index["leg_right"]


def legs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Joints, and one line down the left leg and up the right one, its points truly labelled."""
    joints = np.zeros((len(PERSON.joints), 2))
    for side, x in (("left", -0.1), ("right", 0.1)):
        for number, y in enumerate((0.0, 0.2, 0.4, 0.42)):
            joints[PERSON.index[f"leg_{side}{number}"]] = x, y
    down = np.stack([np.full(20, -0.06), np.linspace(0.0, 0.4, 20)], axis=1)
    points = np.concatenate([down, down[::-1] * [-1.0, 1.0]])
    return joints, points, np.repeat([LEFT, RIGHT], 20)


@pytest.mark.parametrize("wrong", [slice(10, 20), slice(0, 30), slice(0, 40)])
def test_a_line_belongs_to_the_leg_it_runs_along(wrong: slice) -> None:
    joints, points, truth = legs()
    taken = truth.copy()
    taken[wrong] = LEFT + RIGHT - taken[wrong]
    strokes = np.zeros(40, np.int64)
    assert np.array_equal(untangled(PERSON, joints, points, strokes, taken), truth)


def test_where_legs_lie_close_together_the_network_is_believed() -> None:
    joints, points, truth = legs()
    joints[:, 0] *= 0.05
    points[19:21, 1] = 0.1  # a notch between two legs
    swapped = LEFT + RIGHT - truth
    strokes = np.zeros(40, np.int64)
    assert np.array_equal(untangled(PERSON, joints, points, strokes, swapped), swapped)


def test_an_outline_of_one_limb_is_not_shared_by_two() -> None:
    joints, points, truth = legs()
    joints[:, 0] *= 0.05
    truth[:15] = RIGHT
    strokes = np.zeros(40, np.int64)
    assert (untangled(PERSON, joints, points, strokes, truth) == RIGHT).all()


def test_a_straight_line_may_belong_to_limbs_that_lie_together() -> None:
    joints, _, truth = legs()
    joints[:, 0] *= 0.05
    slanted = np.linspace((-0.19, -0.35), (0.13, -0.26), 40)
    found = untangled(PERSON, joints, slanted, np.zeros(40, np.int64), truth)
    assert set(found) <= {LEFT, RIGHT}


def test_the_side_of_a_trunk_is_not_its_arm() -> None:
    joints = np.zeros((len(PERSON.joints), 2))
    for number, place in enumerate(((0.1, -0.3), (0.2, -0.15), (0.24, 0.0), (0.25, 0.03))):
        joints[PERSON.index[f"arm_right{number}"]] = place
    side = np.linspace((0.1, 0.1), (0.1, -0.26), 12)  # from the hip up to the armpit
    arm = np.linspace((0.12, -0.26), (0.22, 0.03), 14)
    leg = np.linspace((0.1, 0.3), (0.1, 0.12), 6)
    points, strokes = np.concatenate([leg, side, arm]), np.zeros(32, np.int64)
    arm_part = PERSON.part_index["arm_right"]
    taken = np.repeat([RIGHT, arm_part], [6, 26])
    found = without_flanks(PERSON, joints, points, strokes, taken)
    assert (found[:6] == RIGHT).all() and (found[19:] == arm_part).all()
    assert (found[6:16] == PERSON.part_index["trunk"]).all()


def test_a_line_keeps_its_part_only_where_it_runs_along_its_bones() -> None:
    joints, points, truth = legs()
    strokes = np.repeat([0, 1], 20)
    swapped = LEFT + RIGHT - truth
    assert np.array_equal(kept_near(PERSON, joints, points, strokes, truth, swapped), truth)
    assert np.array_equal(kept_near(PERSON, joints, points, strokes, swapped, truth), truth)


def test_the_distance_to_a_chain_is_that_to_its_nearest_bone() -> None:
    chain = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    points = np.array([[0.5, 0.3], [1.2, 0.5], [-1.0, 0.0]])
    np.testing.assert_allclose(distance_to(chain, points), [0.3, 0.2, 1.0])
    np.testing.assert_allclose(distance_to(chain[:1], points[2:]), 1.0)


def test_far_bones_are_no_farther_than_reach_and_no_part_is_as_near_as_the_nearest() -> None:
    plan = PLANS["fish"]
    joints = np.zeros((len(plan.joints), 2))
    joints[plan.index["tail"]] = [-1.0, 0.0]
    away = far_off(plan, joints, np.array([[-0.5, 0.05], [0.1, 0.0], [0.0, 3.0]]))
    assert away.shape == (3, len(plan.parts) + 1)
    assert away[0, plan.part_index["tail"]] == pytest.approx(0.05)
    assert away[0, plan.part_index["trunk"]] == REACH
    assert away[1] == pytest.approx(0.1)
    assert away[2] == pytest.approx(REACH)
    assert away[0, -1] == pytest.approx(0.05)


def test_a_line_far_above_a_leg_goes_with_the_trunk() -> None:
    joints, points, truth = legs()
    for number, y in enumerate((0.0, -0.15, -0.3)):
        joints[PERSON.index[("pelvis", "waist", "neck")[number]]] = 0.0, y
    raised = np.stack([np.full(20, -0.28), np.linspace(-0.3, -0.5, 20)], axis=1)
    lines, parts = np.concatenate([points, raised]), np.append(truth, [LEFT] * 20)
    found = without_strays(PERSON, joints, lines, np.repeat([0, 1, 2], 20), parts)
    assert np.array_equal(found[:40], truth)
    assert (found[40:] == PERSON.part_index["trunk"]).all()

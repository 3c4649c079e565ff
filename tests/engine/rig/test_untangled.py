# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of twin limbs go with the bones they run along, whatever they were taken for."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.skeletons import PLANS
from engine.rig.untangled import distance_to, kept_near, untangled

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
    swapped = LEFT + RIGHT - truth
    strokes = np.zeros(40, np.int64)
    assert np.array_equal(untangled(PERSON, joints, points, strokes, swapped), swapped)


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

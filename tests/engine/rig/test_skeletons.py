# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Body plans are trees with pairs that match, and near and far are told apart by one rule."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.skeletons import PLANS, Joint, Part, Skeleton
from engine.rig.skeletons.skeleton import check, limb, limb_part
from engine.rig.twins import facing_of, in_order


@pytest.mark.parametrize("name", sorted(PLANS))
def test_every_plan_is_a_tree_with_matching_pairs(name: str) -> None:
    check(PLANS[name])
    assert PLANS[name].parents[0] == -1
    assert all(parent < number for number, parent in enumerate(PLANS[name].parents))


@pytest.mark.parametrize(
    "joints",
    [
        (Joint("a"), Joint("a", "a")),
        (Joint("a"), Joint("b", "c")),
        (Joint("a"), Joint("b")),
        (Joint("a", "b"), Joint("b")),
    ],
)
def test_a_broken_tree_is_refused(joints: tuple[Joint, ...]) -> None:
    with pytest.raises(ValueError, match="broken"):
        check(Skeleton("broken", joints, (Part("p", ("a",)),)))


def test_twins_of_different_length_are_refused() -> None:
    joints = (Joint("a"), *limb("x", "a", 3), *limb("y", "a", 2))
    parts = (limb_part("x", 3, twin="y"), limb_part("y", 2, twin="x"))
    with pytest.raises(ValueError, match="twins"):
        check(Skeleton("broken", joints, parts))


def test_a_mirrored_person_keeps_left_on_the_left() -> None:
    plan = PLANS["person"]
    rng = np.random.default_rng(0)
    joints = rng.normal(size=(len(plan.joints), 2))
    parts = np.arange(len(plan.parts))
    ordered, names = in_order(plan, joints, parts)
    flipped, flipped_names = in_order(plan, ordered * [-1.0, 1.0], names)
    left, right = (
        list(plan.chain(plan.parts[plan.part_index[f"arm_{s}"]])) for s in ("left", "right")
    )
    assert ordered[left[1:], 0].mean() <= ordered[right[1:], 0].mean()
    np.testing.assert_allclose(flipped[left], ordered[right] * [-1.0, 1.0])
    assert flipped_names[plan.part_index["trunk"]] == names[plan.part_index["trunk"]]


def test_of_two_hind_legs_the_rearward_one_is_near_whichever_way_the_animal_faces() -> None:
    plan = PLANS["four_legged"]
    joints = np.zeros((len(plan.joints), 2))
    joints[plan.index["nose"], 0] = 5.0
    for name, x in (("hind_near", 1.0), ("hind_far", -1.0)):
        for number in range(5):
            joints[plan.index[f"{name}{number}"], 0] = x
    assert facing_of(plan, joints) == 1.0
    ordered, _ = in_order(plan, joints, np.zeros(1, np.int64))
    assert ordered[plan.index["hind_near2"], 0] == -1.0
    mirrored, _ = in_order(plan, ordered * [-1.0, 1.0], np.zeros(1, np.int64))
    np.testing.assert_array_equal(mirrored, ordered * [-1.0, 1.0])

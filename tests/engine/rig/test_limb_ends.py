# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shoes are of their legs and petals of their blooms; what hands hold is no arm."""

from __future__ import annotations

import numpy as np

from engine.rig.find import SELDOM, _with_bones
from engine.rig.limb_ends import lines_about_limbs
from engine.rig.skeletons import PLANS

PERSON, SQUIRREL, PLANT = PLANS["person"], PLANS["sitting"], PLANS["plant"]


def ring(x: float, y: float, radius: float) -> np.ndarray:
    angle = np.linspace(0.0, 2 * np.pi, 30)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def drawn(*lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate(lines), np.repeat(np.arange(len(lines)), [len(one) for one in lines])


def limb(joints: np.ndarray, plan: str, part: str, *places: tuple[float, float]) -> None:
    """Put the joints of a limb on a line through two places."""
    chain = list(PLANS[plan].chain(PLANS[plan].parts[PLANS[plan].part_index[part]]))
    joints[chain] = np.linspace(places[0], places[1], len(chain))


def test_a_shoe_is_of_the_leg_that_ends_in_it_and_a_ball_is_not_of_the_hand() -> None:
    joints = np.zeros((len(PERSON.joints), 2))
    limb(joints, "person", "leg_left", (0.0, 0.0), (0.0, 0.4))
    limb(joints, "person", "arm_left", (0.0, -0.3), (-0.3, -0.3))
    leg, shoe = np.linspace((0.05, 0.0), (0.05, 0.36), 20), ring(0.02, 0.4, 0.06)
    arm, ball = np.linspace((0.0, -0.25), (-0.26, -0.25), 20), ring(-0.3, -0.3, 0.06)
    points, strokes = drawn(leg, shoe, arm, ball)
    left_leg, left_arm = PERSON.part_index["leg_left"], PERSON.part_index["arm_left"]
    parts = np.array([left_leg, -1, left_arm, -1])[strokes]
    found = lines_about_limbs(PERSON, joints, points, strokes, parts)
    assert found.tolist() == np.array([left_leg, left_leg, left_arm, -1])[strokes].tolist()
    large = np.concatenate([points[strokes == 0], ring(0.0, 0.4, 0.3)])  # a hoop
    about = np.repeat([0, 1], [20, 30])
    parts = np.where(about == 0, left_leg, -1)
    assert lines_about_limbs(PERSON, joints, large, about, parts).tolist() == parts.tolist()


def test_a_nut_before_the_one_paw_that_is_drawn_is_no_paw() -> None:
    joints = np.zeros((len(SQUIRREL.joints), 2))
    limb(joints, "sitting", "arm_near", (0.0, 0.0), (-0.3, 0.0))
    limb(joints, "sitting", "arm_far", (0.0, 0.02), (-0.32, 0.02))
    near, far = SQUIRREL.part_index["arm_near"], SQUIRREL.part_index["arm_far"]
    paw, nut = np.linspace((0.0, 0.0), (-0.3, 0.0), 20), ring(-0.3, 0.05, 0.06)
    points, strokes = drawn(paw, nut)
    found = lines_about_limbs(SQUIRREL, joints, points, strokes, np.array([near, far])[strokes])
    assert found.tolist() == np.array([near, -1])[strokes].tolist()
    other = np.linspace((0.0, 0.03), (-0.3, 0.03), 20)  # an arm of its own
    points, strokes = drawn(paw, nut, other)
    parts = np.array([near, far, far])[strokes]
    found = lines_about_limbs(SQUIRREL, joints, points, strokes, parts)
    assert found.tolist() == parts.tolist()


def test_a_petal_beside_the_stem_is_of_the_bloom_and_a_pot_is_not() -> None:
    stem, bloom = PLANT.part_index["stem"], PLANT.part_index["bloom"]
    stalk, middle = np.linspace((0.0, 0.5), (0.0, -0.2), 30), ring(0.0, -0.3, 0.08)
    petal, pot = ring(0.13, -0.17, 0.08), ring(0.0, 0.45, 0.1)
    lens = ring(0.0, -0.1, 0.1) * [0.1, 1.0]  # long and thin: a thick stem
    points, strokes = drawn(stalk, middle, petal, pot, lens)
    parts = np.array([stem, bloom, stem, stem, stem])[strokes]
    joints = np.zeros((len(PLANT.joints), 2))
    found = lines_about_limbs(PLANT, joints, points, strokes, parts)
    assert found.tolist() == np.array([stem, bloom, bloom, stem, stem])[strokes].tolist()


def test_less_is_no_part_of_a_body_than_the_network_thinks_but_not_of_a_head() -> None:
    tokens = np.array([[0.1, 0.0]])
    for name, less in (("person", SELDOM), ("face", 0.0)):
        plan = PLANS[name]
        odds = np.zeros((1, len(plan.parts) + 1))
        said = _with_bones(plan, np.zeros((len(plan.joints), 2)), tokens, odds)
        assert np.isclose(said[0, :-1].max() - said[0, -1], less)  # all bones are as near

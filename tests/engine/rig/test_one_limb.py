# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One outline of a leg is one leg, even where the network sees a leg in each side of it."""

from __future__ import annotations

import numpy as np

from engine.rig.find import _twins_as_one
from engine.rig.hints import KnownParts
from engine.rig.one_limb import drawn_once, named_once
from engine.rig.skeletons import PLANS

DOG = PLANS["four_legged"]
NEAR, FAR = (DOG.part_index[name] for name in ("hind_near", "hind_far"))


def legs(apart: float) -> np.ndarray:
    """Joints, the hind legs `apart` from each other, straight and 0.4 long; the rest unknown."""
    joints = np.full((len(DOG.joints), 2), np.nan)
    for side, x in (("hind_near", -apart / 2), ("hind_far", apart / 2)):
        for number, y in enumerate(np.linspace(0.0, 0.4, 5)):
            joints[DOG.index[f"{side}{number}"]] = x, y
    return joints


def outline(middle: float, width: float) -> np.ndarray:
    """Down one side of a leg, round its foot and up the other side."""
    down = np.linspace((middle - width / 2, 0.05), (middle - width / 2, 0.42), 30)
    sole = np.linspace((middle - width / 2, 0.42), (middle + width / 2, 0.42), 6)
    return np.concatenate([down, sole, down[::-1] * [-1, 1] + [2 * middle, 0.0]])


def test_two_sides_of_one_leg_are_one_leg() -> None:
    joints, points = legs(0.1), outline(0.0, 0.14)
    parts = np.where(points[:, 0] < 0.0, NEAR, FAR)
    found = drawn_once(DOG, joints, points, np.zeros(len(points), np.int64), parts)
    near, far = (list(DOG.chain(DOG.parts[part])) for part in (NEAR, FAR))
    assert np.allclose(found[near], found[far])
    assert np.allclose(found[near][:, 0], 0.0)


def test_one_leg_that_an_artist_corrects_stays_one_unless_the_far_one_is_named() -> None:
    joints, points = legs(0.1), outline(0.0, 0.14)
    strokes, parts = np.zeros(len(points), np.int64), np.where(points[:, 0] < 0.0, NEAR, FAR)
    near, far = (list(DOG.chain(DOG.parts[part])) for part in (NEAR, FAR))
    found = drawn_once(DOG, joints, points, strokes, parts, {"hind_near"})
    assert np.array_equal(found[far], joints[near]) and np.array_equal(found[near], joints[near])
    two = drawn_once(DOG, joints, points, strokes, parts, {"hind_far"})
    assert np.array_equal(two, joints, equal_nan=True)


def test_both_sides_of_a_leg_that_is_drawn_once_have_its_name() -> None:
    joints, points = legs(0.0), outline(0.0, 0.14)
    joints = np.where(np.isfinite(joints), joints, 0.0)
    strokes, parts = np.zeros(len(points), np.int64), np.where(points[:, 0] < 0.0, NEAR, FAR)
    assert (named_once(DOG, joints, points, strokes, parts) == NEAR).all()
    two = named_once(DOG, joints, points, strokes, parts, {"hind_far"})
    assert two.tolist() == parts.tolist()


def test_two_legs_drawn_close_together_keep_their_names() -> None:
    joints = np.where(np.isfinite(legs(0.06)), legs(0.06), 0.0)
    lines = [outline(-0.06, 0.07), outline(0.06, 0.07)]
    strokes = np.repeat([0, 1], len(lines[0]))
    parts = np.where(strokes == 0, NEAR, FAR)
    found = named_once(DOG, joints, np.concatenate(lines), strokes, parts)
    assert found.tolist() == parts.tolist()


def test_parts_of_coinciding_legs_are_one_unless_the_far_one_is_named() -> None:
    joints, parts = legs(0.0), np.array([NEAR, FAR, FAR])

    def one_leg(*held: str) -> list[int]:
        known = KnownParts({}, np.zeros(0, np.int64), frozenset(held))
        return _twins_as_one(DOG, np.nan_to_num(joints), parts, known).tolist()

    assert one_leg() == one_leg("hind_near") == [NEAR] * 3
    assert one_leg("hind_far") == parts.tolist()


def test_two_legs_with_two_outlines_are_two() -> None:
    joints = legs(0.1)
    points = np.concatenate([outline(-0.06, 0.08), outline(0.06, 0.08)])
    strokes = np.repeat([0, 1], len(points) // 2)
    parts = np.where(strokes == 0, NEAR, FAR)
    found = drawn_once(DOG, joints, points, strokes, parts)
    assert np.array_equal(found, joints, equal_nan=True)


def test_two_lines_that_do_not_meet_are_two_legs() -> None:
    joints = legs(0.1)
    left = np.linspace((-0.05, 0.05), (-0.05, 0.42), 30)
    points, strokes = np.concatenate([left, left * [-1, 1]]), np.repeat([0, 1], 30)
    found = drawn_once(DOG, joints, points, strokes, np.where(strokes == 0, NEAR, FAR))
    assert np.array_equal(found, joints, equal_nan=True)


def test_people_seen_from_the_front_keep_both_legs() -> None:
    person = PLANS["person"]
    joints = np.zeros((len(person.joints), 2))
    for side, x in (("left", -0.03), ("right", 0.03)):
        for number in range(4):
            joints[person.index[f"leg_{side}{number}"]] = x, 0.13 * number
    points = outline(0.0, 0.12)
    left, right = (person.part_index[f"leg_{side}"] for side in ("left", "right"))
    parts = np.where(points[:, 0] < 0.0, left, right)
    found = drawn_once(person, joints, points, np.zeros(len(points), np.int64), parts)
    assert np.array_equal(found, joints)

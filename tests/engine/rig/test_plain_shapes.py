# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A round belly stays round and a stick straight, whatever bones do; boxes have no limbs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose, deformed
from engine.rig.fitting import fits_drawing
from engine.rig.plain_shapes import is_ellipse, is_one_plain_outline, with_plain_shapes
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]
COUNT = 40


def ellipse(wide: float, tall: float, turn: float = 0.0) -> Floats:
    angle = np.linspace(0, 2 * np.pi, COUNT)
    line = np.stack([wide * np.cos(angle), tall * np.sin(angle)], axis=1)
    c, s = np.cos(turn), np.sin(turn)
    return line @ np.array([[c, s], [-s, c]])


def square(side: float) -> Floats:
    corners = side * np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], float)
    at = np.linspace(0, 4, COUNT)
    return np.stack([np.interp(at, np.arange(5), corners[:, axis]) for axis in (0, 1)], axis=1)


def bent_bones(plan: str, part: str, points: Floats) -> tuple[Bones, Pose]:
    """Bones of a plan whose first two joints of a part share the points, and a pose that bends."""
    found = PLANS[plan]
    first, second = list(found.chain(found.parts[found.part_index[part]]))[:2]
    share = np.linspace(0, 1, len(points))
    joints = np.zeros((len(found.joints), 2))
    joints[second] = [20.0, 0.0]
    bones = Bones(
        plan, tuple(j.name for j in found.joints), np.array(found.parents), joints,
        np.ones(len(joints)), np.tile([first, second], (len(points), 1)),
        np.stack([1 - share, share], axis=1),
        np.full(len(points), found.part_index[part]),
    )  # fmt: skip
    turns = np.zeros((2, len(joints)))
    turns[1, second] = 1.0
    return bones, Pose(np.zeros((2, 2)), turns)


def lengths_between(points: Floats) -> Floats:
    return np.asarray(np.linalg.norm(points[:, None] - points[None], axis=2))


def test_a_round_body_stays_round() -> None:
    points = ellipse(100, 80, 0.4)
    bones, pose = bent_bones("fish", "trunk", points)
    assert (
        np.abs(lengths_between(deformed(bones, points, pose)[1]) - lengths_between(points)).max()
        > 5
    )
    kept = with_plain_shapes(bones, points, np.zeros(COUNT, np.int64))
    moved = deformed(kept, points, pose)[1]
    np.testing.assert_allclose(lengths_between(moved), lengths_between(points), atol=1e-6)


def test_a_tail_turns_where_it_touches_a_round_body() -> None:
    tail = np.stack([np.linspace(100, 160, COUNT), np.zeros(COUNT)], axis=1)
    points, strokes = np.concatenate([ellipse(100, 80), tail]), np.repeat([0, 1], COUNT)
    bones, _ = bent_bones("fish", "trunk", points)
    joint, parts = bones.names.index("tail"), bones.parts.copy()
    carriers, weights = bones.carriers.copy(), bones.weights.copy()
    carriers[COUNT:], weights[COUNT:], parts[COUNT:] = joint, [1.0, 0.0], 1
    joints = bones.joints.copy()
    joints[joint] = tail[0]
    bones = replace(bones, joints=joints, carriers=carriers, weights=weights, parts=parts)
    turns = np.zeros((2, len(joints)))
    turns[1] = np.linspace(0.2, 0.8, len(joints))
    pose = Pose(np.zeros((2, 2)), turns)
    moved = deformed(with_plain_shapes(bones, points, strokes), points, pose)[1]
    rim = int(np.linalg.norm(points[:COUNT] - tail[0], axis=1).argmin())
    gap = np.linalg.norm(moved[COUNT] - moved[rim]) - np.linalg.norm(tail[0] - points[rim])
    assert abs(gap) < 1e-6
    assert np.linalg.norm(moved[-1] - points[-1]) > 10.0


def test_what_lies_along_a_round_body_or_on_it_goes_with_it() -> None:
    points = np.concatenate(
        [ellipse(100, 80), ellipse(103, 82), ellipse(6, 6) + np.array([20, 10])]
    )
    bones, pose = bent_bones("fish", "trunk", points)
    kept = with_plain_shapes(bones, points, np.repeat([0, 1, 2], COUNT))
    moved = deformed(kept, points, pose)[1]
    np.testing.assert_allclose(lengths_between(moved), lengths_between(points), atol=1e-6)


def test_an_insect_has_straight_legs_and_a_horse_has_knees() -> None:
    points = np.stack([np.linspace(0, 60, COUNT), np.linspace(0, 40, COUNT)], axis=1)
    strokes = np.zeros(COUNT, np.int64)
    leg, pose = bent_bones("insect", "fore_near", points)
    moved = deformed(with_plain_shapes(leg, points, strokes), points, pose)[1]
    np.testing.assert_allclose(lengths_between(moved), lengths_between(points), atol=1e-6)
    leg, _ = bent_bones("four_legged", "fore_near", points)
    assert with_plain_shapes(leg, points, strokes) is leg


def test_an_ellipse_is_one_whichever_way_it_lies() -> None:
    assert is_ellipse(ellipse(100, 60, 0.7)) and is_ellipse(ellipse(50, 50)[:-1])
    assert not is_ellipse(square(100)) and not is_ellipse(ellipse(100, 60)[:20])


def test_nobody_is_one_box_or_circle() -> None:
    strokes = np.zeros(COUNT, np.int64)
    for line in (square(100), ellipse(60, 60)):
        bones, _ = bent_bones("person", "trunk", line)
        assert is_one_plain_outline(line, strokes) and not fits_drawing(bones, line, strokes)
    both = np.concatenate([square(100), square(30) + np.array([120, 0])])
    bones, _ = bent_bones("person", "trunk", both)
    assert fits_drawing(bones, both, np.repeat([0, 1], COUNT))

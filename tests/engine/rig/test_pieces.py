# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces, hinges and wheels of things that have no body plan."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.bones import Bones, Pose, deformed
from engine.rig.carry import carried
from engine.rig.pieces import Pieces, find_pieces, rig_of_pieces

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def line(*corners: tuple[float, float], points: int = 12) -> Floats:
    """A stroke through corners, evenly sampled between each two."""
    t = np.linspace(0, 1, points, endpoint=False)[:, None]
    places = np.array(corners, np.float64)
    parts = [a + (b - a) * t for a, b in itertools.pairwise(places)]
    return np.concatenate([*parts, places[-1:]])


def ring(x: float, y: float, wide: float, high: float | None = None) -> Floats:
    t = np.linspace(0, 2 * np.pi, 32)
    return np.stack([x + wide * np.cos(t), y + (high or wide) * np.sin(t)], axis=1)


def box(x: float, y: float, wide: float, high: float) -> Floats:
    return line((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))


def string(x: float, y: float, length: float, swing: float = 8.0) -> Floats:
    t = np.linspace(0, 1, 40)
    return np.stack([x + swing * np.sin(6 * t), y + length * t], axis=1)


def arc(x: float, y: float, radius: float, start: float, end: float) -> Floats:
    t = np.linspace(start, end, 40) * np.pi
    return np.stack([x + radius * np.cos(t), y + radius * np.sin(t)], axis=1)


BALLOON = [ring(50, 30, 22, 27), string(50, 57, 60), line((40, 20), (43, 15))]
CAR = [
    line((5, 60), (5, 45), (25, 42), (35, 28), (70, 28), (82, 43), (98, 46), (98, 60), (5, 60)),
    ring(25, 60, 10), ring(25, 60, 4), ring(78, 60, 10), ring(78, 60, 4),
    box(38, 31, 12, 11), box(53, 31, 14, 11),
]  # fmt: skip
BICYCLE = [
    ring(22, 70, 18), ring(78, 70, 18), line((22, 70), (40, 40), (68, 40), (78, 70)),
    line((40, 40), (50, 70), (68, 40)), line((22, 70), (50, 70)), line((33, 33), (43, 33)),
    line((40, 40), (38, 33)),
]  # fmt: skip
TRAIN = [
    box(5, 30, 40, 25), box(30, 10, 15, 20), box(55, 20, 40, 35), line((45, 50), (55, 50)),
    *[ring(x, 57, 5) for x in (12, 24, 38, 62, 75, 88)], box(60, 25, 10, 10),
]  # fmt: skip
ROBOT = [
    box(30, 35, 40, 40), box(37, 8, 26, 20), line((50, 28), (50, 35)), ring(44, 16, 3),
    ring(56, 16, 3), line((43, 23), (57, 23)), box(34, 75, 8, 30), box(58, 75, 8, 30),
]  # fmt: skip
SNOWMAN = [
    ring(50, 80, 22), ring(50, 47, 15), ring(50, 24, 10), ring(46, 21, 1), ring(54, 21, 1),
    line((35, 45), (12, 30)), line((65, 45), (88, 30)), ring(50, 45, 1.2), ring(50, 52, 1.2),
]  # fmt: skip
CLOCK = [ring(50, 50, 40), line((50, 50), (50, 20)), line((50, 50), (72, 58)), ring(50, 50, 2)]
LAMP = [
    box(20, 90, 40, 5), line((40, 90), (25, 50)), line((25, 50), (65, 25)),
    line((65, 25), (60, 15), (85, 28), (72, 45), (65, 25)),
]  # fmt: skip
PLANE = [
    line((5, 50), (15, 42), (80, 42), (95, 25), (98, 45), (85, 55), (15, 55), (5, 50)),
    line((40, 48), (60, 80), (68, 80), (60, 48)), *[ring(x, 46, 1.5) for x in (25, 32, 39)],
]  # fmt: skip
LEG = [
    arc(50, 40, 25, 0.55, 2.35), line((46, 64.7), (42, 105)), line((61.4, 62), (56, 105)),
    line((42, 105), (56, 105)), ring(42, 33, 2),
]  # fmt: skip
RAIN = [ring(50, 25, 35, 15), *[line((x, 60), (x - 3, 70)) for x in (28, 40, 52, 64)]]
PEAR = [
    np.array(
        [
            (50 + 30 * np.sin(t) * (0.28 + 0.9 * abs(np.cos(t)) ** 1.2), 50 - 45 * np.cos(t))
            for t in np.linspace(0, 2 * np.pi, 90)
        ]
    ),
    ring(46, 18, 2), ring(54, 18, 2),
]  # fmt: skip
DRAWINGS = {
    "balloon": BALLOON, "car": CAR, "bicycle": BICYCLE, "train": TRAIN, "robot": ROBOT,
    "snowman": SNOWMAN, "clock": CLOCK, "lamp": LAMP, "plane": PLANE, "leg": LEG, "rain": RAIN,
    "pear": PEAR,
}  # fmt: skip


def drawing(strokes: list[Floats]) -> tuple[Floats, Ints]:
    numbers = np.repeat(np.arange(len(strokes)), [len(s) for s in strokes])
    return np.concatenate(strokes), numbers


def found(strokes: list[Floats]) -> Pieces:
    return find_pieces(*drawing(strokes))


def piece_of(pieces: Pieces, strokes: list[Floats], stroke: int) -> int:
    """The piece that most points of a stroke belong to."""
    rows = drawing(strokes)[1] == stroke
    return int(np.bincount(pieces.pieces[rows]).argmax())


def swung(bones: Bones, fixed: tuple[int, ...] = (), degrees: float = 20.0) -> Pose:
    """Eight poses in which each joint turns a random way against its parent."""
    own = np.deg2rad(degrees) * np.random.default_rng(3).uniform(-1, 1, (8, len(bones.names)))
    own[:, list(fixed)] = 0.0
    turns = own.copy()
    for joint in bones.order:
        if bones.parents[joint] >= 0:
            turns[:, joint] += turns[:, bones.parents[joint]]
    return Pose(np.zeros((8, 2)), turns)


@pytest.mark.parametrize("name", DRAWINGS)
def test_bones_are_well_formed(name: str) -> None:
    points, strokes = drawing(DRAWINGS[name])
    bones = rig_of_pieces(points, strokes)
    count = len(bones.names)
    assert bones.plan == ""
    assert {name.rstrip("0123456789") for name in bones.names} <= {"piece", "wheel", "bend"}
    assert bones.parents[0] == -1
    assert all(0 <= bones.parents[k] < k for k in range(1, count))
    assert bones.carriers.shape == bones.weights.shape
    assert bones.carriers.shape[1] <= 4
    assert bones.carriers.min() >= 0
    assert bones.carriers.max() < count
    assert bones.weights.min() >= 0
    np.testing.assert_allclose(bones.weights.sum(axis=1), 1.0)
    assert ((bones.confidence > 0) & (bones.confidence <= 1)).all()
    assert np.array_equal(np.unique(bones.parts), np.arange(count))


@pytest.mark.parametrize("name", DRAWINGS)
def test_ink_that_touches_at_rest_touches_in_every_pose(name: str) -> None:
    points, strokes = drawing(DRAWINGS[name])
    pieces = find_pieces(points, strokes)
    size = np.ptp(points, axis=0).max()
    pairs = cKDTree(points).query_pairs(0.01 * size, output_type="ndarray")
    wheels = np.isin(pieces.pieces, pieces.wheels)
    pairs = pairs[(strokes[pairs[:, 0]] != strokes[pairs[:, 1]]) & ~wheels[pairs].any(axis=1)]
    moved = deformed(pieces.bones, points, swung(pieces.bones))
    rest = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    after = np.linalg.norm(moved[:, pairs[:, 0]] - moved[:, pairs[:, 1]], axis=2)
    assert (after - rest <= 0.004 * size).all()


@pytest.mark.parametrize("name", DRAWINGS)
def test_lines_keep_their_length(name: str) -> None:
    points, strokes = drawing(DRAWINGS[name])
    bones = rig_of_pieces(points, strokes)
    moved = deformed(bones, points, swung(bones))
    same = strokes[1:] == strokes[:-1]
    ratio = np.linalg.norm(np.diff(moved, axis=1), axis=2)[:, same]
    ratio /= np.linalg.norm(np.diff(points, axis=0), axis=1)[same]
    assert ((ratio > 0.7) & (ratio < 1.4)).mean() > 0.99


def test_a_wheel_turns_about_its_centre_and_stays_round() -> None:
    pieces = found(CAR)
    bones = pieces.bones
    assert len(pieces.wheels) == 2
    np.testing.assert_allclose(bones.joints[list(pieces.wheels)], [(25, 60), (78, 60)], atol=0.5)
    assert not pieces.hinges
    points, strokes = drawing(CAR)
    turns = np.zeros((1, len(bones.names)))
    turns[0, list(pieces.wheels)] = 2.0
    moved = deformed(bones, points, Pose(np.zeros((1, 2)), turns))[0]
    for tyre, rim in ((1, 2), (3, 4)):
        centre = bones.joints[piece_of(pieces, CAR, tyre)]
        assert piece_of(pieces, CAR, tyre) == piece_of(pieces, CAR, rim)
        away = np.linalg.norm(moved[strokes == tyre] - centre, axis=1)
        np.testing.assert_allclose(away, 10.0, atol=0.5)
        assert np.abs(moved[strokes == tyre] - points[strokes == tyre]).max() > 5
    still = np.isin(strokes, (0, 5, 6))
    np.testing.assert_allclose(moved[still], points[still], atol=1e-9)


def test_a_wheel_may_be_drawn_in_two_strokes() -> None:
    halves = [arc(25, 60, 10, 0.1, 1.1), arc(25, 60, 10, 1.12, 2.08)]
    strokes = [CAR[0], *halves, *CAR[2:]]
    pieces = found(strokes)
    assert len(pieces.wheels) == 2
    assert piece_of(pieces, strokes, 1) == piece_of(pieces, strokes, 2)
    assert piece_of(pieces, strokes, 1) == piece_of(pieces, strokes, 3)
    lower_half_only = [CAR[0], halves[0], *CAR[2:]]
    assert len(found(lower_half_only).wheels) == 1


def test_wheels_by_axle_and_in_a_row() -> None:
    assert len(found(BICYCLE).wheels) == 2
    assert len(found(TRAIN).wheels) == 6


@pytest.mark.parametrize("name", ["balloon", "clock", "snowman", "plane", "robot", "rain", "leg"])
def test_what_is_round_is_not_always_a_wheel(name: str) -> None:
    assert not found(DRAWINGS[name]).wheels


def test_rings_with_a_hole_that_carry_nothing_are_no_wheels() -> None:
    key = [
        ring(20, 50, 15), ring(20, 50, 7),
        line((35, 48), (95, 48), (95, 60), (88, 60), (88, 52), (35, 52)),
    ]  # fmt: skip
    spectacles = [
        ring(25, 50, 18), ring(75, 50, 18), line((43, 50), (57, 50)), line((7, 48), (0, 35)),
        line((93, 48), (100, 35)),
    ]  # fmt: skip
    assert not found(key).wheels
    assert not found(spectacles).wheels


def test_a_string_is_a_soft_chain_that_hangs_on_its_balloon() -> None:
    pieces = found(BALLOON)
    bones = pieces.bones
    assert len(pieces.hinges) == 1
    assert 2 <= len(pieces.bends) <= 3
    hinge = pieces.hinges[0]
    np.testing.assert_allclose(bones.joints[hinge], (50, 57), atol=2)
    assert [int(bones.parents[b]) for b in pieces.bends] == [hinge, *pieces.bends[:-1]]
    assert piece_of(pieces, BALLOON, 0) == piece_of(pieces, BALLOON, 2) == 0


def test_a_robot_has_a_head_with_eyes_and_two_legs() -> None:
    pieces = found(ROBOT)
    head, body = piece_of(pieces, ROBOT, 1), piece_of(pieces, ROBOT, 0)
    assert body == 0 != head
    assert {piece_of(pieces, ROBOT, s) for s in (3, 4, 5)} == {head}
    left, right = piece_of(pieces, ROBOT, 6), piece_of(pieces, ROBOT, 7)
    assert len({body, head, left, right}) == 4
    parents = pieces.bones.parents
    assert parents[left] == parents[right] == body
    joints = pieces.bones.joints[[left, right]]
    np.testing.assert_allclose(joints, [(38, 75), (62, 75)], atol=4)


def test_marks_inside_an_outline_move_rigidly_with_it() -> None:
    points, strokes = drawing(ROBOT)
    bones = rig_of_pieces(points, strokes)
    moved = deformed(bones, points, swung(bones))
    for eye in (3, 4):
        rows = strokes == eye
        rest = np.linalg.norm(points[rows] - points[rows].mean(axis=0), axis=1)
        after = moved[:, rows] - moved[:, rows].mean(axis=1, keepdims=True)
        np.testing.assert_allclose(
            np.linalg.norm(after, axis=2), np.broadcast_to(rest, after.shape[:2]), atol=1e-6
        )


@pytest.mark.parametrize("name", ["plane", "clock"])
def test_what_has_no_hinge_is_one_piece(name: str) -> None:
    assert len(found(DRAWINGS[name]).bones.names) == 1


def test_an_outline_is_cut_at_its_neck_only() -> None:
    pieces = found(PEAR)
    assert len(pieces.hinges) == 1
    np.testing.assert_allclose(pieces.bones.joints[pieces.hinges[0]], (50, 50), atol=4)
    assert piece_of(pieces, PEAR, 1) == piece_of(pieces, PEAR, 2)
    egg = [ring(50, 50, 20, 40), *PEAR[1:]]
    assert not found(egg).hinges


def test_a_limb_of_two_lines_hangs_between_them() -> None:
    pieces = found(LEG)
    assert len(pieces.hinges) == 1
    np.testing.assert_allclose(pieces.bones.joints[pieces.hinges[0]], (54, 63), atol=3)
    assert {piece_of(pieces, LEG, s) for s in (1, 2, 3)} == {pieces.hinges[0]}


def test_a_line_in_two_strokes_has_no_hinge_where_they_meet() -> None:
    straight = [box(0, 0, 40, 40), line((40, 20), (70, 22)), line((70, 22), (100, 24))]
    pieces = found(straight)
    assert piece_of(pieces, straight, 1) == piece_of(pieces, straight, 2)


def test_an_open_outline_in_strokes_with_gaps_is_one_piece() -> None:
    head_and_back = arc(50, 50, 40, 0.9, 1.7)
    chest = line((11, 62), (20, 85), (45, 91))
    belly = line((52, 92), (75, 88), (89, 63))
    flank = line((88, 60), (90, 45), (76, 22))
    assert len(found([head_and_back, chest, belly, flank]).bones.names) == 1


def test_half_an_outline_is_no_limb_of_the_other_half() -> None:
    back, belly = arc(50, 50, 40, 1.0, 1.9), arc(50, 50, 40, 0.12, 1.0)
    tail = line((10, 50), (-10, 42))
    pieces = found([back, belly, tail])
    assert piece_of(pieces, [back, belly, tail], 0) == piece_of(pieces, [back, belly, tail], 1)


def test_what_hangs_inside_an_outline_of_several_strokes_stays_with_it() -> None:
    sides = [line((0, 0), (60, 0)), line((60, 0), (60, 50)), line((60, 50), (0, 50))]
    strokes = [*sides, line((0, 50), (0, 0)), line((30, 0), (30, 30))]
    assert len(found(strokes).bones.names) == 1


def test_a_sail_swings_with_its_mast() -> None:
    boat = [
        line((5, 70), (95, 70), (80, 90), (20, 90), (5, 70)), line((50, 70), (50, 10)),
        line((51, 11), (85, 62), (52.5, 62), (51, 11)),
    ]  # fmt: skip
    pieces = found(boat)
    assert piece_of(pieces, boat, 1) == piece_of(pieces, boat, 2) == pieces.hinges[0]


def test_a_trunk_of_two_lines_is_one_limb() -> None:
    tree = [ring(50, 32, 32, 28), line((45, 59), (45, 100)), line((55, 59), (55, 100))]
    pieces = found(tree)
    assert piece_of(pieces, tree, 1) == piece_of(pieces, tree, 2) == pieces.hinges[0]


@pytest.mark.parametrize("cross_at", [10.0, 35.0])
def test_a_cross_and_a_t_have_no_hinges(cross_at: float) -> None:
    strokes = [line((50, 10), (50, 90)), line((25, cross_at), (75, cross_at))]
    assert len(found(strokes).bones.names) == 1


def test_the_root_is_the_largest_piece_not_the_one_with_most_ink() -> None:
    zigzag = [(50.0 + 9 * (-1) ** k, 50.0 + 4 * k) for k in range(1, 13)]
    strokes = [ring(50, 25, 25), line((50, 50), *zigzag, points=4)]
    pieces = found(strokes)
    assert piece_of(pieces, strokes, 0) == 0
    assert piece_of(pieces, strokes, 1) == pieces.hinges[0]


def test_a_line_that_crosses_an_outline_isn_t_broken() -> None:
    strokes = [box(20, 20, 60, 60), line((5, 50), (95, 52))]
    assert len(found(strokes).bones.names) == 1


def test_pieces_are_rigid_away_from_their_hinges() -> None:
    points, strokes = drawing(ROBOT)
    pieces = find_pieces(points, strokes)
    hinges = pieces.bones.joints[list(pieces.hinges)]
    away = np.linalg.norm(points[:, None] - hinges, axis=2).min(axis=1)
    weights = pieces.bones.weights.max(axis=1)
    assert (weights[away > 16] == 1.0).all()
    assert (weights[away < 3] < 1.0).any()


def test_a_round_lens_isn_t_bent_by_the_hinge_of_its_handle() -> None:
    strokes = [ring(0, 0, 60), line((0, 60), (0, 200))]
    points, owner = drawing(strokes)
    bones = rig_of_pieces(points, owner)
    moved = deformed(bones, points, swung(bones))[:, owner == 0]
    lens = points[owner == 0]
    apart = np.linalg.norm(moved[:, :1] - moved, axis=2)
    np.testing.assert_allclose(apart - np.linalg.norm(lens[:1] - lens, axis=1), 0.0, atol=1e-9)


def test_what_is_far_from_the_rest_has_a_joint_of_its_own() -> None:
    pieces = found(RAIN)
    drops = {piece_of(pieces, RAIN, s) for s in (1, 2, 3, 4)}
    assert 0 not in drops
    near = [RAIN[0], *[s - [0, 18] for s in RAIN[1:]]]
    assert {piece_of(found(near), near, s) for s in (1, 2, 3, 4)} == {0}


@pytest.mark.parametrize("name", ["robot", "balloon", "train"])
def test_size_place_and_stroke_numbers_make_no_difference(name: str) -> None:
    points, strokes = drawing(DRAWINGS[name])
    first = find_pieces(points, strokes)
    again = find_pieces(0.01 * points + [7.0, -3.0], 5 * strokes + 2)
    assert np.array_equal(first.pieces, again.pieces)
    assert first.wheels == again.wheels
    np.testing.assert_allclose(again.bones.weights, first.bones.weights, atol=1e-6)
    np.testing.assert_allclose(
        again.bones.joints, 0.01 * first.bones.joints + [7.0, -3.0], atol=1e-6
    )


@pytest.mark.parametrize(
    "points",
    [np.zeros((1, 2)), np.zeros((5, 2)), np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])],
)
def test_dots_and_lines_are_one_piece(points: Floats) -> None:
    bones = rig_of_pieces(points, np.zeros(len(points), np.int64))
    assert len(bones.names) == 1
    assert np.isfinite(bones.joints).all()


def test_many_strokes_at_random_give_a_rig() -> None:
    rng = np.random.default_rng(0)
    strokes = [
        rng.uniform(0, 100, 2) + np.cumsum(rng.normal(0, 1, (8, 2)), axis=0) for _ in range(300)
    ]
    bones = rig_of_pieces(*drawing(strokes))
    np.testing.assert_allclose(bones.weights.sum(axis=1), 1.0)
    assert len(bones.names) <= 40


@pytest.mark.parametrize("name", ["robot", "balloon", "train", "car"])
def test_pieces_carry_a_free_motion(name: str) -> None:
    points, strokes = drawing(DRAWINGS[name])
    bones = rig_of_pieces(points, strokes)
    t = 2 * np.pi * np.arange(16) / 16
    x, y = (points / 100).T
    field = np.sin(t)[:, None, None] * np.stack([np.sin(4 * y), np.cos(3 * x)], axis=1)[None]
    pose = carried(bones, points, points + 5 * field)
    moved = deformed(bones, points, pose)
    assert np.array_equal(moved[0], points)
    assert np.isfinite(pose.turns).all()
    assert np.abs(moved - points).max() > 1
    same = strokes[1:] == strokes[:-1]
    ratio = np.linalg.norm(np.diff(moved, axis=1), axis=2)[:, same]
    ratio /= np.linalg.norm(np.diff(points, axis=0), axis=1)[same]
    assert ((ratio > 0.8) & (ratio < 1.25)).mean() > 0.98

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stick figures' limbs are their lines, bars hang on both hands, heads aren't balls."""

from __future__ import annotations

import numpy as np

from engine.rig.bones import Bones, Pose
from engine.rig.deform import Deformer
from engine.rig.heads_among_balls import without_head
from engine.rig.held_by_both import held_by_both
from engine.rig.part_strokes import PartStrokes
from engine.rig.stick_limbs import stick_limbs
from engine.rig.two_wheels import has_two_wheels, riders_plans
from tests.engine.rig.stick_figures import (
    LEFT_ARM,
    LEFT_LEG,
    PERSON,
    RIGHT_ARM,
    RIGHT_LEG,
    TRUNK_LINE,
    drawn,
    joints_of,
    line,
    ring,
)

BODY = (TRUNK_LINE, LEFT_ARM, RIGHT_ARM, LEFT_LEG, RIGHT_LEG)
NAMES = ("trunk", "arm_left", "arm_right", "leg_left", "leg_right")


def labelled(names: tuple[str, ...], strokes: np.ndarray) -> np.ndarray:
    return np.array([PERSON.part_index[name] for name in names])[strokes]


def test_the_arm_that_was_taken_for_the_trunk_is_an_arm_and_what_it_holds_is_none() -> None:
    sword = line((0.17, -0.2), (0.4, -0.5))
    points, strokes = drawn(*(line(*one) for one in BODY), sword)
    joints = joints_of(arm_right1=(0.2, -0.25), arm_right2=(0.3, -0.35), arm_right3=(0.4, -0.5))
    parts = labelled((*NAMES[:2], "trunk", *NAMES[3:], "arm_right"), strokes)
    laid, found, along = stick_limbs(PERSON, joints, points, strokes, (parts, 0.0 * points[:, 0]))
    assert (found[strokes == 2] == PERSON.part_index["arm_right"]).all()
    assert (found[strokes == 5] == -1).all()
    assert (found[strokes < 2] == parts[strokes < 2]).all()
    np.testing.assert_allclose(laid[PERSON.index["arm_right3"]], RIGHT_ARM[-1], atol=0.01)
    assert np.ptp(along[strokes == 2]) > 0.9


def test_what_is_found_well_and_what_has_flesh_stays() -> None:
    points, strokes = drawn(*(line(*one) for one in BODY))
    parts = labelled(NAMES, strokes)
    joints = joints_of()
    laid, found, _ = stick_limbs(PERSON, joints, points, strokes, (parts, 0.0 * points[:, 0]))
    assert (found == parts).all() and (laid == joints).all()
    trunk = line((-0.12, 0), (-0.12, -0.34), (0.12, -0.34), (0.12, 0))  # an outline
    points, strokes = drawn(trunk, line((0.12, -0.28), (0.3, -0.2)), line(*LEFT_ARM))
    parts = labelled(("trunk", "trunk", "arm_left"), strokes)
    _, found, _ = stick_limbs(PERSON, joints, points, strokes, (parts, 0.0 * points[:, 0]))
    assert (found == parts).all()


def test_a_bar_and_its_plates_stay_straight_and_go_with_both_hands() -> None:
    hands = {
        "arm_left1": (-0.15, -0.3), "arm_left2": (-0.15, -0.48), "arm_left3": (-0.15, -0.5),
        "arm_right1": (0.15, -0.3), "arm_right2": (0.15, -0.48), "arm_right3": (0.15, -0.5),
    }  # fmt: skip
    joints = joints_of(**hands)
    bar = line((-0.45, -0.5), (0.45, -0.5))
    plates = ring(-0.42, -0.5, 0.07), ring(0.42, -0.5, 0.07)
    points, strokes = drawn(bar, *plates, line(*TRUNK_LINE))
    parts = labelled(("trunk",) * 4, strokes)
    carriers = np.zeros((len(points), 4), np.int64)
    weights = np.zeros((len(points), 4))
    weights[:, 0] = 1.0
    carriers, weights, parts = held_by_both(
        PERSON, joints, points, strokes, (carriers, weights, parts)
    )
    held = strokes < 3
    assert (parts[held] == -1).all() and (parts[~held] >= 0).all()
    bones = Bones(
        "person", tuple(j.name for j in PERSON.joints), np.array(PERSON.parents, np.int64),
        joints, np.ones(len(joints)), carriers, weights, parts,
    )  # fmt: skip
    turns = np.zeros((2, len(joints)))
    turns[1, PERSON.index["arm_left1"]] = turns[1, PERSON.index["arm_left2"]] = -0.5
    turns[1, PERSON.index["arm_left3"]] = -0.5
    for name in ("arm_right1", "arm_right2", "arm_right3"):
        turns[1, PERSON.index[name]] = 0.5
    moved = Deformer(bones, points, strokes)(Pose(np.zeros((2, 2)), turns))
    shift = moved[1, held] - points[held]
    assert np.hypot(*shift.mean(axis=0)) > 0.005
    np.testing.assert_allclose(shift, np.broadcast_to(shift[0], shift.shape), atol=1e-6)


def test_a_line_that_only_touches_one_hand_is_no_bar() -> None:
    joints = joints_of()
    points, strokes = drawn(line((0.2, -0.5), (0.2, 0.0)), line(*TRUNK_LINE))
    parts = labelled(("arm_right", "trunk"), strokes)
    carried = np.zeros((len(points), 4), np.int64), np.ones((len(points), 4)) / 4.0, parts
    assert held_by_both(PERSON, joints, points, strokes, carried) is carried


def test_the_ring_on_top_of_the_body_is_a_head_and_no_ball() -> None:
    for ball in (ring(0.35, 0.35, 0.08), ring(-0.3, -0.5, 0.05), ring(0.25, -0.2, 0.08)):
        points, strokes = drawn(*(line(*one) for one in BODY), ring(0.0, -0.42, 0.08), ball)
        offsets = np.searchsorted(strokes, np.arange(strokes.max() + 2))
        drawing = PartStrokes(points, offsets, np.zeros(strokes.max() + 1, np.int64))
        rings = [drawing.only([5]), drawing.only([6])]
        for order in (rings, rings[::-1]):
            assert [one.tolist() for one in without_head(drawing, order)] == [rings[1].tolist()]


def test_two_wheels_tell_a_rider() -> None:
    wheels = ring(-0.35, 0.3, 0.18), ring(0.35, 0.3, 0.18)
    rider = line((0.3, -0.1), (0.1, -0.3), (-0.15, 0.0), (0.05, 0.1), (0.05, 0.35))
    plans = ("cyclist", "person")
    points, strokes = drawn(*wheels, rider, ring(0.2, -0.5, 0.1))
    assert has_two_wheels(points, strokes)
    assert riders_plans(plans, points, strokes) == ("cyclist",)
    assert riders_plans(("person",), points, strokes) == ("person",)
    points, strokes = drawn(
        *(line(*one) for one in BODY), ring(0, -0.42, 0.08), ring(0.3, 0.3, 0.08)
    )
    assert riders_plans(plans, points, strokes) == plans

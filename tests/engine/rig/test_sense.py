# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What geometry knows better than the network: wheels, touching lines, limbs that are one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.attached import attached_parts
from engine.rig.skeletons import PLANS
from engine.rig.twins import coinciding_twins
from engine.rig.weights import carrier_weights
from engine.rig.wheels import on_circles, ovals_kept, towards_its_front, with_named_wheels

Floats = NDArray[np.float64]
CAR, PLANT = PLANS["car"], PLANS["plant"]


def circle(x: float, y: float, radius: float) -> Floats:
    angle = np.linspace(0, 2 * np.pi, 40)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], 1)


def line(*corners: tuple[float, float], points: int = 60) -> Floats:
    at = np.linspace(0, len(corners) - 1, points)
    found = np.array(corners)
    return np.stack([np.interp(at, range(len(found)), found[:, c]) for c in (0, 1)], 1)


def drawn(*lines: Floats) -> tuple[Floats, NDArray[np.int64]]:
    strokes = np.repeat(np.arange(len(lines)), [len(one) for one in lines])
    return np.concatenate(lines), strokes.astype(np.int64)


def toy_car() -> tuple[Floats, NDArray[np.int64]]:
    body = line((-0.5, 0.1), (-0.5, -0.1), (0.0, -0.3), (0.5, -0.1), (0.5, 0.1), (-0.5, 0.1))
    wheels = [circle(x, 0.15, r) for x in (-0.3, 0.3) for r in (0.12, 0.04)]
    return drawn(body, *wheels)


def test_wheels_lie_on_the_circles_that_are_drawn() -> None:
    points, strokes = toy_car()
    joints = np.array([[0.0, 0.0], [-0.24, 0.1], [0.33, 0.2]])
    parts = np.where(strokes == 0, 2, 0)  # the body is taken for a wheel, the wheels for the body
    found, mended = on_circles(CAR, joints, parts, strokes, (points, strokes))
    np.testing.assert_allclose(found[1:], [[-0.3, 0.15], [0.3, 0.15]], atol=0.01)
    assert (mended[strokes == 0] == 0).all()
    assert (mended[np.isin(strokes, [1, 2])] == 1).all()
    assert (mended[np.isin(strokes, [3, 4])] == 2).all()


def test_the_front_wheel_of_a_car_is_at_the_end_with_a_lamp() -> None:
    points, strokes = toy_car()
    points = np.concatenate([points, circle(-0.48, -0.03, 0.02)])
    strokes = np.concatenate([strokes, np.full(40, 5)])
    joints = np.array([[0.0, 0.0], [-0.3, 0.15], [0.3, 0.15]])
    parts = np.array([0, 1, 1, 2, 2, -1])[strokes]
    found, (swapped, same) = towards_its_front(
        CAR, joints, (parts, np.zeros_like(parts)), (points, strokes)
    )
    np.testing.assert_allclose(found[1:], [[0.3, 0.15], [-0.3, 0.15]], atol=0.01)
    assert (swapped == np.array([0, 2, 2, 1, 1, -1])[strokes]).all()  # no part stays no part
    assert (same == 0).all() and (joints[1] == [-0.3, 0.15]).all()
    other = towards_its_front(PLANT, joints, (parts,), (points, strokes))
    assert other[0] is joints and other[1][0] is parts


def test_what_is_not_drawn_as_a_wheel_does_not_turn() -> None:
    points, strokes = drawn(
        line((-0.5, 0.1), (0.0, -0.3), (0.5, 0.1), (-0.5, 0.1)), line((-0.3, 0.1), (-0.2, 0.2))
    )
    joints = np.array([[0.0, 0.0], [-0.3, 0.15], [0.3, 0.15]])
    found, mended = on_circles(CAR, joints, strokes.copy(), strokes, (points, strokes))
    assert (mended == 0).all()
    np.testing.assert_array_equal(found, joints)


def test_a_wheel_that_does_not_turn_keeps_its_name() -> None:
    found = np.array([0, 1, 1, 2, 2])
    on_no_circle, on_one = np.zeros(5, np.int64), np.array([0, 0, 1, 0, 0])
    assert with_named_wheels(CAR, found, on_no_circle).tolist() == [0, 1, 1, 2, 2]
    assert with_named_wheels(CAR, found, on_one).tolist() == [0, 0, 1, 2, 2]


def test_a_loose_oval_about_a_wheels_joint_is_that_wheel_and_of_the_frame() -> None:
    frame = line((-0.3, 0.0), (0.3, 0.0))
    oval = circle(-0.3, 0.2, 0.1)[:34] * [1.0, 1.4]  # not closed
    lamp = circle(0.3, -0.2, 0.02)
    points, strokes = drawn(frame, oval, lamp)
    joints = np.array([[0.0, 0.0], [-0.28, 0.26], [0.3, 0.2]])
    taken = np.array([0, -1, 0])[strokes]
    said, parts = ovals_kept(CAR, joints, points, strokes, (taken, taken))
    assert said.tolist() == np.array([0, 1, 0])[strokes].tolist()
    assert (parts == 0).all()
    turning = np.array([0, 1, 0])[strokes]  # on a circle
    _, kept = ovals_kept(CAR, joints, points, strokes, (taken, turning))
    assert kept.tolist() == turning.tolist()


def test_a_petal_that_is_taken_for_a_leaf_stays_with_the_bloom() -> None:
    stem = line((0.0, 0.5), (0.0, 0.0))
    bloom, petal = circle(0.0, -0.1, 0.1), circle(0.15, -0.1, 0.05)
    leaf = circle(0.1, 0.3, 0.1)
    points, strokes = drawn(stem, bloom, petal, leaf)
    names = PLANT.part_index
    labels = [names["stem"], names["bloom"], names["leaf_right"], names["leaf_right"]]
    parts = np.array(labels)[strokes]
    mended = attached_parts(PLANT, points, strokes, parts)
    assert (mended[strokes == 2] == names["bloom"]).all()
    assert (mended[strokes != 2] == parts[strokes != 2]).all()


def test_a_body_line_has_no_speck_of_nothing() -> None:
    points, strokes = toy_car()
    parts = np.zeros(len(points), np.int64)
    parts[10:14] = -1
    assert (attached_parts(CAR, points, strokes, parts)[strokes == 0] == 0).all()


def test_limbs_that_lie_upon_one_another_are_one() -> None:
    plan = PLANS["four_legged"]
    joints = np.random.default_rng(0).uniform(-0.5, 0.5, (len(plan.joints), 2))
    near, far = (
        list(plan.chain(plan.parts[plan.part_index[n]])) for n in ("fore_near", "fore_far")
    )
    joints[far] = joints[near] + 0.01
    pairs = coinciding_twins(plan, joints)
    assert ("fore_near", "fore_far") in pairs
    joints[far] = joints[near] + 0.2
    assert ("fore_near", "fore_far") not in coinciding_twins(plan, joints)


def test_nothing_hangs_on_a_wheel_and_a_thing_is_held_as_one() -> None:
    points, strokes = toy_car()
    flag = line((0.3, 0.1), (0.3, 0.28))  # crosses the front wheel and the body
    cloth = circle(0.3, 0.33, 0.05)
    points = np.concatenate([points, flag, cloth])
    strokes = np.concatenate([strokes, np.full(len(flag), 5), np.full(len(cloth), 6)])
    parts = np.select([strokes == 0, strokes < 3, strokes < 5], [0, 1, 2], -1)
    joints = np.array([[0.0, 0.0], [-0.3, 0.15], [0.3, 0.15]])
    carriers, weights = carrier_weights(
        CAR, joints, points, strokes, parts, np.full(len(points), 0.5)
    )
    strongest = carriers[np.arange(len(points)), weights.argmax(axis=1)]
    assert (strongest[strokes >= 5] == 0).all()

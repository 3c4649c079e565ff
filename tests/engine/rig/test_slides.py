# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that slide over a drawing: eyes and mouths hang on joints that move them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones, Pose, deformed
from engine.rig.pieces import is_head, rig_of_pieces, with_named_parts
from engine.rig.skeletons import PLANS
from engine.rig.slides import ARM, with_slides, with_still_ears
from engine.vector.armature.layout import bone_layout

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SIZE = 200.0


def ring(x: float, y: float, radius: float, count: int = 24) -> Floats:
    angle = np.linspace(0, 2 * np.pi, count)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def joined(*strokes: Floats) -> tuple[Floats, Ints]:
    owner = np.repeat(np.arange(len(strokes)), [len(s) for s in strokes]).astype(np.int64)
    return np.concatenate(strokes), owner


def face(carriers: Ints) -> Bones:
    names = ("skull", "eye_left0", "mouth", "mouth_left")
    joints = np.array([[0, 0], [-40, -20], [0, 40], [-20, 40]], np.float64)
    return Bones(
        "face", names, np.array([-1, 0, 0, 2]), joints, np.ones(4), carriers[:, None],
        np.ones((len(carriers), 1)), carriers,
    )  # fmt: skip


def test_a_part_slides_and_keeps_its_shape() -> None:
    points, strokes = joined(ring(0, 0, 100), ring(-40, -20, 12), ring(0, 40, 15))
    bones = with_slides(face(strokes), points, strokes, ("eye_left0", "mouth"), SIZE)
    assert bones.names == (
        "skull", "slide_eye_left0", "slid_eye_left0", "eye_left0",
        "slide_mouth", "slid_mouth", "mouth", "mouth_left",
    )  # fmt: skip
    assert (bones.parents < np.arange(len(bones.names))).all()
    scale = np.ones((2, len(bones.names), 2))
    slide, eye = bones.names.index("slide_eye_left0"), bones.names.index("slid_eye_left0")
    scale[1, slide] = [1 + 10 / (ARM * SIZE), 1 - 5 / (ARM * SIZE)]
    scale[1, eye] = 1 / scale[1, slide]
    pose = Pose(np.zeros((2, 2)), np.zeros((2, len(bones.names))), scale)
    moved = deformed(bones, points, pose)
    np.testing.assert_array_equal(moved[0], points)
    gone = moved[1] - points
    np.testing.assert_allclose(gone[strokes == 1], np.tile([10.0, -5.0], (24, 1)), atol=1e-9)
    np.testing.assert_allclose(gone[strokes != 1], 0.0, atol=1e-9)


def test_a_line_that_ends_at_the_outline_does_not_slide() -> None:
    grin = np.stack([np.linspace(-97, 40, 20), np.full(20, 25.0)], axis=1)
    points, strokes = joined(ring(0, 0, 100, 100), ring(-40, -20, 12), grin)
    bones = with_slides(face(strokes), points, strokes, ("eye_left0", "mouth"), SIZE)
    assert "slide_eye_left0" in bones.names and "slide_mouth" not in bones.names


def test_features_that_touch_share_a_slide_or_have_none() -> None:
    line = np.stack([np.zeros(10), np.linspace(-8, 26, 10)], axis=1)
    points, strokes = joined(ring(0, 0, 100, 100), line, ring(0, 40, 15))
    bones = with_slides(face(strokes), points, strokes, ("eye_left0", "mouth"), SIZE)
    assert [n for n in bones.names if n.startswith("slide_")] == ["slide_eye_left0"]
    hold = bones.names.index("slid_eye_left0")
    assert {bones.names[n] for n in np.flatnonzero(bones.parents == hold)} == {"eye_left0", "mouth"}
    long = np.stack([np.zeros(20), np.linspace(-99, 26, 20)], axis=1)
    points, strokes = joined(ring(0, 0, 100, 100), long, ring(0, 40, 15))
    bones = with_slides(face(strokes), points, strokes, ("eye_left0", "mouth"), SIZE)
    assert not any(name.startswith("slide_") for name in bones.names)


def test_a_stroke_of_two_features_goes_with_one_of_them() -> None:
    points, strokes = joined(ring(0, 0, 100), ring(-40, -20, 12), ring(0, 40, 15))
    carriers = strokes.copy()
    carriers[np.flatnonzero(strokes == 2)[:5]] = 1
    bones = with_slides(face(carriers), points, strokes, ("eye_left0", "mouth"), SIZE)
    carried = {bones.names[joint] for joint in bones.carriers[strokes == 2, 0]}
    assert carried == {"mouth"} and "slide_mouth" in bones.names


def test_the_marks_of_a_head_without_bones_slide_and_its_outline_does_not() -> None:
    points, strokes = joined(ring(0, 0, 100), ring(-35, -10, 6), ring(35, -10, 6), ring(0, 30, 20))
    assert is_head(points, strokes)
    bones = rig_of_pieces(points, strokes)
    named = with_named_parts(bones, points, strokes, "the penguin waddles")
    firsts = [named.names[named.carriers[np.flatnonzero(strokes == n)[0], 0]] for n in range(4)]
    assert firsts == ["piece0", "mark0", "mark1", "mark2"]
    assert {"slide_mark0", "slide_mark1", "slide_mark2"} <= set(named.names)
    plain = with_named_parts(bones, points, strokes, "the ball waddles")
    assert not any(name.startswith("slide") for name in plain.names)


def test_a_body_with_a_small_head_is_no_head() -> None:
    points, strokes = joined(ring(0, 0, 30), ring(8, -6, 3), ring(0, 120, 90) * [0.6, 1.0])
    assert not is_head(points, strokes)


def test_bones_of_ears_end_where_they_did_without_slides() -> None:
    plan = PLANS["face"]
    joints = np.array([(10.0 * n, 7.0 * (n % 3)) for n in range(len(plan.joints))])
    carriers = np.arange(len(joints))[:, None]
    plain = Bones(
        "face", tuple(j.name for j in plan.joints), np.array(plan.parents), joints,
        np.ones(len(joints)), carriers, np.ones(carriers.shape), np.zeros(len(joints), np.int64),
    )  # fmt: skip
    strokes = np.arange(len(joints))
    slid = with_slides(plain, joints, strokes, ("nose",), 100.0)
    assert "slide_nose" in slid.names
    tails = []
    for bones in (plain, slid):
        found = bone_layout(bones, joints)
        rows = [list(found.joints).index(bones.names.index(f"ear_{s}0")) for s in ("left", "right")]
        tails.append(found.tails[rows])
    np.testing.assert_allclose(tails[0], tails[1])


def test_tusks_beside_one_eye_go_with_the_nose_that_both_touch() -> None:
    tusk = np.stack([np.linspace(15, 45, 20), np.linspace(40, 5, 20)], axis=1)
    strokes = (ring(0, 0, 100), ring(-40, -20, 6), ring(40, -20, 6), ring(0, 40, 15))
    points, owner = joined(*strokes, tusk, tusk * (-1, 1))
    names = ("skull", "eye_left0", "eye_right0", "mouth")
    joints = np.array([[0, 0], [-40, -20], [40, -20], [0, 40]], np.float64)
    carriers = np.array([0, 1, 2, 3, 2, 0])[owner]
    bones = Bones(
        "face", names, np.array([-1, 0, 0, 0]), joints, np.ones(4), carriers[:, None],
        np.ones((len(points), 1)), carriers,
    )  # fmt: skip
    slid = with_slides(bones, points, owner, ("eye_left0", "eye_right0", "mouth"), SIZE)
    hung = [slid.names[slid.carriers[owner == n, 0][0]] for n in range(6)]
    assert hung == ["skull", "eye_left0", "eye_right0", "mouth", "mouth", "mouth"]


def test_an_eye_has_its_joint_in_its_middle_and_no_tuft_of_fur_is_one() -> None:
    fur = np.stack([np.linspace(60, 62, 20), np.linspace(-10, 70, 20)], axis=1)
    eye = ring(-40, 10, 12)  # its joint was found 30 above it
    points, strokes = joined(ring(0, 0, 100), eye, fur)
    carriers = np.array([0, 1, 1])[strokes]
    found = replace(face(carriers), confidence=np.full(4, 0.5))
    bones = with_slides(found, points, strokes, ("eye_left0",), SIZE)
    joint = bones.names.index("eye_left0")
    np.testing.assert_allclose(bones.joints[joint], [-40, 10], atol=0.5)
    assert (bones.carriers[strokes == 1, 0] == joint).all()
    assert (bones.carriers[strokes == 2, 0] == bones.names.index("skull")).all()
    placed = with_slides(face(carriers), points, strokes, ("eye_left0",), SIZE)  # by hand
    np.testing.assert_array_equal(placed.joints[placed.names.index("eye_left0")], [-40, -20])


def test_ears_and_what_is_hardly_hair_go_with_the_skull() -> None:
    strokes = np.repeat(np.arange(200), 20).astype(np.int64)
    carriers = np.where(np.arange(len(strokes)) % 20 < 4 * (strokes % 5), 2, 1)
    bones = replace(face(carriers), names=("skull", "ear_left", "hair0", "hair1"))
    still = with_still_ears(bones, strokes).carriers[:, 0]
    np.testing.assert_array_equal(
        still, np.where(strokes % 5 > 2, np.where(carriers == 2, 2, 0), 0)
    )

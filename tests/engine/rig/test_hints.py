# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist says of the bones is so, whatever the network thinks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from addon.contract.rig_hints import Span
from engine.rig.answers import View, ask
from engine.rig.bones import Bones
from engine.rig.classes import CLASSES, FIRST_CLASS, FIRST_JOINT, JOINTS, MOST_JOINTS, RigNetConfig
from engine.rig.find import SURE, find_rig
from engine.rig.hints import NO_HINTS, Box, KnownParts, RigHints, shares_along, sides_swapped
from engine.rig.network import RigNet, RigQuestion, RigReply
from engine.rig.skeletons import PLANS
from engine.rig.solid import corrected_pieces
from engine.training.rig.network import LearningRigNet

PERSON = PLANS["person"]


@pytest.fixture(scope="module")
def net() -> RigNet:
    """Weights by chance: it knows nothing."""
    torch.manual_seed(2)
    return LearningRigNet(RigNetConfig(width=16, layers=1, heads=2, ratio=1)).learnt()


def strokes_of(count: int = 6, points: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Wavy strokes in a square of 300 units."""
    rng = np.random.default_rng(3)
    u = np.linspace(0, 1, points)[:, None]
    lines = [rng.uniform(0, 200, 2) + u * rng.uniform(-100, 100, 2) for _ in range(count)]
    return np.concatenate(lines), np.repeat(np.arange(count), points)


def rigid_pieces(points: np.ndarray, strokes: np.ndarray) -> Bones:
    """A box and its lid; all points are of the box."""
    count = len(points)
    return Bones(
        "",
        ("box", "lid"),
        np.array([-1, 0]),
        np.array([[6.0, 0.0], [1.0, 0.0]]),
        np.ones(2),
        np.zeros((count, 1), np.int64),
        np.ones((count, 1)),
        np.zeros(count, np.int64),
    )


def found(net: RigNet, hints: RigHints, plan: str = "person") -> Bones:
    points, strokes = strokes_of()
    rig = find_rig(points, strokes, [plan], net=net, hints=hints)
    assert rig is not None and rig.sure
    return rig.bones


@given(
    places=st.dictionaries(
        st.sampled_from([joint.name for joint in PERSON.joints]),
        st.tuples(st.floats(-500, 900), st.floats(-500, 900)),
        min_size=1,
        max_size=12,
    )
)
def test_a_joint_placed_by_hand_is_there(
    net: RigNet, places: dict[str, tuple[float, float]]
) -> None:
    bones = found(net, RigHints(joints=places))
    for name, place in places.items():
        joint = PERSON.index[name]
        np.testing.assert_allclose(bones.joints[joint], place, atol=1e-6)
        assert bones.confidence[joint] == 1.0
    assert np.isfinite(bones.joints).all()
    np.testing.assert_allclose(bones.weights.sum(axis=1), 1.0)


@given(
    said=st.dictionaries(
        st.integers(0, 5), st.sampled_from(["", *PERSON.part_index]), min_size=1, max_size=6
    )
)
def test_strokes_given_to_a_part_are_of_it(net: RigNet, said: dict[int, str]) -> None:
    bones = found(net, RigHints(strokes=said))
    _, strokes = strokes_of()
    for stroke, part in said.items():
        expected = PERSON.part_index[part] if part else -1
        assert set(bones.parts[strokes == stroke]) == {expected}


def test_a_stroke_of_a_rigid_part_hangs_on_its_joint(net: RigNet) -> None:
    """All strokes are of the head, so nothing else carries them."""
    bones = found(net, RigHints(strokes=dict.fromkeys(range(6), "head")))
    carriers = set(bones.carriers[bones.weights > 0].tolist())
    assert carriers == {PERSON.index["head"]}


def test_names_that_the_plan_does_not_have_are_left_out(net: RigNet) -> None:
    hints = RigHints(joints={"trunk tip": (0.0, 0.0)}, strokes={0: "wing", 99: "head"})
    without = found(net, RigHints("person"))
    bones = found(net, hints)
    np.testing.assert_array_equal(bones.joints, without.joints)
    np.testing.assert_array_equal(bones.parts, without.parts)


def test_a_hinted_rig_is_sure(net: RigNet) -> None:
    points, strokes = strokes_of()
    plain = find_rig(points, strokes, ["fish"], net=net)
    assert plain is not None and not plain.hinted
    for hints in (
        RigHints("fish"),
        RigHints(joints={"nose": (1.0, 2.0)}),
        RigHints(strokes={0: "fin"}),
    ):
        rig = find_rig(points, strokes, ["fish"], net=net, hints=hints)
        assert rig is not None and rig.hinted and rig.sure
    assert not NO_HINTS and RigHints("fish")


def test_a_plan_said_by_hand_wins_over_the_noun(net: RigNet) -> None:
    points, strokes = strokes_of()
    rig = find_rig(points, strokes, ["fish"], net=net, hints=RigHints("crab"))
    assert rig is not None and rig.bones.plan == "crab"


def test_left_is_right_in_the_mirror() -> None:
    box = Box.of(np.array([[0.0, 0.0], [100.0, 50.0]]))
    strokes = np.array([0, 0, 1, 2, 3])
    hints = RigHints(
        joints={"arm_left3": (10.0, 20.0), "neck": (60.0, 10.0)},
        strokes={0: "leg_right", 1: "head", 3: ""},
    )
    known = KnownParts.of(PERSON, hints, box, strokes, np.zeros(len(strokes)))
    assert known.held == {"arm_left", "leg_right", "head", "trunk"}
    seen = known.mirrored(PERSON)
    places = {PERSON.joints[n].name: place.tolist() for n, place in seen.joints.items()}
    assert places == {
        "arm_right3": pytest.approx([0.4, -0.05]),
        "neck": pytest.approx([-0.1, -0.15]),
    }
    index, none = PERSON.part_index, len(PERSON.parts)
    assert seen.parts.tolist() == [index["leg_left"], index["leg_left"], index["head"], -1, none]


@pytest.mark.parametrize("name", sorted(PLANS))
def test_the_mirror_of_the_mirror_is_the_drawing(name: str) -> None:
    plan = PLANS[name]
    joints, parts = sides_swapped(plan)
    assert np.array_equal(joints[joints], np.arange(len(plan.joints)))
    assert np.array_equal(parts[parts], np.arange(len(plan.parts) + 1))
    for part in plan.parts:
        twin = plan.parts[parts[plan.part_index[part.name]]]
        assert twin.name == (part.twin if part.side in ("left", "right") else part.name)


def test_near_limbs_stay_near_in_the_mirror() -> None:
    joints, parts = sides_swapped(PLANS["four_legged"])
    assert np.array_equal(joints, np.arange(len(joints)))
    assert np.array_equal(parts, np.arange(len(parts)))


class Saying:
    """Stands for a network that says the same joints of every drawing; keeps what it was told."""

    def __init__(self, joints: np.ndarray, part: int) -> None:
        self.joints, self.part = joints, part
        self.told: list[RigQuestion] = []

    def __call__(self, drawing: RigQuestion, plan: NDArray[np.int64]) -> RigReply:
        self.told.append(drawing)
        batch, count = drawing.points.shape[:2]
        parts = np.zeros((batch, count, CLASSES), np.float32)
        parts[..., FIRST_CLASS["person"] + self.part] = 5.0
        joints = np.zeros((batch, MOST_JOINTS, 2), np.float32)
        joints[:, : len(self.joints)] = self.joints
        spread = np.tile(np.arange(MOST_JOINTS, dtype=np.float32), (batch, 1))
        nothing = np.zeros((batch, len(PLANS)), np.float32), np.zeros((batch, count), np.float32)
        return RigReply(nothing[0], parts, nothing[1], joints, spread)


def crossed() -> np.ndarray:
    """Joints of a person whose left leg stands on the right."""
    joints = np.zeros((len(PERSON.joints), 2))
    joints[list(PERSON.chain(PERSON.parts[PERSON.part_index["leg_left"]]))] = [0.3, 0.4]
    joints[list(PERSON.chain(PERSON.parts[PERSON.part_index["leg_right"]]))] = [-0.2, 0.4]
    return joints


def asked(hints: RigHints) -> tuple[Saying, Callable[[str], float], np.ndarray, np.ndarray]:
    points, strokes = strokes_of()
    box = Box.of(points)
    says = Saying(crossed(), PERSON.part_index["leg_left"])
    known = KnownParts.of(PERSON, hints, box, strokes, np.zeros(len(strokes)))
    views = (View(),)
    (answer,) = ask(says, PERSON, box.inside(points), strokes, known, views)  # type: ignore[arg-type]
    return (
        says,
        lambda name: float(answer.joints[PERSON.index[name], 0]),
        answer.odds.argmax(axis=1),
        answer.spread,
    )


def test_twins_are_named_by_their_places() -> None:
    _, x, part, spread = asked(NO_HINTS)
    assert x("leg_left2") == pytest.approx(-0.2) and x("leg_right2") == pytest.approx(0.3)
    assert set(part) == {PERSON.part_index["leg_right"]}
    assert spread[PERSON.index["leg_left2"]] == PERSON.index["leg_right2"]


@pytest.mark.parametrize(
    "hints",
    [
        RigHints(strokes={2: "leg_right"}),
        RigHints(strokes={2: "leg_left"}),
        RigHints(joints={"leg_left3": (250.0, 200.0)}),
    ],
)
def test_a_pair_that_was_hinted_keeps_its_names(hints: RigHints) -> None:
    _, x, part, spread = asked(hints)
    assert x("leg_left2") == pytest.approx(0.3) and x("leg_right2") == pytest.approx(-0.2)
    assert set(part) == {PERSON.part_index["leg_left"]}
    assert spread[PERSON.index["leg_left2"]] == PERSON.index["leg_left2"]


def test_a_piece_of_a_stroke_given_to_a_part_is_of_it(net: RigNet) -> None:
    hints = RigHints(strokes={1: "head"}, pieces={1: (Span(0.0, 0.3, "trunk"), Span(0.8, 1.0, ""))})
    bones = found(net, hints)
    points, strokes = strokes_of()
    own = np.flatnonzero(strokes == 1)
    shares = np.linspace(0.0, 1.0, len(own))  # of a straight line with even points
    trunk, head = PERSON.part_index["trunk"], PERSON.part_index["head"]
    expected = np.where(shares <= 0.3, trunk, np.where(shares >= 0.8, -1, head))
    assert bones.parts[own].tolist() == expected.tolist()
    known = KnownParts.of(PERSON, hints, Box.of(points), strokes, shares_along(points, strokes))
    assert known.parts[own].tolist() == np.where(expected < 0, len(PERSON.parts), expected).tolist()
    assert {"trunk", "head"} <= known.held and (known.parts[strokes != 1] == -1).all()


def test_pieces_of_a_thing_without_a_plan_are_given_too() -> None:
    points = np.stack([np.arange(8.0), np.zeros(8)], axis=1)
    strokes = np.zeros(8, np.int64)
    bones = rigid_pieces(points, strokes)
    hints = RigHints(pieces={0: (Span(0.0, 0.5, "lid"),)})
    given = corrected_pieces(bones, points, strokes, hints)
    assert given.parts.tolist() == [1] * 4 + [0] * 4


def test_the_network_is_told_of_hints() -> None:
    hints = RigHints(joints={"neck": (100.0, 50.0)}, strokes={2: "head"})
    says = asked(hints)[0]
    told = says.told[0]
    points, strokes = strokes_of()
    count = len(points)
    assert told.joint_hints[0].tolist() == [JOINTS] * count + [
        FIRST_JOINT["person"] + PERSON.index["neck"]
    ]
    place = Box.of(points).inside(np.array([[100.0, 50.0]]))
    np.testing.assert_allclose(told.points[0, -1], place[0], atol=1e-6)
    given_part = FIRST_CLASS["person"] + PERSON.part_index["head"]
    marked = told.part_hints[0, :count]
    assert (marked == np.where(strokes == 2, given_part, CLASSES)).all()


def test_where_the_answers_agree_their_mean_is_sure() -> None:
    points, strokes = strokes_of()
    upright = np.full((len(PERSON.joints), 2), [0.01, 0.2])
    rig = find_rig(points, strokes, ["person"], net=Saying(upright, 0))  # type: ignore[arg-type]
    assert rig is not None and rig.sure and 0.02 <= rig.disagreement < SURE
    box = Box.of(points)
    np.testing.assert_allclose(box.inside(rig.bones.joints), [[0.0, 0.2]] * len(upright), atol=0.05)


def test_where_the_answers_disagree_one_is_taken_and_it_is_not_sure() -> None:
    """The mean would draw all joints into the middle."""
    points, strokes = strokes_of()
    aside = np.full((len(PERSON.joints), 2), 0.25)
    rig = find_rig(points, strokes, ["person"], net=Saying(aside, 0))  # type: ignore[arg-type]
    assert rig is not None and not rig.sure and rig.disagreement > 0.35
    away = np.linalg.norm(Box.of(points).inside(rig.bones.joints), axis=1)
    assert (away > 0.3).all() and (rig.bones.confidence[1:] < 0.1).all()

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solid things, wheels and what belongs together are as the artist says, with a plan or without."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from addon.contract.drawing import Drawing
from addon.contract.rig_hints import PIECES, ObjectHints
from engine.rig.bones import Bones
from engine.rig.classes import RigNetConfig
from engine.rig.drawing_rig import hints_by_number, rig_drawing
from engine.rig.hints import RigHints
from engine.rig.network import RigNet
from engine.rig.skeletons import PLANS
from engine.rig.solid import parts_together
from engine.training.rig.network import LearningRigNet

CIRCLE = np.linspace(0.0, 2.0 * np.pi, 24)


@pytest.fixture(scope="module")
def net() -> RigNet:
    """Weights by chance: it knows nothing."""
    torch.manual_seed(2)
    return LearningRigNet(RigNetConfig(width=16, layers=1, heads=2, ratio=1)).learnt()


def wavy(x: float, y: float, length: float = 80.0) -> np.ndarray:
    u = np.linspace(0.0, 1.0, 16)
    return np.stack([x + length * u, y + 8.0 * np.sin(9.0 * u)], axis=1)


def ring(x: float, y: float, radius: float) -> np.ndarray:
    return np.stack([x + radius * np.cos(CIRCLE), y + radius * np.sin(CIRCLE)], axis=1)


def drawing() -> Drawing:
    """Strokes 0 to 3 are wavy lines, 4 and 5 rings at (60, 160) and (160, 160)."""
    lines = [wavy(20, 20), wavy(100, 20), wavy(20, 60), wavy(100, 60, 90)]
    lines += [ring(60, 160, 20), ring(160, 160, 20)]
    return Drawing.build(
        np.concatenate(lines).astype(np.float32),
        np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int32),
        canvas=(240.0, 240.0),
        object_names=("thing",),
    )


def found(net: RigNet, said: ObjectHints, caption: str = "") -> tuple[Bones, np.ndarray]:
    """Return the bones of the drawing, and the stroke of each of its points."""
    hints = hints_by_number({"thing": said}, ("thing",))
    rig = rig_drawing(drawing(), [caption], hints=hints, net=net).objects[0]
    assert rig is not None
    np.testing.assert_allclose(rig.bones.weights.sum(axis=1), 1.0)
    return rig.bones, rig.strokes


def carriers(bones: Bones, strokes: np.ndarray, *chosen: int) -> set[int]:
    own = np.isin(strokes, chosen)
    return set(bones.carriers[own][bones.weights[own] > 0].tolist())


@pytest.mark.parametrize("plan", ["fish", "person", PIECES])
def test_what_is_rigid_hangs_on_one_joint(net: RigNet, plan: str) -> None:
    bones, strokes = found(net, ObjectHints(plan, rigid=((0, 1), (3,))))
    assert len(carriers(bones, strokes, 0, 1)) == 1
    assert len(carriers(bones, strokes, 3)) == 1


def test_strokes_together_are_of_the_part_of_most() -> None:
    strokes = np.array([0, 0, 0, 1, 1, 2, 2, 3])
    parts = np.array([4, 4, 4, 5, 5, 6, 6, 7])
    joined = parts_together(strokes, parts, ((0, 1), (9,)))
    assert joined.tolist() == [4, 4, 4, 4, 4, 6, 6, 7]


def test_strokes_together_hang_on_one_piece(net: RigNet) -> None:
    apart, strokes = found(net, ObjectHints(PIECES))
    assert len(carriers(apart, strokes, 2, 4)) > 1
    bones, strokes = found(net, ObjectHints(PIECES, together=((2, 4),)))
    assert len(carriers(bones, strokes, 2, 4)) == 1


def test_a_wheel_of_a_plan_goes_to_the_stroke_that_is_one(net: RigNet) -> None:
    plan = PLANS["car"]
    bones, strokes = found(net, ObjectHints("car", wheels=((5,), (4,))))
    places = {tuple(np.round(bones.joints[plan.index[name]]).tolist()) for name in
              ("wheel_back", "wheel_front")}  # fmt: skip
    assert places == {(60.0, 160.0), (160.0, 160.0)}
    for stroke in (4, 5):
        (joint,) = carriers(bones, strokes, stroke)
        assert plan.joints[joint].name.startswith("wheel")


def test_a_plan_without_wheels_keeps_them_solid(net: RigNet) -> None:
    bones, strokes = found(net, ObjectHints("fish", wheels=((4,),)))
    assert len(carriers(bones, strokes, 4)) == 1


def test_a_wheel_without_a_plan_turns_about_its_middle(net: RigNet) -> None:
    bones, strokes = found(net, ObjectHints(PIECES, wheels=((0, 1),)))
    (joint,) = carriers(bones, strokes, 0, 1)
    assert bones.names[joint].startswith("wheel") and bones.confidence[joint] == 1.0
    own = drawing().positions.data
    points = np.asarray(own).reshape(-1, 2)[np.isin(strokes, (0, 1))]
    middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
    np.testing.assert_allclose(bones.joints[joint], middle, atol=1e-3)
    assert bones.parents[joint] < joint


def test_pieces_obey_their_names(net: RigNet) -> None:
    plain, _ = found(net, ObjectHints(PIECES))
    name = plain.names[-1]
    said = ObjectHints(PIECES, joints={name: (5.0, 6.0), "nobody": (1.0, 1.0)}, strokes={0: name})
    bones, strokes = found(net, said)
    joint = bones.names.index(name)
    np.testing.assert_allclose(bones.joints[joint], (5.0, 6.0))
    assert carriers(bones, strokes, 0) == {joint}


def test_saying_what_is_solid_does_not_vouch_for_the_body() -> None:
    assert not RigHints(rigid=((0,),), wheels=((1,),), together=((2, 3),))
    assert RigHints("fish") and RigHints(strokes={0: "fin"})

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs of the head and the tail turn bodies round that were found the wrong way."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig import turned
from engine.rig.answers import RigAnswer
from engine.rig.classes import CLASSES, FIRST_CLASS, FIRST_JOINT, JOINTS, MOST_JOINTS
from engine.rig.find import find_rig
from engine.rig.hints import KnownParts
from engine.rig.network import RigNet, RigQuestion, RigReply
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.tokens import Sampled
from engine.rig.twins import facing_of

Floats = NDArray[np.float64]
FISH = PLANS["fish"]


def fish(taper: float) -> Sampled:
    """Outline of a fish: narrow on the left, its tail fin high on the right."""
    x = np.linspace(-0.5, 0.5, 60)
    half = taper * np.where(x < 0.3, np.sin(np.pi * (x + 0.5) / 0.9), 0.9)
    points = np.concatenate([np.stack([x, half], axis=1), np.stack([x, -half], axis=1)])
    return Sampled(points, np.repeat([0, 1], 60), np.arange(120.0))


def answer(plan: Skeleton, joints: Floats, spread: float, tokens: int) -> RigAnswer:
    odds = np.zeros((tokens, len(plan.parts) + 1))
    return RigAnswer(joints, odds, np.zeros(tokens), np.full(len(plan.joints), spread))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[KnownParts]:
    """What the network was told; it answers with just that."""
    told: list[KnownParts] = []

    def ask(
        net: object, plan: Skeleton, points: Floats, strokes: object, known: KnownParts
    ) -> list[RigAnswer]:
        told.append(known)
        joints = np.zeros((len(plan.joints), 2))
        for joint, place in known.joints.items():
            joints[joint] = place
        return [answer(plan, joints, 0.2, len(points))]

    monkeypatch.setattr(turned, "ask", ask)
    return told


def facing_right(plan: Skeleton) -> Floats:
    joints = np.zeros((len(plan.joints), 2))
    assert plan.facing is not None
    for name, x in zip(plan.facing, (-0.5, 0.5), strict=True):
        joints[plan.index[name], 0] = x
    return joints


@pytest.mark.parametrize(("spread", "turns"), [(0.35, True), (0.15, False)])
def test_a_fish_that_is_unsure_is_turned_to_its_narrow_end(
    asked: list[KnownParts], spread: float, turns: bool
) -> None:
    drawn = fish(0.3)
    known = KnownParts({}, np.full(120, -1), frozenset())
    wrong = answer(FISH, facing_right(FISH), spread, 120)
    net = RigNet.__new__(RigNet)
    found = turned.turned_round(net, FISH, drawn, known, [wrong])
    assert (found is not None) == turns == bool(asked)
    if found is not None:
        joints = found[0].joints
        assert facing_of(FISH, joints) == -1.0
        assert joints[FISH.index["nose"], 0] == pytest.approx(-0.5)
        order = [joints[FISH.index[f"spine{n}"], 0] for n in (3, 2, 1, 0)]
        assert order == sorted(order)


@pytest.mark.parametrize(("plan", "height"), [("snake", 0.2), ("snake", 0.0), ("fish", 0.0)])
@pytest.mark.parametrize("faces", [1.0, -1.0])
def test_a_level_line_has_no_head(
    asked: list[KnownParts], plan: str, height: float, faces: float
) -> None:
    """A snake that raises one end is turned to it where it faces the other way."""
    x = np.linspace(-0.5, 0.5, 60)
    points = np.stack([x, height * np.maximum(-x - 0.3, 0.0) / 0.2], axis=1)
    drawn = Sampled(points, np.zeros(60, np.int64), np.arange(60.0))
    known = KnownParts({}, np.full(60, -1), frozenset())
    found = answer(PLANS[plan], faces * facing_right(PLANS[plan]), 0.5, 60)
    net = RigNet.__new__(RigNet)
    turns = turned.turned_round(net, PLANS[plan], drawn, known, [found]) is not None
    assert turns == (height > 0.0 and faces > 0.0) == bool(asked)


class Unsure:
    """Stands for a network that sees each fish swim to the right, until it is told of joints."""

    def __call__(self, drawing: RigQuestion, plan: NDArray[np.int64]) -> RigReply:
        batch, count = drawing.points.shape[:2]
        parts = np.zeros((batch, count, CLASSES), np.float32)
        parts[..., FIRST_CLASS["fish"]] = 5.0
        joints = np.zeros((batch, MOST_JOINTS, 2), np.float32)
        joints[:, : len(FISH.joints)] = facing_right(FISH)
        for row, place in np.argwhere(drawing.joint_hints != JOINTS):
            joint = int(drawing.joint_hints[row, place]) - FIRST_JOINT["fish"]
            joints[row, joint] = drawing.points[row, place] + np.array([0.02, 0.0], np.float32)
        return RigReply(
            np.zeros((batch, len(PLANS)), np.float32),
            parts,
            np.zeros((batch, count), np.float32),
            joints,
            np.full((batch, MOST_JOINTS), 0.35, np.float32),
        )


def test_places_guessed_of_a_fish_stay_unsure() -> None:
    drawn = fish(0.3)
    rig = find_rig(drawn.points, drawn.strokes, ["fish"], net=Unsure())  # type: ignore[arg-type]
    assert rig is not None and facing_of(FISH, rig.bones.joints) == -1.0
    assert not rig.hinted and rig.disagreement > 0.01
    nose, tail = (rig.bones.confidence[FISH.index[name]] for name in ("nose", "tail"))
    assert max(nose, tail) < 0.1  # the views saw them at both ends
    assert (rig.bones.confidence < 0.9).all()


def pig(tail: float) -> tuple[Floats, NDArray[np.int64]]:
    """A body with a small curl on one side."""
    around = np.linspace(0.0, 2.0 * np.pi, 40)
    body = np.stack([0.4 * np.cos(around), 0.25 * np.sin(around)], axis=1)
    curl = np.array([tail * 0.45, -0.1]) + 0.05 * np.stack([np.cos(around), np.sin(around)], axis=1)
    return np.concatenate([body, curl]), np.repeat([0, 1], 40)


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_a_tail_sticks_out_on_its_side(side: float) -> None:
    points, strokes = pig(side)
    assert turned.tail_side(points, strokes) == side
    assert turned.tail_side(points[strokes == 0], strokes[strokes == 0]) == 0.0


def test_an_animal_is_turned_only_where_the_answers_differ(asked: list[KnownParts]) -> None:
    plan = PLANS["four_legged"]
    points, strokes = pig(1.0)
    drawn = Sampled(points, strokes, np.arange(80.0))
    known = KnownParts({}, np.full(80, -1), frozenset())
    right = facing_right(plan)
    answers = [answer(plan, right, 0.1, 80), answer(plan, -right, 0.2, 80)]
    net = RigNet.__new__(RigNet)
    assert turned.turned_round(net, plan, drawn, known, answers[:1]) is None
    found = turned.turned_round(net, plan, drawn, known, answers)
    assert found is not None and facing_of(plan, found[0].joints) == -1.0

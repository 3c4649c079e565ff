# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan that the network is sure of is dropped where its parts carry what they can't."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Bones
from engine.rig.find import FoundRig
from engine.rig.fitting import fits_drawing, with_front_of
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]


def ring(x: float, y: float, radius: float) -> Floats:
    angle = np.linspace(0, 2 * np.pi, 40)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def bones(name: str, joints: list[str], parts: list[str]) -> Bones:
    """Bones of a plan that carry 40 points with each of some joints, which are of some parts."""
    plan = PLANS[name]
    carriers = np.repeat([plan.index[joint] for joint in joints], 40)[:, None]
    return Bones(
        name, tuple(j.name for j in plan.joints), np.array(plan.parents),
        np.zeros((len(plan.joints), 2)), np.ones(len(plan.joints)), carriers,
        np.ones(carriers.shape), np.repeat([plan.part_index[part] for part in parts], 40),
    )  # fmt: skip


def test_a_bird_without_legs_is_none_in_a_round_head() -> None:
    strokes = np.repeat([0, 1], 40)
    head = np.concatenate([ring(0, 0, 100), ring(-30, -20, 8)])
    assert not fits_drawing(bones("standing_bird", ["head", "head"], ["head"] * 2), head, strokes)
    with_leg = bones("standing_bird", ["head", "leg_near1"], ["head", "leg_near"])
    assert fits_drawing(with_leg, head, strokes)
    long = head * [2.5, 1.0]
    assert fits_drawing(bones("standing_bird", ["head", "head"], ["head"] * 2), long, strokes)


def test_an_eye_as_large_as_the_drawing_is_none() -> None:
    strokes = np.repeat([0, 1], 40)
    found = bones("face", ["skull", "eye_left0"], ["skull", "eye_left"])
    assert fits_drawing(found, np.concatenate([ring(0, 0, 100), ring(-30, 0, 12)]), strokes)
    assert not fits_drawing(found, np.concatenate([ring(0, 0, 100), ring(0, 0, 60)]), strokes)


def test_a_head_on_its_neck_has_no_four_legs() -> None:
    strokes = np.repeat([0, 1], 40)
    found = bones("four_legged", ["head", "neck0"], ["head", "neck"])
    head, neck = ring(-30, 0, 60), ring(40, 80, 20)
    doubted = replace(found, confidence=np.full(len(found.names), 0.4))
    assert not fits_drawing(doubted, np.concatenate([head, neck]), strokes)
    assert fits_drawing(found, np.concatenate([head, neck]), strokes)  # hind legs are sure
    broad = ring(0, 80, 20) * [4.0, 1.0]
    assert fits_drawing(doubted, np.concatenate([head, broad]), strokes)


def test_a_head_without_hindquarters_has_no_four_legs() -> None:
    strokes = np.repeat([0, 1], 40)
    found = bones("four_legged", ["head", "fore_near0"], ["head", "fore_near"])
    lines = np.concatenate([ring(-30, 0, 60), ring(0, 80, 20) * [4.0, 1.0]])
    assert fits_drawing(found, lines, strokes)
    behind = [found.names.index(name) for name in ("hip", "rump", "tail0")]
    nowhere = found.confidence.copy()
    nowhere[behind] = 0.2
    assert not fits_drawing(replace(found, confidence=nowhere), lines, strokes)


def test_unsure_wings_in_a_round_head_are_none() -> None:
    strokes = np.repeat([0, 1], 40)
    head = np.concatenate([ring(0, 0, 100), ring(-30, -20, 8)])
    found = bones("flying_bird", ["head", "wing_near1"], ["head", "wing_near"])
    assert fits_drawing(found, head, strokes)
    doubted = replace(found, confidence=np.full(len(found.names), 0.4))
    assert not fits_drawing(doubted, head, strokes)


def test_limbs_are_doubted_where_neither_the_plan_nor_the_joints_are_likely() -> None:
    wings = bones("flying_bird", ["head", "wing_near1"], ["head", "wing_near"])
    unsure = replace(wings, confidence=np.full(len(wings.names), 0.6))
    assert FoundRig(wings, 0.02, 1.0, likely=0.001).sure
    assert FoundRig(unsure, 0.02, 1.0, likely=0.5).sure
    assert not FoundRig(unsure, 0.02, 1.0, likely=0.001).sure
    assert FoundRig(unsure, 0.02, 1.0, hinted=True, likely=0.001).sure


def test_pieces_face_the_way_the_head_was_found() -> None:
    bird = bones("flying_bird", ["head"], ["head"])
    bird.joints[PLANS["flying_bird"].index["beak"], 0] = -50.0
    bird.joints[PLANS["flying_bird"].index["tail1"], 0] = 50.0
    pieces = Bones(
        "", ("piece0", "front"), np.array([-1, 0]), np.array([[0.0, 0.0], [60.0, 0.0]]),
        np.ones(2), np.zeros((40, 1), np.int64), np.ones((40, 1)), np.zeros(40, np.int64),
    )  # fmt: skip
    assert with_front_of(pieces, bird).joints[1, 0] == -50.0
    bare = replace(pieces, names=("piece0", "piece1"))
    assert with_front_of(bare, bird) is bare

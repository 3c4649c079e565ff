# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses follow a line by its length, pinned joints stay, and hands arrive where they reach for."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.motion.act import act
from engine.motion.beat import MotionBeat
from engine.motion.steering import along_path, chain_to, length_of, pinned, reaching
from engine.rig.bones import Bones, Pose, placed_joints
from tests.engine.motion.drawings import drawing

Floats = NDArray[np.float64]
FRAMES = 36


def moving(action: str, distance: float = 0.0) -> tuple[Bones, Pose]:
    """Return a person, and what it does in 36 frames."""
    bones, points = drawing("person", 1)
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    beat = MotionBeat(action, 0, FRAMES, distance=distance)
    return bones, act(bones, [beat], FRAMES, box=box, points=points)


def sliding(bones: Bones, far: float) -> Pose:
    """Return a pose that only goes to the right, steadily."""
    root = np.stack([np.linspace(0.0, far, FRAMES), np.zeros(FRAMES)], axis=1)
    return Pose(root, np.zeros((FRAMES, len(bones.names))))


def hill(bones: Bones) -> Floats:
    size = float(np.ptp(bones.joints, axis=0).max())
    across = np.linspace(0.0, 3.0, 40)
    return size * np.stack([across, -0.5 * np.sin(across)], axis=1)


def test_a_way_is_gone_by_its_length() -> None:
    bones, _ = drawing("person", 1)
    path = hill(bones)
    total = length_of(path)
    pose = along_path(sliding(bones, total), bones, path, 1.0, bones.joints[0], turns=False)
    assert np.allclose(pose.root[0], 0.0) and np.allclose(pose.root[-1], path[-1] - path[0])
    step = np.linalg.norm(np.diff(pose.root, axis=0), axis=1)
    assert np.ptp(step) < 0.01 * step.mean()  # steady along the line, not across the picture
    assert not pose.turns.any()


def test_on_a_level_line_nothing_changes() -> None:
    bones, pose = moving("walk", 1.0)
    far = float(np.abs(pose.root[-1, 0]))
    way = float(np.sign(pose.root[-1, 0]))
    line = np.array([[0.0, 0.0], [way * far, 0.0]])
    same = along_path(pose, bones, line, way, bones.joints[0], turns=False)
    assert np.allclose(same.root, pose.root, atol=1e-9)


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_a_body_turns_with_the_line(way: float) -> None:
    bones, _ = drawing("person", 1)
    size = float(np.ptp(bones.joints, axis=0).max())
    path = size * np.array([[0.0, 0.0], [way, 0.0], [way * 2.0, -1.0]])
    pose = sliding(bones, length_of(path))
    pose.root[:, 0] *= way
    centre = bones.joints.mean(axis=0)
    turned = along_path(pose, bones, path, way, centre, turns=True)
    assert np.allclose(turned.turns[0], 0.0)
    assert np.allclose(turned.turns[-1], -way * np.pi / 4, atol=1e-6)
    middle = placed_joints(bones, turned).mean(axis=1)
    assert np.allclose(middle[-1] - centre, path[-1], atol=1e-6 * size)


def test_a_pinned_foot_stays_whatever_the_body_does() -> None:
    for action, distance in (("walk", 0.0), ("jump", 0.0), ("wave", 0.0), ("walk", 2.0)):
        bones, pose = moving(action, distance)
        size = float(np.ptp(bones.joints, axis=0).max())
        foot = bones.names.index("leg_left3")
        kept = pinned(pose, bones, [foot])
        away = np.linalg.norm(placed_joints(bones, kept)[:, foot] - bones.joints[foot], axis=1)
        assert away.max() < 1e-6 * size, action
        assert np.allclose(kept.turns[0], pose.turns[0]) and np.allclose(kept.root[0], 0.0)


def test_two_pinned_feet_agree() -> None:
    bones, pose = moving("walk", 1.0)
    size = float(np.ptp(bones.joints, axis=0).max())
    feet = [bones.names.index(f"leg_{side}3") for side in ("left", "right")]
    kept = pinned(pose, bones, feet)
    away = np.linalg.norm(placed_joints(bones, kept)[:, feet] - bones.joints[feet], axis=2)
    assert away.max() < 0.02 * size, away.max() / size


def test_a_hand_arrives_and_stays() -> None:
    bones, pose = moving("walk")
    size = float(np.ptp(bones.joints, axis=0).max())
    hand = bones.names.index("arm_right3")
    shoulder = bones.joints[chain_to(bones, hand)[0]]
    long = float(np.linalg.norm(np.diff(bones.joints[chain_to(bones, hand)], axis=0), axis=1).sum())
    arm = (bones.joints[hand] - shoulder) / np.linalg.norm(bones.joints[hand] - shoulder)
    place = shoulder + 0.7 * long * np.array([arm[1], -arm[0]])
    reached = reaching(pose, bones, hand, place, 0.5)
    away = np.linalg.norm(placed_joints(bones, reached)[:, hand] - place, axis=1)
    assert away[FRAMES // 2 + 1 :].max() < 0.05 * size and away[0] > 0.1 * size
    assert np.allclose(reached.turns[0], pose.turns[0])
    others = [n for n, name in enumerate(bones.names) if not name.startswith("arm_right")]
    assert np.array_equal(reached.turns[:, others], pose.turns[:, others])
    unreachable = shoulder + 9.0 * long * np.array([0.6, -0.8])
    assert np.isfinite(reaching(pose, bones, hand, unreachable, 0.5).turns).all()


def test_limbs_end_where_a_body_branches() -> None:
    bones, _ = drawing("person", 1)
    chain = chain_to(bones, bones.names.index("leg_right3"))
    assert [bones.names[n] for n in chain] == [f"leg_right{n}" for n in range(4)]
    assert chain_to(bones, 0) == [0]

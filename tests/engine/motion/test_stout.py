# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thick legs bend in the middle alone, and their feet stay where they carry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.motion import MotionBeat, performed
from engine.motion.four_legs import FORE, HIND, four_legs
from engine.motion.rest import RestPose
from engine.motion.stout import STOUT, shortness_of, thickness_of
from engine.rig.bones import Bones, Pose, placed_joints, rotation
from engine.rig.skeletons import PLANS
from tests.engine.motion.drawings import box_of, drawing

Floats = NDArray[np.float64]
LEGS = (*HIND, *FORE)


def with_legs_of_width(width: float) -> tuple[Bones, Floats]:
    """A horse-like animal with straight legs, drawn as two lines `width` of a leg apart."""
    bones, _ = drawing("four_legged", 4)
    bones = replace(bones, joints=bones.joints.copy())
    points, carriers = [], []
    for name in LEGS:
        chain = [bones.names.index(f"{name}{n}") for n in range(5)]
        root, toe = bones.joints[chain[0]], bones.joints[chain[-1]]
        joints = root + np.linspace(0.0, 1.0, 5)[:, None] * (toe - root)
        bones.joints[chain] = joints
        length = float(np.linalg.norm(np.diff(joints, axis=0), axis=1).sum())
        for side in (-0.5, 0.5):
            points.append(joints + np.array([side * width * length, 0.0]))
            carriers.append(chain)
    carrier = np.concatenate(carriers)[:, None]
    shape = replace(
        bones, carriers=carrier, weights=np.ones(carrier.shape), parts=np.zeros(len(carrier), int)
    )
    return shape, np.concatenate(points)


def test_thickness_is_the_width_of_what_is_drawn_around_a_limb() -> None:
    bones, points = with_legs_of_width(0.4)
    body = performed(RestPose(bones, box_of(points), points), MotionBeat("walk"))
    assert thickness_of(body, LEGS) == pytest.approx(0.4, rel=0.3)
    unknown = performed(RestPose(bones, box_of(points)), MotionBeat("walk"))
    assert thickness_of(unknown, LEGS) == 0.0
    assert 0.0 <= shortness_of(body, LEGS) <= 1.0


@pytest.mark.parametrize("verb", ["walk", "trot", "run"])
def test_a_thick_leg_bends_at_one_joint_and_does_not_slide(verb: str) -> None:
    bones, points = with_legs_of_width(1.2 * STOUT)
    rest = RestPose(bones, box_of(points), points)
    body = performed(rest, MotionBeat(verb, 0, 48, distance=0.8))
    for name in LEGS:
        bends = [np.ptp(body.own[:, bones.names.index(f"{name}{n}")]) for n in (1, 2, 3)]
        assert sum(bend > 0.5 for bend in bends) <= 1
        assert np.ptp(body.turns()[:, bones.names.index(f"{name}0")]) > 0.3
    places = placed_joints(bones, Pose(body.root + body.travel, body.turns(), body.scale))
    for foot in body.planted:
        sole = sole_of(foot.limb, bones, points, places, body.turns())
        for run in np.split(np.arange(48), np.flatnonzero(np.diff(foot.frames.astype(int))) + 1):
            if foot.frames[run[0]]:
                low = sole[run].argmax(axis=1)[:, 1]
                for corner in set(low.tolist()):  # it rolls from one to the other
                    stands = sole[run[low == corner], corner]
                    assert np.ptp(stands[:, 0]) < 0.01 * rest.size


def test_a_thick_leg_that_tilts_rolls_on_a_corner_of_its_sole() -> None:
    bones, points = with_legs_of_width(1.2 * STOUT)
    body = performed(RestPose(bones, box_of(points), points), MotionBeat("sit"))
    leg, turn = four_legs(body)["fore_near"], np.array([-0.3, 0.0, 0.3])
    assert leg.rigid
    sole = leg.rolled(turn)[:, None] + rotation(turn[:, None], leg.corners[None])
    assert sole[..., 1].max(axis=1) == pytest.approx(0.0, abs=1e-9)
    assert sole[0, 0] == pytest.approx(leg.corners[0])
    assert sole[2, 1] == pytest.approx(leg.corners[1])


def sole_of(toe: str, bones: Bones, points: Floats, places: Floats, turns: Floats) -> Floats:
    """Return the lower ends [F, 2, 2] of the two lines of a leg."""
    joint = bones.names.index(toe)
    arm = points[(bones.carriers == joint).any(axis=1)] - bones.joints[joint]
    return places[:, None, joint] + rotation(turns[:, None, joint], arm[None])


def test_a_thick_leg_is_lifted_as_high_with_its_foot_ahead_of_it() -> None:
    for ahead in (-0.2, 0.2):
        bones, points = with_legs_of_width(1.2 * STOUT)
        for name in LEGS:
            leg = [bones.names.index(f"{name}{n}") for n in (0, 4)]
            length = float(np.hypot(*np.diff(bones.joints[leg], axis=0)[0]))
            bones.joints[leg[1], 0] += ahead * length
        rest = RestPose(bones, box_of(points), points)
        body = performed(rest, MotionBeat("walk", 0, 48))
        places = placed_joints(bones, Pose(body.root + body.travel, body.turns(), body.scale))
        for name in LEGS:
            ankle = places[:, bones.names.index(f"{name}3"), 1]
            assert np.ptp(ankle) > 0.03 * rest.size


def test_legs_that_are_single_lines_are_lifted_less() -> None:
    lifted = {}
    for width in (0.04, 0.16):
        bones, points = with_legs_of_width(width)
        body = performed(RestPose(bones, box_of(points), points), MotionBeat("walk", 0, 48))
        places = placed_joints(bones, Pose(body.root + body.travel, body.turns(), body.scale))
        toes = places[:, [bones.names.index(f"{name}4") for name in LEGS], 1]
        lifted[width] = float(np.ptp(toes, axis=0).mean())
    assert lifted[0.04] < 0.8 * lifted[0.16]


def test_legs_that_hide_one_another_step_as_one_and_bend_once() -> None:
    bones, points = with_legs_of_width(0.15)
    plan = PLANS["four_legged"]
    shown = [
        bones.names.index(f"{name}{n}") for name in ("hind_near", "fore_near") for n in range(5)
    ]
    own = np.isin(bones.carriers[:, 0], shown)
    parts = [plan.part_index[bones.names[joint][:-1]] for joint in bones.carriers[own, 0]]
    seen = replace(
        bones, carriers=bones.carriers[own], weights=bones.weights[own], parts=np.array(parts)
    )
    body = performed(RestPose(seen, box_of(points), points[own]), MotionBeat("run", 0, 48))
    assert set(four_legs(body)) == {"hind_near", "fore_near"}
    for name in ("hind_near", "fore_near"):
        bends = [np.ptp(body.own[:, bones.names.index(f"{name}{n}")]) for n in (1, 2, 3)]
        assert sum(bend > 0.05 for bend in bends) <= 1

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion fits another body of the same plan: angles stay, ways follow the legs, feet stand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from addon.client.motions import motion_from
from addon.contract.motion_file import Motion
from engine.motion.act import act
from engine.motion.beat import MotionBeat
from engine.motion.rest import RestPose
from engine.motion.retarget import retargeted
from engine.rig.bones import Pose, placed_joints, turns_against_parents
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from tests.engine.motion.drawings import drawing

FRAMES = 30


@cache
def stage(plan: str, number: int) -> RestPose:
    bones, points = drawing(plan, number)
    return RestPose(bones, np.stack([points.min(axis=0), points.max(axis=0)]), points)


@cache
def acted(plan: str, verb: str, number: int) -> tuple[Motion, Pose]:
    """A motion, and the pose that it was taken from."""
    rest = stage(plan, number)
    beat = MotionBeat(verb, 0, FRAMES, distance=1.0)
    pose = act(rest.bones, [beat], FRAMES, 0, rest.box, rest.points)
    assert rest.points is not None
    own = ObjectRig(np.arange(len(rest.points)), np.zeros(len(rest.points), np.int64), rest.bones)
    rig = DrawingRig((own,), len(rest.points)).to_contract()
    roots = [(float(x), float(y)) for x, y in pose.root]
    return motion_from(rig, 0, pose.turns.tolist(), roots, rest.size, verb), pose


@pytest.mark.parametrize(("plan", "verb"), [("four_legged", "walk"), ("person", "jump")])
def test_on_its_own_body_it_is_the_same(plan: str, verb: str) -> None:
    motion, pose = acted(plan, verb, 1)
    found = retargeted(motion, stage(plan, 1))
    size = stage(plan, 1).size
    bones = stage(plan, 1).bones
    away = placed_joints(bones, found) - placed_joints(bones, pose)
    assert np.nanmax(np.abs(away)) < 0.03 * size


@pytest.mark.parametrize("number", [2, 3, 4])
def test_angles_stay_and_the_way_follows_the_legs(number: int) -> None:
    motion, pose = acted("four_legged", "walk", 1)
    here, there = stage("four_legged", 1), stage("four_legged", number)
    found = retargeted(motion, there)
    way = float(found.root[-1, 0]) * there.facing
    legs = [
        np.mean([rest.limb(f"{pair}_near").length for pair in ("hind", "fore")])
        for rest in (here, there)
    ]
    assert way / legs[1] == pytest.approx(abs(pose.root[-1, 0]) / legs[0], rel=0.1)
    joint = "neck0" if "neck0" in there.index else "shoulder"
    sign = here.facing * there.facing
    own = turns_against_parents(found.turns, there.bones)[:, there.index[joint]]
    taken = turns_against_parents(pose.turns, here.bones)[:, here.index[joint]]
    assert np.allclose(own, sign * taken, atol=1e-3)


@pytest.mark.parametrize("number", [2, 3, 4])
def test_feet_that_stood_stand(number: int) -> None:
    motion, _ = acted("four_legged", "walk", 1)
    there = stage("four_legged", number)
    places = placed_joints(there.bones, retargeted(motion, there))
    feet = [there.index[name] for name in ("hind_near4", "fore_near4") if there.has(name)]
    speed = np.linalg.norm(np.diff(places[:, feet], axis=0), axis=2) / there.size
    # each stands for a while; the toe of a thick leg goes round the corner on which it rolls
    assert (np.sort(speed, axis=0)[: FRAMES // 4] < 0.016).all()


def test_other_joints_are_left_alone() -> None:
    motion, _ = acted("person", "jump", 1)
    fewer = {name: curve for name, curve in motion.turns.items() if not name.startswith("arm")}
    bare = Motion(motion.name, motion.plan, motion.joints, motion.parents, motion.root, fewer)
    there = stage("person", 2)
    own = turns_against_parents(retargeted(bare, there).turns, there.bones)
    arms = [joint for joint, name in enumerate(there.bones.names) if name.startswith("arm")]
    assert not own[:, arms].any()


@pytest.mark.parametrize(("plan", "verb"), [("person", "walk"), ("four_legged", "walk")])
def test_a_motion_without_the_joints_that_end_limbs(plan: str, verb: str) -> None:
    motion, _ = acted(plan, verb, 1)
    inner = {name for name in motion.parents.values() if name}
    short = replace(
        motion,
        joints={name: place for name, place in motion.joints.items() if name in inner},
        parents={name: above for name, above in motion.parents.items() if name in inner},
    )
    assert len(short.joints) < len(motion.joints)
    there = stage(plan, 1)
    whole, found = retargeted(motion, there), retargeted(short, there)
    assert np.abs(found.root - whole.root).max() < 0.1 * there.size
    assert np.abs(found.turns - whole.turns).mean() < 0.2

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion begins in the pose that is there, at its speed, and ends in one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from engine.motion import begun
from engine.motion.act import act
from engine.motion.beat import MotionBeat
from engine.motion.begun import EdgePose, led_from, led_to
from engine.motion.rest import RestPose
from engine.rig.bones import Pose, placed_joints
from tests.engine.motion.drawings import drawing

FRAMES = 30


@cache
def stage(plan: str) -> RestPose:
    bones, points = drawing(plan, 1)
    return RestPose(bones, np.stack([points.min(axis=0), points.max(axis=0)]), points)


def moving(plan: str, verb: str, distance: float = 0.0) -> Pose:
    rest = stage(plan)
    beat = MotionBeat(verb, 0, FRAMES, distance=distance)
    return act(rest.bones, [beat], FRAMES, 0, rest.box, rest.points)


def edge_of(pose: Pose, frame: int) -> EdgePose:
    scale = np.ones((pose.turns.shape[1], 2)) if pose.scale is None else pose.scale[frame]
    return EdgePose(
        pose.root[frame],
        pose.root[frame] - pose.root[frame - 1],
        pose.turns[frame],
        pose.turns[frame] - pose.turns[frame - 1],
        scale,
    )


@pytest.mark.parametrize("plan", ["four_legged", "person", "fish"])
def test_it_begins_in_the_pose_at_its_speed_and_becomes_the_motion(plan: str) -> None:
    first = moving(plan, "swim" if plan == "fish" else "walk", 1.0)
    then = moving(plan, "nod" if plan == "four_legged" else "jump" if plan == "person" else "swim")
    edge = edge_of(first, 13)
    found = led_from(then, stage(plan), edge)
    assert np.allclose(found.root[0], edge.root, atol=1e-9)
    assert np.allclose(found.turns[0], edge.turns, atol=1e-9)
    size = stage(plan).size
    jump = found.root[1] - found.root[0] - edge.root_speed
    assert np.hypot(*jump) < 0.012 * size  # a body that stops at once would jump by its speed
    turned = found.turns - then.turns
    assert np.allclose(turned[begun.WINDOW :], turned[-1], atol=1e-6)  # then it is the motion
    assert np.allclose(np.sin(turned[-1] / 2), 0.0, atol=1e-6)  # but for whole rounds
    gone = found.root - then.root
    assert np.allclose(gone[begun.WINDOW :], gone[-1], atol=1e-6)
    assert gone[-1, 0] == pytest.approx(edge.root[0], abs=0.5 * size)


def test_feet_that_stand_stay_until_they_step() -> None:
    rest = stage("four_legged")
    then = moving("four_legged", "nod")
    walk = moving("four_legged", "walk", 1.0)
    places = placed_joints(rest.bones, walk)
    feet = [j for j, name in enumerate(rest.bones.names) if name.endswith("4") and "_" in name]
    for frame in (9, 13, 17):
        edge = edge_of(walk, frame)
        seen = placed_joints(rest.bones, led_from(then, rest, edge))
        speed = np.linalg.norm(places[frame] - places[frame - 1], axis=1)
        standing = [foot for foot in feet if speed[foot] < 0.004 * rest.size]
        assert standing
        slid = np.linalg.norm(seen[:4, standing] - seen[0, standing], axis=2).max()
        assert slid < 0.05 * rest.size, frame


def test_who_has_turned_round_stays_so() -> None:
    rest = stage("fish")
    scale = np.ones((len(rest.bones.names), 2))
    scale[0, 0] = -1.0
    still = np.zeros(len(rest.bones.names))
    edge = EdgePose(np.array([40.0, 0.0]), np.zeros(2), still, still, scale)
    assert edge.is_mirrored and not edge.mirrored().is_mirrored
    swims = moving("fish", "swim", 1.0)
    found = begun.mirrored(led_from(swims, rest, edge.mirrored()))
    assert found.scale is not None and (found.scale[:, 0, 0] == -1.0).all()
    assert found.root[0, 0] == pytest.approx(40.0)
    assert (found.root[-1, 0] - 40.0) * (swims.root[-1, 0]) < 0.0  # the other way


def test_a_wheel_goes_on_turning_and_a_flip_is_not_wound_back() -> None:
    rest = stage("car")
    count = len(rest.bones.names)
    wheels = [j for j, name in enumerate(rest.bones.names) if name.startswith("wheel")]
    turns = np.zeros(count)
    turns[wheels] = 5.0
    edge = EdgePose(np.zeros(2), np.zeros(2), turns, np.zeros(count), np.ones((count, 2)))
    still = Pose(np.zeros((FRAMES, 2)), np.zeros((FRAMES, count)))
    assert np.allclose(led_from(still, rest, edge).turns[:, wheels], 5.0)
    flipped = replace(edge, turns=np.full(count, 2 * np.pi + 0.3))
    assert np.allclose(led_from(still, rest, flipped).turns[-1, 0], 2 * np.pi)


def test_it_ends_in_a_pose_at_its_speed() -> None:
    rest = stage("person")
    walk, jump = moving("person", "walk", 1.0), moving("person", "jump")
    edge = edge_of(walk, 11)
    found = led_to(jump, rest, edge)
    assert not found.root[0].any() and not found.turns[0].any()
    assert np.allclose(found.root[-1], edge.root) and np.allclose(found.turns[-1], edge.turns)
    slip = found.turns[-1] - found.turns[-2] - edge.turn_speeds
    assert np.abs(slip).max() < 0.12


def acted(plan: str, *beats: tuple[str, int, int]) -> Pose:
    rest = stage(plan)
    frames = sum(count for _, _, count in beats)
    return act(rest.bones, [MotionBeat(*beat) for beat in beats], frames, 0, rest.box, rest.points)


@pytest.mark.parametrize("verb", ["still", "wait"])
def test_who_sits_or_lies_stays_so_while_nothing_happens(verb: str) -> None:
    pose = acted("four_legged", ("sit", 0, 24), (verb, 24, 24))
    assert np.abs(pose.turns[47] - pose.turns[23]).max() < 0.25
    assert np.abs(pose.turns[23]).max() > 0.5


def test_what_has_tipped_over_sinks_as_it_lies() -> None:
    pose = acted("snail", ("topple", 0, 30), ("sink", 30, 30))
    assert np.abs(pose.turns[59] - pose.turns[29]).max() < 0.3
    assert np.abs(pose.turns[29]).max() > 1.2


def test_what_has_turned_whole_rounds_is_not_turned_back() -> None:
    pose = acted("snail", ("spin", 0, 40), ("walk", 40, 30))
    steps = np.abs(np.diff(pose.turns, axis=0))[40:].max()
    assert steps < 0.5
    assert np.abs(pose.turns[39]).max() > 6.0

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feet that carry don't slide, wheels roll, pedals take the feet round."""

from __future__ import annotations

import numpy as np
import pytest

from engine.motion import MotionBeat, act, performed
from engine.motion.legs import Leg
from engine.motion.rest import RestPose
from engine.rig.bones import Pose, placed_joints, rotation
from tests.engine.motion.drawings import box_of, drawing

GAITS = {
    "four_legged": ("walk", "amble", "trot", "pace", "canter", "run", "bound", "stalk", "limp"),
    "person": ("walk", "run", "jog", "sneak", "march", "limp", "stagger"),
    "standing_bird": ("walk", "waddle", "run"),
    "insect": ("crawl",),
    "turtle": ("walk",),
    "spider": ("crawl",),
    "crab": ("crawl",),
}
LONG_LEGGED = ("four_legged", "person")


def worst_slide(plan: str, verb: str, number: int, distance: float) -> float:
    """How far a planted foot strays from its place, as a share of the drawing."""
    bones, points = drawing(plan, number)
    rest = RestPose(bones, box_of(points))
    body = performed(rest, MotionBeat(verb, 0, 48, distance=distance))
    pose = Pose(body.root + body.travel, body.turns(), body.scale)
    places = placed_joints(bones, pose)
    worst = 0.0
    for foot in body.planted:
        toe = places[foot.frames, bones.names.index(foot.limb)]
        stands = foot.places[foot.frames]
        changes = np.linalg.norm(np.diff(stands, axis=0), axis=1) > 1e-9
        if plan in LONG_LEGGED:  # stubs of legs trip along, with stands of a frame
            assert changes.mean() < 0.5
        worst = max(worst, float(np.linalg.norm(toe - stands, axis=1).max()))
    assert body.planted
    return worst / rest.size


@pytest.mark.parametrize("plan", GAITS)
def test_feet_that_carry_do_not_slide(plan: str) -> None:
    for verb in GAITS[plan]:
        slides = [worst_slide(plan, verb, number, 0.8) for number in range(8)]
        assert np.median(slides) <= 0.005, (verb, slides)
        most = 0.015 if plan in ("insect", "spider") else 0.01  # some legs are drawn stretched
        assert max(slides) <= most, (verb, slides)


def test_on_the_spot_the_body_stays_and_the_feet_step() -> None:
    bones, points = drawing("four_legged", 4)
    pose = act(bones, [MotionBeat("walk", 0, 24, loop=True)], 24, 0, box_of(points))
    assert np.abs(pose.root[:, 0]).max() < 0.05
    toes = placed_joints(bones, pose)[:, [bones.names.index("hind_near4")], 0]
    assert np.ptp(toes) > 0.1


@pytest.mark.parametrize("number", [0, 1])
def test_wheels_turn_by_the_way_they_roll(number: int) -> None:
    for plan, verb in (("car", "drive"), ("bicycle", "pedal"), ("cyclist", "pedal")):
        bones, points = drawing(plan, number)
        pose = act(bones, [MotionBeat(verb, 0, 24, distance=2.0)], 24, 0, box_of(points))
        for name in ("wheel_back", "wheel_front"):
            joint = bones.names.index(name)
            radius = points[:, 1].max() - bones.joints[joint, 1]
            rolled = pose.root[-1, 0] - pose.root[0, 0]
            turned = pose.turns[-1, joint] - pose.turns[0, joint]
            assert abs(rolled) > 1.0
            np.testing.assert_allclose(turned, rolled / radius, rtol=0.02)


def test_pedalling_takes_both_feet_all_the_way_round() -> None:
    bones, points = drawing("cyclist", 0)
    pose = act(bones, [MotionBeat("pedal", 0, 24, loop=True)], 24, 0, box_of(points))
    places = placed_joints(bones, pose)
    crank = places[:, bones.names.index("crank")]
    for side in ("near", "far"):
        arm = places[:, bones.names.index(f"leg_{side}3")] - crank
        angle = np.unwrap(np.arctan2(arm[:, 1], arm[:, 0]))
        closed = np.unwrap(np.append(angle, np.arctan2(arm[0, 1], arm[0, 0])))
        assert abs(closed[-1] - closed[0]) >= np.deg2rad(350)
        pedal = places[:, bones.names.index(f"pedal_{side}")]
        apart = places[:, bones.names.index(f"leg_{side}3")] - pedal
        assert np.linalg.norm(apart - apart[0], axis=1).max() < 0.01


def test_feet_do_not_slip_when_one_action_goes_over_into_the_next() -> None:
    bones, points = drawing("person", 9)
    beats = [MotionBeat("squat", 0, 13), MotionBeat("idle", 13, 24)]
    pose = act(bones, beats, 37, 0, box_of(points))
    places = placed_joints(bones, pose)
    for name in ("leg_left3", "leg_right3"):
        toe = places[:, bones.names.index(name)]
        assert np.abs(toe - toe[0]).max() < 0.012
    halfway = [MotionBeat("sit", 0, 16), MotionBeat("idle", 16, 24)]
    pose = act(bones, halfway, 40, 0, box_of(points))
    toe = placed_joints(bones, pose)[:, bones.names.index("leg_left3")]
    assert np.abs(toe - toe[0]).max() < 0.012


def test_a_foot_drawn_on_the_ground_in_the_midst_of_a_step_is_lifted_over_it() -> None:
    dragged = 0
    for number in range(8):
        bones, points = drawing("four_legged", number)
        rest = RestPose(bones, box_of(points))
        for foot in performed(rest, MotionBeat("walk", 0, 24)).planted:
            x, high = foot.places[:, 0], foot.places[foot.frames, 1].max() - foot.places[:, 1]
            goes = np.abs(np.diff(x)) > 0.02 * rest.size
            low = np.maximum(high[1:], high[:-1]) < 0.005 * rest.size
            dragged += int((goes & low).sum())
    assert dragged == 0


def test_a_foot_comes_down_on_its_place_instead_of_along_the_ground() -> None:
    bones, points = drawing("four_legged", 1)
    rest = RestPose(bones, box_of(points), points)
    body = performed(rest, MotionBeat("walk", 0, 72, distance=1.0))
    for foot in body.planted:
        lands = np.flatnonzero(foot.frames[1:] & ~foot.frames[:-1])  # the last frame in the air
        lands = lands[lands > 6]
        assert len(lands)
        away = foot.places[lands, 0] - foot.places[lands + 1, 0]
        assert np.abs(away).max() < 0.004 * rest.size


def test_a_flat_shoe_rolls_over_the_ground_under_its_toe() -> None:
    found = []
    for number in range(24):
        bones, points = drawing("person", number)
        rest = RestPose(bones, box_of(points), points)
        found += [(rest, leg) for leg in map(rest.limb, ("leg_left", "leg_right"))]
    rest, limb = next((rest, leg) for rest, leg in found if rest.under_toe(leg).any())
    under = rest.under_toe(limb)
    leg = Leg(limb, rest.solver(limb, (1.0,), 2), 2, limb.tip - limb.places[2], under)
    turn, toe = np.linspace(0.0, 0.6, 5), np.tile(limb.tip, (5, 1))
    ground = leg.ankle(toe, turn) + rotation(turn, np.tile(leg.sole + under, (5, 1)))
    np.testing.assert_allclose(ground, toe + under, atol=1e-12)

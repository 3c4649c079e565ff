# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People use the limb the verb is about, step on the ground, and crouch before they leap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.motion import MotionBeat, performed
from engine.motion.actions.people_playing import strumming_side
from engine.motion.people import arms_of, free_side, holds, legs_joined
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.rig.bones import Pose, placed_joints
from tests.engine.motion.drawings import box_of, drawing


def stage(number: int) -> RestPose:
    """Return drawing `number` of a person at rest."""
    bones, points = drawing("person", number)
    return RestPose(bones, box_of(points), points)


def of_view(sideways: bool, count: int = 3) -> list[RestPose]:
    """Return persons from the side or from the front, with two sound legs and arms."""
    found = []
    for number in range(60):
        rest = stage(number)
        limbs = [rest.limb(f"{n}_{s}") for n in ("leg", "arm") for s in ("left", "right")]
        stands = all(rest.at(f"leg_{s}3")[1] > rest.at("pelvis")[1] for s in ("left", "right"))
        if all(limb.sound for limb in limbs) and stands and rest.sideways == sideways:
            found.append(rest)
        if len(found) == count:
            break
    return found


def moved(rest: RestPose, verb: str, frames: int = 24) -> tuple[Performance, np.ndarray]:
    """Return an action and the joints [F, J, 2] in it, in long sides of the drawing."""
    body = performed(rest, MotionBeat(verb, 0, frames))
    pose = Pose(body.root + body.travel, body.turns(), body.scale)
    return body, placed_joints(rest.bones, pose) / rest.size


def test_who_holds_something_waves_with_the_other_hand_and_drinks_with_this_one() -> None:
    rest = of_view(sideways=False)[0]
    bones = rest.bones
    for side, other in (("left", "right"), ("right", "left")):
        parts = bones.parts.copy()
        carriers, weights = bones.carriers.copy(), bones.weights.copy()
        parts[:5], carriers[:5], weights[:5] = -1, rest.index[f"arm_{side}2"], 0.0
        weights[:5, 0] = 1.0
        held = RestPose(
            replace(bones, parts=parts, carriers=carriers, weights=weights), rest.box, rest.points
        )
        body = Performance(held, MotionBeat("wave"), np.random.default_rng(0))
        assert holds(body, side) and not holds(body, other)
        assert free_side(body) == other
        assert free_side(body, holding=True) == side


@pytest.mark.parametrize("verb", ["walk", "run", "march"])
def test_from_the_front_feet_are_lifted_in_turn_and_stay_in_their_places(verb: str) -> None:
    for rest in of_view(sideways=False):
        _, joints = moved(rest, verb, 48)
        feet = [joints[:, rest.index[f"leg_{s}3"]] for s in ("left", "right")]
        lifts = [foot[0, 1] - foot[:, 1] for foot in feet]
        leg = np.mean([rest.limb(f"leg_{s}").length for s in ("left", "right")]) / rest.size
        assert min(lift.max() for lift in lifts) > 0.06 * leg
        if verb != "run":
            assert np.corrcoef(lifts[0][6:], lifts[1][6:])[0, 1] < 0.0


def test_a_jumper_crouches_before_it_leaves_the_ground() -> None:
    for sideways in (False, True):
        for rest in of_view(sideways, 2):
            _, joints = moved(rest, "jump")
            hips = joints[:, rest.index["pelvis"], 1]
            lowest, highest = int(hips[:14].argmax()), int(hips.argmin())
            assert hips[lowest] > hips[0] + 0.02 and lowest < highest
            assert hips[highest] < hips[0] - 0.05


def test_lifting_begins_low_and_ends_high() -> None:
    for sideways in (False, True):
        rest = of_view(sideways, 1)[0]
        _, joints = moved(rest, "lift", 36)
        hands = joints[:, [rest.index["arm_left2"], rest.index["arm_right2"]], 1].mean(axis=1)
        assert hands[9:14].max() > hands[0] - 0.02
        assert hands[26:].min() < joints[30, rest.index["neck"], 1] + 0.05


def test_who_pulls_himself_up_keeps_his_hands_where_they_hold() -> None:
    for rest in (of_view(sideways, 1)[0] for sideways in (False, True)):
        _, joints = moved(rest, "chin_up", 48)
        up = joints[0, rest.index["neck"], 1] - joints[:, rest.index["neck"], 1]
        hands = [joints[10:, rest.index[f"arm_{side}2"]] for side in ("left", "right")]
        assert up.max() > 0.15 and np.abs(up[30:40]).max() < 0.2 * up.max()
        assert max(np.ptp(hand, axis=0).max() for hand in hands) < 0.1 * up.max()


def test_a_kick_is_done_by_one_leg_while_the_other_stands() -> None:
    for sideways in (False, True):
        for rest in of_view(sideways, 2):
            _, joints = moved(rest, "kick")
            feet = [joints[:, rest.index[f"leg_{s}3"]] for s in ("left", "right")]
            ways = sorted(np.linalg.norm(f - f[0], axis=1).max() for f in feet)
            assert ways[0] < 0.02 and ways[1] > 0.12


def test_legs_drawn_by_one_line_at_the_feet_are_joined() -> None:
    rest = of_view(sideways=False)[0]
    plan = rest.plan
    assert plan is not None and rest.points is not None
    left, right = (plan.part_index[f"leg_{s}"] for s in ("left", "right"))
    feet = [rest.at(f"leg_{s}3") for s in ("left", "right")]
    middle = 0.5 * (feet[0] + feet[1])
    hips = [rest.at("leg_left0"), rest.at("leg_right0")]
    line = np.concatenate([np.linspace(hips[0], middle, 10), np.linspace(middle, hips[1], 10)])
    points, parts = np.zeros_like(rest.points), np.zeros_like(rest.bones.parts)
    points[:20], parts[:20] = line, np.repeat([left, right], 10)
    joined = RestPose(replace(rest.bones, parts=parts), rest.box, points)
    assert legs_joined(Performance(joined, MotionBeat("kick"), np.random.default_rng(0)))
    parts[:20] = np.repeat([left, 0, right], [8, 4, 8])
    apart = RestPose(replace(rest.bones, parts=parts), rest.box, points)
    assert not legs_joined(Performance(apart, MotionBeat("kick"), np.random.default_rng(0)))


def posed(rest: RestPose, **places: tuple[float, float]) -> RestPose:
    """Return a person with joints moved to places, given in legs' lengths from the pelvis."""
    joints = rest.bones.joints.copy()
    length = np.mean([rest.limb(f"leg_{s}").length for s in ("left", "right")])
    for name, place in places.items():
        joints[rest.index[name]] = rest.at("pelvis") + length * np.array(place)
    return RestPose(replace(rest.bones, joints=joints), rest.box, rest.points)


STRIDE = {
    "leg_left0": (0.0, 0.0), "leg_left1": (-0.2, 0.4), "leg_left2": (-0.4, 0.8),
    "leg_left3": (-0.52, 0.86), "leg_right0": (0.0, 0.0), "leg_right1": (0.2, 0.4),
    "leg_right2": (0.4, 0.8), "leg_right3": (0.3, 0.86),
}  # fmt: skip


def test_who_is_drawn_in_mid_stride_walks_upright_with_steps_as_long() -> None:
    rest = posed(of_view(sideways=True)[0], **STRIDE)
    assert rest.sideways
    _, joints = moved(rest, "walk", 48)
    hips, toes = joints[:, rest.index["pelvis"], 1], joints[:, rest.index["leg_left3"], 0]
    leg = rest.limb("leg_left").length / rest.size
    assert hips[0] - hips.min() > 0.05 * leg  # over the standing foot
    other = joints[:, rest.index["leg_right3"], 0]
    assert np.abs(toes - other)[12:].max() > 0.7 * np.abs(toes - other)[0]


def test_a_far_leg_that_is_drawn_shorter_does_not_let_the_body_sink() -> None:
    far = {name: (x, 0.74 * y) for name, (x, y) in STRIDE.items() if "right" in name}
    rest = posed(of_view(sideways=True)[0], **{**STRIDE, **far})
    _, joints = moved(rest, "walk", 48)
    hips = joints[:, rest.index["pelvis"], 1]
    assert hips.max() - hips[0] < 0.105 * rest.limb("leg_left").length / rest.size


def test_arms_that_are_up_press_a_weight_together() -> None:
    up = {
        "arm_left0": (-0.2, -0.7), "arm_left1": (-0.35, -1.0), "arm_left2": (-0.4, -1.35),
        "arm_left3": (-0.4, -1.45), "arm_right0": (0.2, -0.7), "arm_right1": (0.35, -1.0),
        "arm_right2": (0.4, -1.35), "arm_right3": (0.4, -1.45), "neck": (0.0, -0.75),
        "head": (0.0, -0.8), "top": (0.0, -1.1),
    }  # fmt: skip
    rest = posed(of_view(sideways=False)[0], **up)
    _, joints = moved(rest, "lift", 36)
    left, right = (joints[:, rest.index[f"arm_{s}2"], 1] for s in ("left", "right"))
    assert np.abs((left - left[0]) - (right - right[0])).max() < 0.03
    assert left[10:16].max() - left[0] > 0.1
    assert left[22:28].min() < left[0] + 0.01


def test_the_lower_hand_strums() -> None:
    seen = 0
    for rest in of_view(sideways=True, count=6):
        arms = arms_of(_still(rest))
        if len(arms) < 2:
            continue
        high = {side: arm.limb.places[2][1] for side, arm in arms.items()}
        length = float(np.mean([arm.limb.lengths[:2].sum() for arm in arms.values()]))
        if abs(high["left"] - high["right"]) > 0.4 * length:
            seen += 1
            assert strumming_side(_still(rest), arms) == max(high, key=lambda side: high[side])
    assert seen


def test_a_bust_sings_with_all_of_it() -> None:
    rest = of_view(sideways=False)[0]
    low, high = rest.box
    bust = RestPose(rest.bones, np.stack([low - 2.5 * rest.size, high]), rest.points)
    standing, _ = moved(rest, "sing", 48)
    sways, _ = moved(bust, "sing", 48)
    first = rest.bones.names[0]
    assert np.ptp(sways.own[:, bust.index[first]]) > 0.1
    assert np.ptp(standing.own[:, rest.index[first]]) < 0.02


def test_lines_that_are_no_arm_do_not_punch() -> None:
    rest = of_view(sideways=True)[0]
    bones, arm = rest.bones, rest.index["arm_left0"]
    assert rest.points is not None and rest.plan is not None
    confidence = bones.confidence.copy()
    confidence[arm : arm + 4] = 0.5
    points = rest.points.copy()
    mine = bones.parts == rest.plan.part_index["arm_left"]
    assert mine.any() and len(arms_of(_still(rest))) == 2
    points[mine] += 0.5 * rest.size
    other = RestPose(replace(bones, confidence=confidence), rest.box, points)
    assert list(arms_of(_still(other))) == ["right"]
    body, _ = moved(other, "punch")
    assert not body.own[:, arm : arm + 4].any()


def _still(rest: RestPose) -> Performance:
    return Performance(rest, MotionBeat("punch"), np.random.default_rng(0))

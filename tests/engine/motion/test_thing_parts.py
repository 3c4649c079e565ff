# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of things: cabins stay upright, water stays level, drops fall, clappers come late."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.motion import MotionBeat, act
from engine.rig.bones import Bones, Pose, placed_joints
from engine.rig.deform import Deformer

BOX = np.array([[-1.0, -1.0], [1.0, 1.0]])


def thing(**parts: tuple[str, tuple[float, float]]) -> Bones:
    """A thing with further joints: name, the joint it hangs on, its place."""
    names = ["piece0", *parts]
    parents = [-1, *(names.index(parent) for parent, _ in parts.values())]
    joints = np.array([(0.0, 0.0), *(place for _, place in parts.values())])
    count = len(names)
    return Bones(
        "", tuple(names), np.array(parents), joints, np.ones(count), np.arange(count)[:, None],
        np.ones((count, 1)), np.arange(count),
    )  # fmt: skip


def acted(bones: Bones, verb: str, frames: int = 48, *, loop: bool = False) -> Pose:
    return act(bones, [MotionBeat(verb, 0, frames, loop=loop)], frames, 0, BOX)


def test_a_big_wheel_turns_and_its_cabins_stay_upright() -> None:
    bones = thing(wheel_rim=("piece0", (0.0, 0.0)), cabin0=("wheel_rim", (0.8, 0.0)))
    pose = acted(bones, "turn", loop=True)
    rim, cabin = (pose.turns[:, bones.names.index(n)] for n in ("wheel_rim", "cabin0"))
    assert np.ptp(rim) > 2.0 and not pose.turns[:, 0].any()
    assert np.abs(cabin).max() < 0.15


def test_water_stays_level_under_a_boat_that_rocks() -> None:
    pose = acted(thing(water0=("piece0", (0.0, 1.0))), "rock")
    assert np.ptp(pose.turns[:, 0]) > 0.2 and np.abs(pose.turns[:, 1]).max() < 1e-9


def test_a_clapper_comes_late() -> None:
    pose = acted(thing(clapper0=("piece0", (0.0, -0.5))), "swing")
    bell, clapper = pose.turns.T
    lags = [np.dot(bell[: 48 - lag], clapper[lag:]) for lag in range(8)]
    assert 0 < int(np.argmax(lags)) < 7


def test_a_rotor_whirls_while_a_helicopter_flies_level() -> None:
    pose = acted(thing(rotor0=("piece0", (0.0, -0.8))), "fly")
    assert pose.scale is not None
    assert np.ptp(pose.scale[:, 1, 0]) > 1.5
    assert np.abs(pose.turns[:, 0]).max() < 0.15


@pytest.mark.parametrize("loop", [True, False])
def test_drops_fall_and_begin_again_above(loop: bool) -> None:
    parts = {"fall0": ("piece0", (0.3, -1.0)), "drop0": ("fall0", (0.3, 0.6)),
             "fall1": ("piece0", (-0.3, -1.0)), "drop1": ("fall1", (-0.3, 0.9))}  # fmt: skip
    bones = thing(**parts)
    pose = acted(bones, "rain", loop=loop)
    height = placed_joints(bones, pose)[:, bones.names.index("drop0"), 1]
    step = np.diff(height)
    assert (step > 0).mean() > 0.8 and (step < -0.2).any()


def test_smoke_curls_and_rays_grow_above_a_house_and_a_sun_that_stand() -> None:
    smoke = acted(thing(smoke0=("piece0", (0.4, -0.7))), "smoke")
    assert smoke.scale is not None and np.ptp(smoke.scale[:, 1, 1]) > 0.3
    assert not smoke.root.any() and not smoke.turns[:, 0].any()
    rays = {f"ray{n}": ("piece0", (0.5, 0.1 * n)) for n in range(3)}
    sun = acted(thing(**rays), "shine")
    assert sun.scale is not None and np.ptp(sun.scale[:, 1, 0]) > 0.3


def test_separate_puffs_of_smoke_rise_and_begin_again_below() -> None:
    parts = {"column0": ("piece0", (0.3, 1.0)), "smoke0": ("column0", (0.3, -0.6)),
             "column1": ("piece0", (0.4, 1.0)), "smoke1": ("column1", (0.4, -0.9))}  # fmt: skip
    bones = thing(**parts)
    height = placed_joints(bones, acted(bones, "smoke"))[:, bones.names.index("smoke0"), 1]
    step = np.diff(height)
    assert (step < 0).mean() > 0.8 and (step > 0.2).any()


def test_what_turns_over_ends_upside_down_and_stays_above_the_ground() -> None:
    bones = thing(wheel0=("piece0", (0.4, -0.7)))
    pose = acted(bones, "turn_over")
    assert abs(abs(float(pose.turns[-1, 0])) - np.pi) < 1e-6
    assert placed_joints(bones, pose)[..., 1].max() < 1.3


def test_a_head_that_is_no_face_shakes_to_both_sides() -> None:
    turns = acted(thing(), "shake_head").turns[:, 0]
    assert turns.min() < -0.05 and turns.max() > 0.05


def test_a_candle_stands_while_it_burns() -> None:
    pose = acted(thing(flame0=("piece0", (0.0, -0.6))), "burn")
    assert not pose.root.any() and not pose.turns[:, 0].any()
    assert np.ptp(pose.turns[:, 1]) > 0.2


def test_only_things_rain() -> None:
    from engine.motion import ACTIONS

    assert "rain" in ACTIONS[""] and "rain" not in ACTIONS["person"]
    assert "bounce" in ACTIONS["fish"]


def with_points(bones: Bones, points: np.ndarray, owner: list[str]) -> tuple[Bones, np.ndarray]:
    """Bones that carry points [P, 2], each by the joint of that name."""
    carriers = np.array([[bones.names.index(name)] for name in owner])
    whole = np.ones((len(points), 1))
    return replace(bones, carriers=carriers, weights=whole, parts=carriers[:, 0]), points


def test_pupils_stay_in_their_eyes_while_they_look_around() -> None:
    eye = thing(
        lid0=("piece0", (0.0, 0.0)),
        slide_pupil0=("piece0", (-0.8, -0.6)),
        pupil0=("slide_pupil0", (-0.3, -0.1)),
    )
    corners = np.array([[-1.0, -1], [1, 1], [-0.6, -0.4], [0, 0.2]])
    bones, points = with_points(eye, corners, ["lid0", "lid0", "pupil0", "pupil0"])
    pose = act(bones, [MotionBeat("look_around", 0, 48)], 48, 0, BOX, points)
    moved = Deformer(bones, points, np.array([0, 0, 1, 1]))(pose)
    np.testing.assert_allclose(moved[:, :2], np.broadcast_to(points[:2], (48, 2, 2)), atol=1e-9)
    assert moved[:, 2, 0].min() < -0.85 and moved[:, 3, 0].max() > 0.75
    assert np.abs(moved[:, 2:]).max() < 1.0
    shut = act(bones, [MotionBeat("blink", 0, 48)], 48, 0, BOX, points)
    heights = np.ptp(Deformer(bones, points, np.array([0, 0, 1, 1]))(shut)[:, :2, 1], axis=1)
    assert heights.min() < 0.4 and heights[-1] == pytest.approx(2.0)


def test_a_mouth_alone_opens_and_wings_beat_on_either_side() -> None:
    pose = acted(thing(lips0=("piece0", (0.0, 0.0))), "talk")
    assert pose.scale is not None and pose.scale[:, 1, 1].max() > 1.3
    wings = thing(wing0=("piece0", (-0.5, 0.0)), wing1=("piece0", (0.5, 0.0)))
    owner = ["wing0", "wing0", "wing1", "wing1"]
    corners = np.array([[-0.6, 0.0], [-1, -0.1], [0.6, 0.0], [1, -0.1]])
    bones, points = with_points(wings, corners, owner)
    beat = act(bones, [MotionBeat("flap", 0, 48)], 48, 0, BOX, points).turns[:, 1:]
    assert np.ptp(beat[:, 0]) > 0.8
    np.testing.assert_allclose(beat[:, 0], -beat[:, 1], atol=1e-9)


def test_smoke_alone_rises_and_a_fist_comes_towards_us() -> None:
    root = acted(thing(), "billow_up").root
    assert root[-1, 1] < -0.5
    fist = acted(thing(), "punch")
    assert fist.scale is not None and fist.scale[:, 0].max() > 1.2 and fist.scale[:, 0].min() < 0.9


def test_a_gun_kicks_back_and_comes_to_rest() -> None:
    pose = acted(thing(front=("piece0", (1.0, 0.0))), "fire", 24)
    assert pose.root[:, 0].min() < -0.1 and abs(pose.root[-1, 0]) < 0.03
    assert pose.turns[:, 0].min() < -0.1  # y points down: the muzzle goes up


def test_lips_part_hands_clap_and_a_forearm_bends() -> None:
    lips = thing(
        slide_upper_lip=("piece0", (-0.5, -0.5)), upper_lip=("slide_upper_lip", (0.0, 0.0)),
        slide_lower_lip=("piece0", (-0.5, -0.5)), lower_lip=("slide_lower_lip", (0.0, 0.0)),
    )  # fmt: skip
    places = placed_joints(lips, acted(lips, "talk"))
    assert places[:, 2, 1].min() < -0.1 and places[:, 4, 1].max() > 0.3
    hands = thing(
        slide_hand0=("piece0", (-0.6, -0.5)), hand0=("slide_hand0", (-0.1, 0.0)),
        slide_hand1=("piece0", (-0.4, -0.5)), hand1=("slide_hand1", (0.1, 0.0)),
    )  # fmt: skip
    apart = np.diff(placed_joints(hands, acted(hands, "clap"))[:, [2, 4], 0], axis=1)[:, 0]
    assert apart.max() > 0.5 and (np.sort(apart)[:8] < 0.3).all()
    arm, points = with_points(
        thing(forearm=("piece0", (-0.5, 0.5))),
        np.array([[-0.5, -0.5], [-0.4, 0.0], [0.5, 0.6], [0.8, 0.4]]),
        ["forearm", "forearm", "piece0", "piece0"],
    )
    turns = act(arm, [MotionBeat("flex", 0, 30)], 30, 0, BOX, points).turns[:, 1]
    assert turns.max() > 0.15 and turns.min() > -0.1


def test_a_head_at_the_left_of_a_body_nods_to_the_left() -> None:
    pose = acted(thing(crown0=("piece0", (-0.5, -0.5))), "nod")
    assert pose.turns[:, 1].min() < -0.4 and np.abs(pose.turns[:, 0]).max() < 1e-9


def test_what_stands_spins_upright_and_what_lies_in_the_picture() -> None:
    for joint, upright in (("upright_axis", True), ("lying_axis", False)):
        pose = acted(thing(**{joint: ("piece0", (0.0, 0.0))}), "spin")
        assert (np.ptp(pose.turns[:, 0]) < 0.1) == upright
        assert (pose.scale is not None and pose.scale[:, 0, 0].min() < -0.8) == upright


def test_a_boat_sails_away_on_the_water() -> None:
    pose = acted(thing(), "sail_away")
    assert pose.root[-1, 0] > 1.5 and np.abs(pose.root[:, 1]).max() < 0.3


def test_a_helicopter_without_a_rotor_rises_straight_up() -> None:
    pose = acted(thing(front=("piece0", (1.0, 0.0)), lifts=("piece0", (0.0, -1.0))), "take_off")
    assert pose.root[-1, 1] < -0.5 and abs(pose.root[-1, 0]) < 0.2


def test_what_has_wheels_zooms_on_them() -> None:
    bones = thing(wheel1=("piece0", (-0.5, 0.8)), wheel2=("piece0", (0.5, 0.8)))
    pose = act(bones, [MotionBeat("zoom", 0, 48, distance=1.0)], 48, 0, BOX)
    assert np.abs(pose.turns[-1, 1]) > 2.0 and np.abs(pose.root[:, 1]).max() < 0.1


def test_wheels_turn_by_their_own_rim_also_where_they_hang_above_the_ground() -> None:
    bones = thing(wheel1=("piece0", (0.0, 0.0)))
    angle = np.linspace(0.0, 2.0 * np.pi, 24)
    rim = 0.25 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = np.concatenate([rim, [[-1.0, -1.0], [1.0, 1.0]]])
    carried = replace(
        bones,
        carriers=np.array([[1]] * 24 + [[0]] * 2), weights=np.ones((26, 1)),
        parts=np.array([1] * 24 + [0] * 2),
    )  # fmt: skip
    strokes = np.array([0] * 24 + [1] * 2)
    beats = [MotionBeat("drive", 0, 48, distance=1.0)]
    pose = act(carried, beats, 48, 0, BOX, points, strokes)
    rolled = pose.turns[-1, 1] * 0.25
    np.testing.assert_allclose(rolled, pose.root[-1, 0], rtol=0.05)

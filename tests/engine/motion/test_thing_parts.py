# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of things: cabins stay upright, water stays level, drops fall, clappers come late."""

from __future__ import annotations

import numpy as np
import pytest

from engine.motion import MotionBeat, act
from engine.rig.bones import Bones, Pose, placed_joints

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

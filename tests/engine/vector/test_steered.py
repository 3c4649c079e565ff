# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sentence is acted the way that an artist steers it."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.steering import ReachedPlace, Steering
from engine.rig.bones import Pose, placed_joints
from engine.vector.acted_motion import Clip, act_sentences
from tests.engine.vector.test_acted_motion import CLIP, DOG, SIZE, TWO, Scene, figure

LONG = Clip(36, 24.0, False, 0, (400.0, 300.0))


def act(scene: Scene, prompt: str, led: dict[str, Steering], clip: Clip = LONG) -> list[Pose]:
    names = scene.names
    acted = act_sentences(
        scene.rig(), scene.rest, names, prompt, [""] * len(names), [1.0] * len(names), clip,
        steering=led,
    )  # fmt: skip
    assert all(pose is not None for pose in acted.poses)
    return [pose for pose in acted.poses if pose is not None]


@pytest.mark.parametrize("prompt", ["the dog walks", "the dog runs away", "the dog jumps"])
def test_it_goes_along_the_line(prompt: str) -> None:
    path = ((0.0, 0.0), (60.0, -20.0), (120.0, -60.0))
    (pose,) = act(DOG, prompt, {"dog": Steering(path)})
    assert np.allclose(pose.root[0], 0.0)
    assert np.linalg.norm(pose.root[-1] - (120.0, -60.0)) < 0.12 * SIZE
    (back,) = act(DOG, prompt, {"": Steering(path[::-1])})  # drawn from its end
    assert np.allclose(back.root, pose.root)


def test_a_distance_is_in_pixels_and_cuts_a_line_short() -> None:
    line = ((0.0, 0.0), (300.0, 0.0))
    (pose,) = act(DOG, "the dog walks", {"dog": Steering(line, distance=90.0)})
    assert abs(pose.root[-1, 0] - 90.0) < 0.1 * SIZE
    short = ((120.0, 0.0), (170.0, 0.0))
    (more,) = act(DOG, "the dog walks", {"dog": Steering(short, None, 90.0)})
    assert abs(more.root[-1, 0] - 90.0) < 0.1 * SIZE


def test_an_arrow_says_which_way() -> None:
    (up,) = act(DOG, "the dog walks", {"dog": Steering(direction=(1.0, -1.0), distance=80.0)})
    assert np.allclose(up.root[-1], np.array([1.0, -1.0]) * 80.0 / np.sqrt(2.0), atol=0.1 * SIZE)
    (left,) = act(DOG, "the dog walks to the right", {"dog": Steering(direction=(-1.0, 0.0))})
    assert left.root[-1, 0] < -0.5 * SIZE


def test_only_the_one_that_is_steered_changes() -> None:
    plain = act(TWO, "the dog walks and the flag waves", {})
    led = act(TWO, "the dog walks and the flag waves", {"dog": Steering(distance=70.0)})
    assert np.array_equal(plain[1].turns, led[1].turns)
    assert not np.array_equal(plain[0].root, led[0].root)


def test_a_paw_stays_and_a_head_reaches() -> None:
    bones, _ = figure("dog")
    ends = [n for n in range(len(bones.names)) if n not in bones.parents]
    paw = bones.names[max(ends, key=lambda n: bones.joints[n, 1])]
    place = tuple(bones.joints[bones.names.index("head")] + (0.0, 10.0))
    led = Steering(pins=(paw, "no such joint"), reach=ReachedPlace(place, "head"))
    (pose,) = act(DOG, "the dog walks", {"dog": led})
    index = bones.names.index(paw)
    moved = placed_joints(bones, pose)
    assert np.abs(moved[:, index] - bones.joints[index]).max() < 1e-6 * SIZE
    assert np.isfinite(moved).all()


def test_in_a_loop_nobody_goes_anywhere() -> None:
    (pose,) = act(DOG, "the dog walks", {"dog": Steering(((0.0, 0.0), (90.0, 0.0)))},
                  Clip(24, 24.0, True, 0, CLIP.canvas))  # fmt: skip
    assert np.abs(pose.root[:, 0]).max() < 0.3 * SIZE

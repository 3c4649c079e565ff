# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion that goes on travels as settings, and is read strictly."""

from __future__ import annotations

import json

import pytest

from addon.contract.continuation import Continuation, without_continuation
from addon.contract.errors import SketchMotionError
from addon.contract.start_pose import StartPose, StartPoses

POSE = StartPose((12.5, -3.0), (2.0, 0.0), {"hip": (0.2, 0.01)}, {"hip": (-1.0, 1.0)})


@pytest.mark.parametrize("asked", [Continuation(17), Continuation(5, True, {"dog": POSE})])
def test_it_is_read_as_it_was_written(asked: Continuation) -> None:
    settings = json.loads(json.dumps(asked.to_settings()))
    assert Continuation.of(settings) == asked
    assert without_continuation({**settings, "speed": 2.0}) == {"speed": 2.0}


def test_other_requests_are_none() -> None:
    assert Continuation.of({}) is None
    assert Continuation.of({"keep": {"range": [1, 4]}}) is None
    assert StartPoses.of({}) is None


@pytest.mark.parametrize(
    "pose",
    [
        {"root": [1]},
        {"root": [1, 1e30]},
        {"turns": {"hip": [1, "2"]}},
        {"turns": {"hip": [1, 1e9]}},
        {"scales": {"hip": [True, 1]}},
        {"turned": {}},
        [],
    ],
)
def test_wrong_poses_are_refused(pose: object) -> None:
    with pytest.raises(SketchMotionError):
        StartPoses.of({"start": {"objects": {"dog": pose}}})


def test_how_many_frames_it_takes() -> None:
    assert Continuation(17).frames(24, 24) == 41  # frames 0 to 17, and 23 after them
    assert Continuation(5, True).frames(24, 12) == 30  # 11 before frame 5, which is one of 19
    with pytest.raises(SketchMotionError, match="480 is the most"):
        Continuation(400).frames(401, 100)
    with pytest.raises(SketchMotionError):
        Continuation(-1)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rackets hit about their lower end, straws stir about the upper, bows go along themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion import MotionBeat, act
from engine.rig.bones import Bones, Pose, deformed

Floats = NDArray[np.float64]
STICK = np.stack([np.linspace(0, 30, 31), np.linspace(0, 100, 31)], axis=1)  # its foot is right


def tool(verb: str, *, loop: bool = False) -> tuple[Floats, Pose]:
    """Places [F, 31, 2] of a stick that does something, and its pose."""
    ones = np.ones((31, 1))
    bones = Bones(
        "", ("piece0",), np.array([-1]), np.array([[15.0, 50.0]]), np.ones(1),
        np.zeros((31, 1), np.int64), ones, np.zeros(31, np.int64),
    )  # fmt: skip
    box = np.stack([STICK.min(axis=0), STICK.max(axis=0)])
    pose = act(bones, [MotionBeat(verb, 0, 48, loop=loop)], 48, 0, box, STICK, np.zeros(31, int))
    return deformed(bones, STICK, pose), pose


def test_a_racket_swings_about_the_end_that_is_held() -> None:
    moved, pose = tool("hit")
    assert np.ptp(pose.turns) > 0.8
    assert np.abs(moved[:, -1] - STICK[-1]).max() < 1.0
    assert np.abs(moved[:, 0] - STICK[0]).max() > 40.0
    assert pose.scale is None  # it comes no nearer to us


def test_a_straw_stirs_with_its_lower_end() -> None:
    moved, _ = tool("stir")
    ends = np.ptp(moved, axis=0).max(axis=1)
    assert ends[-1] > 1.5 * ends[0] > 0.0


def test_a_bow_goes_along_its_own_length() -> None:
    moved, _ = tool("play", loop=True)
    way = moved[:, 15] - STICK[15]
    along = (STICK[-1] - STICK[0]) / np.linalg.norm(STICK[-1] - STICK[0])
    across = way @ np.array([-along[1], along[0]])
    assert np.ptp(way @ along) > 30.0 and np.abs(across).max() < 1.0

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


def test_a_brush_dips_and_comes_up_again() -> None:
    moved, _ = tool("dip", loop=True)
    low = moved[:, -1, 1] - STICK[-1, 1]
    assert low.max() > 20.0 and low.min() > -1.0 and abs(low[-1]) < 5.0


def test_a_pen_writes_small_letters_along_a_line() -> None:
    moved, _ = tool("write")
    tip = moved[:, -1] - STICK[-1]
    assert 15.0 < tip[-1, 0] < 40.0  # a line
    turns = np.sign(np.diff(tip[:, 1]))
    assert (np.diff(turns[turns != 0]) != 0).sum() > 6  # letters
    assert np.abs(tip[:, 1]).max() < 15.0


def test_what_tilts_up_stays_so() -> None:
    level = np.stack([np.linspace(0, 100, 31), np.linspace(0, 30, 31)], axis=1)  # its left is up
    ones = np.ones((31, 1))
    bones = Bones(
        "", ("piece0",), np.array([-1]), np.array([[50.0, 15.0]]), np.ones(1),
        np.zeros((31, 1), np.int64), ones, np.zeros(31, np.int64),
    )  # fmt: skip
    box = np.stack([level.min(axis=0), level.max(axis=0)])
    for lift, rises in ((1, True), (-1, False)):
        pose = act(bones, [MotionBeat("tilt", 0, 48, lift=lift)], 48, 0, box, level)
        ends = deformed(bones, level, pose)[-1, [0, -1], 1]
        steeper = ends[1] - ends[0] > 40.0
        assert steeper == rises


def test_a_roll_gets_longer_downwards() -> None:
    moved, _ = tool("unroll")
    assert np.abs(moved[:, 0, 1]).max() < 1.0 and 125.0 < moved[-1, -1, 1] < 145.0


def star_twinkling(at: tuple[float, float], strength: float = 1.0) -> Floats:
    """Return how long a star is in each frame [F]."""
    star = STICK + at
    bones = Bones(
        "", ("piece0",), np.array([-1]), star[15:16], np.ones(1),
        np.zeros((31, 1), np.int64), np.ones((31, 1)), np.zeros(31, np.int64),
    )  # fmt: skip
    box = np.stack([star.min(axis=0), star.max(axis=0)])
    beats = [MotionBeat("twinkle", 0, 48, amplitude=strength)]
    moved = deformed(bones, star, act(bones, beats, 48, 0, box, star))
    return np.linalg.norm(moved[:, 0] - moved[:, -1], axis=1)


def test_stars_twinkle_each_in_its_own_time() -> None:
    sizes = [star_twinkling(at) for at in ((0.0, 0.0), (130.0, 10.0))]
    assert np.ptp(sizes[0]) > 20.0 and np.abs(sizes[0] - sizes[1]).max() > 5.0


def test_stars_that_twinkle_strongly_do_not_turn_inside_out() -> None:
    whole = np.linalg.norm(STICK[0] - STICK[-1])
    sizes = [star_twinkling((at, 0.0), 4.0) for at in (0.0, 30.0, 60.0, 90.0, 130.0)]
    assert min(size.min() for size in sizes) > 0.3 * whole

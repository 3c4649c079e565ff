# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The joints of mouths and ears lie at the ends of what is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.drawn_ends import NEAR, on_drawn_ends
from engine.rig.skeletons import PLANS

FACE = PLANS["face"]
EAR = [FACE.index["ear_left0"], FACE.index["ear_left1"]]
CORNERS = [FACE.index["mouth_left"], FACE.index["mouth_right"]]


def face() -> np.ndarray:
    """Joints of a face with level eyes, all else in its middle."""
    joints = np.zeros((len(FACE.joints), 2))
    joints[FACE.index["eye_left0"]] = [-0.2, -0.1]
    joints[FACE.index["eye_right0"]] = [0.2, -0.1]
    return joints


def oval(long: float, wide: float, lean: float) -> np.ndarray:
    """An oval about (-0.3, -0.3) whose long axis leans so much from the horizontal."""
    turn = np.linspace(0.0, 2 * np.pi, 60)
    x, y = 0.5 * long * np.cos(turn), 0.5 * wide * np.sin(turn)
    c, s = np.cos(lean), np.sin(lean)
    return np.stack([c * x - s * y - 0.3, s * x + c * y - 0.3], axis=1)


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("lean", [0.0, 0.4])
def test_the_corners_of_a_mouth_are_its_ends_the_left_one_left(way: int, lean: float) -> None:
    u = np.linspace(-0.15, 0.15, 30)[::way]
    turn = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
    mouth = np.stack([u, 0.25 + 0.02 * np.sin(20 * u)], axis=1) @ turn.T
    joints = face() @ turn.T
    parts = np.full(30, FACE.part_index["mouth"])
    moved = on_drawn_ends(FACE, joints, mouth, np.zeros(30, np.int64), parts)
    np.testing.assert_allclose(moved[CORNERS], mouth[[0, -1]][::way])
    rest = np.setdiff1d(np.arange(len(joints)), CORNERS)
    np.testing.assert_array_equal(moved[rest], joints[rest])


def test_a_mouth_whose_ends_lie_far_apart_up_and_down_stays() -> None:
    mouth = np.stack([np.linspace(-0.1, 0.1, 30), np.linspace(0.1, 0.35, 30)], axis=1)
    parts = np.full(30, FACE.part_index["mouth"])
    moved = on_drawn_ends(FACE, face(), mouth, np.zeros(30, np.int64), parts)
    np.testing.assert_array_equal(moved, face())


def ear_joints(outline: np.ndarray, found: list[list[float]], part: str = "ear_left") -> np.ndarray:
    joints = face()
    joints[EAR] = found
    parts = np.full(len(outline), FACE.part_index[part])
    return on_drawn_ends(FACE, joints, outline, np.zeros(len(outline), np.int64), parts)[EAR]


@pytest.mark.parametrize("flipped", [False, True])
def test_an_ear_drawn_as_an_oval_goes_from_end_to_end_the_way_it_was_found(flipped: bool) -> None:
    ends = np.array([[-0.3, -0.3]]) + 0.1 * np.array([[0.8, -0.6], [-0.8, 0.6]])
    found = (0.6 * (ends - [-0.3, -0.3]) + [-0.3, -0.3])[:: -1 if flipped else 1]
    outline = oval(0.2, 0.1, float(np.arctan2(-0.6, 0.8)))
    got = ear_joints(outline, found.tolist())
    np.testing.assert_allclose(got, ends[:: -1 if flipped else 1], atol=0.02)


@pytest.mark.parametrize(
    ("long", "wide", "away", "part"),
    [
        (0.2, 0.18, 0.0, "ear_left"),  # round: it has no ends
        (0.2, 0.1, NEAR + 0.15, "ear_left"),  # too far from where it was found
        (0.2, 0.1, 0.0, "skull"),
    ],
)
def test_round_far_and_other_shapes_say_nothing(
    long: float, wide: float, away: float, part: str
) -> None:
    found = [[-0.24, -0.3 + away], [-0.36, -0.3 + away]]
    np.testing.assert_array_equal(ear_joints(oval(long, wide, 0.0), found, part), found)


def test_an_open_line_or_a_piece_of_an_outline_has_no_ends_of_its_own() -> None:
    found = [[-0.24, -0.3], [-0.36, -0.3]]
    outline = oval(0.2, 0.1, 0.0)
    np.testing.assert_array_equal(ear_joints(outline[:40], found), found)
    joints = face()
    joints[EAR] = found
    parts = np.full(len(outline), FACE.part_index["ear_left"])
    parts[:20] = FACE.part_index["skull"]
    moved = on_drawn_ends(FACE, joints, outline, np.zeros(60, np.int64), parts)
    np.testing.assert_array_equal(moved, joints)

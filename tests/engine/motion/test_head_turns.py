# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads that are drawn alone turn and nod, and get along without legs."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.motion import act
from engine.motion.act import performed
from engine.motion.beat import MotionBeat
from engine.motion.head_turns import turned_head
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.rig.bones import Bones, Pose, deformed
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.rig.pieces import rig_of_pieces, with_named_parts
from engine.vector.acted_motion import Clip, act_sentences

Floats = NDArray[np.float64]


def ring(x: float, y: float, radius: float) -> Floats:
    angle = np.linspace(0, 2 * np.pi, 32)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


STROKES = [ring(0, 0, 100), ring(-35, -10, 6), ring(35, -10, 6), ring(0, 30, 14)]
POINTS = np.concatenate(STROKES)
OWNER = np.repeat(np.arange(4), 32).astype(np.int64)
BOX = np.stack([POINTS.min(axis=0), POINTS.max(axis=0)])


def head() -> Bones:
    bones = rig_of_pieces(POINTS, OWNER)
    return with_named_parts(bones, POINTS, OWNER, "the penguin waddles")


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_eyes_slide_over_the_outline_the_way_the_head_turns(way: float) -> None:
    rest = RestPose(head(), BOX, POINTS)
    body = Performance(rest, MotionBeat("look", 0, 12), np.random.default_rng(0))
    assert turned_head(body, way * 5.0 * body.t)
    body.own[0] = 0.0
    places = body.scale
    assert places is not None and np.allclose(places[0], 1.0)
    moved = deformed(rest.bones, POINTS, Pose(body.root, body.turns(), body.scale))
    gone = [float((moved[-1] - POINTS)[n == OWNER, 0].mean()) for n in range(4)]
    assert abs(gone[0]) < 1e-9
    assert all(way * g > 10.0 for g in gone[1:])
    ahead, behind = (gone[2], gone[1]) if way > 0 else (gone[1], gone[2])
    assert abs(gone[3]) > abs(ahead) and abs(behind) > abs(ahead)
    for number in (1, 2, 3):  # within the outline all the time
        assert np.linalg.norm(moved[:, number == OWNER], axis=2).max() < 100.0


def test_a_head_gets_along_by_rocking() -> None:
    body = performed(RestPose(head(), BOX, POINTS), MotionBeat("walk", 0, 48, distance=0.5))
    assert body.rest.legless
    assert body.travel[-1, 0] == pytest.approx(0.5 * body.size)
    tilt = body.turns()[:, 0]
    assert tilt.max() > 0.12 and tilt.min() < -0.12


def test_nodding_lowers_the_eyes() -> None:
    bones = head()
    pose = act(bones, [MotionBeat("nod", 0, 16)], 16, 0, BOX, POINTS)
    moved = deformed(bones, POINTS, pose)
    down = (moved[:, OWNER == 3] - moved[:, OWNER == 0].mean(axis=1)[:, None]).mean(axis=1)[:, 1]
    assert down.max() - down[0] > 6.0


def test_who_has_no_legs_gets_along_although_the_sentence_names_no_way() -> None:
    found = ObjectRig(np.arange(len(POINTS)), OWNER, head())
    rig = DrawingRig((found,), len(POINTS))
    clip = Clip(24, 24.0, False, 0, (400.0, 400.0))
    gone = []
    for prompt in ("the penguin walks", "the penguin nods"):
        (pose,) = act_sentences(rig, POINTS, ("drawing",), prompt, ("",), (1.0,), clip).poses
        assert pose is not None
        gone.append(abs(float(pose.root[-1, 0])))
    assert gone[0] > 0.15 * 200.0 and gone[1] < 0.1 * 200.0


def test_what_is_drawn_within_a_line_stays_within_it() -> None:
    """An eye in a panel, and a mouth at the foot of the head."""
    panel = 14 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]) + (35.0, -10.0)
    mouth = np.array([[-30, 60], [30, 60], [30, 98], [-30, 98], [-30, 60]], np.float64)
    strokes = [ring(0, 0, 100), panel, ring(35, -10, 8), mouth]
    points = np.concatenate(strokes)
    owner = np.repeat(np.arange(4), [len(s) for s in strokes]).astype(np.int64)
    names = (
        "skull", "slide_eye_right0", "eye_right0", "slide_mouth", "mouth",
    )  # fmt: skip
    joints = np.array([[0, 0], [-15, -60], [35, -10], [-50, 30], [0, 80]], np.float64)
    carriers = np.array([0, 0, 2, 4])[owner][:, None]
    bones = Bones(
        "face", names, np.array([-1, 0, 1, 0, 3]), joints, np.ones(5), carriers,
        np.ones((len(points), 1)), carriers[:, 0],
    )  # fmt: skip
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    rest = RestPose(bones, box, points, owner)
    body = Performance(rest, MotionBeat("nod", 0, 12), np.random.default_rng(0))
    assert turned_head(body, 0.4 * body.t, 5.0 * body.t)
    moved = deformed(bones, points, Pose(body.root, body.turns(), body.scale))[-1]
    eye, lip = moved[owner == 2], moved[owner == 3]
    assert eye[:, 1].mean() > -9.0 and lip[:, 1].max() < 100.0
    assert eye[:, 1].max() < 4.0 and eye[:, 0].max() < 49.0


@pytest.mark.parametrize("tall", [False, True])
def test_a_mouth_that_is_taller_than_wide_opens_little(tall: bool) -> None:
    mouth = ring(0, 50, 10) * ((1, 1.3) if tall else (2, 0.5))
    points = np.concatenate([ring(0, 0, 100), mouth])
    carriers = np.repeat([0, 1], 32)[:, None]
    bones = Bones(
        "face", ("skull", "mouth"), np.array([-1, 0]), np.array([[0.0, 0.0], [0.0, 50.0]]),
        np.ones(2), carriers, np.ones((64, 1)), carriers[:, 0],
    )  # fmt: skip
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    pose = act(bones, [MotionBeat("laugh", 0, 24)], 24, 0, box, points)
    assert pose.scale is not None
    assert (pose.scale[:, 1, 1].max() < 1.8) == tall

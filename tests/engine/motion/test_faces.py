# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces that laugh stay whole, features stay off lines beside them, hands point with their tip."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.language.beats import read_beats
from engine.motion import ACTIONS, MotionBeat, act
from engine.motion.rest import RestPose
from engine.motion.slide_room import room_of
from engine.rig.bones import Bones, deformed
from engine.rig.pieces import rig_of_pieces
from engine.rig.skeletons import PLANS
from engine.rig.slides import FEATURES, with_slides
from tests.engine.rig.people_drawn import joined, line, ring

Floats = NDArray[np.float64]
STROKES = [ring(0, 0, 100), ring(-35, -20, 8), ring(35, -20, 8), ring(0, 40, 40, 16)]
POINTS, OWNER = joined(STROKES)
BOX = np.stack([POINTS.min(axis=0), POINTS.max(axis=0)])
OUTLINE, MOUTH = 0, 3


def face() -> Bones:
    """Return the bones of a face with two eyes and a mouth."""
    plan = PLANS["face"]
    names = tuple(joint.name for joint in plan.joints)
    places = np.full((len(names), 2), np.nan)
    of = {"skull": 0, "eye_left0": 1, "eye_right0": 2, "mouth": 3}
    for name, stroke in of.items():
        places[names.index(name)] = STROKES[stroke].mean(axis=0)
    joint = {stroke: names.index(name) for name, stroke in of.items()}
    carriers = np.array([[joint[int(stroke)]] for stroke in OWNER])
    confidence = np.isfinite(places).all(axis=1).astype(float)
    bones = Bones("face", names, np.array(plan.parents), places, confidence, carriers,
                  np.ones(carriers.shape), np.zeros(len(OWNER), np.int64))  # fmt: skip
    return with_slides(bones, POINTS, OWNER, FEATURES, 200.0)


@pytest.mark.parametrize("verb", ["laugh", "gasp", "yawn", "smile", "shake_head"])
def test_a_mouth_stays_between_eyes_and_chin(verb: str) -> None:
    bones = face()
    pose = act(bones, [MotionBeat(verb, 0, 24, amplitude=1.3)], 24, 0, BOX, POINTS, OWNER)
    moved = deformed(bones, POINTS, pose)
    mouth, head = moved[:, OWNER == MOUTH], moved[:, OWNER == OUTLINE]
    middle = head.mean(axis=1)[:, None]
    half = 0.5 * np.ptp(head, axis=1)[:, None]
    assert np.hypot(*((mouth - middle) / half).transpose(2, 0, 1)).max() < 1.0
    eyes = moved[:, np.isin(OWNER, (1, 2)), 1].max(axis=1)
    assert (mouth[..., 1].min(axis=1) > eyes - 8.0).all()


def test_a_feature_has_room_to_the_line_beside_it() -> None:
    rest = RestPose(face(), BOX, POINTS, OWNER)
    room = room_of(rest, "slid_eye_left0")
    inner = -35 - 8 + np.sqrt(100**2 - 20**2)  # to the outline at the eye's height
    assert 0.4 * inner < room[0, 0] < 0.75 * inner
    fringe = line((-60, -40), (60, -40))
    points, owner = joined([*STROKES, fringe])
    bones = face()
    more = np.zeros((len(fringe), 1), np.int64)
    bones = Bones(bones.plan, bones.names, bones.parents, bones.joints, bones.confidence,
                  np.concatenate([bones.carriers, more]), np.ones((len(points), 1)),
                  np.zeros(len(points), np.int64))  # fmt: skip
    assert room_of(RestPose(bones, BOX, points, owner), "slid_eye_left0")[0, 1] < 12.0


@pytest.mark.parametrize(
    ("verb", "aim", "way"), [("look", -1, (-1, 0)), ("look", 1, (1, 0)), ("look_up", 0, (0, -1))]
)
def test_a_face_looks_where_it_is_told_and_stays(verb: str, aim: int, way: tuple[int, int]) -> None:
    bones = face()
    pose = act(bones, [MotionBeat(verb, 0, 36, aim=aim)], 36, 0, BOX, POINTS, OWNER)
    moved = deformed(bones, POINTS, pose)
    mouth, head = (moved[:, which == OWNER].mean(axis=1) for which in (MOUTH, OUTLINE))
    gone = (mouth - head - (mouth - head)[0]) @ way
    assert gone[-1] > 4.0
    assert gone.min() > -1.0 and gone.max() < gone[-1] + 1.0


def test_features_turn_over_the_head_and_not_over_its_antlers() -> None:
    antlers = [line((-80, -90), (-260, -200)), line((80, -90), (260, -200))]
    points, owner = joined([*STROKES, *antlers])
    bones = face()
    ears = [bones.names.index(f"ear_{side}0") for side in ("left", "right")]
    more = np.repeat(ears, [len(antler) for antler in antlers])[:, None]
    carriers = np.concatenate([bones.carriers, more])
    joints = bones.joints.copy()
    joints[ears] = [[-80, -90], [80, -90]]
    wide = Bones(bones.plan, bones.names, bones.parents, joints, bones.confidence, carriers,
                 np.ones(carriers.shape), np.zeros(len(points), np.int64))  # fmt: skip
    beat = [MotionBeat("look", 0, 36, aim=1)]
    slid = [
        deformed(b, p, act(b, beat, 36, 0, None, p, o))[-1][o == 1].mean(axis=0)
        for b, p, o in ((bones, POINTS, OWNER), (wide, points, owner))
    ]
    assert abs(slid[0][0] - slid[1][0]) < 12.0


@pytest.mark.parametrize(
    ("aim", "lift", "way"), [(-1, 0, (-1, 0)), (0, 1, (0, -1)), (0, 0, (1, 0))]
)
def test_a_hand_points_the_way_that_is_said_or_drawn(
    aim: int, lift: int, way: tuple[int, int]
) -> None:
    points, owner = joined([ring(0, 0, 60), line((60, -8), (190, -8), (190, 8), (60, 8))])
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    bones = rig_of_pieces(points, owner)
    pose = act(bones, [MotionBeat("point", 0, 24, aim=aim, lift=lift)], 24, 0, box, points, owner)
    gone = (deformed(bones, points, pose) - points).mean(axis=1)
    assert (gone @ np.array(way)).max() > 20.0


def actions(sentence: str, able: str) -> list[tuple[str, str]]:
    reading = read_beats(sentence, ("drawing",), {"": ACTIONS[""], "drawing": ACTIONS[able]})
    return [(beat.action, beat.direction) for beat in reading.beats]


@pytest.mark.parametrize(
    ("sentence", "able", "read"),
    [
        ("The sick face coughs into its mask", "face", [("cough", "")]),
        ("The dancer swirls her skirt", "person", [("sway", "")]),
        ("The face sobs, shaking up and down", "face", [("sob", ""), ("bob", "")]),
        ("The hand points left again and again", "", [("point", "left")]),
        ("The hand gives a thumbs up", "", [("point", "up")]),
        ("The family waves", "bust", [("wave", "")]),
        ("The man types on his laptop", "bust", [("type", "")]),
    ],
)
def test_what_is_said_of_people_faces_and_hands(
    sentence: str, able: str, read: list[tuple[str, str]]
) -> None:
    assert actions(sentence, able) == read

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a face are found by where they lie to the eyes."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from engine.rig.face_parts import face_in, is_portrait
from engine.rig.part_finders import find_parts
from engine.rig.part_strokes import PartStrokes
from tests.engine.rig.test_told_parts import Floats, line, part_strokes, ring

HEAD, LEFT, RIGHT = ring(250, 260, 130), ring(200, 240, 12), ring(300, 240, 12)
BROWS = (line((180, 205), (220, 200)), line((280, 200), (320, 205)))
NOSE, MOUTH = ring(250, 275, 10), line((210, 320), (250, 340), (290, 320))
EARS = (ring(140, 140, 40), ring(360, 140, 40))
WHISKERS = (line((120, 300), (180, 295)), line((320, 295), (380, 300)))
FACE = (HEAD, LEFT, RIGHT, *BROWS, NOSE, MOUTH, *EARS, *WHISKERS)


def found(noun: str, *strokes: Floats) -> list[list[int]]:
    parts = find_parts(part_strokes(*strokes), noun, several=True)
    return [np.flatnonzero(part).tolist() for part in parts]


@pytest.mark.parametrize(
    ("noun", "parts"),
    [
        ("eye", [[1], [2]]),
        ("eyebrow", [[3], [4]]),
        ("nose", [[5]]),
        ("mouth", [[6]]),
        ("ear", [[7], [8]]),
        ("whisker", [[9], [10]]),
        ("tongue", []),
    ],
)
def test_each_part_of_a_face_is_found(noun: str, parts: list[list[int]]) -> None:
    assert found(noun, *FACE) == parts


def test_eyes_hold_their_pupils_and_a_wide_mouth_its_tongue() -> None:
    mouth = ring(250, 330, 50, 30)
    tongue = line((235, 335), (235, 385), (265, 385), (265, 335))
    rings = (ring(200, 240, 30), ring(300, 240, 30))
    strokes = (HEAD, *rings, LEFT, RIGHT, mouth, tongue)
    assert found("eye", *strokes) == [[1, 3], [2, 4]]
    assert found("tongue", *strokes) == [[6]]
    assert found("mouth", *strokes)[0][0] == 5


def test_balls_of_a_crown_are_no_eyes() -> None:
    crown = line((120, 200), (100, 60), (250, 120), (400, 60), (380, 200), (120, 200))
    balls = (ring(180, 140, 12), ring(320, 140, 12))
    assert found("eye", HEAD, LEFT, RIGHT, crown, *balls) == [[1], [2]]


def test_a_closed_eye_is_one_and_the_open_one_comes_last() -> None:
    shut = line((288, 242), (300, 236), (312, 242))
    assert found("eye", HEAD, LEFT, shut) == [[2], [1]]


def test_the_eye_and_the_ear_of_a_head_from_the_side() -> None:
    head = ring(250, 300, 150)
    ear = line((230, 160), (250, 90), (280, 160))
    assert found("eye", head, ring(180, 260, 12), ear) == [[1]]
    assert found("ear", head, ring(180, 260, 12), ear) == [[2]]


def test_small_faces_are_no_portraits() -> None:
    body = line((250, 390), (250, 1900))
    assert is_portrait(part_strokes(HEAD, LEFT, RIGHT))
    assert not is_portrait(part_strokes(HEAD, LEFT, RIGHT, body))
    assert face_in(part_strokes(HEAD, LEFT, RIGHT, body)) is not None
    assert face_in(part_strokes(HEAD, LEFT)) is None
    assert face_in(part_strokes(LEFT, RIGHT)) is None
    assert found("eye", HEAD, LEFT, RIGHT, body) == []


def test_a_texture_is_not_looked_through_for_eyes() -> None:
    places = np.random.default_rng(0).uniform(0, 500, (2000, 1, 2))
    dots = (places + ring(0, 0, 8)[::8]).reshape(-1, 2)
    drawing = PartStrokes.of(dots, np.repeat(np.arange(2000), 7))
    tracemalloc.start()
    assert face_in(drawing) is None
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20e6

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What heads on shoulders do: all heads do it, shoulders stay, and mouths stay above the chin."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.motion import MotionBeat, act
from engine.motion.busts import has_heads, table_of
from engine.rig.bones import deformed
from engine.rig.busts import bust_bones
from tests.engine.rig.people_drawn import (
    BODY,
    HEAD,
    LEFT,
    MOUTH,
    bust,
    bust_drawing,
    joined,
)

Floats = NDArray[np.float64]
BOTH, OWNER = joined([*bust(), *bust(260.0, 90.0, 0.7)])


def moved(verb: str, number: int = 0) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Return where points [F, P, 2] go, where they are drawn, and their strokes [P]."""
    bones, points = bust_drawing(number)
    owner = OWNER if number else joined(bust())[1]
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    pose = act(bones, [MotionBeat(verb, 0, 24)], 24, 0, box, points, owner)
    return deformed(bones, points, pose), points, owner


def test_a_nod_lowers_each_head_and_leaves_the_shoulders() -> None:
    places, points, owner = moved("nod", 1)
    for first in (0, 7):
        eyes = (places - points)[:, owner == first + LEFT].mean(axis=1)
        assert eyes[:, 1].max() > 10.0 and np.abs(eyes[:, 0]).max() < 6.0
    low = points[:, 1] > 290
    assert np.abs((places - points)[:, low]).max() < 1e-6


def test_a_laughing_mouth_opens_but_stays_in_the_face() -> None:
    places, _, owner = moved("laugh")
    mouth, head = places[:, owner == MOUTH], places[:, owner == HEAD]
    tall = np.ptp(mouth[..., 1], axis=1)
    assert tall.max() > 1.3 * tall[0]
    assert (mouth[..., 1].max(axis=1) < head[..., 1].max(axis=1)).all()
    assert (np.ptp(places[:, owner == LEFT, 1], axis=1)[12:] < 0.8 * 16).all()


def test_features_of_a_shaken_head_stay_within_it() -> None:
    places, points, owner = moved("shake_head")
    gone = (places - points)[:, owner == MOUTH].mean(axis=1)[:, 0]
    assert gone.max() > 8.0 and gone.min() < -8.0
    for part in (LEFT, LEFT + 1, MOUTH):
        inner, head = places[:, owner == part], places[:, owner == HEAD]
        x, y = ((inner - head.mean(axis=1)[:, None]) / [100, 120]).transpose(2, 0, 1)
        assert np.hypot(x, y).max() < 1.0


def test_a_bow_brings_the_head_over_the_shoulders() -> None:
    places, points, owner = moved("bow")
    chin = places[:, owner == HEAD, 1].max(axis=1)
    assert chin.max() > 120 + 15 and abs(chin[-1] - 120) < 8
    assert abs((places - points)[:, owner == HEAD].mean(axis=1)[:, 0]).max() < 6.0
    assert np.ptp(places[:, owner == BODY, 0], axis=1).min() > 270


@pytest.mark.parametrize("verb", ["cry", "cough", "talk", "wink", "tilt_head", "look", "shrug"])
def test_heads_can_what_people_do_with_their_faces(verb: str) -> None:
    bones, _ = bust_drawing()
    assert has_heads(bones) and verb in table_of(bones)


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        ("The father nods", (True, False)),
        ("the girl nods", (False, True)),
        ("they nod", (True, True)),
        ("the mother and her son nod", (True, True)),
    ],
)
def test_who_of_a_family_is_told_acts_alone(words: str, heads: tuple[bool, bool]) -> None:
    bones, points = bust_drawing(1)
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    pose = act(bones, [MotionBeat("nod", 0, 24, words=words)], 24, 0, box, points, OWNER)
    gone = np.abs(deformed(bones, points, pose) - points).max(axis=(0, 2))
    assert tuple(float(gone[n == OWNER].max()) > 5.0 for n in (HEAD, 7 + HEAD)) == heads


def test_a_straight_mouth_opens_no_further_than_it_can() -> None:
    strokes = bust()
    strokes[MOUTH] = np.stack([np.linspace(-30, 30, 20), np.full(20, 55.0)], axis=1)
    points, owner = joined(strokes)
    bones = bust_bones(points, owner)
    assert bones is not None
    box = np.stack([points.min(axis=0), points.max(axis=0)])
    pose = act(bones, [MotionBeat("talk", 0, 24)], 24, 0, box, points, owner)
    assert pose.scale is not None and pose.scale.max() < 10.0

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads on shoulders have bones of their own: a head, its features, one set for each person."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.busts import bust_bones, heads_shown
from engine.rig.held_parts import hangs_at_an_end, held_beside
from engine.rig.part_strokes import PartStrokes
from engine.rig.shadows import shadow_strokes
from engine.rig.told_apart import told_apart
from tests.engine.rig.people_drawn import HEAD, LEFT, MOUTH, NECK, Floats, bust, joined, line, ring
from tests.engine.rig.test_told_parts import drawn

HEART = line((0, -60), (40, -110), (90, -70), (0, 30), (-90, -70), (-40, -110), (0, -60))


def moved(stroke: Floats, x: float, y: float) -> Floats:
    return stroke + np.array([x, y])


def test_a_head_its_features_and_its_neck_hang_on_joints_of_theirs() -> None:
    points, owner = joined(bust())
    bones = bust_bones(points, owner)
    assert bones is not None and bones.plan == ""
    carried = {n: bones.names[int(bones.carriers[owner == n, 0][0])] for n in range(7)}
    assert carried[HEAD] == "bust0" and carried[MOUTH] == "bust0_mouth"
    assert {carried[LEFT], carried[LEFT + 1]} == {"bust0_eye0", "bust0_eye1"}
    neck = bones.weights[owner == NECK, 0]
    assert neck[0] > 0.9 and 0.0 < neck[-1] < 0.95  # less and less of it goes along
    low = points[:, 1] > 290
    assert {bones.names[j] for j in bones.carriers[low, 0]} == {"piece0"}


def test_each_of_a_family_has_a_head() -> None:
    points, owner = joined([*bust(), *bust(260.0, 90.0, 0.7)])
    bones = bust_bones(points, owner)
    assert bones is not None and {"bust0", "bust1"} <= set(bones.names)
    first, second = owner == HEAD, owner == 7 + HEAD
    assert {bones.names[j] for j in bones.carriers[first, 0]} == {"bust0"}
    assert {bones.names[j] for j in bones.carriers[second, 0]} == {"bust1"}


def test_who_is_drawn_to_the_feet_or_has_no_mouth_is_no_bust() -> None:
    legs = [line((-40, 300), (-40, 900)), line((40, 300), (40, 900))]
    assert bust_bones(*joined([*bust(), *legs])) is None
    assert bust_bones(*joined([s for n, s in enumerate(bust()) if n != MOUTH])) is None
    assert bust_bones(*joined([ring(0, 0, 50), line((0, 50), (0, 200))])) is None


def test_what_touches_two_heads_stays_between_them() -> None:
    points, owner = joined([*bust(), *bust(230.0), moved(HEART, 115, -80)])
    bones = bust_bones(points, owner)
    assert bones is not None
    heart = bones.carriers[owner == 14]
    assert (np.asarray(bones.names)[heart[:, 0]] == "piece0").all()


def test_flat_cheeks_are_no_eyes() -> None:
    cheeks = [ring(-55, 25, 16, 9), ring(55, 25, 16, 9)]
    face = heads_shown(PartStrokes.of(*joined([*bust(), *cheeks])))[0]
    assert [int(np.flatnonzero(eye)[0]) for eye in face.eyes] == [LEFT, LEFT + 1]


BRUSH = [line((190, 220), (210, 60), (220, 60), (200, 220), (190, 220)), ring(195, 230, 22)]


def test_what_is_held_up_beside_a_face_is_no_hat() -> None:
    beret = line((-110, -100), (-60, -160), (130, -150), (110, -95), (-110, -100))
    points, owner = joined([*bust(), beret, *BRUSH])
    found = held_beside(PartStrokes.of(points, owner))
    assert np.flatnonzero(found[0]).tolist() == [8, 9]
    assert held_beside(PartStrokes.of(*joined(bust()))) == []


def test_a_hand_touches_somebody_near_one_end_only() -> None:
    points, owner = joined(
        [line((0, 0), (100, 0)), line((50, 0), (50, 80)), line((60, 3), (95, 3))]
    )
    drawing = PartStrokes.of(points, owner)
    assert hangs_at_an_end(drawing, np.array([False, True, False]))
    assert hangs_at_an_end(drawing, np.array([True, True, True]))
    near = PartStrokes.of(*joined([line((0, 0), (100, 0)), line((60, 0.5), (95, 0.5))]))
    assert not hangs_at_an_end(near, np.array([False, True]))


def test_scissors_are_parted_from_who_snips_them() -> None:
    strokes = [0.8 * moved(stroke, 200, 250) for stroke in (*bust(), *BRUSH)]
    for sentence in ("the girl waves the scissors", "the hairdresser snips the scissors"):
        told = told_apart(drawn(*strokes), sentence)
        assert told is not None and told.names[1] == "hand"
        assert np.flatnonzero(told.labels).tolist() == [7, 8]


def test_a_wall_behind_a_head_stays() -> None:
    wall = line((-140, -140), (140, -140), (140, 90), (-140, 90), (-140, -140))
    points, owner = joined([*bust(), wall])
    bones = bust_bones(points, owner)
    assert bones is not None
    assert {bones.names[j] for j in bones.carriers[owner == 7, 0]} == {"piece0"}


def test_a_hand_is_raised_and_waved_in_one_sentence() -> None:
    strokes = [0.8 * moved(stroke, 200, 250) for stroke in (*bust(), *BRUSH)]
    told = told_apart(drawn(*strokes), "the woman raises her hand and waves")
    assert told is not None and told.names == ("woman", "hand")


def test_somebody_talks_with_the_whole_head() -> None:
    strokes = [0.8 * moved(stroke, 200, 250) for stroke in bust()]
    for sentence in ("the singer sings", "the woman looks around", "the man winks"):
        assert told_apart(drawn(*strokes), sentence) is None


def test_a_hand_that_is_drawn_alone_is_not_parted() -> None:
    palm = ring(250, 300, 90, 110)
    fingers = [line((220 + 30 * n, 300), (220 + 30 * n, 200)) for n in range(3)]
    for sentence in ("the hand waves", "the finger wags from side to side"):
        assert told_apart(drawn(palm, *fingers), sentence) is None


@pytest.mark.parametrize(("caption", "count"), [("the man walks", 1), ("the cake wobbles", 0)])
def test_a_flat_ellipse_under_the_feet_is_a_shadow(caption: str, count: int) -> None:
    figure = [ring(0, 0, 40), line((0, 40), (0, 150)), line((0, 150), (-40, 300)),
              line((0, 150), (40, 300)), ring(0, 302, 90, 12)]  # fmt: skip
    found = shadow_strokes(*joined(figure), caption)
    assert found.tolist() == [4] * count
    assert not len(shadow_strokes(*joined(figure[:4]), caption))

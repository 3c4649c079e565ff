# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part that is an object of its own knows where it hangs on the rest."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.drawing_rig import rig_drawing
from engine.rig.hung import HINGE, REST, hung, same_part
from engine.rig.pieces import rig_of_pieces
from engine.rig.told_apart import told_apart
from tests.engine.rig.test_part_places import BUST, HAND, WINGS
from tests.engine.rig.test_told_parts import drawn, line, ring


def test_wings_hang_at_the_body() -> None:
    drawing = drawn(*BUST, *WINGS)
    told = told_apart(drawing, "the angel flaps its wings")
    assert told is not None and told.names == ("angel", "wing", "wing 2")
    apart = told.applied(drawing)
    rig = rig_drawing(apart, ["the angel flaps its wings"] * 3)
    for number, x in ((1, 120.0), (2, 380.0)):
        own = rig.objects[number]
        assert own is not None and own.bones.plan == ""
        joints = dict(zip(own.bones.names, own.bones.joints, strict=True))
        assert joints[HINGE] == pytest.approx([x, 310], abs=12)
        assert joints[REST[0]][1] == pytest.approx(130, abs=2)  # its twin isn't of the rest
        assert joints[REST[0]][0] == pytest.approx(120, abs=2)
    whole = rig.objects[0]
    assert whole is not None and HINGE not in whole.bones.names


def test_an_arm_over_a_body_hangs_below_and_an_ear_above() -> None:
    head = ring(250, 250, 100)
    over = line((337, 201), (350, 250), (346, 280))
    bones = rig_of_pieces(over, np.zeros(len(over), np.int64))
    low, high = (hung(bones, noun, over, head).joints[-3, 1] for noun in ("hand", "ear"))
    assert low == pytest.approx(280, abs=3)
    assert high == pytest.approx(201, abs=3)


def test_objects_in_one_point_hang_there() -> None:
    dot = np.full((3, 2), 7.0)
    bones = rig_of_pieces(dot, np.zeros(3, np.int64))
    assert (hung(bones, "ear", dot, dot).joints[-3:] == 7.0).all()


def test_numbered_objects_are_one_part() -> None:
    assert same_part("ear", "ear 2")
    assert not same_part("ear", "eye")
    assert not same_part("cat", "cat 2")
    assert same_part("cat", "cat")


def test_what_is_held_goes_with_the_hand() -> None:
    drawing = drawn(*BUST, *HAND)
    told = told_apart(drawing, "the woman swings the wrench")
    assert told is not None and told.names == ("woman", "hand")
    assert np.flatnonzero(told.labels).tolist() == [5, 6]


def test_the_head_of_somebody_gets_no_limbs_and_its_outline_stays_with_the_skull() -> None:
    head, ears = ring(250, 260, 130), (ring(120, 260, 20), ring(380, 260, 20))
    face = (ring(205, 240, 10), ring(295, 240, 10), line((225, 205), (240, 195)))  # no mouth
    hair = line((130, 220), (160, 150), (250, 125), (340, 150), (370, 220))
    own = rig_drawing(drawn(head, *face, hair, *ears), ["the woman waves"]).objects[0]
    assert own is not None and own.bones.plan == "face"
    moved = {own.bones.names[joint] for joint in own.bones.carriers[own.bones.weights > 0]}
    assert not [name for name in moved if name.startswith("ear_")]


def test_a_bust_has_no_limbs_that_could_tear_it() -> None:
    head, chest = ring(250, 200, 90), line((130, 480), (160, 330), (340, 330), (370, 480))
    face = (ring(205, 190, 8), ring(295, 190, 8), line((225, 240), (250, 250), (275, 240)))
    tie = (
        line((250, 330), (240, 400), (250, 470), (260, 400), (250, 330)),
        line((180, 440), (180, 480)),
    )
    own = rig_drawing(drawn(head, *face, chest, *tie), ["the man claps"]).objects[0]
    assert own is not None
    moved = {own.bones.names[joint] for joint in own.bones.carriers[own.bones.weights > 0]}
    assert not [name for name in moved if name.startswith(("arm_", "leg_"))]

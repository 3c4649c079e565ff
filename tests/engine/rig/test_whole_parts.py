# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts are found whole, with brims, tassels and bristles; and where other shapes hold them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.part_finders import find_parts
from engine.rig.told_apart import told_apart
from tests.engine.rig.test_told_parts import CROWN, FACE, drawn, line, part_strokes, ring

Floats = NDArray[np.float64]


def box(left: float, top: float, right: float, bottom: float) -> Floats:
    return line((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def found(noun: str, *strokes: Floats, several: bool = False) -> list[list[int]]:
    parts = find_parts(part_strokes(*strokes), noun, several=several)
    return [np.flatnonzero(mine).tolist() for mine in parts]


def test_a_hat_has_its_brim_and_what_hangs_on_it() -> None:
    brim = ring(250, 190, 190, 35)
    string, tassel = line((420, 195), (420, 240)), ring(420, 255, 8, 15)
    strokes = (*FACE, CROWN, brim, string, tassel)
    assert found("hat", *strokes) == [[4, 5, 6, 7]]


def test_what_touches_the_rest_as_well_stays() -> None:
    strap = line((150, 190), (140, 260), (150, 330))
    assert found("hat", *FACE, CROWN, strap) == [[4]]


def test_a_head_of_short_strokes_does_not_hang_on_its_hat() -> None:
    head = ring(250, 280, 120)
    pieces = [head[3 * k : 3 * k + 4] for k in range(16)]
    body = box(170, 440, 330, 900)  # so that each piece is small
    hat = box(170, 60, 330, 160)
    strokes = (body, hat, *pieces)
    assert found("hat", *strokes) == [[1]]
    told = told_apart(drawn(*strokes), "the man's hat falls off")
    assert told is not None and np.flatnonzero(told.labels).tolist() == [1]


def test_a_flat_body_is_no_brim() -> None:
    hat = box(160, 60, 340, 150)
    whale, eye, fluke = ring(250, 210, 230, 65), ring(120, 200, 8), line((480, 210), (510, 170))
    assert found("hat", whale, eye, fluke, hat) == [[3]]
    stout = ring(250, 215, 150, 65)  # not as wide, but taller than the hat
    assert found("hat", stout, eye, hat, box(200, 285, 300, 480)) == [[2]]


def test_the_sides_of_a_brim_may_be_turned_up() -> None:
    head, crown = ring(250, 260, 100), box(185, 60, 315, 140)
    brim = line((110, 110), (140, 160), (250, 175), (360, 160), (390, 110), (370, 195), (250, 210),
                (130, 195), (110, 110))  # fmt: skip
    assert found("hat", head, ring(215, 250, 8), ring(285, 250, 8), crown, brim) == [[3, 4]]


def test_a_brim_lies_at_its_hat_however_large_the_drawing_is() -> None:
    strokes = [*FACE, CROWN, ring(250, 190 + 15, 190, 12)]
    for scale in (1.0, 0.01, 100.0):
        assert found("hat", *(scale * stroke for stroke in strokes)) == [[4, 5]]


def test_a_brush_goes_on_with_its_bristles() -> None:
    palette = ring(200, 250, 140, 100)
    handle, bristles = box(380, 200, 395, 400), ring(387, 170, 14, 32)
    assert found("brush", palette, handle, bristles) == [[1, 2]]


@pytest.mark.parametrize("hangs", [0.0, 20.0])
def test_a_lid_is_what_lies_above_the_edge_of_a_box(hangs: float) -> None:
    body, lid = box(100, 200, 400, 420), box(90, 150, 410, 200 + hangs)
    handle, clasp = ring(250, 130, 30, 20), box(230, 300, 270, 330)
    assert found("lid", body, lid, handle, clasp) == [[1, 2]]
    assert found("lid", body, clasp) == []


def test_a_disc_lies_in_something_that_is_not_round() -> None:
    case, disc, hole = box(100, 100, 400, 400), ring(250, 250, 120), ring(250, 250, 20)
    label = line((250, 150), (250, 200))
    assert found("disk", case, disc, hole, label) == [[1, 2, 3]]
    assert found("disk", disc, hole, label) == []  # it is all that is drawn


def test_a_bent_spoon_comes_out_of_a_glass() -> None:
    ice, glass = ring(250, 200, 95), box(140, 220, 360, 450)
    spoon = line((300, 260), (340, 150), (370, 110), (360, 100), (330, 140), (290, 255), (300, 260))
    assert found("spoon", ice, glass, spoon) == [[2]]


def test_a_tongue_comes_out_of_a_head_from_the_side() -> None:
    head = ring(250, 250, 120, 90)
    tongue, fork = line((130, 250), (90, 255)), line((90, 255), (75, 245))
    assert found("tongue", head, ring(200, 220, 8), tongue, fork) == [[2, 3]]


def test_a_pupil_moves_in_its_eye() -> None:
    eyes = (ring(200, 250, 30), ring(200, 235, 10), ring(300, 250, 30), ring(300, 235, 10))
    face = (ring(250, 280, 160), *eyes, line((220, 350), (280, 350)))
    assert sorted(found("pupil", *face, several=True)) == [[2], [4]]


def test_scattered_things_act_beside_something_larger() -> None:
    bubbles = [ring(430, 100 + 50 * k, 12) for k in range(3)]
    person = (*FACE, box(170, 395, 330, 500))
    told = told_apart(drawn(*person, *bubbles), "the bubbles rise")
    assert told is not None and told.labels.tolist() == [0] * 5 + [1, 2, 3]
    assert (
        told_apart(drawn(*[ring(60 + 50 * k, 100, 20) for k in range(1)]), "bubbles rise") is None
    )

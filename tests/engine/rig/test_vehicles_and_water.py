# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels of what is known to roll, which way vehicles face, and water that stays below boats."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.lies_below import lying_below
from engine.rig.pieces import find_pieces, rig_of_pieces, with_named_parts
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.vehicles import stands_on_wheels
from engine.rig.pieces.windscreens import bonnet_side, handlebar_side, windscreen_side
from tests.engine.rig.outlines import line, ring

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def drawn(*strokes: Floats) -> tuple[Floats, Ints]:
    numbers = np.repeat(np.arange(len(strokes)), [len(s) for s in strokes])
    return np.concatenate(strokes), numbers.astype(np.int64)


def box(left: float, top: float, right: float, low: float) -> Floats:
    return line((left, top), (right, top), (right, low), (left, low), (left, top))


#: A kick scooter: its deck ends at the rims, so nothing but its name says that they are wheels.
SCOOTER = drawn(
    ring(20, 100, 16),
    ring(120, 100, 16),
    line((36, 100), (90, 100), (104, 20)),
    line((90, 20), (110, 20)),
)
CARAVAN = drawn(box(0, 0, 150, 90), ring(70, 92, 14), box(20, 20, 60, 50))


@pytest.mark.parametrize(("strokes", "wheels"), [(SCOOTER, 2), (CARAVAN, 1)])
def test_what_is_round_and_stands_on_the_ground_is_a_wheel_of_what_rolls(
    strokes: tuple[Floats, Ints], wheels: int
) -> None:
    assert len(find_pieces(*strokes, rolls=True).wheels) == wheels
    assert len(find_pieces(*strokes).wheels) < wheels


def test_what_an_outline_in_a_wheel_holds_turns_with_it() -> None:
    """The inner line of a tyre may reach a little beyond the outer one."""
    tyre, inner = ring(0, 100, 40), ring(1.5, 100, 40)
    cart = drawn(box(-60, 20, 120, 70), tyre, inner, ring(90, 120, 20))
    pieces = find_pieces(*cart, rolls=True)
    assert len(pieces.wheels) == 2 and np.isfinite(pieces.bones.weights).all()


def test_windows_and_suns_are_no_wheels() -> None:
    bus = drawn(box(0, 0, 200, 80), ring(40, 30, 14), ring(100, 30, 14), ring(40, 82, 14))
    wheels = find_pieces(*bus, rolls=True)
    assert [round(float(wheels.bones.joints[w, 1])) for w in wheels.wheels] == [82]


def test_captions_tell_what_stands_on_wheels() -> None:
    assert stands_on_wheels("The skateboard rolls away") and stands_on_wheels("a moped drives")
    assert not stands_on_wheels("The tank rolls forward")  # on its track
    assert not stands_on_wheels("The ball rolls away")
    assert stands_on_wheels("The fire engine races") and not stands_on_wheels("The fire flickers")


@pytest.mark.parametrize("mirror", [1.0, -1.0])
def test_windscreens_lean_back(mirror: float) -> None:
    """The cab of a pickup is its tallest part, and in front."""
    body = line(
        (0, 90), (0, 50), (110, 50), (110, 0), (150, 0), (175, 50), (190, 50), (190, 90), (0, 90)
    )
    window = line((120, 10), (146, 10), (164, 45), (120, 45), (120, 10))
    points, strokes = drawn(body, window)
    boxes = StrokeBoxes.of(points * [mirror, 1.0], strokes)
    assert windscreen_side(boxes) == mirror


@pytest.mark.parametrize("mirror", [1.0, -1.0])
def test_bonnets_lie_low_and_handlebars_high(mirror: float) -> None:
    car = line((0, 60), (0, 10), (90, 0), (130, 35), (200, 45), (200, 60), (0, 60))
    boxes = StrokeBoxes.of(car * [mirror, 1.0], np.zeros(len(car), np.int64))
    assert bonnet_side(boxes) == mirror
    points, strokes = SCOOTER
    assert handlebar_side(StrokeBoxes.of(points * [mirror, 1.0], strokes)) == mirror


@pytest.mark.parametrize(
    ("caption", "joint"),
    [
        ("the chair spins", "upright_axis"), ("the trophy turns", "upright_axis"),
        ("the pizza spins", "lying_axis"), ("the boomerang spins through the air", "lying_axis"),
    ],
)  # fmt: skip
def test_what_a_thing_is_says_about_which_axis_it_spins(caption: str, joint: str) -> None:
    points, strokes = drawn(box(0, 0, 50, 80))
    bones = with_named_parts(rig_of_pieces(points, strokes), points, strokes, caption)
    assert joint in bones.names


HULL = line((20, 60), (40, 95), (140, 95), (160, 60), (20, 60))
SAIL = line((90, 55), (90, -40), (140, 50), (90, 55))


def wave(y: float) -> Floats:
    x = np.linspace(0, 180, 90)
    return np.stack([x, y + 5.0 * np.sin(x / 9.0)], axis=1)


def test_water_below_a_boat_stays() -> None:
    for water in (wave(105), box(0, 85, 180, 130)):
        assert lying_below(*drawn(HULL, SAIL, water), "the boat rocks").tolist() == [2]
    assert not len(lying_below(*drawn(HULL, SAIL, wave(105)), "the boat slides in from the left"))
    assert not len(lying_below(*drawn(HULL, SAIL, wave(105)), "the flower sways"))


def test_an_oar_dips_into_the_water() -> None:
    oar = line((150, -20), (50, 128), (44, 122), (150, -20))
    assert lying_below(*drawn(HULL, oar, box(0, 85, 180, 130)), "the canoe floats").tolist() == [2]


def test_a_hull_is_no_water() -> None:
    assert not len(lying_below(*drawn(HULL, SAIL), "the boat sinks"))
    raft = box(0, 60, 180, 95)
    assert not len(lying_below(*drawn(raft, line((90, 55), (90, -40))), "the ship sinks"))


def test_a_runway_stays_with_its_stripes() -> None:
    plane = line((20, 30), (60, 10), (150, 20), (60, 30), (20, 30))
    runway, stripe = box(0, 60, 200, 110), box(40, 80, 80, 90)
    found = lying_below(*drawn(plane, line((50, 20), (90, 45)), runway, stripe), "the plane lands")
    assert found.tolist() == [2, 3]


def test_skids_land_with_their_helicopter() -> None:
    cabin, rotor = ring(80, 40, 40), line((0, -20), (170, -20))
    skids = box(20, 95, 156, 105)
    assert not len(lying_below(*drawn(cabin, rotor, skids), "the helicopter lands"))

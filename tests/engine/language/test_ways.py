# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways from edge to edge, aslant, to corners and down stairs."""

from __future__ import annotations

import pytest

from addon.contract.beats import SentenceBeat
from engine.language.beats import read_beats


def only(sentence: str, *objects: str) -> SentenceBeat:
    (beat,) = read_beats(sentence, objects).beats
    return beat


@pytest.mark.parametrize(
    "sentence",
    ["the dog walks from the right edge to the left edge", "the dog walks from right to left"],
)
def test_a_way_from_edge_to_edge_tells_both(sentence: str) -> None:
    beat = only(sentence, "dog")
    assert (beat.direction, beat.origin, beat.edge, beat.unit) == ("left", "right", "left", "edge")


def test_who_comes_in_from_an_edge_has_no_origin() -> None:
    beat = only("the dog walks in from the left", "dog")
    assert (beat.direction, beat.edge, beat.origin) == ("in", "left", "")


@pytest.mark.parametrize(
    ("place", "expected"),
    [("upper left", ("left", "up")), ("bottom right", ("right", "down")),
     ("top right", ("right", "up"))],
)  # fmt: skip
def test_a_corner_is_at_two_edges(place: str, expected: tuple[str, str]) -> None:
    beat = only(f"the bird flies to the {place} corner", "bird")
    assert (beat.direction, beat.slope) == expected
    assert (beat.distance, beat.unit, beat.edge) == (1.0, "edge", expected[0])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("the fish swims diagonally", ("forward", "up")),
     ("the fish swims diagonally down", ("forward", "down")),
     ("the fish swims down diagonally", ("forward", "down")),
     ("the dog moves diagonally up to the right", ("right", "up"))],
)  # fmt: skip
def test_a_way_aslant_has_a_slope(sentence: str, expected: tuple[str, str]) -> None:
    reading = read_beats(sentence, (sentence.split()[1],))
    assert (reading.beats[0].direction, reading.beats[0].slope) == expected
    assert not reading.not_understood


@pytest.mark.parametrize("said", ["two", "two steps"])
def test_stairs_are_counted(said: str) -> None:
    beat = only(f"the man steps down {said}", "man")
    assert (beat.action, beat.direction, beat.count) == ("walk", "down", 2)


def test_only_who_climbs_or_takes_off_minds_the_room_above() -> None:
    assert read_beats("the bird takes off and flies", ("bird",)).beats[0].unit == "room"
    assert only("the balloon floats up", "balloon").unit == ""
    assert only("the sun rises", "sun").unit == ""


def test_two_who_kiss_are_about_one_another() -> None:
    able = {"man": ("kiss",), "woman": ("kiss",)}
    beats = read_beats("they kiss", ("man", "woman"), able).beats
    assert [(beat.who, beat.target) for beat in beats] == [("man", "woman"), ("woman", "man")]


def test_a_trunk_swings_by_itself() -> None:
    able = {"elephant": ("swing", "swing_trunk")}
    beat = read_beats("the elephant swings its trunk", ("elephant",), able).beats[0]
    assert beat.action == "swing_trunk"


@pytest.mark.parametrize(
    "sentence", ["the bird flies up to the left", "the ball rolls down to the left"]
)
def test_up_or_down_to_a_side_is_aslant(sentence: str) -> None:
    beat = only(sentence, "bird", "ball")
    assert (beat.direction, beat.slope) == ("left", sentence.split()[3])


def test_up_to_an_edge_is_not_aslant() -> None:
    beat = only("the dog walks up to the right edge", "dog")
    assert (beat.direction, beat.slope, beat.edge) == ("right", "", "right")


@pytest.mark.parametrize("way", ["by", "past"])
def test_who_goes_by_goes_forward(way: str) -> None:
    assert only(f"the car drives {way}", "car").direction == "forward"
    assert only(f"the dog walks {way} the tree", "dog").direction != "forward"

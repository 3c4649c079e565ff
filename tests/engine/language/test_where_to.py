# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways that are none: to the music, towards us, out of a flame; and what becomes larger."""

from __future__ import annotations

import pytest

from addon.contract.beats import BeatReading
from engine.language.beats import read_beats
from engine.motion import ACTIONS


def read(sentence: str, plan: str = "") -> BeatReading:
    tables = {"drawing": ACTIONS[plan], "": ACTIONS[""]}
    return read_beats(sentence, ("drawing",), tables)


def acts(sentence: str, plan: str = "") -> list[tuple[str, str, str]]:
    """The action, direction and target of each beat."""
    return [(beat.action, beat.direction, beat.target) for beat in read(sentence, plan).beats]


@pytest.mark.parametrize(
    "sentence",
    [
        "the note dances to the music",
        "the note dances to the beat",
        "the notes dance one by one",
        "the notes dance in turn",
        "the notes dance one after the other",
    ],
)
def test_music_and_turns_are_no_places(sentence: str) -> None:
    assert acts(sentence) == [("dance", "", "")]


@pytest.mark.parametrize(
    "sentence",
    ["the lamp flickers out again", "the road ripples towards us"],
)
def test_what_moves_in_its_place_goes_nowhere(sentence: str) -> None:
    ((_, direction, target),) = acts(sentence)
    assert direction == "" and target == ""


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("the cat laughs so hard that the tears squirt out", ("squirt", "", "")),
        ("the heart beats between the man and the woman", ("beat", "", "man")),
        ("the car drives down the road", ("drive", "forward", "road")),
        ("the fish swims out of the picture", ("swim", "out", "")),
    ],
)
def test_only_who_goes_leads_somewhere(sentence: str, wanted: tuple[str, str, str]) -> None:
    assert acts(sentence)[-1] == wanted


def test_wheels_turn_as_it_drives() -> None:
    assert acts("the ambulance races to the left with its wheels turning") == [("race", "left", "")]
    (beat,) = read("the wheels turn").beats
    assert beat.part == "wheel"


def test_what_comes_towards_us_gets_larger() -> None:
    for sentence in ("the taxi drives towards us", "the taxi comes towards the camera"):
        assert acts(sentence, "car") == [("come_closer", "", "")]
    assert acts("the ball rolls towards the viewer") == [("come_closer", "", "")]
    assert acts("the fish swims towards us", "fish") == [("swim", "forward", "")]  # by its fins


def test_what_becomes_larger_grows() -> None:
    assert acts("the ball rolls away and gets bigger")[1] == ("grow", "", "")
    assert acts("the moon becomes larger") == [("grow", "", "")]
    assert acts("the ball gets smaller") == [("shrink", "", "")]
    (beat,) = read("the dog gets happy and runs", "four_legged").beats
    assert (beat.action, beat.mood) == ("run", "happy")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("the taller man goes left", ("go", "left")),
        ("the bigger dog turns around", ("turn_around", "")),
        ("the ball rolls closer to the box", ("roll", "towards")),
        ("the robot approaches the door", ("approach", "towards")),
        ("the leaf blows out of the picture", ("billow", "out")),
        ("the coin flips up", ("flip", "up")),
        ("the ball falls down the road", ("fall", "down")),
    ],
)
def test_what_only_sounds_like_it(sentence: str, wanted: tuple[str, str]) -> None:
    beat = read(sentence).beats[0]
    assert (beat.action, beat.direction) == wanted


def test_what_a_part_is_moved_for_is_not_done() -> None:
    reading = read("the ox swings its tail to chase away flies", "four_legged")
    assert [beat.action for beat in reading.beats] == ["wag"]
    assert "chase" in " ".join((*reading.not_understood, *reading.beats[0].not_understood))
    reading = read("the bird flaps its wings to fly away", "flying_bird")
    assert [beat.action for beat in reading.beats] == ["flap", "fly_away"]
    reading = read("the dog walks to chase the ball", "four_legged")
    assert [beat.action for beat in reading.beats] == ["walk", "chase"]

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain sentences whose words were once taken for ways, objects or refusals."""

from __future__ import annotations

import pytest

from addon.contract.beats import SentenceBeat
from engine.language.beats import read_beats
from engine.motion import actions  # noqa: F401  (registers all actions)
from engine.motion.registry import ACTIONS


def read(sentence: str, plan: str = "") -> list[SentenceBeat]:
    verbs = {"": ACTIONS[""], "drawing": ACTIONS[plan]}
    return list(read_beats(sentence, ("drawing",), verbs).beats)


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [("The sick face coughs into its mask", "face"), ("The boy sneezes into his elbow", "person")],
)
def test_what_is_done_into_something_is_no_way(sentence: str, plan: str) -> None:
    (beat,) = read(sentence, plan)
    assert (beat.direction, beat.distance) == ("", 0.0)


def test_a_lot_says_how_much() -> None:
    (beat,) = read("The kettle wobbles a lot")
    assert beat.amplitude > 1.0
    assert not beat.target


def test_what_something_does_on_is_no_verb() -> None:
    assert [beat.action for beat in read("A little boat rocks on big waves")] == ["rock"]


def test_what_shoots_recoils_where_nothing_flies() -> None:
    assert [beat.action for beat in read("The bow shoots an arrow")] == ["shoot"]


def test_what_is_lifted_over_a_head_goes_up() -> None:
    (beat,) = read("The weightlifter lifts the barbell over his head", "person")
    assert beat.direction == "up"


def test_into_is_a_way_of_what_goes() -> None:
    (beat,) = read("The cat jumps into the box", "four_legged")
    assert (beat.direction, beat.target) == ("towards", "box")


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("The jar shakes up and down", "shake_up_and_down"),
        ("The flyswatter swings down hard", "swing_down"),
        ("The seesaw tips up and down", "rock"),
        ("The door creaks open slowly", "open"),
        ("The book slams shut", "shut"),
        ("The heart pounds fast", "beat"),
        ("The tractor bumps along", "drive"),
        ("The popcorn pops", "jump"),
        ("The cork pops out of the bottle", "jump"),
        ("The ghost floats toward us", "come_closer"),
        ("The ferris wheel turns", "turn"),
        ("The ear wiggles", "wiggle"),
        ("The fork stabs down", "dip"),
        ("The volcano rumbles", "rumble"),
        ("The lock clicks open", "open"),
        ("The red ball grows", "grow"),
        ("The rattle drum twists back and forth", "turn_to_and_fro"),
        ("The sword slashes down", "slash_down"),
        ("The calculator beeps", "shake"),
        ("The sun peeks over the hill", "rise"),
    ],
)
def test_things_do_what_is_said(sentence: str, action: str) -> None:
    assert [beat.action for beat in read(sentence)] == [action]


def test_a_hand_points_there_again_and_again() -> None:
    (beat,) = read("The hand points left again and again")
    assert (beat.action, beat.direction, beat.keeps_on) == ("point", "left", True)


def test_what_tips_over_and_falls_does_it_once() -> None:
    assert [beat.action for beat in read("The bottle tips over and falls")] == ["topple"]


def test_what_bursts_is_refused() -> None:
    assert not read("The balloon pops")

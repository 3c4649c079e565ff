# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that can be read in two ways, and what tells which one is meant."""

from __future__ import annotations

import pytest

from addon.contract.beats import BeatReading
from engine.language.beats import read_beats
from engine.language.english import english_tokens
from engine.language.sentence import clauses_in
from engine.motion import ACTIONS


def read(sentence: str, plan: str = "person") -> BeatReading:
    return read_beats(sentence, ("drawing",), {"": ACTIONS[""], "drawing": ACTIONS[plan]})


def actions(sentence: str, plan: str = "person") -> list[str]:
    return [beat.action for beat in read(sentence, plan).beats]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the man turns angrily", ["turn"]),
        ("the sad girl turns", ["turn"]),
        ("the happy boy turns to the girl", ["turn"]),
        ("the scared man turns and runs", ["turn", "run"]),
        ("the man turns angry", ["rage"]),
        ("the man gets very angry", ["rage"]),
        ("the boy becomes suddenly sad", ["cry"]),
        ("the girl gets lonely", ["cry"]),
    ],
)
def test_only_the_mood_after_the_verb_is_what_somebody_turns(
    sentence: str, expected: list[str]
) -> None:
    assert actions(sentence) == expected


@pytest.mark.parametrize("sentence", ["the girl sets the table", "the man sets up the tent"])
def test_who_sets_something_does_not_sink(sentence: str) -> None:
    assert actions(sentence) == []
    assert "sets" in read(sentence).not_understood


def test_the_sun_and_the_moon_set() -> None:
    assert actions("the sun sets", "") == actions("the moon sets slowly", "") == ["sink"]
    assert actions("the sun rises and sets", "") == ["rise", "sink"]


def test_only_what_stirs_twirls_as_a_spoon_does() -> None:
    assert actions("the girl twirls her umbrella") == ["twirl"]
    assert actions("the girl twirls her ribbon") == ["twirl"]
    assert actions("the spoon twirls the noodles", "") == ["stir"]


def test_who_blows_kisses_that_are_not_drawn_kisses() -> None:
    assert actions("the boy blows kisses") == actions("the girl blows a kiss") == ["kiss"]


@pytest.mark.parametrize(
    ("sentence", "plan"),
    [
        ("her eyes sparkle", "face"),
        ("her eyes twinkle", "person"),
        ("the woman sparkles", "person"),
        ("the bird glitters", "flying_bird"),
    ],
)
def test_no_body_flares_up_like_a_star(sentence: str, plan: str) -> None:
    reading = read(sentence, plan)
    assert not reading.beats
    assert reading.not_understood


@pytest.mark.parametrize(
    ("sentence", "subjects", "verb", "about"),
    [
        ("the fish eat flies", "fish", "eat", "fly"),
        ("the cat and dog chase flies", "cat dog", "chase", "fly"),
        ("the boy and the girl blow kisses", "boy girl", "blow", "kiss"),
        ("the cat and the dog drop sticks", "cat dog", "drop", "stick"),
        ("the sheep run circles", "sheep", "run", "circle"),
        ("make the boy drop rocks", "boy", "drop", "rock"),
        ("let the dog chase sticks", "dog", "chase", "stick"),
        ("see the man climb steps", "man", "climb", "step"),
        ("the pizza slice bounces", "slice", "bounce", ""),
        ("the tennis ball rolls", "ball", "roll", ""),
    ],
)
def test_several_who_do_something_are_no_compound(
    sentence: str, subjects: str, verb: str, about: str
) -> None:
    (clause,) = clauses_in(english_tokens(sentence, ()))
    assert [token.word for token in clause.subjects] == subjects.split()
    assert clause.verb == verb
    assert [token.word for token in clause.objects] == about.split()


@pytest.mark.parametrize("first", ["the dog barks", "the dogs bark", "the dog sits down"])
def test_an_and_between_clauses_leaves_a_compound_whole(first: str) -> None:
    clauses = clauses_in(english_tokens(f"{first} and the pizza slice bounces", ()))
    assert [token.word for token in clauses[1].subjects] == ["slice"]
    assert clauses[1].verb == "bounce"


def test_what_somebody_is_drawn_doing_is_not_done_once_more() -> None:
    assert actions("the man sitting on the chair nods") == ["nod"]
    assert actions("the girl holding the flag jumps") == ["jump"]
    assert actions("the man sits down and nods") == ["sit", "nod"]
    assert actions("the man riding the horse waves") == ["ride", "wave"]
    assert actions("the girl swings her legs") == ["swing_legs"]

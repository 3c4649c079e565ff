# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence names of a whole is found as the likeliest lines, though none are so surely."""

from __future__ import annotations

import pytest

from addon.contract.drawing import Drawing
from engine.language.english import english_tokens
from engine.language.own_parts import act_told
from engine.language.sentence import clauses_in
from engine.rig.found_parts import missing_part
from engine.rig.told_apart import told_apart
from engine.rig.told_by_words import said_part
from tests.engine.rig.test_told_parts import drawn, line, ring

BOX = line((100, 100), (400, 100), (400, 400), (100, 400), (100, 100))


def paw() -> Drawing:
    return drawn(
        ring(200, 330, 110, 90), ring(230, 130, 30), ring(330, 180, 30), ring(370, 290, 30)
    )


def dice(*places: tuple[float, float]) -> Drawing:
    dots = [line((x, y), (x + 0.4, y)) for x, y in places]
    return drawn(BOX, *dots)


def test_toes_are_the_like_rings_beside_the_pad() -> None:
    told = told_apart(paw(), "the toes of the paw wiggle")
    assert told is not None
    assert told.names == ("paw", "toe", "toe 2", "toe 3")
    assert (told.labels[1:] > 0).all() and told.labels[0] == 0


@pytest.mark.parametrize(
    ("places", "sentence", "noun"),
    [
        (((180, 180), (320, 180), (180, 320), (320, 320)), "the dots of the dice bounce", "dot"),
        (((250, 250),), "the dot on the dice jumps", "dot"),
        (((180, 180), (320, 320)), "the spots of the dice twitch", "spot"),
    ],
)
def test_dots_are_parts(places: tuple[tuple[float, float], ...], sentence: str, noun: str) -> None:
    told = told_apart(dice(*places), sentence)
    assert told is not None
    assert told.names[0] == "dice" and told.names[1] == noun
    assert told.labels.tolist()[0] == 0 and len(set(told.labels.tolist())) == len(places) + 1


def test_a_word_that_nobody_knows_means_the_like_ones() -> None:
    drawing = drawn(BOX, ring(170, 250, 20), ring(250, 250, 20), ring(330, 250, 20))
    told = told_apart(drawing, "the frobs of the gizmo wiggle")
    assert told is not None
    assert told.names == ("gizmo", "frob part", "frob part 2", "frob part 3")


def test_all_that_is_drawn_may_be_the_parts() -> None:
    keys = [ring(x, y, 40) for x, y in ((250, 120), (380, 250), (250, 380), (120, 250))]
    told = told_apart(drawn(*keys), "the buttons of the gamepad are pressed")
    assert told is not None
    assert told.names == ("button", "button 2", "button 3", "button 4")


def test_what_is_on_something_is_no_outline() -> None:
    sign = (line((200, 200), (300, 200), (300, 300)), line((180, 250), (280, 250), (300, 250)))
    told = told_apart(drawn(BOX, *sign), "the euro sign on the receipt wiggles")
    assert told is not None
    assert told.labels.tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    "sentence",
    [
        "the bunch of grapes swings",  # it is all that is drawn
        "the bride's veil flutters",  # of somebody, and nobody knows where
        "the pig's nose sniffs",
        "the boy on the bike waves",
        "the cat and the ball jump",
    ],
)
def test_these_name_no_part_of_a_thing(sentence: str) -> None:
    assert said_part(sentence) is None


def test_a_part_that_is_not_drawn_is_told() -> None:
    drawing = drawn(BOX, line((200, 150), (300, 150)))
    assert told_apart(drawing, "the chimney of the house wiggles") is None
    said = said_part("the chimney of the house wiggles")
    assert said is not None and missing_part(said) == "chimney"
    somebody = said_part("the dog's collar wiggles")
    assert somebody is None or missing_part(somebody) == ""


def test_a_screen_that_stands_on_its_base_goes_around_its_cross() -> None:
    screen = line((130, 320), (130, 120), (370, 120), (370, 320))
    base = line((100, 320), (400, 320), (400, 380), (100, 380), (100, 320))
    drawing = drawn(screen, base, ring(250, 220, 30))
    told = told_apart(drawing, "the screen of the laptop tilts")
    assert told is not None
    assert told.labels.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("names", "sentence", "act"),
    [
        (("knife", "blade"), "the blade of the knife folds out", "part_opens"),
        (("gizmo", "frob part"), "the frob of the gizmo wiggles", "part_twitches"),
        (("gizmo", "frob part"), "the frob slides out of the gizmo", "slide_out"),
        (("button", "button 2"), "the buttons are pressed", "press_down"),
    ],
)
def test_parts_do_what_is_said(names: tuple[str, str], sentence: str, act: str) -> None:
    clause = clauses_in(english_tokens(sentence, names), list(names))[0]
    assert act_told(names[1], names, clause) == act

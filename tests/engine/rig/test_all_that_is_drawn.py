# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences about a thing that is all that is drawn tell of no part of it."""

from __future__ import annotations

import pytest

from engine.language.liquids import told_liquid
from engine.rig.told_apart import told_apart
from engine.rig.told_by_words import worded_parts
from engine.rig.told_parts import tells_of_clinking, told_part
from tests.engine.rig.test_told_parts import drawn, line, ring


@pytest.mark.parametrize(
    "sentence",
    [
        "the cup tips over",
        "the bottle rocks",
        "the glass falls",
        "the wine glasses clink in a toast",
    ],
)
def test_what_nobody_holds_is_no_part(sentence: str) -> None:
    assert told_part(sentence) is None


def test_what_somebody_holds_still_is_one() -> None:
    told = told_part("the woman swings the wrench")
    assert told is not None and told.noun == "wrench"


def test_what_hangs_on_its_cord_is_one_with_it() -> None:
    told = told_part("the microphone swings on its cord")
    assert told is None or told.whole == ""
    drawing = drawn(ring(100, 100, 40), line((130, 130), (180, 200)), line((184, 206), (240, 260)))
    assert told_apart(drawing, "the microphone swings on its cord") is None


@pytest.mark.parametrize("sentence", ["the ice cream wobbles", "the top spins"])
def test_ice_cream_and_a_top_are_things(sentence: str) -> None:
    assert worded_parts(sentence) == []


def test_a_drink_that_rocks_is_a_glass() -> None:
    assert told_liquid("the drink rocks from side to side") is None
    assert told_liquid("the drink sloshes in the glass") is not None
    assert worded_parts("the drink rocks from side to side") == []


def test_glasses_that_clink_are_not_told_apart() -> None:
    assert tells_of_clinking("the two glasses clinked")
    assert not tells_of_clinking("the two glasses fall")
    drawing = drawn(ring(100, 100, 40), ring(300, 100, 40))
    assert told_apart(drawing, "the two glasses clink") is None
    assert told_apart(drawing, "the two balls bounce") is not None


@pytest.mark.parametrize("noun", ["cookie", "target"])
def test_round_things_roll_as_one(noun: str) -> None:
    drawing = drawn(ring(200, 200, 150), ring(150, 160, 20), ring(240, 180, 20))
    assert told_apart(drawing, f"the {noun} rolls away") is None


def test_a_disc_that_is_all_turns_as_one() -> None:
    drawing = drawn(ring(200, 200, 150), ring(200, 200, 60))
    assert told_apart(drawing, "the cd spins") is None


@pytest.mark.parametrize(
    "sentence",
    ["the pan shakes", "the banknote flutters down", "the slice of watermelon rocks"],
)
def test_pans_banknotes_and_portions_are_things(sentence: str) -> None:
    assert worded_parts(sentence) == []


def test_the_sun_sets_over_a_mountain_which_stays() -> None:
    mountain = line((40, 400), (160, 160), (280, 400), (40, 400))
    told = told_apart(drawn(mountain, ring(380, 120, 35)), "the sun sets")
    assert told is not None and "sun" in told.names
    rays = [
        line((200 + 130 * x, 200 + 130 * y), (200 + 160 * x, 200 + 160 * y))
        for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1))
    ]
    assert told_apart(drawn(ring(200, 200, 100), *rays), "the sun sets") is None

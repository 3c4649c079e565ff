# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words that are suggested are those that the engine knows."""

from __future__ import annotations

from addon.client.words import known_words, things_in, word_at
from engine.language.nouns import NOUNS
from engine.motion import ACTIONS


def test_the_file_has_the_words_of_the_engine_and_no_others() -> None:
    motions = {verb for table in ACTIONS.values() for verb in table if "_" not in verb}
    assert set(known_words()) == set(NOUNS) | motions
    assert list(known_words()) == sorted(known_words())


def test_the_things_of_a_sentence_are_found() -> None:
    assert things_in("The ball jumps, and the box meets another ball.") == ("ball", "box")
    assert things_in("it zorbs") == ()
    assert set(known_words("thing")) == set(NOUNS)


def test_the_start_of_a_word_is_found_before_the_cursor() -> None:
    assert word_at("the fish swi", 12) == "swi"
    assert word_at("the fish swims", 7) == ""  # in the middle of a word
    assert word_at("the fish ", 9) == ""
    assert word_at("", 0) == ""
    assert word_at("der Käf", 7) == "Käf"

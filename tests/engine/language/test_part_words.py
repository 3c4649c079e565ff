# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of parts: what is known of a part depends on its whole."""

from __future__ import annotations

import pytest

from engine.language.part_words import act_by_hanging, part_acting, part_word, part_words, singular


def test_the_table_knows_hundreds_of_parts() -> None:
    assert len(part_words()) > 450


@pytest.mark.parametrize(
    ("noun", "whole", "hangs"),
    [
        ("lid", "pot", "lid"),
        ("lid", "laptop", "flap"),
        ("hand", "clock", "hand"),
        ("hand", "girl", "hinge"),
        ("flag", "mailbox", "hinge"),
        ("flag", "boat", "soft"),
        ("jaw", "crocodile", "hinge"),
    ],
)
def test_a_part_hangs_as_its_whole_says(noun: str, whole: str, hangs: str) -> None:
    word = part_word(noun, whole)
    assert word is not None and word.hangs == hangs


def test_a_row_for_some_wholes_is_no_part_of_others() -> None:
    assert part_word("jaw", "man") is None
    assert part_word("udder", "table") is None


@pytest.mark.parametrize(
    ("hangs", "verb", "act"),
    [
        ("lid", "open", "lid_lift"),
        ("axle", "spin", "axle_turns"),
        ("slides", "pop", "slide_out"),
        ("flap", "shut", "fold_shut"),
        ("loose", "rise", ""),
    ],
)
def test_what_a_part_does_follows_from_how_it_hangs(hangs: str, verb: str, act: str) -> None:
    assert act_by_hanging(hangs, verb) == act


def test_a_whole_acts_by_a_part_that_isnt_named() -> None:
    assert part_acting(["windmill"], "turn") == "blade"
    assert part_acting(["windmill"], "fall") == ""


def test_plurals_are_the_nouns_of_the_table() -> None:
    assert singular("blades") == "blade" and singular("elephants") == ""

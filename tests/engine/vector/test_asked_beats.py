# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an object acts of a sentence, and when it stays where it is."""

from __future__ import annotations

import pytest

from engine.language.beats import read_beats
from engine.motion.registry import ACTIONS
from engine.vector.asked_beats import beats_asked

VERBS = ("wave", "walk", "sway", "jump")


def asked(sentence: str, name: str, *names: str) -> list[str] | None:
    """Return the actions of one of some objects, None where bones don't help."""
    reading = read_beats(sentence, (name, *names))
    found = beats_asked(reading, name, VERBS, alone=not names)
    return None if found is None else [beat.action for beat in found]


@pytest.mark.parametrize(
    "sentence",
    ["the man melts into a puddle", "the man vanishes", "the man turns into a dragon",
     "der Mann schmilzt", "男の人が消える"],
)  # fmt: skip
def test_what_lines_can_not_do_leaves_a_drawing_at_rest(sentence: str) -> None:
    assert asked(sentence, "man") == []


def test_the_rest_of_a_sentence_is_acted() -> None:
    assert asked("the man walks in, waves and vanishes", "man") == ["walk", "wave"]


def test_others_rest_as_well() -> None:
    assert asked("the bottle shatters", "label", "bottle") == []


def test_a_verb_that_nobody_knows_is_no_refusal() -> None:
    assert asked("the man zorbs", "man") is None


def test_what_glows_pulses_and_the_artist_is_told() -> None:
    reading = read_beats("the star glows", ("star",), {"": ACTIONS[""], "star": {**ACTIONS[""]}})
    assert [beat.action for beat in reading.beats] == ["glow"]
    assert [refusal.kind for refusal in reading.refusals] == ["colour"]

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suites of sentences as animators type them: what they say, and what isn't possible or known."""

from __future__ import annotations

import pytest

from addon.contract.beats import BeatReading
from engine.language.beats import read_beats
from tests.engine.language.suites import Example, short, suite

FRAMES = 96


def read(example: Example) -> BeatReading:
    return read_beats(example.sentence, example.objects, frames=FRAMES)


def words(beats: list[str]) -> list[list[str]]:
    """Return beats with the words of each in one order."""
    return sorted(sorted(beat.split()) for beat in beats)


@pytest.mark.parametrize(
    "example",
    [*suite("order"), *suite("measures"), *suite("languages")],
    ids=lambda example: example.sentence,
)
def test_a_sentence_says_what_a_reader_expects(example: Example) -> None:
    reading = read(example)
    assert reading.language == example.language
    assert words([short(beat) for beat in reading.beats]) == words(list(example.beats))
    assert reading.refusals == ()


@pytest.mark.parametrize("example", suite("outside"), ids=lambda example: example.sentence)
def test_what_is_outside_the_vocabulary_is_said(example: Example) -> None:
    reading = read(example)
    if example.beats or not example.noted:
        assert words([short(beat) for beat in reading.beats]) == words(list(example.beats))
    said = [*reading.not_understood, *(beat.read_for for beat in reading.beats)]
    assert example.noted in " ".join(said)
    assert tuple(f"{one.word} {one.kind}" for one in reading.refusals) == example.refused


def test_the_suites_have_their_sizes() -> None:
    sizes = {name: len(suite(name)) for name in ("order", "measures", "outside", "languages")}
    assert sizes == {"order": 35, "measures": 20, "outside": 17, "languages": 30}
    languages = [example.language for example in suite("languages")]
    assert all(languages.count(code) == 5 for code in ("de", "fr", "es", "pt", "ja", "zh"))


def test_redraw_is_offered_for_what_lines_cannot_do() -> None:
    for example in suite("outside"):
        for refusal in read(example).refusals:
            assert "Redraw" in str(refusal.message())

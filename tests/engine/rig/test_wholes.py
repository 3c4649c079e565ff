# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a sentence names no part, the whole drawing moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.geometry.load import load_drawing
from engine.language.beside_words import told_beside
from engine.rig.told_apart import told_apart
from engine.rig.told_by_words import said_part, worded_parts
from engine.rig.told_parts import told_part

BOTTLE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="384" height="384">
<g fill="none" stroke="#000"><path d="M14 24c0-4 5-6 5-10h10c0 4 5 6 5 10v20H14Z"/>
<path d="M19 4h10v4H19Z"/><path d="M19 8v6"/><path d="M29 8v6"/><path d="M34 27H25v13H34"/>
</g></svg>"""


def test_the_lines_of_a_neck_are_no_eyes_of_somebody_with_a_bottle(tmp_path: Path) -> None:
    path = tmp_path / "bottle.svg"
    path.write_text(BOTTLE)
    assert told_apart(load_drawing(path, objects="auto"), "The bottle tips over") is None


@pytest.mark.parametrize(
    "sentence", ["The wine glasses clink in a toast", "The champagne glass flies away"]
)
def test_glasses_that_are_drunk_from_are_no_spectacles(sentence: str) -> None:
    part = told_part(sentence)
    assert part is None or part.noun not in ("glass", "glasses")


def test_what_something_has_swings_with_it() -> None:
    assert told_beside("The microphone swings on its cord") is None
    assert told_beside("The bird jumps on the branch") is not None
    assert told_beside("The glasses clink in a toast") is None


def test_a_thing_with_another_is_both() -> None:
    part = told_part("The heart with the ribbon turns around")
    assert part is None or part.whole != "ribbon"


def test_words_before_a_noun_are_not_always_its_whole() -> None:
    assert all(part.whole != "raising" for part in worded_parts("The raising hands tilt"))
    assert not worded_parts("The ice cream leans to the left")
    assert said_part("The carrot pops out of the ground") is None
    assert said_part("The bookmark slides out of the book") is not None

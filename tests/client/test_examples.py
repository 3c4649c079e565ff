# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example drawings: all are read, lie on their canvas, and have a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.examples import Example, examples
from addon.contract.errors import FormatError

PRESETS = Path(__file__).resolve().parents[2] / "presets"


def test_there_are_eight_with_a_sentence_each() -> None:
    found = examples(PRESETS)
    assert len(found) == 8
    for example in found:
        assert example.name.casefold() in example.sentence
        assert "CC0-1.0" in example.svg
        assert len(example.lines) >= 4
        width, height = example.size
        for line in example.lines:
            assert all(0 < x < width and 0 < y < height for x, y in line.points), example.key


def test_lines_are_sampled_through_their_ends(tmp_path: Path) -> None:
    path = tmp_path / "arc.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><title>Arc</title>'
        '<path d="M10 20 C10 0 30 0 30 20"/><path d="M0 0 L10 0 L10 10 L0 0 Z"/></svg>'
    )
    example = Example.read(path)
    assert (example.key, example.name, example.sentence) == ("arc", "Arc", "")
    assert example.size == (100.0, 50.0)
    arc, corner = example.lines
    assert arc.points[0] == (10, 20) and arc.points[-1] == (30, 20) and not arc.closed
    assert (20.0, 5.0) in [(round(x, 6), round(y, 6)) for x, y in arc.points]
    assert corner.points == ((0, 0), (10, 0), (10, 10)) and corner.closed


def test_damaged_files_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "broken.svg").write_text("<svg")
    (folder / "none.svg").write_text("<svg/>")
    assert examples(tmp_path) == ()
    with pytest.raises(FormatError, match="no example"):
        Example.read(folder / "broken.svg")

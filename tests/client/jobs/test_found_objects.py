# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects that a search found, read and checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addon.client.jobs.found_objects import FoundObjects, read_groups
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError
from addon.contract.job import JobFolder
from addon.contract.request import Request


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"objects": []}',
        '{"objects": {"a": [0, 9]}}',
        '{"objects": {"a": [0], "b": [0]}}',
        '{"objects": {"a": [0, 0]}}',
        '{"objects": {"a": [true]}}',
        '{"objects": {"a": [0.5]}}',
        '{"objects": {"a": "012"}}',
        "{",
    ],
)
def test_damaged_groups_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "objects.json"
    path.write_text(text)
    with pytest.raises(FormatError):
        read_groups(path, 4)


def test_groups_are_read(tmp_path: Path) -> None:
    path = tmp_path / "objects.json"
    path.write_text(json.dumps({"objects": {"fish": [2, 0], "none": []}, "more": 1}))
    assert read_groups(path, 3) == {"fish": [2, 0]}


def a_drawing(strokes: int) -> Drawing:
    points = [(float(10 * k), float(side)) for k in range(strokes) for side in (0, 9)]
    return Drawing.build(points, range(0, 2 * strokes + 1, 2), canvas=(100.0, 80.0))


def test_strokes_are_counted_in_the_drawing_or_in_what_was_traced(tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "job", Request(prompt="", task="objects"), a_drawing(2))
    (job.path / "objects.json").write_text(json.dumps({"objects": {"dog": [0, 2]}}))
    with pytest.raises(FormatError, match="strokes that aren't there"):
        FoundObjects.read(job.path)
    a_drawing(3).write(job.path / "strokes.safetensors")
    found = FoundObjects.read(job.path)
    assert found.groups == {"dog": [0, 2]} and found.drawing.stroke_count == 3


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    a_drawing(3).write(tmp_path / "strokes.safetensors")
    with pytest.raises((BadInput, FormatError)):
        FoundObjects.read(tmp_path)

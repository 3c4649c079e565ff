# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A question about a drawing that the host knows only as a file: its strokes come back, too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.run import run_job

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" width="180px" height="120px">'
    '<path d="M5 5 L20 5 L20 20 Z" fill="none" stroke="#000" stroke-width="2"/>'
    '<path d="M60 40 L80 40" fill="none" stroke="#000"/></svg>'
)


@pytest.mark.parametrize("pictures", [True, False])
def test_a_host_without_strokes_gets_those_that_the_answer_counts(
    tmp_path: Path, pictures: bool
) -> None:
    source = tmp_path / "drawing.svg"
    source.write_text(SVG)
    request = Request(prompt="", task="objects", settings={"pictures": pictures})
    job = JobFolder.create(tmp_path / "job", request, source)
    run_job(job.path)
    found = json.loads((job.path / "objects.json").read_text())["objects"]
    assert sorted(stroke for strokes in found.values() for stroke in strokes) == [0, 1]
    strokes = job.path / "strokes.safetensors"
    assert strokes.is_file() is pictures
    if pictures:
        drawing = Drawing.read(strokes)
        assert drawing.canvas == (180.0, 120.0) and drawing.stroke_count == 2
        assert drawing.object_names == tuple(found)

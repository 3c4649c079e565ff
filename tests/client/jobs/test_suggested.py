# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A suggestion is read from the job's folder, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.states import Delivered
from addon.client.jobs.suggested import SuggestedLines
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError, SketchMotionError
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.suggesting import SUGGESTION_FILE, SUGGESTION_PICTURE


def folder(path: Path) -> JobFolder:
    drawing = Drawing.build([0, 0, 10, 0], [0, 2], canvas=(40, 20))
    job = JobFolder.create(path / "job", Request("", task="suggest"), drawing)
    drawing.write(job.file(SUGGESTION_FILE))
    return job


def test_it_is_told_after_which_drawing_it_is(tmp_path: Path) -> None:
    job = folder(tmp_path)
    told = {"suggestion": {"name": "cat", "credit": "Noto Emoji"}}
    found = SuggestedLines.read(Delivered(job.path, told))
    assert found.drawing.stroke_count == 1 and found.picture == b""
    assert found.summary == "After “cat”, Noto Emoji"
    job.file(SUGGESTION_PICTURE).write_bytes(b"png")
    assert SuggestedLines.read(Delivered(job.path, {})).picture == b"png"


def test_a_broken_answer_is_refused(tmp_path: Path) -> None:
    job = folder(tmp_path)
    job.file(SUGGESTION_FILE).write_bytes(b"x")
    with pytest.raises(FormatError):
        SuggestedLines.read(Delivered(job.path, {}))
    job.file(SUGGESTION_FILE).unlink()
    with pytest.raises(SketchMotionError):
        SuggestedLines.read(Delivered(job.path, {}))

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clean drawing is read from the job's folder, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.cleaned import CleanLines
from addon.client.jobs.states import Delivered
from addon.contract.cleaning import CLEAN_FILE, PICTURE_FILE
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError, SketchMotionError
from addon.contract.job import JobFolder
from addon.contract.request import Request


def folder(path: Path) -> JobFolder:
    drawing = Drawing.build([0, 0, 10, 0], [0, 2], canvas=(40, 20))
    job = JobFolder.create(path / "job", Request("", task="clean"), drawing)
    drawing.write(job.file(CLEAN_FILE))
    return job


def test_strokes_before_and_after_are_told(tmp_path: Path) -> None:
    job = folder(tmp_path)
    found = CleanLines.read(Delivered(job.path, {"strokes": {"before": 7, "after": 1}}))
    assert (found.before, found.drawing.stroke_count, found.picture) == (7, 1, b"")
    assert found.summary == "7 strokes became 1."
    job.file(PICTURE_FILE).write_bytes(b"png")
    assert CleanLines.read(Delivered(job.path, {})).picture == b"png"


def test_a_broken_answer_is_refused(tmp_path: Path) -> None:
    job = folder(tmp_path)
    job.file(CLEAN_FILE).write_bytes(b"x")
    with pytest.raises(FormatError):
        CleanLines.read(Delivered(job.path, {}))
    job.file(CLEAN_FILE).unlink()
    with pytest.raises(SketchMotionError):
        CleanLines.read(Delivered(job.path, {}))

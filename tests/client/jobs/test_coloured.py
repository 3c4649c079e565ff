# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fills are read from the job's folder, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.coloured import ColourFills
from addon.client.jobs.states import Delivered
from addon.contract import tensorfile
from addon.contract.arrays import Array
from addon.contract.colouring import COLOUR_FILE, FOLLOW_FILE, FOLLOWED, SHARES
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError
from addon.contract.job import JobFolder
from addon.contract.request import Request


def folder(path: Path, *, rows: int = 3, point: int = 0, kind: str = "I32") -> JobFolder:
    fills = Drawing.build([0, 0, 10, 0, 10, 9], [0, 3], canvas=(40, 20), cyclic=[1])
    job = JobFolder.create(path / "job", Request("", task="colour"), fills)
    fills.write(job.file(COLOUR_FILE))
    followed = {
        FOLLOWED: Array.of([point] * rows, kind, (rows, 1)),
        SHARES: Array.of([1.0] * rows, "F32", (rows, 1)),
    }
    tensorfile.write(job.file(FOLLOW_FILE), followed, {})
    return job


def test_areas_and_colours_are_told(tmp_path: Path) -> None:
    job = folder(tmp_path)
    found = ColourFills.read(Delivered(job.path, {"areas": 2}))
    assert found.summary == "Coloured areas: 2, colours: 1."
    assert found.followed.shape == (3, 1) and not found.frames
    beside = ColourFills.read(Delivered(job.path, {"areas": 2, "missed_hints": 1})).summary
    assert beside == ("Coloured areas: 2. Hints in no closed area: 1; close the lines around them.")
    job.frames_path.mkdir()
    (job.frames_path / "0002.png").write_bytes(b"b")
    (job.frames_path / "0001.png").write_bytes(b"a")
    assert ColourFills.read(Delivered(job.path, {})).frames == (b"a", b"b")


def test_fills_of_pictures_are_no_strokes(tmp_path: Path) -> None:
    job = folder(tmp_path)
    job.file(FOLLOW_FILE).unlink()
    Drawing.build([], [0], canvas=(40, 20)).write(job.file(COLOUR_FILE))
    found = ColourFills.read(Delivered(job.path, {"areas": 2}))
    assert found.summary == "Coloured areas: 2."


def test_fills_that_follow_other_points_are_refused(tmp_path: Path) -> None:
    job = folder(tmp_path, rows=2)
    with pytest.raises(FormatError):
        ColourFills.read(Delivered(job.path, {}))


def test_points_that_the_drawing_does_not_have_are_refused(tmp_path: Path) -> None:
    found = ColourFills.read(Delivered(folder(tmp_path, point=3).path, {}))
    found.check_follows(4)
    with pytest.raises(FormatError, match="damaged"):
        found.check_follows(3)


def test_numbers_of_another_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="damaged"):
        ColourFills.read(Delivered(folder(tmp_path, kind="F32").path, {}))

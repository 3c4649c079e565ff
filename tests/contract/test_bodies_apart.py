# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies of a job's drawing are read as they were written; damaged files are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addon.contract.bodies_apart import FILE, BodiesApart, drawing_with_bodies
from addon.contract.errors import BadInput, FormatError
from addon.contract.job import JobFolder
from addon.contract.request import Request
from tests.contract.test_drawing import small

BODIES = BodiesApart(("cat", "dog"), (0, 1, 0))


def job_of(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "job", Request(prompt="the cat and the dog run"), small())


def test_a_drawing_without_the_file_is_as_it_was(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    assert BodiesApart.read(job) is None
    plain = small()
    assert drawing_with_bodies(job, plain) is plain


def test_what_was_written_is_applied_and_the_drawing_stays(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    before = job.drawing_path.read_bytes()
    plain = small()
    bodies = BodiesApart(("cat", "dog"), tuple(s % 2 for s in range(plain.stroke_count)))
    bodies.write(job)
    assert BodiesApart.read(job) == bodies
    found = drawing_with_bodies(job, plain)
    found.validate()
    assert found.object_names == ("cat", "dog")
    assert found.objects.tolist() == list(bodies.objects)
    assert job.drawing_path.read_bytes() == before


def test_bodies_of_another_drawing_are_refused() -> None:
    with pytest.raises(FormatError, match="another drawing"):
        BodiesApart(("cat", "dog"), (0,) * 999).applied(small())


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"names": ["cat"]},
        {"names": ["cat", "cat"]},
        {"names": ["cat", 3]},
        {"objects": [0, 2, 0]},
        {"objects": [0, -1, 0]},
        {"objects": [0, 0.5, 1]},
        {"objects": "none"},
    ],
)
def test_damage_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    job = job_of(tmp_path)
    BODIES.write(job)
    value = json.loads(job.file(FILE).read_text())
    job.file(FILE).write_text(json.dumps({**value, **change}))
    with pytest.raises((BadInput, FormatError)):
        BodiesApart.read(job)

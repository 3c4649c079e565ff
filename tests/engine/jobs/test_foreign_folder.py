# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job folder that somebody else has made: what is no regular file is refused, not waited for."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.run import run_job
from tests.engine.jobs.standin import line_drawing, slide

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    signal.alarm(60)  # a pipe that is read would be waited for without end
    yield
    signal.alarm(0)


@pytest.mark.parametrize("name", ["drawing.safetensors", "drawing.svg"])
def test_a_pipe_in_place_of_a_file_is_refused(tmp_path: Path, name: str) -> None:
    job = JobFolder.create(tmp_path / "job", Request("it slides", frames=4), line_drawing())
    job.drawing_path.unlink()
    os.mkfifo(job.path / name)
    with pytest.raises(BadInput):
        run_job(job.path, animate=slide)
    assert job.status() == "failed"


@pytest.mark.parametrize("name", ["drawing.safetensors", "events.jsonl", "lock", "request.json"])
def test_a_link_in_place_of_a_file_leaves_its_target_alone(tmp_path: Path, name: str) -> None:
    job = JobFolder.create(tmp_path / "job", Request("it slides", frames=4), line_drawing())
    target = tmp_path / "somebody's file"
    target.write_bytes(b"keep me")
    (job.path / name).unlink(missing_ok=True)
    (job.path / name).symlink_to(target)
    with pytest.raises(BadInput):
        run_job(job.path, animate=slide)
    assert target.read_bytes() == b"keep me"

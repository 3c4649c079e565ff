# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job that another machine has just made is waited for, what isn't there is not."""

from __future__ import annotations

import threading
from pathlib import Path

from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.arrival import wait_for_job
from tests.engine.jobs.standin import line_drawing


def test_a_drawing_that_comes_late_is_waited_for(tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "job", Request("it slides"), line_drawing())
    hidden = job.drawing_path.rename(tmp_path / job.drawing_path.name)
    assert not wait_for_job(job.path, 0.0)
    timer = threading.Timer(0.2, lambda: hidden.rename(job.path / hidden.name))
    timer.start()
    assert wait_for_job(job.path, 60.0)
    timer.join()
    assert job.drawing_path.is_file()


def test_a_folder_that_is_not_there_is_not_waited_for(tmp_path: Path) -> None:
    assert not wait_for_job(tmp_path / "none", 1e9)

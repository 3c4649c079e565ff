# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import Motion: the job gets the clip, and its result is written like any other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bpy
import pytest

from addon.blender.jobs.session import session
from addon.contract.followed_clip import SETTING, clip_in
from addon.contract.request import Request
from tests.blender.jobs.test_session import (
    engine,
    jobs,
    pump_until,
    ready_scene,
    result_of,
    settled,
)

__all__ = ["engine", "jobs"]


def test_the_clip_goes_into_the_job_and_the_result_is_written(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    item = ready_scene(jobs)
    clip = tmp_path / "my fish.GIF"
    clip.write_bytes(b"GIF89a, moving")
    bpy.ops.sketch_motion.import_motion("EXEC_DEFAULT", filepath=str(clip))
    (job,) = session.jobs()
    pump_until(settled)
    folder = jobs / job
    assert clip_in(folder).read_bytes() == b"GIF89a, moving"
    request = Request.read(folder / "request.json")
    assert request.settings[SETTING] is True
    assert request.path == "vector" and request.prompt == "the fish swims"
    assert result_of(item.name) is not None


def test_without_a_clip_there_is_no_job(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    with pytest.raises(RuntimeError, match=r"no file gone\.mp4"):
        bpy.ops.sketch_motion.import_motion("EXEC_DEFAULT", filepath=str(tmp_path / "gone.mp4"))
    assert not session.jobs()


def test_it_wants_a_drawing(engine: Callable[[str], None]) -> None:
    assert not bpy.ops.sketch_motion.import_motion.poll()

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import Motion: the job gets the clip, and its result is written like any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import bpy
import pytest

from addon.blender.jobs import exports
from addon.blender.jobs.session import session
from addon.client.jobs.exporting import Exported
from addon.contract.drawing import Drawing
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


def test_one_of_a_row_of_pictures_means_all_of_them(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    for number in range(3):
        (tmp_path / f"frame{number}.jpg").write_bytes(b"a picture")
    bpy.ops.sketch_motion.import_motion("EXEC_DEFAULT", filepath=str(tmp_path / "frame0.jpg"))
    (job,) = session.jobs()
    pump_until(settled)
    found = clip_in(jobs / job)
    assert sorted(file.name for file in found.iterdir()) == [f"frame{n}.jpg" for n in range(3)]


ENGINE = """
import json, shutil, sys
from pathlib import Path
words = sys.argv[1:]
folder = Path(words[words.index("--out") + 1])
folder.mkdir()
shutil.copy(words[1], folder / "drawing.safetensors")
(folder / "words.json").write_text(json.dumps(words))
"""


def test_the_drawing_is_written_for_a_video_model(
    engine: Callable[[str], None], jobs: Path, tmp_path: Path
) -> None:
    ready_scene(jobs)
    (tmp_path / "engine.py").write_text(ENGINE)
    folder = tmp_path / "for a video model"
    bpy.ops.sketch_motion.export_model_picture("EXEC_DEFAULT", filepath=str(folder), size="ltx")
    pump_until(lambda: exports.take_changes() or not exports.is_busy())
    assert [export.state for export in exports.states()] == [Exported(folder)]
    exports.forget_ended()
    words = json.loads((folder / "words.json").read_text())
    assert words[0] == "frame" and "--prompt=the fish swims" in words
    assert words[words.index("--size") + 1] == "ltx"
    assert Drawing.read(folder / "drawing.safetensors").stroke_count > 0
    assert not Path(words[1]).parent.exists()

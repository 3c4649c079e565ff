# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warp jobs from a picture to its frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.commands.redraw import animate_picture
from engine.jobs.run import run_job
from tests.engine.warp.paintings import ball


def job_of(folder: Path, picture: Image.Image, **settings: JSON) -> JobFolder:
    picture.save(folder / "paint.png")
    request = Request(
        "the ball bounces", path="warp", frames=8, hold=2, quality="draft", settings=dict(settings)
    )
    return JobFolder.create(folder / "job", request, folder / "paint.png")


def frames_of(job: JobFolder) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    return [np.asarray(Image.open(path)) for path in sorted(job.frames_path.glob("*.png"))]


def test_a_painted_ball_bounces_with_its_own_pixels(tmp_path: Path) -> None:
    rgba = ball(320)
    job = job_of(tmp_path, Image.fromarray(rgba))
    report = run_job(job.path)
    frames = frames_of(job)
    assert len(frames) == 8 and np.array_equal(frames[0], rgba)
    assert np.array_equal(frames[2], frames[3]) and not np.array_equal(frames[0], frames[4])
    assert report["path"] == "warp" and report["frames"] == 8
    for frame in frames:  # as much paint as before, nothing torn off
        assert frame[..., 3].mean() == pytest.approx(rgba[..., 3].mean(), rel=0.15)
    assert run_job(job.path) == report  # done already


def test_paint_on_paper_moves_over_the_paper(tmp_path: Path) -> None:
    sheet = Image.new("RGBA", (320, 180), (250, 248, 240, 255))
    sheet.alpha_composite(Image.fromarray(ball(320)))
    job = job_of(tmp_path, sheet, paper=True)
    run_job(job.path)
    frames = frames_of(job)
    assert np.array_equal(frames[0], np.asarray(sheet))
    assert all((frame[..., 3] == 255).all() for frame in frames)
    moved = frames[4]
    assert np.abs(moved[:10].astype(int) - [250, 248, 240, 255]).max() <= 1


def test_strokes_are_no_paint(tmp_path: Path) -> None:
    source = tmp_path / "line.svg"
    source.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1 '
                      'L8 8" stroke="#000"/></svg>')  # fmt: skip
    job = JobFolder.create(tmp_path / "job", Request("it moves", path="warp"), source)
    with pytest.raises(BadInput, match="strokes"):
        run_job(job.path)


def test_outside_of_the_area_the_paint_stays(tmp_path: Path) -> None:
    rgba = ball(320)
    Image.fromarray(rgba).save(tmp_path / "paint.png")
    height, width = len(rgba), len(rgba[0])
    mask = np.zeros((height, width), np.uint8)
    mask[:, : width // 2] = 255  # the right half of the ball stays
    Image.fromarray(mask).save(tmp_path / "area.png")
    request = Request("the ball bounces", path="warp", frames=8, hold=2, quality="draft")
    animate_picture(
        tmp_path / "paint.png", request, tmp_path / "job", moves_here=tmp_path / "area.png"
    )
    frames = frames_of(JobFolder(tmp_path / "job"))
    assert all(np.array_equal(frame[mask == 0], rgba[mask == 0]) for frame in frames)
    assert any(not np.array_equal(frame, rgba) for frame in frames)

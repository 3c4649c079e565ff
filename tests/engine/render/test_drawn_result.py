# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vector result as pictures and as SVGs, for hosts whose timeline holds pictures."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.geometry.svg import read_svg
from engine.render.drawn_result import draw_result
from engine.runtime.arrays import array_of
from engine.runtime.progress import Progress

COUNT = 5


def a_drawing() -> Drawing:
    points = [(8.0, 10.0), (24.0, 10.0)]
    return Drawing.build(points, [0, 2], canvas=(48.0, 20.0), widths=[4.0, 4.0])


def moving_right(hold: int) -> Animation:
    """Two pixels to the right with every frame."""
    offsets = np.zeros((COUNT, 2, 2), np.float32)
    offsets[..., 0] = 2.0 * np.arange(COUNT)[:, None]
    still = np.zeros((COUNT, 1, 2, 3), np.float32)
    still[..., 0, 0] = still[..., 1, 1] = 1.0
    return Animation(
        array_of(offsets),
        array_of(still),
        array_of(np.zeros((1, 2), np.float32)),
        Array.of([], "F32", (0, 6)),
        Array.of([0] * 6, "I32"),
        hold=hold,
    )


def left_end(picture: Path) -> float:
    """Where the ink begins, in pixels, by its cover."""
    alpha = np.asarray(Image.open(picture))[10, :24, 3] / 255.0
    return float(24 - alpha.sum())


def drawn(folder: Path, hold: int) -> JobFolder:
    job = JobFolder.create(folder, Request(prompt="it slides", frames=COUNT), a_drawing())
    draw_result(job, a_drawing(), moving_right(hold), Progress(job))
    return job


def test_every_frame_is_a_picture_of_the_drawings_size(tmp_path: Path) -> None:
    job = drawn(tmp_path / "job", 1)
    names = sorted(path.name for path in job.frames_path.iterdir())
    assert names == [f"{k:04d}.png" for k in range(1, COUNT + 1)]
    ends = [left_end(job.frames_path / name) for name in names]
    assert np.allclose(np.diff(ends), 2.0, atol=0.1)
    picture = Image.open(job.frames_path / names[0])
    assert picture.size == (48, 20) and picture.mode == "RGBA"
    assert picture.getpixel((47, 0)) == (0, 0, 0, 0)


def test_held_drawings_repeat_and_are_written_once_as_strokes(tmp_path: Path) -> None:
    job = drawn(tmp_path / "job", 2)
    data = [(job.frames_path / f"{k:04d}.png").read_bytes() for k in range(1, COUNT + 1)]
    assert data[0] == data[1] and data[2] == data[3] and data[1] != data[2] != data[4]
    strokes = sorted((job.path / "strokes").iterdir())
    assert [path.name for path in strokes] == ["0001.svg", "0003.svg", "0005.svg"]


def test_the_svg_of_a_frame_holds_its_strokes(tmp_path: Path) -> None:
    job = drawn(tmp_path / "job", 1)
    found = read_svg(job.path / "strokes" / "0004.svg")
    assert found.canvas == (48.0, 20.0)
    assert found.positions.data[0] == 8.0 + 2.0 * 3
    assert found.widths.data[0] == 4.0


def test_a_host_of_pictures_gets_previews_it_can_read(tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "job", Request(prompt="it slides"), a_drawing())
    progress = dataclasses.replace(Progress(job), preview_kind="png")
    progress.preview(np.full((8, 20, 48, 4), 255, np.uint8))
    assert [path.name for path in job.preview_dir.iterdir()] == ["000001.png"]
    assert Image.open(job.preview_dir / "000001.png").format == "PNG"

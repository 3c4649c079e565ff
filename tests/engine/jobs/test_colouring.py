# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "colour" fills a drawing, and every frame of a job beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract import tensorfile
from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.colouring import COLOUR_FILE, FOLLOW_FILE, FOLLOWED, HINTS, OF_TAKE, SHARES
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands import cli
from engine.jobs.run import run_job

FRAMES, STEP = 3, 8  # pixels to the right from frame to frame
RED = (220, 30, 30)


def ring() -> Drawing:
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    points = np.stack([80 + 40 * np.cos(turn), 80 + 40 * np.sin(turn)], 1)
    count = len(points)
    return Drawing.build(
        points.astype(np.float32), [0, count], canvas=(200, 160), widths=[3.0] * count, cyclic=[1]
    )


def take(folder: Path, drawing: Drawing | None = None) -> JobFolder:
    """Return a job in which a ring, or another drawing, goes to the right."""
    drawing = ring() if drawing is None else drawing
    job = JobFolder.create(folder / "take", Request("the ball rolls", frames=8), drawing)
    offsets = np.zeros((FRAMES, drawing.point_count, 2), np.float32)
    offsets[..., 0] = STEP * np.arange(FRAMES)[:, None]
    still = np.tile(np.eye(2, 3, dtype=np.float32), (FRAMES, drawing.object_count, 1, 1))
    Animation(
        offsets=Array.of(offsets, "F32"),
        transforms=Array.of(still, "F32"),
        pivots=Array.of(np.zeros((drawing.object_count, 2), np.float32), "F32"),
        keys=Array.of(np.zeros((0, 6), np.float32), "F32"),
        key_offsets=Array.of(np.zeros(5 * drawing.object_count + 1, np.int32), "I32"),
        object_names=drawing.object_names,
    ).write(job.animation_path)
    return job


def coloured(folder: Path, name: str, hint: bool = False) -> JobFolder:
    settings: dict[str, object] = {"pictures": True, OF_TAKE: name}
    request = Request("the ball", task="colour", settings=settings)  # type: ignore[arg-type]
    job = JobFolder.create(folder / "colour", request, ring())
    if hint:
        dabs = np.zeros((160, 200, 4), np.uint8)
        dabs[70:90, 70:90] = (*RED, 255)
        Image.fromarray(dabs).save(job.file(f"{HINTS}.png"))
    run_job(job.path)
    return job


def test_fills_follow_the_points_of_the_drawing(tmp_path: Path) -> None:
    job = coloured(tmp_path, "")
    fills = Drawing.read(job.file(COLOUR_FILE))
    file = tensorfile.read(job.file(FOLLOW_FILE))
    followed, shares = file.take(FOLLOWED, ""), file.take(SHARES, "")
    assert followed.shape[0] == shares.shape[0] == fills.point_count
    assert max(followed.data) < 40
    assert np.asarray(shares.data).reshape(shares.shape).sum(1) == pytest.approx(1.0, abs=1e-5)
    assert not job.frames_path.exists()


def test_every_frame_of_a_take_has_its_colour_where_its_lines_are(tmp_path: Path) -> None:
    take(tmp_path)
    (tmp_path / "colour" / "frames").mkdir(parents=True)
    (tmp_path / "colour" / "frames" / "0004.png").write_bytes(b"of a longer take before")
    job = coloured(tmp_path, "take", hint=True)
    paths = sorted(job.frames_path.glob("*.png"))
    assert [path.name for path in paths] == ["0001.png", "0002.png", "0003.png"]
    for frame, path in enumerate(paths):
        picture = np.asarray(Image.open(path))
        assert picture.shape == (160, 200, 4)
        assert set(map(tuple, picture[picture[..., 3] == 255][:, :3].tolist())) == {RED}
        middle = np.nonzero(picture[80, :, 3] > 128)[0]
        assert middle.mean() == pytest.approx(79.5 + STEP * frame, abs=1.5)


def test_the_command_refuses_a_take_without_areas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Drawing.build([[20, 20], [180, 140]], [0, 2], canvas=(200, 160), widths=[3.0] * 2)
    words = ["colour", str(take(tmp_path, line).path), "--out", str(tmp_path / "out")]
    assert cli.main(words) == 5
    assert "no area" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_a_take_of_pictures_keeps_its_colours(tmp_path: Path) -> None:
    drawn = JobFolder.create(tmp_path / "take", Request("the ball", path="raster"), ring())
    drawn.frames_path.mkdir()
    for frame in range(FRAMES):
        picture = np.full((160, 200, 3), 255, np.uint8)
        rows, columns = np.indices((160, 200))
        away = np.hypot(columns - 80 - STEP * frame, rows - 80)
        picture[np.abs(away - 40) < 2] = 0
        Image.fromarray(picture).save(drawn.frames_path / f"{frame + 1:04d}.png")
    job = coloured(tmp_path, "take", hint=True)
    for frame in range(FRAMES):
        picture = np.asarray(Image.open(job.frames_path / f"{frame + 1:04d}.png"))
        assert tuple(picture[80, 80 + STEP * frame]) == (*RED, 255)
    assert Drawing.read(job.file(COLOUR_FILE)).stroke_count == 0


@pytest.mark.parametrize("name", ["gone", "../take", ".."])
def test_a_take_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="take"):
        coloured(tmp_path, name)

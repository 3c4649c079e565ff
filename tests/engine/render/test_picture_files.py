# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures for other programs, read back by an independent reader."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from addon.contract.errors import BadInput
from engine.render.export import frames_at
from engine.render.picture_files import LARGEST_SHEET, write_apng, write_sprite_sheet


def moving_dot(count: int = 5, width: int = 30, height: int = 20) -> NDArray[np.uint8]:
    """A half transparent square on clear ground that walks to the right."""
    frames = np.zeros((count, height, width, 4), np.uint8)
    for number, frame in enumerate(frames):
        frame[5:12, 3 * number : 3 * number + 7] = (255, 120, 0, 128)
    return frames


def test_an_apng_keeps_colours_transparency_and_time(tmp_path: Path) -> None:
    frames = moving_dot()
    write_apng(frames, tmp_path / "a.png", (24000, 1001))
    with Image.open(tmp_path / "a.png") as file:
        assert getattr(file, "n_frames", 1) == 5
        assert file.info["loop"] == 0
        times = []
        for number, frame in enumerate(frames):
            file.seek(number)
            times.append(file.info["duration"])
            assert np.array_equal(np.asarray(file.convert("RGBA")), frame)
    assert sum(times) == 209


def test_a_sprite_sheet_has_each_drawing_once_and_says_where(tmp_path: Path) -> None:
    frames = moving_dot()[[0, 0, 1, 1, 2, 2, 0]]
    target = write_sprite_sheet(frames, tmp_path / "fish.png", 12, name="fish", loop=True)
    said = json.loads(target.read_text(encoding="utf-8"))
    sheet = np.asarray(Image.open(tmp_path / said["meta"]["image"]))
    assert (sheet.shape[1], sheet.shape[0]) == tuple(said["meta"]["size"].values())
    assert len({tuple(cell["frame"].values()) for cell in said["frames"]}) == 3
    assert sum(cell["duration"] for cell in said["frames"]) == 583
    for cell, frame in zip(said["frames"], frames, strict=True):
        x, y, w, h = cell["frame"].values()
        assert np.array_equal(sheet[y : y + h, x : x + w], frame)
    tag = {"name": "fish", "from": 0, "to": 6, "direction": "forward"}
    assert said["meta"]["frameTags"] == [tag]


def test_a_sheet_that_no_device_takes_is_refused(tmp_path: Path) -> None:
    wide = np.zeros((1, 2, LARGEST_SHEET + 1, 4), np.uint8)
    with pytest.raises(BadInput, match="larger than"):
        write_sprite_sheet(wide, tmp_path / "a.png", 12, name="a", loop=False)


@pytest.mark.parametrize(
    ("count", "fps", "wanted", "expected"),
    [
        (4, 24, 24, [0, 1, 2, 3]),
        (4, 24, 12, [0, 2]),
        (3, 12, 24, [0, 0, 1, 1, 2, 2]),
        (4, 24, (24000, 1001), [0, 1, 2, 3]),
        (1, 24, 1, [0]),
    ],
)
def test_another_rate_leaves_out_or_holds(
    count: int, fps: int, wanted: int | tuple[int, int], expected: list[int]
) -> None:
    assert frames_at(count, fps, wanted) == expected

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as files, read back by an independent reader."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from addon.contract.errors import BadInput
from engine.render import export
from engine.render.export import on_white, write_contact_sheet, write_gif, write_pngs, write_webp


def moving_square(count: int = 7, colors: int = 3) -> NDArray[np.uint8]:
    """Frames of a square in `colors` stripes with a half transparent rim, walking to the right."""
    frames = np.zeros((count, 24, 40, 4), np.uint8)
    shades = np.random.default_rng(0).integers(0, 256, (colors, 3))
    for number, frame in enumerate(frames):
        left = 2 + 4 * number
        frame[4:16, left : left + 12, :3] = shades[np.arange(144).reshape(12, 12) % colors]
        frame[4:16, left : left + 12, 3] = 255
        frame[4, left : left + 12, 3] = 100
    return frames


def read_back(path: Path) -> tuple[list[NDArray[np.uint8]], list[int], int]:
    """RGBA pictures, durations in ms and the loop count (0 = endless)."""
    pictures, durations = [], []
    with Image.open(path) as file:
        for number in range(getattr(file, "n_frames", 1)):
            file.seek(number)
            pictures.append(np.asarray(file.convert("RGBA")))
            durations.append(int(file.info["duration"]))
        return pictures, durations, int(file.info["loop"])


def test_a_gif_on_white_keeps_few_colours_exactly(tmp_path: Path) -> None:
    frames = moving_square()
    write_gif(frames, tmp_path / "a.gif", 24)
    pictures, durations, loop = read_back(tmp_path / "a.gif")
    assert loop == 0
    assert len(pictures) == len(frames)
    assert sum(durations) == 290  # 7/24 s
    for picture, paper in zip(pictures, on_white(frames), strict=True):
        assert np.array_equal(picture[..., :3], paper)


def test_a_gif_of_many_colours_stays_close(tmp_path: Path) -> None:
    frames = moving_square(4, 144)
    noise = np.random.default_rng(1).integers(-20, 20, (*frames.shape[:3], 3))
    inked = frames[..., 3:] > 0
    frames[..., :3] = np.where(inked, np.clip(frames[..., :3] + noise, 0, 255), 0)
    write_gif(frames, tmp_path / "a.gif", 12)
    pictures, _, _ = read_back(tmp_path / "a.gif")
    paper = on_white(frames)
    difference = np.abs(np.stack(pictures)[..., :3].astype(int) - paper)
    assert difference[~inked[..., 0]].max() == 0
    assert difference[inked[..., 0]].mean() < 16


def test_a_transparent_gif_leaves_no_trail(tmp_path: Path) -> None:
    frames = moving_square()
    write_gif(frames, tmp_path / "a.gif", 24, ground="transparent")
    pictures, _, _ = read_back(tmp_path / "a.gif")
    for picture, frame in zip(pictures, frames, strict=True):
        solid = frame[..., 3] >= 128
        assert np.array_equal(picture[..., 3] > 0, solid)
        assert np.array_equal(picture[solid], frame[solid])


def test_a_webp_keeps_everything(tmp_path: Path) -> None:
    frames = moving_square()
    write_webp(frames, tmp_path / "a.webp", (24000, 1001))
    with Image.open(tmp_path / "a.webp") as file:
        assert file.info["loop"] == 0
        durations = []
        for number, frame in enumerate(frames):
            file.seek(number)
            file.load()
            durations.append(file.info["duration"])
            picture = np.asarray(file.convert("RGBA"))
            assert np.array_equal(picture[..., 3], frame[..., 3])
            assert np.array_equal(picture[frame[..., 3] > 0], frame[frame[..., 3] > 0])
    assert sum(durations) == 292


@given(st.integers(1, 500), st.floats(0.2, 240), st.sampled_from([(100, 2), (1000, 1)]))
def test_frame_times_add_up(count: int, fps: float, clock: tuple[int, int]) -> None:
    ticks, shortest = clock
    kept, delays = export.delays_of(count, fps, ticks, shortest)
    assert kept[0] == 0 and kept == sorted(set(kept))
    assert min(delays) >= shortest
    total = count * ticks / fps
    assert abs(sum(delays) - total) <= 0.51 + 1e-4 * total or total < shortest
    starts = np.cumsum([0, *delays[:-1]])
    assert np.abs(starts - np.array(kept) * ticks / fps).max() <= 0.51 + 1e-4 * total
    if ticks / fps >= shortest + 1:
        assert len(kept) == count


def test_numbered_pngs(tmp_path: Path) -> None:
    frames = moving_square(3)
    paths = write_pngs(frames, tmp_path / "frames")
    assert [p.name for p in paths] == ["0001.png", "0002.png", "0003.png"]
    for path, frame in zip(paths, frames, strict=True):
        assert np.array_equal(np.asarray(Image.open(path)), frame)


def test_a_contact_sheet_shows_first_and_last_frame_of_every_row(tmp_path: Path) -> None:
    rows = [moving_square(7), moving_square(3)]
    labels = ["a square walks", "a very long label that cannot fit in the page " * 9]
    write_contact_sheet(rows, tmp_path / "sheet.png", labels=labels, columns=4)
    page = np.asarray(Image.open(tmp_path / "sheet.png"))
    windows = np.lib.stride_tricks.sliding_window_view(page, (24, 40, 3))[:, :, 0]
    for picture in on_white(np.stack([rows[0][0], rows[0][-1], rows[1][-1]])):
        assert (windows == picture).all((-1, -2, -3)).any()
    assert (page[0] == 255).all()


@pytest.mark.parametrize("shape", [(0, 4, 4, 4), (2, 4, 4, 3), (4, 4, 4)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...], tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        write_gif(np.zeros(shape, np.uint8), tmp_path / "a.gif", 24)
    with pytest.raises(BadInput):
        write_contact_sheet([np.zeros(shape, np.uint8)][: shape[0]], tmp_path / "a.png", labels=[])


@pytest.mark.parametrize("fps", [0, -3.0, float("nan"), float("inf"), (24, 0)])
def test_what_is_no_rate_is_refused(fps: float | tuple[int, int], tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        write_webp(moving_square(2), tmp_path / "a.webp", fps)

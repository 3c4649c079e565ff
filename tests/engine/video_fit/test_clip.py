# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips of all kinds are read as frames with a rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.errors import BadInput
from addon.contract.followed_clip import bring_clip, clip_in
from engine.video_fit import clip as clips
from engine.video_fit.clip import read_clip


def grey(value: int, size: tuple[int, int] = (30, 20)) -> Image.Image:
    return Image.new("RGB", size, (value, value, value))


def values(path: Path) -> list[int]:
    return [int(frame[0, 0, 0]) for frame in read_clip(path).frames]


def test_an_animated_picture_holds_frames_as_long_as_they_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "clip.gif"
    first, *more = [grey(value) for value in (0, 100, 200)]
    first.save(file, save_all=True, append_images=more, duration=[40, 80, 40])
    clip = read_clip(file)
    assert clip.fps == 25.0
    assert values(file) == [0, 100, 100, 200]
    np.testing.assert_array_equal(clip.at_times(np.array([0.0, 0.041, 0.09, 9.0])), [0, 1, 2, 3])


def test_pictures_in_a_folder_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (10, 9, 1):
        grey(number).save(tmp_path / f"frame{number}.png")
    assert values(tmp_path) == [1, 9, 10]


def test_large_frames_are_made_smaller(tmp_path: Path) -> None:
    for number in (1, 2):
        grey(0, (1200, 300)).save(tmp_path / f"{number}.png")
    clip = read_clip(tmp_path)
    assert clip.frames.shape == (2, 96, 384, 4)
    assert clip.size == (1200, 300)


def test_what_is_no_clip_is_refused_in_words(tmp_path: Path) -> None:
    single = tmp_path / "one.png"
    grey(0).save(single)
    with pytest.raises(BadInput, match="single picture"):
        read_clip(single)
    broken = tmp_path / "broken.gif"
    broken.write_bytes(b"GIF89a nothing")
    with pytest.raises(BadInput, match="clip"):
        read_clip(broken)
    with pytest.raises(BadInput, match="no file"):
        read_clip(tmp_path / "gone.mp4")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="no pictures"):
        read_clip(tmp_path / "empty")
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    grey(0).save(mixed / "1.png")
    grey(0, (20, 30)).save(mixed / "2.png")
    with pytest.raises(BadInput, match="different sizes"):
        read_clip(mixed)


def test_a_movie_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> object:
        raise BadInput("Movies need an optional part of the set-up, which isn't there.")

    monkeypatch.setattr(clips, "movie_library", missing)
    movie = tmp_path / "clip.mp4"
    movie.write_bytes(b"\0" * 64)
    with pytest.raises(BadInput, match="optional part"):
        read_clip(movie)


def test_a_clip_lies_in_the_job_s_folder(tmp_path: Path) -> None:
    source, job = tmp_path / "My Fish.GIF", tmp_path / "job"
    job.mkdir()
    source.write_bytes(b"GIF89a")
    with pytest.raises(BadInput, match="missing"):
        clip_in(job)
    bring_clip(source, job)
    assert clip_in(job) == job / "clip.gif"
    with pytest.raises(BadInput, match="no clip"):
        bring_clip(job / "request.json", job)

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `follow` command follows the clip that it was given last."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.followed_clip import clip_in
from addon.contract.request import Request
from engine.commands.cli import main
from engine.runtime.progress import Progress
from engine.video_fit.job import FollowedClip
from tests.engine.jobs.standin import line_drawing, still_animation


def picture(grey: int) -> Image.Image:
    return Image.new("RGB", (64, 48), (grey, grey, grey))


def pictures(folder: Path, greys: list[int]) -> Path:
    """A clip: a folder of pictures of one grey each."""
    folder.mkdir()
    for number, grey in enumerate(greys, 1):
        picture(grey).save(folder / f"{number}.png")
    return folder


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The greys of every clip that was followed, with something in the place of the search."""
    found: list[list[int]] = []

    def follow(
        self: FollowedClip, drawing: Drawing, request: Request, progress: Progress
    ) -> Animation:
        clip = clip_in(self._folder)
        files = sorted(clip.iterdir()) if clip.is_dir() else [clip]
        pictures = [np.asarray(Image.open(file).convert("L")) for file in files]
        found.append([int(picture[0, 0]) for picture in pictures])
        return still_animation(drawing, request, 0.0)

    monkeypatch.setattr(FollowedClip, "__call__", follow)
    return found


def test_another_clip_is_another_job_and_its_clip_is_followed(
    tmp_path: Path, followed: list[list[int]]
) -> None:
    line_drawing().write(tmp_path / "line.safetensors")
    out = tmp_path / "out"
    long, short = pictures(tmp_path / "a", [255, 254, 253]), pictures(tmp_path / "b", [99, 98])
    moving = tmp_path / "c.gif"
    picture(200).save(moving, save_all=True, append_images=[picture(100)], duration=40)

    def follow(clip: Path, *more: str) -> int:
        words = ["follow", str(tmp_path / "line.safetensors"), "--video", str(clip)]
        return main([*words, "--frames", "8", "--out", str(out), *more])

    assert follow(long) == 0
    assert follow(long) == 0
    assert followed == [[255, 254, 253]]  # done already
    assert follow(short) == 5
    assert follow(short, "--force") == 0
    assert followed[1:] == [[99, 98]]
    assert follow(moving, "--force") == 0
    assert followed[2:] == [[200]] and not (out / "clip").exists()
    assert follow(out / "clip.gif", "--force", "--prompt", "it moves") == 0
    assert followed[3:] == [[200]]

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Movies as FFmpeg reads them back; skipped where the optional part isn't installed."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.errors import BadInput
from engine.render.movie import PART, movie_library, write_movie


@pytest.fixture
def av() -> Any:
    return pytest.importorskip("av")


def disc(count: int = 6, width: int = 65, height: int = 48) -> NDArray[np.uint8]:
    """An orange disc on clear ground that walks to the right; a side is odd."""
    y, x = np.mgrid[:height, :width]
    frames = np.zeros((count, height, width, 4), np.uint8)
    for number, frame in enumerate(frames):
        frame[(x - 16 - 5 * number) ** 2 + (y - 24) ** 2 < 144] = (240, 140, 20, 255)
    return frames


def read(av: Any, path: Path, layout: str = "rgb24") -> tuple[Any, list[NDArray[np.uint8]]]:
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        facts = (stream.codec_context.name, stream.average_rate, stream.metadata)
        return facts, [frame.to_ndarray(format=layout) for frame in file.decode(video=0)]


def test_an_mp4_lies_on_its_ground(av: Any, tmp_path: Path) -> None:
    write_movie(disc(), tmp_path / "a.mp4", (24000, 1001))
    (codec, rate, _), pictures = read(av, tmp_path / "a.mp4")
    assert (codec, rate) == ("h264", Fraction(24000, 1001))
    assert [p.shape for p in pictures] == [(48, 66, 3)] * 6
    assert np.abs(pictures[3][24, 31].astype(int) - (240, 140, 20)).max() < 12
    assert pictures[3][2, 2].min() > 245


def test_a_webm_is_transparent(av: Any, tmp_path: Path) -> None:
    write_movie(disc(), tmp_path / "a.webm", 12)
    (codec, rate, metadata), pictures = read(av, tmp_path / "a.webm")
    assert (codec, rate, len(pictures)) == ("vp9", 12, 6)
    assert {name.lower(): value for name, value in metadata.items()}["alpha_mode"] == "1"


def test_a_mov_keeps_alpha_and_colour(av: Any, tmp_path: Path) -> None:
    write_movie(disc(), tmp_path / "a.mov", 24)
    (codec, _, _), pictures = read(av, tmp_path / "a.mov", "rgba")
    assert codec == "prores"
    assert pictures[0][24, 16, 3] > 250 and pictures[0][2, 60, 3] < 5
    rim = pictures[0][24, 28]  # just outside: its hidden colour is that of the disc
    assert abs(int(rim[0]) - 240) < 40


def test_without_the_part_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)  # type: ignore[arg-type]
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path))
    with pytest.raises(BadInput, match="optional part"):
        movie_library()


def test_the_part_is_found_in_this_programs_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / PART / "av-1.0" / "av"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("name = 'ours'")
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path))
    monkeypatch.delitem(sys.modules, "av", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nothing")])
    assert movie_library().name == "ours"
    monkeypatch.delitem(sys.modules, "av", raising=False)

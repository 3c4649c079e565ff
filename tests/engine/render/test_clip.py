# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings of a host become runs of frames in which only points move."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.clip import clip_of_drawings
from engine.render.clip_svg import write_clip_svg


def line(x: float, *, color: float = 0.0, points: int = 2) -> Drawing:
    places = np.stack([np.linspace(x, x + 10, points), np.full(points, 5.0)], 1)
    return Drawing.build(
        places.astype(np.float32), [0, points], canvas=(64, 32),
        colors=np.array([[color, 0, 0, 1]], np.float32),
    )  # fmt: skip


def test_what_only_moves_is_one_run() -> None:
    clip = clip_of_drawings([line(0), line(2), line(4)], (24, 1), loop=True)
    assert (len(clip.runs), clip.frame_count, clip.loop) == (1, 3, True)
    assert clip.runs[0].positions[:, 0, 0].tolist() == [0, 2, 4]
    assert not clip.discrete  # a browser may glide from frame to frame


def test_held_drawings_are_shown_in_steps() -> None:
    assert clip_of_drawings([line(0), line(0), line(4)], (24, 1), loop=False).discrete


@pytest.mark.parametrize("other", [line(2, color=1.0), line(2, points=3)])
def test_another_look_begins_another_run(other: Drawing, tmp_path: Path) -> None:
    clip = clip_of_drawings([line(0), other, line(4)], (12, 1), loop=False)
    assert [len(run.positions) for run in clip.runs] == [1, 1, 1]
    assert clip.pictures(64).shape == (3, 32, 64, 4)
    write_clip_svg(clip, tmp_path / "a.svg")
    groups = ET.parse(tmp_path / "a.svg").getroot()[0]
    shown = [group[0].attrib["values"] for group in groups]
    assert shown == ["visible;hidden", "hidden;visible;hidden", "hidden;visible"]
    assert groups[1][0].attrib["keyTimes"] == "0;.33333;.66667"


def test_another_rate_is_as_fast() -> None:
    clip = clip_of_drawings([line(x) for x in range(6)], (24, 1), loop=False)
    half, double = clip.at_rate((12, 1)), clip.at_rate((48, 1))
    assert (half.frame_count, double.frame_count) == (3, 12)
    assert half.seconds == double.seconds == clip.seconds
    assert double.discrete and not half.discrete


def test_no_drawings_or_different_canvases_are_refused() -> None:
    other = Drawing.build(np.zeros((1, 2), np.float32), [0, 1], canvas=(9, 9))
    for drawings in ([], [line(0), other]):
        with pytest.raises(BadInput):
            clip_of_drawings(drawings, (24, 1), loop=False)

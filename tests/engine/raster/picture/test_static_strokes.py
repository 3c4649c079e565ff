# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What never moves is not shown to the model and is in every frame as it was drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from addon.contract.request import ObjectSettings, Request
from engine.raster.picture.sketch_image import read_sketch
from engine.raster.picture.static_strokes import laid_over, split_static, with_strokes
from engine.render.frames import render_frames

COLORS = {"ground": [0.5, 0.5, 0.5, 1.0], "fish": [1.0, 0, 0, 1.0], "stone": [0, 0, 1.0, 1.0]}


def _drawing() -> Drawing:
    """A line of the background, a fish of two strokes, a stone before it and a locked one after."""
    rows = [10, 30, 40, 50, 60]
    points = np.array([[[10, row], [90, row]] for row in rows], np.float32).reshape(-1, 2)
    names = ["ground", "stone", "fish", "fish", "fish"]
    return Drawing.build(
        points,
        np.arange(6, dtype=np.int32) * 2,
        canvas=(100.0, 80.0),
        widths=[4.0] * 10,
        colors=np.array([COLORS[name] for name in names], np.float32),
        objects=np.array([-1, 1, 0, 0, 0], np.int32),
        locked=np.array([0, 0, 0, 0, 1], np.uint8),
        object_names=("fish", "stone"),
    )


def test_strokes_that_never_move_are_split_off() -> None:
    split = split_static(_drawing(), Request("", objects=(ObjectSettings("stone", locked=True),)))
    counts = [item.stroke_count for item in (split.moving, split.below, split.above)]
    assert counts == [2, 2, 1]
    for item in (split.moving, split.below, split.above):
        item.validate()
    free = split_static(_drawing())
    assert [free.moving.stroke_count, free.below.stroke_count] == [3, 1]
    nothing = Request(
        "", objects=(ObjectSettings("fish", strength=0), ObjectSettings("stone", locked=True))
    )
    assert split_static(_drawing(), nothing).moving.stroke_count == 5


@pytest.mark.parametrize("lock", [False, True])
def test_the_drawing_is_whole_again(tmp_path: Path, lock: bool) -> None:
    drawing = _drawing()
    drawing.write(tmp_path / "drawing.safetensors")
    request = Request("", objects=(ObjectSettings("stone", locked=lock),))
    sketch = read_sketch(tmp_path / "drawing.safetensors", request=request)
    shown = sketch.rgba()
    assert (shown[30, 50, 3] > 0) is not lock
    assert shown[10, 50, 3] == shown[60, 50, 3] == 0
    whole = render_frames(drawing)[0]
    assert abs(sketch.with_static_strokes(shown).astype(int) - whole).max() <= 1
    moved = np.roll(shown, 5, 0)
    assert sketch.with_static_strokes(moved)[60, 50].tolist() == [255, 0, 0, 255]
    assert sketch.with_static_strokes(moved)[10, 50].tolist() == whole[10, 50].tolist()


def test_one_picture_over_another() -> None:
    top = np.array([[[255, 0, 0, 128], [9, 9, 9, 0], [1, 2, 3, 255]]], np.uint8)
    bottom = np.array([[[0, 0, 255, 255], [0, 255, 0, 100], [50, 60, 70, 80]]], np.uint8)
    found = laid_over(top, bottom)
    assert found[0].tolist() == [[128, 0, 127, 255], [0, 255, 0, 100], [1, 2, 3, 255]]


def test_no_strokes_are_a_drawing_too() -> None:
    empty = with_strokes(_drawing(), np.zeros(5, bool))
    empty.validate()
    assert empty.stroke_count == 0

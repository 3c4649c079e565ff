# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures show what final frames show, and need no torch."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.render.export import on_white
from engine.render.frames import render_frames
from engine.render.small_pictures import small_pictures
from engine.runtime.arrays import numpy_of

RED, BLUE, CLEAR = (1, 0, 0, 1), (0, 0, 1, 0.5), (0, 0, 0, 0)
SQUARE = [(6, 8), (57, 9), (55, 56), (9, 53)]
HOLE = [(20, 20), (44, 24), (30, 43)]
CURVE = [(10, 50), (20, 0), (40, 70), (55, 12)]


def drawing_of(strokes: list[list[tuple[int, int]]], **columns: object) -> Drawing:
    points = np.array([p for stroke in strokes for p in stroke], np.float32).reshape(-1, 2)
    offsets = np.cumsum([0, *map(len, strokes)]).astype(np.int32)
    return Drawing.build(points, offsets, canvas=(64.0, 64.0), **columns)  # type: ignore[arg-type]


def shift(drawing: Drawing, by: float) -> NDArray[np.float32]:
    """The drawing at rest, and moved to the right."""
    rest = numpy_of(drawing.positions)
    return np.stack([rest, rest + np.array([by, 0], np.float32)])


def difference(drawing: Drawing) -> float:
    """Mean difference to final frames, on white, of pixels that either paints (0..1)."""
    places = shift(drawing, 5.0)
    mine = small_pictures(drawing, places, 160)
    theirs = render_frames(drawing, places, scale=160 / 64)
    assert mine.shape == theirs.shape == (2, 160, 160, 4)
    a, b = (np.stack([on_white(f) for f in x]).astype(float) / 255 for x in (mine, theirs))
    painted = (a < 1).any(-1) | (b < 1).any(-1)
    assert painted.sum() > 300
    return float(np.abs(a - b).mean(-1)[painted].mean())


def test_lines_are_where_final_frames_have_them() -> None:
    for width in (1.0, 4.0):
        widths = np.full(4, width, np.float32)
        curve = drawing_of([CURVE], widths=widths, curve_types=np.array([1], np.uint8))
        assert difference(curve) < 0.12, width
    swelling = drawing_of([CURVE], widths=np.array([1, 6, 2, 8], np.float32))
    assert difference(swelling) < 0.06


def test_fills_have_holes_colours_and_lines_above_them() -> None:
    columns = {
        "paths": np.array([0, 0, 2], np.int32),
        "cyclic": np.array([1, 1, 0], np.uint8),
        "colors": np.array([RED, RED, BLUE], np.float32),
        "widths": np.full(11, 3.0, np.float32),
    }
    for alpha in (1.0, 0.4):
        fills = np.array([(0, 0.6, 0, alpha), (0, 0.6, 0, alpha), CLEAR], np.float32)
        assert difference(drawing_of([SQUARE, HOLE, CURVE], fills=fills, **columns)) < 0.03
    both = np.array([1, 1, 0], np.uint8)  # the nonzero rule: the hole is full, too
    assert (
        difference(drawing_of([SQUARE, HOLE, CURVE], fills=fills, fill_rules=both, **columns))
        < 0.03
    )


def test_what_lies_outside_or_holds_nothing_is_no_trouble() -> None:
    dot = drawing_of([[(30, 30)]], widths=np.array([6.0], np.float32))
    assert difference_of_dot(dot) < 0.2
    away = drawing_of([CURVE], colors=np.array([BLUE], np.float32))
    assert not small_pictures(away, shift(away, 1e5), 40)[1].any()
    unseen = drawing_of([CURVE], colors=np.array([CLEAR], np.float32))
    assert not small_pictures(unseen, shift(unseen, 1.0), 40).any()


def difference_of_dot(dot: Drawing) -> float:
    places = numpy_of(dot.positions)[None]
    mine, theirs = small_pictures(dot, places, 64), render_frames(dot, places)
    return float(np.abs(mine[..., 3].astype(float) - theirs[..., 3]).sum() / theirs[..., 3].sum())


def test_torch_is_not_needed() -> None:
    told = "import sys, engine.vector.previews; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np

from addon.contract.drawing import Drawing
from engine.geometry.cut_strokes import cut_strokes
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.load import load_drawing
from engine.rig.seen_strokes import of_seen, seen_strokes, with_unseen
from engine.runtime.arrays import numpy_of

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="400" height="400">
<path fill="#fff" d="M10 40H90V90H10Z"/>
<path fill="none" stroke="#000" d="M10 40H90V90H10Z"/>
<path fill="#fff" d="M40 10H60V38H40Z"/>
<path fill="none" stroke="#000" d="M40 10H60V38H40Z"/>
<path fill="#000" d="M45 60H55V70H45Z"/></svg>"""


def _drawing(folder: Path) -> Drawing:
    path = folder / "box.svg"
    path.write_text(SVG)
    return load_drawing(path, objects="auto")


def test_white_areas_without_a_line_go_with_the_line_around_them(tmp_path: Path) -> None:
    drawing = _drawing(tmp_path)
    seen = seen_strokes(drawing)
    assert seen.tolist() == [False, True, False, True, True]
    assert of_seen(drawing, seen).stroke_count == 3
    found = with_unseen(drawing, seen, Grouping(np.array([0, 1, 0]), ("box", "lid")))
    assert found.labels.tolist() == [0, 0, 1, 1, 0]


def test_a_cut_line_stays_cut_among_all_strokes(tmp_path: Path) -> None:
    drawing = _drawing(tmp_path)
    seen = seen_strokes(drawing)
    lines = of_seen(drawing, seen)
    cut = cut_strokes(lines, {1: (0, 2)})
    labels = np.zeros(len(cut.strokes), np.int64)
    labels[1] = 1
    found = with_unseen(drawing, seen, Grouping(labels, ("box", "lid"), cut))
    assert found.cut is not None
    assert found.cut.strokes.tolist() == [0, 1, 2, 3, 3, 4]
    pieces = found.cut.applied(drawing)
    joined = found.cut.joined(numpy_of(pieces.positions), drawing.point_count)
    np.testing.assert_allclose(joined, numpy_of(drawing.positions), atol=1e-5)

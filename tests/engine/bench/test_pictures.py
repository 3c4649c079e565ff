# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench of pictures: what it takes for right, lost and a speck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.bench.drawn_examples import EXAMPLES, example
from engine.bench.papers import PAPERS
from engine.bench.pictures import compared
from engine.runtime.arrays import array_of, numpy_of


def moved(drawing: Drawing, x: float) -> Drawing:
    shifted = numpy_of(drawing.positions) + np.array([x, 0.0], np.float32)
    return replace(drawing, positions=array_of(shifted.astype(np.float32)))


def test_the_drawing_itself_is_without_fault() -> None:
    flower = example("flower")
    photograph = PAPERS["white paper, scanned"](flower, 0)
    found = compared(flower, photograph)
    assert found.error < 0.3 and found.missed == 0.0
    assert (found.fills, found.lost, found.specks) == (3, 0, 0)


def test_what_is_elsewhere_is_missed_and_a_speck() -> None:
    cat = example("cat")
    photograph = PAPERS["white paper, scanned"](cat, 0)
    assert compared(moved(cat, 3.0), photograph).error == pytest.approx(1.7, abs=1.0)
    far = compared(moved(cat, 600.0), photograph)
    assert far.missed > 0.9 and far.specks > 5


def test_paint_of_another_colour_is_lost() -> None:
    fish = example("fish")
    photograph = PAPERS["white paper, scanned"](fish, 0)
    fills = numpy_of(fish.fills).copy()
    fills[:, :3] = fills[:, [2, 1, 0]]
    found = compared(replace(fish, fills=array_of(fills)), photograph)
    assert (found.fills, found.lost) == (2, 2)


def test_papers_differ_and_a_page_on_a_table_lies_askew() -> None:
    house = example("house")
    pictures = {name: paper(house, 1).pixels for name, paper in PAPERS.items()}
    assert len(PAPERS) * len(EXAMPLES) == 40
    means = [pixels.mean((0, 1)).round(3).tolist() for pixels in pictures.values()]
    assert len({tuple(mean) for mean in means}) == len(PAPERS)
    corner = PAPERS["page on a table"](house, 1).seen(np.array([[0.0, 0.0]]))
    assert corner[0].min() > 20

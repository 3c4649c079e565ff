# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solid areas with holes as outlines that a Blender before 5.1 fills by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from addon.blender.write.traced_areas import TracedStrokes, is_inside
from addon.contract.drawing import Drawing


def squares(*sizes: float, backwards: bool = False, filled: bool = True) -> Drawing:
    """Squares around (50, 50) with these half sides, all of one path."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
    outlines = [50 + size * corners for size in sizes]
    if backwards:
        outlines[1:] = [outline[::-1] for outline in outlines[1:]]
    count = len(sizes)
    red = np.array([[0.9, 0.1, 0.1, 1]] * count, np.float32)
    return Drawing.build(
        np.concatenate(outlines),
        [4 * k for k in range(count + 1)],
        canvas=(100, 100),
        colors=red,
        fills=red if filled else np.zeros((count, 4), np.float32),
        cyclic=[1] * count,
        paths=[0] * count,
    )


def area(outline: np.ndarray) -> float:
    x, y = outline.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def outlines(strokes: TracedStrokes) -> list[np.ndarray]:
    ends = zip(strokes.offsets, strokes.offsets[1:], strict=False)
    return [strokes.positions[first:end] for first, end in ends]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("sizes", "areas"),
    [
        ((40,), [6400]),
        ((40, 20), [6400 - 1600]),
        ((40, 30, 10), [6400 - 3600, 400]),  # an island in the hole
        ((40, 30, 20, 10), [6400 - 3600, 1600 - 400]),
    ],
)
def test_holes_are_taken_out_of_the_area_around_them(
    sizes: Sequence[float], areas: Sequence[float], backwards: bool
) -> None:
    strokes = TracedStrokes.of(squares(*sizes, backwards=backwards)).without_holes()
    assert [area(outline) for outline in outlines(strokes)] == pytest.approx(areas)
    assert len(strokes.widths) == len(strokes.positions)


def test_a_point_in_the_hole_is_outside() -> None:
    (outline,) = outlines(TracedStrokes.of(squares(40, 20)).without_holes())
    assert is_inside(np.array([20.3, 50.2]), outline)
    assert not is_inside(np.array([50.3, 50.2]), outline)
    assert not is_inside(np.array([5.0, 50.2]), outline)


def test_lines_that_are_not_filled_stay_as_they_are() -> None:
    drawing = squares(40, 20, filled=False)
    strokes = TracedStrokes.of(drawing).without_holes()
    assert np.array_equal(strokes.positions, np.asarray(drawing.positions.data).reshape(-1, 2))
    assert strokes.offsets.tolist() == [0, 4, 8]

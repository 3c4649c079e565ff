# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean-up: what becomes one line, what stays two, and what isn't touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import CUBIC, Drawing
from engine.bench.clean import rough_pair
from engine.bench.pictures import lines_of
from engine.clean import clean_drawing
from engine.geometry.svg.reader import parse_svg
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
EXAMPLES = Path(__file__).resolve().parents[3] / "presets" / "examples"


def drawing(lines: Sequence[Floats], **columns: object) -> Drawing:
    """Return polylines on a canvas of 300 pixels, 2 wide."""
    offsets = np.cumsum([0, *map(len, lines)]).astype(np.int32)
    points = np.concatenate(lines).astype(np.float32)
    return Drawing.build(points, offsets, canvas=(300.0, 300.0), **columns)  # type: ignore[arg-type]


def straight(x0: float, y0: float, x1: float, y1: float) -> Floats:
    return np.linspace([x0, y0], [x1, y1], 40)


def frame() -> Floats:
    """A line far from the others that gives the drawing its size, 200 pixels."""
    return straight(50, 290, 250, 290)


def arc(radius: float, start: float, stop: float) -> Floats:
    angle = np.linspace(start, stop, 60)
    return 150 + radius * np.stack([np.cos(angle), np.sin(angle)], 1)


def test_lines_side_by_side_become_one_in_their_middle() -> None:
    three = [straight(50, 100 + d, 250, 100 + d) for d in (-3.0, 0.0, 3.0)]
    cleaned = clean_drawing(drawing([*three, frame()]))
    assert cleaned.drawing.stroke_count == 2 and cleaned.members[0] == (0, 1, 2)
    points = numpy_of(cleaned.drawing.positions)[: cleaned.drawing.stroke_offsets.data[1]]
    assert np.abs(points[:, 1] - 100).max() < 1.0
    widths = numpy_of(cleaned.drawing.widths)
    assert widths[10] > 1.2 * widths[-5]  # width from the spread


def test_long_strokes_count_less_than_short_ones() -> None:
    short = [straight(50 + 50 * k, 100, 100 + 50 * k, 100) for k in range(4)] * 2
    long = [straight(50, 104, 250, 104)] * 2
    cleaned = clean_drawing(drawing([*short, *long, frame()])).drawing
    first = numpy_of(cleaned.positions)[: cleaned.stroke_offsets.data[1]]
    assert first[:, 1].mean() == pytest.approx(100, abs=0.8)  # 102 where all count alike


def test_lines_far_apart_stay_two_and_strength_decides() -> None:
    two = drawing([straight(50, 100, 250, 100), straight(50, 106, 250, 106), frame()])
    assert clean_drawing(two, 0.0).drawing.stroke_count == 3
    assert clean_drawing(two, 1.0).drawing.stroke_count == 2


def test_ends_that_meet_are_joined_over_a_gap() -> None:
    parts = [straight(50, 100, 145, 100), straight(250, 100, 153, 100), frame()]
    cleaned = clean_drawing(drawing(parts)).drawing
    assert cleaned.stroke_count == 2
    first = numpy_of(cleaned.positions)[: cleaned.stroke_offsets.data[1]]
    assert np.diff(np.sort(first[:, 0])).max() < 4.0 and np.ptp(first[:, 0]) > 199


def test_a_circle_drawn_twice_around_is_one_closed_stroke() -> None:
    twice = arc(80, 0.0, 4 * np.pi) + np.linspace(-1.5, 1.5, 60)[:, None]
    cleaned = clean_drawing(drawing([np.asarray(twice)])).drawing
    assert cleaned.stroke_count == 1 and cleaned.cyclic.data[0] == 1
    radius = np.hypot(*(numpy_of(cleaned.positions) - 150).T)
    assert np.abs(radius - 80).max() < 4.0


def test_corners_stay() -> None:
    square = np.concatenate([straight(60, 60, 240, 60), straight(240, 64, 240, 240)])
    points = numpy_of(clean_drawing(drawing([square])).drawing.positions)
    assert cKDTree(points).query([[240.0, 60.0]])[0][0] < 2.5


def test_a_hook_is_cut() -> None:
    hooked = np.concatenate([straight(50, 100, 250, 100), straight(250, 101, 247, 104)])
    points = numpy_of(clean_drawing(drawing([hooked, frame()])).drawing.positions)
    assert points[: len(points) // 2, 1].max() < 102


@pytest.mark.parametrize(("away", "strength"), [(12.0, 0.5), (24.0, 1.0)])
def test_a_closed_stroke_that_begins_beside_a_corner_stays_closed(
    away: float, strength: float
) -> None:
    corners = np.array([[400, 100], [400, 400], [100, 400], [100, 100]], np.float64)
    square = np.concatenate([[[100.0 + away, 100.0]], corners])
    found = clean_drawing(drawing([square], cyclic=[1]), strength).drawing
    assert list(found.cyclic.data) == [1]


def test_areas_dots_locked_strokes_and_other_layers_stay_as_they_are() -> None:
    lines = [straight(50, 100, 250, 100), straight(50, 102, 250, 102), arc(20, 0.0, 6.0), frame()]
    fills = np.zeros((4, 4), np.float32)
    fills[2] = (1, 0, 0, 1)
    rough = drawing(
        lines,
        fills=fills,
        locked=np.array([0, 0, 0, 1], np.uint8),
        layers=np.array([0, 1, 1, 1], np.int32),
    )
    cleaned = clean_drawing(rough)
    assert cleaned.members == ((0,), (1,), (2,), (3,))
    for stroke in (2, 3):
        part, own = (d.stroke(stroke) for d in (cleaned.drawing, rough))
        after = numpy_of(cleaned.drawing.positions)[part.start : part.stop]
        assert np.array_equal(after, numpy_of(rough.positions)[own.start : own.stop])
    assert np.array_equal(numpy_of(cleaned.drawing.fills), fills)


def test_cubic_areas_become_polylines_of_the_same_shape() -> None:
    control = np.array([[50, 50], [120, 0], [180, 100], [250, 50]], np.float32)
    fills = np.array([[0, 0, 1, 1]], np.float32)
    rough = Drawing.build(control, [0, 4], canvas=(300.0, 300.0), curve_types=[CUBIC], fills=fills)
    cleaned = clean_drawing(rough).drawing
    assert not any(cleaned.curve_types.data)
    there, back = (np.concatenate(lines_of(d)) for d in (rough, cleaned))
    assert cKDTree(there).query(back)[0].max() < 1.0


def test_the_size_of_the_canvas_does_not_matter() -> None:
    lines = [straight(50, 100, 250, 100), straight(50, 103, 250, 103), frame()]
    small = clean_drawing(drawing(lines)).drawing
    large = Drawing.build(
        numpy_of(drawing(lines).positions) * 10,
        drawing(lines).stroke_offsets.data,
        canvas=(3000.0, 3000.0),
        widths=np.full(120, 20.0, np.float32),
    )
    found = clean_drawing(large).drawing
    assert found.stroke_count == small.stroke_count
    assert np.allclose(numpy_of(found.positions), 10 * numpy_of(small.positions), atol=0.5)


@pytest.mark.parametrize("index", [1, 5])
def test_a_rough_puppet_comes_nearer_to_the_clean_one(index: int) -> None:
    pair = rough_pair(index)
    cleaned = clean_drawing(pair.rough).drawing
    truth = np.concatenate(lines_of(pair.truth))
    before, after = (
        cKDTree(truth).query(np.concatenate(lines_of(d)))[0].mean() for d in (pair.rough, cleaned)
    )
    assert after < 0.7 * before
    assert cleaned.stroke_count < 0.25 * pair.rough.stroke_count


def test_a_short_line_drawn_as_often_as_the_long_one_beside_it_is_no_stray() -> None:
    rng = np.random.default_rng(3)
    long = [straight(50 + 48 * k, 100, 100 + 48 * k, 100) for k in range(4)]
    lines = [*long, *long, *long, *[straight(120, 118, 180, 118)] * 4]
    rough = [line + np.array([0.0, float(rng.normal(0.0, 1.5))]) for line in lines]
    found = lines_of(clean_drawing(drawing([*rough, frame()])).drawing)
    heights = sorted(float(line[:, 1].mean()) for line in found)
    assert heights == pytest.approx([100, 118, 290], abs=3)


def test_a_drawing_that_is_clean_keeps_all_its_lines() -> None:
    original = parse_svg((EXAMPLES / "fish.svg").read_bytes()).drawing
    cleaned = clean_drawing(original).drawing
    before, after = (np.concatenate(lines_of(d)) for d in (original, cleaned))
    lost = cKDTree(after).query(before)[0]
    long_side = float(np.ptp(before, axis=0).max())
    assert lost.max() < 0.025 * long_side, "mouth, fins and gills are no attempts at other lines"


def test_a_drawing_of_one_group_tells_how_far_it_is_and_can_be_stopped() -> None:
    lines = drawing([straight(50, 100 + 40 * k, 250, 100 + 40 * k) for k in range(3)])
    told: list[float] = []
    clean_drawing(lines, 0.5, lambda done, count: told.append(done / count))
    assert told == [0.0, 0.25, 0.5, 0.75]

    def stop(done: int, count: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        clean_drawing(lines, 0.5, stop)


def test_nothing_drawn_is_nothing_cleaned() -> None:
    empty = Drawing.build(np.zeros((0, 2), np.float32), [0], canvas=(10.0, 10.0))
    assert clean_drawing(empty).drawing.stroke_count == 0

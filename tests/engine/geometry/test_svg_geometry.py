# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines of an SVG file: where they lie on the canvas."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pytest
import svgpathtools
from scipy.spatial import cKDTree

from engine.geometry.bezier import bernstein
from engine.geometry.segments import cubic_segments
from engine.geometry.svg import parse_svg, read_svg
from engine.geometry.working_space import drawing_bounds
from engine.runtime.arrays import numpy_of

DRAWINGS = Path(__file__).parents[2] / "drawings"
INK = 'fill="none" stroke="black"'


def parse(body: str, attributes: str = 'width="256" height="256"', **options):
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'
    return parse_svg(text.encode(), **options).drawing


def dense(drawing, count: int = 60) -> list[np.ndarray]:
    """Points along each stroke."""
    points = numpy_of(drawing.positions).astype(np.float64)
    offsets = numpy_of(drawing.stroke_offsets)
    curved = numpy_of(drawing.curve_types) == 1
    basis = bernstein(np.linspace(0, 1, count))
    found = []
    for stroke in range(drawing.stroke_count):
        chosen = np.arange(drawing.stroke_count) == stroke
        if not curved[stroke]:
            found.append(points[offsets[stroke] : offsets[stroke + 1]])
            continue
        segments = cubic_segments(offsets, numpy_of(drawing.cyclic), chosen)
        found.append((basis @ points[segments]).reshape(-1, 2))
    return found


def distance(found: np.ndarray, expected: np.ndarray) -> float:
    """Largest distance of one set of points to the other, both ways."""
    there = cKDTree(expected).query(found)[0].max()
    back = cKDTree(found).query(expected)[0].max()
    return float(max(there, back))


PATHS = [
    "M10 20 L100 30 L90 120",
    "m10 20 90 10 -10 90 h20 v-30 H30 V200",
    "M10 20C30 60 80 10 120 90S200 50 210 120",
    "M10 20q40 60 80 0t80 0T200 100",
    "M50 50a30 20 30 1 1 40 10",
    "M50 50A30 20 -40 0 0 90 80 a 10 10 0 01 20 0",
    "M50,50a25,25 0 1,1 50,0a25,25 0 1,1 -50,0",
    "M20 20a1 1 0 0 1 100 0",
    "M1e1 2.0e1l.5.5-3-4+5+6C1 2 3 4 5 6",
    "M30 30 A 0 10 0 0 1 80 90 L 10 10",
]


@pytest.mark.parametrize("data", PATHS)
@pytest.mark.parametrize(
    ("transform", "matrix"),
    [
        ("", [[1, 0, 0], [0, 1, 0]]),
        ("matrix(1.2 .3 -.4 .9 10 20)", [[1.2, -0.4, 10], [0.3, 0.9, 20]]),
        ("translate(5) scale(2 -1)", [[2, 0, 5], [0, -1, 0]]),
        ("rotate(90, 10, 20)", [[0, -1, 30], [1, 0, 10]]),
        ("skewX(45),skewY(45)", [[2, 1, 0], [1, 1, 0]]),
    ],
)
def test_paths_lie_where_svgpathtools_puts_them(data, transform, matrix):
    drawing = parse(f'<path transform="{transform}" d="{data}" {INK}/>')
    with pytest.warns(UserWarning) if "A 0 10" in data else _nothing():
        reference = svgpathtools.parse_path(data)
    points = np.array([[segment.point(t) for t in np.linspace(0, 1, 60)] for segment in reference])
    flat = np.stack([points.real.ravel(), points.imag.ravel()], axis=1)
    matrix = np.array(matrix, dtype=float)
    expected = flat @ matrix[:, :2].T + matrix[:, 2]
    spacing = np.hypot(*np.diff(expected, axis=0).T).max()
    found = np.concatenate(dense(drawing))
    assert distance(found, expected) < max(0.6 * spacing, 0.05)
    np.testing.assert_allclose(found[0], expected[0], atol=1e-4)
    np.testing.assert_allclose(found[-1], expected[-1], atol=1e-4)


class _nothing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def test_arcs_are_round():
    drawing = parse(f'<path d="M100 50 A50 50 0 0 1 100 150 A50 50 0 0 1 100 50" {INK}/>')
    points = dense(drawing)[0]
    radius = np.hypot(points[:, 0] - 100, points[:, 1] - 100)
    assert np.abs(radius - 50).max() < 0.02
    assert numpy_of(drawing.cyclic).tolist() == [1]


def test_an_arc_without_a_way_is_left_out():
    drawing = parse(f'<path d="M10 10 L20 20 A5 5 0 0 1 20 20 L 30 10" {INK}/>')
    np.testing.assert_allclose(numpy_of(drawing.positions)[::3], [[10, 10], [20, 20], [30, 10]])


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<line x1="1" y1="2" x2="31" y2="62"/>', [[1, 2], [11, 22], [21, 42], [31, 62]]),
        (
            '<polyline points="0,0 30,0 30,60"/>',
            [[0, 0], [10, 0], [20, 0], [30, 0], [30, 20], [30, 40], [30, 60]],
        ),
        (
            '<polygon points="0 0 30 0 0 30"/>',
            [[0, 0], [10, 0], [20, 0], [30, 0], [20, 10], [10, 20], [0, 30], [0, 20], [0, 10]],
        ),
    ],
)
def test_straight_shapes_are_cubics_with_controls_at_thirds(shape, expected):
    drawing = parse(f"<g {INK}>{shape}</g>")
    np.testing.assert_allclose(numpy_of(drawing.positions), expected, atol=1e-5)
    assert numpy_of(drawing.curve_types).tolist() == [1]


@pytest.mark.parametrize(
    "shape", ['<circle cx="90" cy="80" r="40"/>', '<ellipse cx="90" cy="80" rx="40" ry="40"/>']
)
def test_circles(shape):
    drawing = parse(f"<g {INK}>{shape}</g>")
    points = dense(drawing)[0]
    assert drawing.point_count == 12
    assert numpy_of(drawing.cyclic).tolist() == [1]
    assert np.abs(np.hypot(points[:, 0] - 90, points[:, 1] - 80) - 40).max() < 0.02


def test_rounded_rectangles_follow_the_path_of_the_standard():
    drawing = parse(f'<rect x="10" y="20" width="100" height="60" rx="20" ry="10" {INK}/>')
    same = parse(
        f'<path d="M30 20H90A20 10 0 0 1 110 30V70A20 10 0 0 1 90 80H30A20 10 0 0 1 10 70V30'
        f'A20 10 0 0 1 30 20Z" {INK}/>'
    )
    assert distance(dense(drawing)[0], dense(same)[0]) < 0.02
    assert numpy_of(drawing.cyclic).tolist() == [1]


def test_subpaths_become_strokes_and_keep_their_ends():
    drawing = parse(f'<path d="M0 0L10 0L10 10zm20 20l9 0l0 9z l5 5 M50 50 L60 60" {INK}/>')
    assert numpy_of(drawing.cyclic).tolist() == [1, 1, 0, 0]
    starts = numpy_of(drawing.positions)[numpy_of(drawing.stroke_offsets)[:-1]]
    # Drawing goes on after `z` from where that subpath began.
    np.testing.assert_allclose(starts, [[0, 0], [20, 20], [20, 20], [50, 50]])
    assert len(set(numpy_of(drawing.paths).tolist())) == 1


def test_dots_are_kept_and_bare_moves_are_not():
    data = 'd="M10 10 l0 0 M 30 30 z M 50 50 M 70 70 L 70 70"'
    drawing = parse(f'<path {data} {INK} stroke-linecap="round"/>')
    np.testing.assert_allclose(numpy_of(drawing.positions), [[10, 10], [30, 30], [70, 70]])
    assert drawing.stroke_count == 3


def test_long_chains_of_lines_stay_polylines():
    points = " ".join(f"{x},{100 + 20 * math.sin(x / 9):.2f}" for x in range(0, 200, 4))
    drawing = parse(f'<polyline points="{points}" {INK}/>')
    assert numpy_of(drawing.curve_types).tolist() == [0]
    assert drawing.point_count == 50


def test_closing_snaps_onto_the_start():
    drawing = parse(f'<path d="M10 10c40 0 40 40 0 40c-40 0-40-40 0.000001-40z" {INK}/>')
    assert drawing.point_count == 6


@pytest.mark.parametrize(
    ("attributes", "canvas", "point"),
    [
        ('width="200" height="100"', (200, 100), (50, 25)),
        ('viewBox="0 0 100 50"', (100, 50), (50, 25)),
        ('width="200" viewBox="0 0 100 50"', (200, 100), (100, 50)),
        ('width="100%" height="100%" viewBox="0 0 100 50"', (100, 50), (50, 25)),
        ('width="1in" height="2.54cm" viewBox="0 0 96 96"', (96, 96), (50, 25)),
        ('width="72pt" height="6pc" viewBox="0 0 48 48"', (96, 96), (100, 50)),
        ('width="25.4mm" height="96px" viewBox="0 0 96 96"', (96, 96), (50, 25)),
        ('width="200" height="200" viewBox="0 0 100 50"', (200, 200), (100, 100)),
        (
            'width="200" height="200" viewBox="0 0 100 50" preserveAspectRatio="xMinYMin"',
            (200, 200),
            (100, 50),
        ),
        (
            'width="200" height="200" viewBox="0 0 100 50" preserveAspectRatio="none"',
            (200, 200),
            (100, 100),
        ),
        (
            'width="200" height="200" viewBox="0 0 100 50" preserveAspectRatio="xMaxYMid slice"',
            (200, 200),
            (0, 100),
        ),
        ('width="100" height="50" viewBox="50 25 100 50"', (100, 50), (0, 0)),
    ],
)
def test_page_sizes(attributes, canvas, point):
    drawing = parse(f'<path d="M50 25l1 1" {INK}/>', attributes)
    np.testing.assert_allclose(drawing.canvas, canvas, rtol=1e-6)
    np.testing.assert_allclose(numpy_of(drawing.positions)[0], point, atol=1e-4)


def test_a_page_without_size_holds_all_strokes():
    drawing = parse(f'<path d="M50 25L170 90" {INK}/>', "")
    assert drawing.canvas[0] >= 170
    assert drawing.canvas[1] >= 90


def test_nested_pages_symbols_and_copies():
    drawing = parse(
        f"""<defs><symbol id="s" viewBox="0 0 10 10"><path d="M5 5l1 0" {INK}/></symbol>
        <g id="g" transform="translate(1 2)"><path d="M0 0l1 0" {INK}/></g></defs>
        <svg x="100" y="50" width="20" height="20" viewBox="0 0 10 10">
          <path d="M5 5l1 0" {INK}/></svg>
        <use href="#s" x="10" y="20" width="40" height="40"/>
        <use href="#g" x="30" y="40" transform="scale(2)"/>"""
    )
    starts = numpy_of(drawing.positions)[numpy_of(drawing.stroke_offsets)[:-1]]
    np.testing.assert_allclose(starts, [[110, 60], [30, 40], [62, 84]], atol=1e-4)


def test_stroke_widths_grow_with_the_transform():
    drawing = parse(
        f"""<g transform="scale(4 1)" stroke-width="3" {INK}><path d="M0 0l5 5"/>
        <path d="M0 0l5 5" vector-effect="non-scaling-stroke"/></g>"""
    )
    widths = numpy_of(drawing.widths)[numpy_of(drawing.stroke_offsets)[:-1]]
    np.testing.assert_allclose(widths, [6, 3])


@pytest.mark.parametrize("name", ["fish", "flag", "two_balls", "filled_bird"])
def test_the_ink_lies_where_cairo_puts_it(name):
    try:
        import cairosvg
    except (ImportError, OSError):
        pytest.skip("cairo is not installed")
    from PIL import Image

    path = DRAWINGS / f"{name}.svg"
    drawing = read_svg(path)
    width = round(drawing.canvas[0] * 4)
    png = cairosvg.svg2png(url=str(path), output_width=width)
    alpha = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))[..., 3]
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    low, high = drawing_bounds(drawing)
    scale = width / drawing.canvas[0]
    ink = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) / scale
    reach = numpy_of(drawing.widths).max() / 2 + 0.5
    expected = np.concatenate([low, high])
    assert np.abs(ink - expected).max() <= reach * math.sqrt(2)

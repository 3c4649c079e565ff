# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where transforms and lengths of CSS put the elements of an SVG file."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.geometry.svg import parse_svg
from engine.geometry.svg.affine import apply, identity, parse_transform
from engine.geometry.svg.lengths import length
from engine.geometry.working_space import drawing_bounds
from engine.runtime.arrays import numpy_of


def box(body: str, attributes: str = 'width="200" height="100"') -> list[float]:
    """Left, top, right, bottom of what is drawn."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'
    low, high = drawing_bounds(parse_svg(text.encode()).drawing)
    return [round(float(v), 3) for v in (*low, *high)]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("translate(10px, 20px)", (11, 22)),
        ("translate(10%, 50%)", (21, 52)),
        ("translateX(2em)", (33, 2)),
        ("translateY(1in)", (1, 98)),
        ("scale(2)", (2, 4)),
        ("scale(50%, 3)", (0.5, 6)),
        ("scaleX(3) scaleY(2)", (3, 4)),
        ("rotate(90deg)", (-2, 1)),
        ("rotate(0.25turn)", (-2, 1)),
        ("rotate(100grad)", (-2, 1)),
        (f"rotate({math.pi / 2}rad)", (-2, 1)),
        ("rotate(90 1 2)", (1, 2)),
        ("skewX(45deg)", (3, 2)),
        ("skewY(45)", (1, 3)),
        ("skew(45deg, 0deg)", (3, 2)),
        ("matrix(1,0,0,1,5,6)", (6, 8)),
        ("matrix(1 0 0 1-5-6)", (-4, -4)),
        ("translate(1 1),scale(2)", (3, 5)),
        ("translate(calc(50% - 90px), calc(2 * (3px + 4px)))", (11, 16)),
        ("translate3d(10px, 20px, 5px)", (11, 22)),
        ("translateZ(9px) scale3d(2, 3, 9)", (2, 6)),
        ("rotateZ(90deg)", (-2, 1)),
        ("rotate3d(0, 0, 1, 90deg)", (-2, 1)),
        ("rotateX(60deg)", (1, 1)),
        ("rotateY(180deg)", (-1, 2)),
        ("matrix3d(2,0,0,0, 0,3,0,0, 0,0,1,0, 5,6,7,1)", (7, 12)),
        ("none", (1, 2)),
        ("", (1, 2)),
    ],
)
def test_transforms_of_svg_and_css(text, point):
    matrix = parse_transform(text, (200.0, 100.0))
    assert matrix is not None
    np.testing.assert_allclose(apply(matrix, np.array([1.0, 2.0])), point, atol=1e-9)


@pytest.mark.parametrize(
    "text", ["rotate(1 2)", "scale()", "turn(3)", "scale(2) oops", "oops scale(2)", "rotate(3px)"]
)
def test_what_is_no_transform(text):
    assert parse_transform(text) is None
    assert box(f'<rect transform="{text}" width="9" height="9"/>') == [0, 0, 9, 9]


def test_the_property_is_stronger_than_the_attribute():
    sheet = "<style>rect { transform: scale(2) }</style>"
    assert box(sheet + '<rect transform="scale(3)" width="9" height="9"/>') == [0, 0, 18, 18]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("translate: 10px 20px", [10, 20, 20, 30]),
        ("translate: 10%", [20, 0, 30, 10]),
        ("scale: 2 50%", [0, 0, 20, 5]),
        ("rotate: 90deg", [-10, 0, 0, 10]),
        ("rotate: z 90deg", [-10, 0, 0, 10]),
        ("scale: 2; translate: 10px; transform: translate(1px)", [12, 0, 32, 20]),
        ("scale: 2 oops; rotate: 4px; translate: none", [0, 0, 10, 10]),
    ],
)
def test_transforms_one_by_one(style, expected):
    assert box(f'<rect width="10" height="10" style="{style}"/>') == expected
    # As attributes they mean something else: how letters are turned.
    assert box(f'<rect width="10" height="10" rotate="90" scale="2" style="{style}"/>') == expected


SQUARE = 'x="80" y="40" width="20" height="20"'


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("transform-origin: 80px 40px", [80, 40, 120, 80]),
        ("transform-origin: right bottom", [-40, -20, 0, 20]),
        ("transform-origin: bottom right", [-40, -20, 0, 20]),
        ("transform-origin: center", [60, 30, 100, 70]),
        ("transform-origin: 50%", [60, 30, 100, 70]),
        ("transform-origin: top", [60, 80, 100, 120]),
        ("transform-origin: center; transform-box: fill-box", [70, 30, 110, 70]),
        ("transform-box: fill-box; transform-origin: 0 100%", [80, 20, 120, 60]),
        ("transform-origin: nonsense", [160, 80, 200, 120]),
    ],
)
def test_the_origin_of_a_transform(style, expected):
    assert box(f'<rect {SQUARE} style="transform: scale(2); {style}"/>') == expected


def test_a_group_turns_about_its_own_middle():
    body = (
        '<g style="transform: scale(2); transform-box: fill-box; transform-origin: center">'
        '<rect x="10" y="10" width="10" height="10"/>'
        '<rect x="40" y="10" width="10" height="10"/></g>'
    )
    assert box(body) == [-10, 5, 70, 25]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("2em", 20),
        ("2ex", 10),
        ("2ch", 10),
        ("2rem", 16),
        ("3q", 3 * 96 / 101.6),
        ("1pc", 16),
        ("10vw", 20),
        ("10vh", 10),
        ("10VMIN", 10),
        ("10vmax", 20),
        ("calc(1em + 5px)", 15),
        ("calc( (2px + 3px)*2 - 1em / 4 )", 7.5),
        ("calc(-1 * (1px - 11px))", 10),
        ("CALC(calc(5vh) * 2)", 10),
    ],
)
def test_lengths_by_the_size_of_the_font(size, expected):
    body = f'<g font-size="10"><rect width="{size}" height="{size}"/></g>'
    found = box(body, 'width="200" height="100" font-size="8"')
    assert found == pytest.approx([0, 0, expected, expected], abs=1e-3)


@pytest.mark.parametrize(
    "text", ["calc()", "calc(1px", "calc(1px + )", "calc(1px / 0)", "calc(a)", "calc(1px 2px)"]
)
def test_what_is_no_calculation(text):
    assert length(text, 1.0) is None
    assert length(f"calc({'(' * 1000}1{')' * 1000})", 1.0) is None


def test_sizes_of_fonts_are_inherited_and_relative():
    body = '<g font-size="20"><g style="font-size: 50%">'
    body += '<rect width="1em" height="1em" font-size="2em"/>'
    assert box(f"{body}</g></g>") == [0, 0, 20, 20]
    assert box('<rect font-size="large" width="1em" height="1em"/>') == [0, 0, 18, 18]


def test_the_width_of_a_line_in_em():
    line = '<path font-size="10" stroke="red" stroke-width=".6em" d="M1 1h5"/>'
    text = f'<svg width="9" height="9">{line}</svg>'
    assert numpy_of(parse_svg(text.encode()).drawing.widths).tolist() == pytest.approx([6.0] * 4)


@pytest.mark.parametrize(
    ("radii", "rounded"),
    [('rx="-5"', 0), ('rx="-5" ry="4"', 4), ('ry="auto" rx="4"', 4), ('rx="4" ry="-1"', 4)],
)
def test_a_negative_radius_is_none(radii, rounded):
    text = f'<svg width="99" height="99"><rect {radii} width="40" height="40"/></svg>'
    points = parse_svg(text.encode()).drawing.positions.tolist()
    assert ([rounded, 0.0] in points) or rounded == 0
    assert ([0.0, 0.0] in points) is (rounded == 0)


def test_ellipses_with_one_radius():
    assert box('<ellipse cx="50" cy="50" rx="10"/>') == [40, 40, 60, 60]
    assert box('<ellipse cx="50" cy="50" rx="10" ry="-3"/><rect width="1" height="1"/>') == [
        0,
        0,
        60,
        60,
    ]


def test_a_copied_page_stands_where_it_says():
    body = (
        '<defs><svg id="s" x="30" y="20" width="10" height="10">'
        '<rect width="99" height="99"/></svg></defs><use href="#s" x="5" width="40" height="30"/>'
    )
    assert box(body) == [35, 20, 75, 50]


def test_nothing_moves_without_a_transform():
    np.testing.assert_array_equal(identity(), parse_transform(None))

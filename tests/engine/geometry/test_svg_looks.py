# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an SVG file looks like, drawn by our own renderer and compared with known areas."""

from __future__ import annotations

import math

import pytest
import torch

from engine.geometry.svg import parse_svg, patterns
from engine.runtime.arrays import numpy_of
from tests.engine.geometry.svg_looks import (
    BLUE,
    CLEAR,
    DOT,
    RED,
    THICK,
    area,
    color_at,
    picture,
    warnings,
)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


# --- ends, corners, dashes ---


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("", 60 * 20),
        ('stroke-linecap="square"', 80 * 20),
        ('stroke-linecap="round"', 60 * 20 + math.pi * 100),
        ('stroke-linecap="nonsense"', 60 * 20),
    ],
)
def test_ends_are_butt_unless_said_otherwise(attribute, expected):
    assert area(f'<path d="M20 50 H80" {THICK} {attribute}/>') == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("attribute", "corner"),
    [
        ("", 100.0),
        ('stroke-linejoin="bevel"', 50.0),
        ('stroke-linejoin="round"', math.pi * 25),
        ('stroke-miterlimit="1.2"', 50.0),
        ('stroke-miterlimit="0.5"', 100.0),  # invalid
        ('stroke-miterlimit="1.2mm"', 100.0),  # a number, not a length
    ],
)
def test_corners_are_mitred_within_the_limit(attribute, corner):
    found = area(f'<path d="M20 80 H60 V40" {THICK} {attribute}/>')
    assert found == pytest.approx(80 * 20 - 100 + corner, rel=0.01)


@pytest.mark.parametrize(
    ("data", "cap", "expected"),
    [
        ("M50 50 Z", "butt", 0),
        ("M50 50 L50 50", "butt", 0),
        ("M50 50 Z", "round", math.pi * 100),
        ("M50 50 L50 50", "square", 400),
        ("M50 50", "round", 0),
    ],
)
def test_a_point_has_ink_where_its_ends_have(data, cap, expected):
    body = f'<path d="{data}" {THICK} stroke-linecap="{cap}"/>{DOT}'
    assert area(body) == pytest.approx(expected + 1, rel=0.02)


@pytest.mark.parametrize(
    ("dashes", "expected"),
    [
        ('stroke-dasharray="10 5"', 10 + 10 + 10 + 10),
        ('stroke-dasharray="10"', 30),
        ('stroke-dasharray="10 5" stroke-dashoffset="5"', 5 + 10 + 10 + 10 + 5),
        ('stroke-dasharray="5 5 20"', 30),
        ('stroke-dasharray="10 -5"', 60),  # invalid: full
        ('stroke-dasharray="0"', 60),
        ('stroke-dasharray="1em 14px" font-size="16"', 32),
    ],
)
def test_dashes_are_pieces(dashes, expected):
    assert area(f'<path d="M20 50 H80" {THICK} {dashes}/>') == pytest.approx(
        20 * expected, rel=0.01
    )


def test_dashes_follow_curves_and_leave_the_fill():
    body = (
        '<circle cx="50" cy="50" r="30" fill="blue" stroke="red" stroke-width="4" '
        f'stroke-dasharray="{math.pi * 30 / 2} {math.pi * 30 / 2}"/>'
    )
    image = picture(body)
    drawn = [color_at(image, *p) for p in ((70, 70), (29, 70), (29, 29), (70, 29))]
    assert drawn == [RED, BLUE, RED, BLUE] and color_at(image, 50, 50) == BLUE


def test_a_dash_over_the_start_of_a_closed_line_is_one():
    text = '<rect x="10" y="10" width="40" height="40" fill="none" stroke="red" {}/>'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">{}</svg>'
    dashes = 'stroke-dasharray="30 10" stroke-dashoffset="15"'
    drawing = parse_svg(svg.format(text.format(dashes)).encode()).drawing
    assert drawing.stroke_count == 4 and not any(drawing.cyclic.data)


def test_too_fine_dashes_are_said():
    body = f'<path d="M0 50 H99999" {THICK} stroke-dasharray="1"/>'
    assert warnings(body) == ("Very fine dashes are drawn as full lines.",)


# --- order, fill rules ---


def test_paint_order_puts_the_fill_over_the_stroke():
    shape = '<circle cx="50" cy="50" r="30" fill="blue" stroke="red" stroke-width="20" {}/>'
    assert color_at(picture(shape.format("")), 24, 50) == RED
    assert color_at(picture(shape.format('paint-order="stroke"')), 24, 50) == BLUE
    assert color_at(picture(shape.format('paint-order="stroke stroke"')), 24, 50) == RED


STAR = "M50 5 L76 86 L7 36 L93 36 L24 86 Z"


@pytest.mark.parametrize(("rule", "expected"), [("nonzero", RED), ("evenodd", CLEAR)])
def test_a_line_that_crosses_itself_is_filled_by_its_rule(rule, expected):
    assert (
        color_at(picture(f'<path d="{STAR}" fill="red" fill-rule="{rule}"/>'), 50, 50) == expected
    )


def test_crossing_outlines_of_one_path_are_filled_together():
    square = "M{0} {0} h40 v40 h-40 Z"
    body = f'<path d="{square.format(10)} {square.format(30)}" fill="red" stroke="blue"/>'
    same = picture(body)
    assert color_at(same, 40, 40) == RED
    assert color_at(same, 30, 40) == (0.5, 0.0, 0.5, 1.0)  # the line of the second one
    other = "M30 30 v40 h40 v-40 Z"
    hollow = picture(f'<path d="{square.format(10)} {other}" fill="red"/>')
    assert color_at(hollow, 40, 40) == CLEAR and color_at(hollow, 60, 60) == RED


# --- markers ---

MARKER = (
    '<marker id="m" markerWidth="10" markerHeight="10" refX="5" refY="5" {}>'
    '<rect width="10" height="10" fill="blue"/></marker>'
)


@pytest.mark.parametrize(
    ("where", "spots"),
    [
        ("marker-start", [(20, 50)]),
        ("marker-mid", [(50, 50)]),
        ("marker-end", [(80, 50)]),
        ("marker", [(20, 50), (50, 50), (80, 50)]),
    ],
)
def test_markers_stand_at_the_vertices(where, spots):
    body = MARKER.format("") + (
        f'<path d="M20 50 H50 H80" stroke="red" fill="none" style="{where}: url(#m)"/>'
    )
    image = picture(body)
    found = [p for p in ((20, 50), (50, 50), (80, 50)) if color_at(image, p[0] - 3, 47) == BLUE]
    assert found == spots


@pytest.mark.parametrize(
    ("marker", "width", "expected"),
    [
        ("", 1, 100),
        ("", 2, 400),
        ('markerUnits="userSpaceOnUse"', 2, 100),
        ('viewBox="0 0 20 20"', 1, 25),
        ('viewBox="0 0 20 20" overflow="visible"', 1, 25),
        ('orient="45"', 1, 100),
        ('markerWidth="0"', 1, 0),
    ],
)
def test_the_size_of_markers(marker, width, expected):
    text = MARKER.format(marker)
    if "markerWidth=" in marker:
        text = text.replace('markerWidth="10" ', "", 1)
    line = f'<path d="M50 50 h0.01" stroke="none" stroke-width="{width}" marker-start="url(#m)"/>'
    assert area(text + line + DOT) == pytest.approx(expected + 1, rel=0.02)


def test_markers_turn_with_the_line():
    arrow = (
        '<marker id="a" orient="auto" markerWidth="20" markerHeight="20" refY="2" '
        'markerUnits="userSpaceOnUse"><rect width="20" height="4" fill="blue"/></marker>'
    )
    down = picture(f'{arrow}<path d="M50 10 V40" stroke="red" marker-end="url(#a)"/>')
    assert color_at(down, 50, 55) == BLUE and color_at(down, 65, 40) == CLEAR
    back = arrow.replace('"auto"', '"auto-start-reverse"')
    up = picture(f'{back}<path d="M50 40 V80" stroke="red" marker-start="url(#a)"/>')
    assert color_at(up, 50, 25) == BLUE


def test_markers_take_the_colours_of_their_line():
    text = MARKER.format("").replace('fill="blue"', 'fill="context-stroke"')
    image = picture(text + '<path d="M50 50 h30" stroke="lime" marker-start="url(#m)"/>')
    assert color_at(image, 47, 47) == (0.0, 1.0, 0.0, 1.0)


# --- patterns ---

CHECKS = (
    '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse" {}>'
    '<rect width="10" height="10" fill="red"/></pattern>'
)


def test_patterns_are_tiles():
    body = CHECKS.format("") + '<rect width="100" height="100" fill="url(#p)"/>'
    image = picture(body)
    assert image[..., 3].sum() == pytest.approx(2500, rel=0.01)
    assert color_at(image, 45, 45) == RED and color_at(image, 55, 45) == CLEAR
    turned = CHECKS.format('patternTransform="translate(10 0)"')
    assert (
        color_at(picture(turned + '<rect width="99" height="99" fill="url(#p)"/>'), 55, 45) == RED
    )


def test_patterns_are_cut_at_their_shape_and_keep_its_line():
    body = CHECKS.format("") + (
        '<circle cx="50" cy="50" r="40" fill="url(#p)" stroke="blue" stroke-width="4"/>'
    )
    image = picture(body)
    assert color_at(image, 90, 50) == BLUE and image[:8, :8, 3].sum() == 0


def test_a_pattern_of_too_many_tiles_is_said():
    body = CHECKS.format("").replace('"20"', '"0.5"') + (
        '<rect width="100" height="100" fill="url(#p)" stroke="red"/>'
    )
    assert warnings(body) == ("A pattern of very many tiles is left out.",)


# --- copies and conditions ---


def test_a_copy_of_what_it_stands_in_is_left_out():
    body = '<g id="g"><rect width="10" height="10"/><use href="#g" x="30"/></g>'
    assert area(body) == pytest.approx(100)


def test_a_switch_draws_the_first_that_may_be_drawn():
    body = (
        '<switch><foreignObject requiredExtensions="x"/><rect systemLanguage="tlh" width="9" '
        'height="9"/><rect systemLanguage="de, en-GB" width="10" height="10"/>'
        '<rect width="50" height="50"/></switch>'
    )
    assert area(body) == pytest.approx(100)
    alone = '<rect systemLanguage="tlh" width="9" height="9"/><rect width="2" height="2"/>'
    assert area(alone) == pytest.approx(4)


def test_lines_that_are_scaled_unevenly_are_said():
    line = '<g transform="scale(1 3)"><path d="M10 10 h20" stroke="red" {}/></g>'
    assert warnings(line.format("")) == ("A line that is scaled unevenly gets one width.",)
    assert warnings(line.format('vector-effect="non-scaling-stroke"')) == ()


def test_a_page_without_strokes_keeps_its_warnings():
    found = warnings('<path d="M1 1 h9" stroke="red" style="mix-blend-mode: multiply"/>')
    assert found == ("Blend modes are left out: colours lie over each other as they are.",)
    assert numpy_of(
        parse_svg(
            b"<svg width='9' height='9'><rect width='5' height='5'/></svg>"
        ).drawing.fill_rules
    ).tolist() == [1]


def test_patterns_in_patterns_come_to_an_end(monkeypatch):
    monkeypatch.setattr(patterns, "MOST_IN_ALL", 200)
    levels = "".join(
        f'<pattern id="p{k}" width="{30 - k}" height="{30 - k}" patternUnits="userSpaceOnUse">'
        f'<rect width="100" height="100" fill="url(#p{k + 1})"/></pattern>'
        for k in range(20)
    )
    levels = levels.replace("url(#p20)", "red")
    body = f'{levels}<rect width="100" height="100" fill="url(#p0)" stroke="red"/>'
    assert warnings(body) == ("A pattern of very many tiles is left out.",)

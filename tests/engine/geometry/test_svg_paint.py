# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours, style sheets and what they mean for strokes and fills."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from PIL import Image

from engine.geometry.svg import color, parse_svg
from engine.geometry.svg.color import parse_color
from engine.geometry.svg.gradient import mean_color
from engine.runtime.arrays import numpy_of

LINE = 'd="M10 10 C 20 60 60 60 90 20"'


def parse(body: str):
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{body}</svg>'
    return parse_svg(text.encode())


def stroke_color(body: str) -> list[float]:
    return [round(float(v), 3) for v in numpy_of(parse(body).drawing.colors)[-1]]


def fill_color(body: str) -> list[float]:
    return [round(float(v), 3) for v in numpy_of(parse(body).drawing.fills)[-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#f00", (1, 0, 0, 1)),
        ("#00FF0080", (0, 1, 0, 128 / 255)),
        ("#0f08", (0, 1, 0, 136 / 255)),
        ("#102030", (16 / 255, 32 / 255, 48 / 255, 1)),
        ("rgb(255, 0, 51)", (1, 0, 0.2, 1)),
        ("rgb(100%, 0%, 20%)", (1, 0, 0.2, 1)),
        ("rgba(0 0 255 / 50%)", (0, 0, 1, 0.5)),
        ("rgb(300,-5,0)", (1, 0, 0, 1)),
        ("hsl(120, 100%, 25%)", (0, 0.5, 0, 1)),
        ("hsla(240deg 100% 50% / 0.25)", (0, 0, 1, 0.25)),
        ("Tomato", (1, 99 / 255, 71 / 255, 1)),
        ("rebeccapurple", (0.4, 0.2, 0.6, 1)),
        ("transparent", (0, 0, 0, 0)),
        # Examples of CSS Color 4 and 5, and red in every space.
        ("hwb(120 0% 50%)", (0, 0.5, 0, 1)),
        ("hsl(120 100 25)", (0, 0.5, 0, 1)),
        ("hsl(0.5turn 100% 50%)", (0, 1, 1, 1)),
        ("rgb(none 255 0)", (0, 1, 0, 1)),
        ("color(srgb 0 .5 1 / 50%)", (0, 0.5, 1, 0.5)),
        ("color(srgb-linear 0 0.2140411 1)", (0, 0.5, 1, 1)),
        ("color-mix(in srgb, red 30%, blue)", (0.3, 0, 0.7, 1)),
        ("color-mix(in srgb, red, #00f 25%)", (0.75, 0, 0.25, 1)),
        ("color-mix(in srgb, rgb(255, 0, 0) 25%, blue 25%)", (0.5, 0, 0.5, 0.5)),
        ("color-mix(in srgb, red, transparent)", (1, 0, 0, 0.5)),
        ("light-dark(rgb(255, 0, 0), blue)", (1, 0, 0, 1)),
    ],
)
def test_colors(text, expected):
    assert parse_color(text) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "oklch(62.8% 0.2577 29.23)",
        "oklab(0.628 0.2249 0.1258)",
        "lab(54.29 80.8 69.89)",
        "lch(54.29 106.84 40.86deg)",
        "color(display-p3 0.91749 0.20029 0.13856)",
        "color(a98-rgb 0.85859 0 0)",
        "color(prophoto-rgb 0.70225 0.27572 0.10355)",
        "color(rec2020 0.79198 0.23098 0.07376)",
        "color(xyz 0.41239 0.21264 0.01933)",
        "color(xyz-d50 0.43607 0.22249 0.01392)",
        "color-mix(in oklab, red, red)",
    ],
)
def test_red_in_other_spaces(text):
    assert parse_color(text) == pytest.approx((1, 0, 0, 1), abs=0.004)


@pytest.mark.parametrize(
    "text",
    [
        "oklch(1 2)",
        "color(nowhere 1 0 0)",
        "color-mix(in srgb, red)",
        "color-mix(in srgb, red, nothing)",
        "rgb(0, 50%, 0)",
        "lab(50 40 x)",
        "rgb(1 2 3 / x)",
    ],
)
def test_what_is_no_modern_color(text):
    assert parse_color(text) is None


@pytest.mark.parametrize("text", ["", "none", "#12", "rgb(1,2)", "rgb(a,b,c)", "nocolor", "#ggg"])
def test_what_is_no_color(text):
    assert parse_color(text) is None


@pytest.mark.parametrize("used", ["while the module is loaded", "before"])
def test_colors_have_names_also_after_pillow_has_used_them(used):
    """Pillow changes its own table of colours as it goes."""
    Image.new("RGB", (1, 1), "white")
    if used == "before":
        importlib.reload(color)
    assert color.parse_color("white") == (1, 1, 1, 1)


def test_declarations_stand_in_the_order_of_css():
    sheet = """<style>/* a comment } */ @media print { path { stroke: pink } }
      * { stroke: gray } path { stroke: red } .c { stroke: lime }
      #i { stroke: blue } g > .d { stroke: yellow } svg .e.f { stroke: cyan }
      .late { stroke: white } .late { stroke: navy } .win { stroke: teal !important }</style>"""
    cases = {
        f"<path {LINE}/>": [1, 0, 0, 1],
        f'<path class="c" {LINE}/>': [0, 1, 0, 1],
        f'<path class="c" id="i" {LINE}/>': [0, 0, 1, 1],
        f'<path class="d" {LINE} stroke="black"/>': [1, 0, 0, 1],
        f'<g><path class="d" {LINE}/></g>': [1, 1, 0, 1],
        f'<g><a><path class="f e" {LINE}/></a></g>': [0, 1, 1, 1],
        f'<path class="c" id="i" style="stroke:#fff" {LINE}/>': [1, 1, 1, 1],
        f'<path class="late" {LINE}/>': [0, 0, 0.502, 1],
        f'<path class="win" style="stroke:red" {LINE}/>': [0, 0.502, 0.502, 1],
    }
    for body, expected in cases.items():
        assert stroke_color(sheet + body) == expected, body


def test_selectors_follow_the_tree():
    sheet = "<style>path{stroke:red} .a .b > .c path { stroke: lime }</style>"
    for classes, expected in (
        (("a", "b", "c"), [0, 1, 0, 1]),
        (("a", "x", "b", "c", "y"), [0, 1, 0, 1]),
        (("a", "b", "b", "x", "b", "c"), [0, 1, 0, 1]),
        (("b", "a", "c"), [1, 0, 0, 1]),
        (("a", "b", "x", "c"), [1, 0, 0, 1]),
    ):
        opened = "".join(f'<g class="{name}">' for name in classes)
        body = f"{sheet}{opened}<path {LINE}/>{'</g>' * len(classes)}"
        assert stroke_color(body) == expected, classes


def test_inheritance_and_current_color():
    body = f'<g color="red" stroke="currentColor" stroke-width="5"><g><path {LINE}/></g></g>'
    assert stroke_color(body) == [1, 0, 0, 1]
    assert numpy_of(parse(body).drawing.widths).max() == 5
    body = f'<g stroke="lime"><path stroke="inherit" style="fill:none" {LINE}/></g>'
    assert stroke_color(body) == [0, 1, 0, 1]


def test_opacities_multiply():
    body = f"""<g opacity="0.5"><path {LINE} stroke="black" stroke-opacity="50%"
      fill="red" fill-opacity=".2" opacity="0.5"/></g>"""
    assert stroke_color(body)[3] == 0.125
    assert fill_color(body) == [1, 0, 0, 0.05]


def test_a_fill_without_a_stroke_is_a_closed_stroke_of_no_width():
    drawing = parse(f'<path {LINE} fill="#f00"/>').drawing
    assert numpy_of(drawing.cyclic).tolist() == [1]
    assert numpy_of(drawing.fills).tolist() == [[1, 0, 0, 1]]
    assert numpy_of(drawing.colors).tolist() == [[1, 0, 0, 0]]
    assert set(numpy_of(drawing.widths).tolist()) == {0}
    assert drawing.point_count == 6


def test_the_default_paint_is_a_black_fill_and_no_stroke():
    drawing = parse(f"<path {LINE}/>").drawing
    assert numpy_of(drawing.fills).tolist() == [[0, 0, 0, 1]]
    assert numpy_of(drawing.colors)[0, 3] == 0


def test_an_open_line_with_both_stays_open():
    drawing = parse(f'<path {LINE} stroke="black" fill="red"/>').drawing
    assert numpy_of(drawing.cyclic).tolist() == [0]
    assert numpy_of(drawing.fills)[0].tolist() == [1, 0, 0, 1]


def test_a_single_line_has_no_fill():
    drawing = parse('<line x1="0" y1="0" x2="9" y2="9" stroke="black"/>').drawing
    assert numpy_of(drawing.fills)[0, 3] == 0


def test_what_is_hidden_is_not_drawn():
    body = f"""<path {LINE} stroke="red"/><g display="none"><path {LINE} stroke="red"/></g>
      <g visibility="hidden"><path {LINE} stroke="red"/><path {LINE} visibility="visible"/></g>
      <defs><path {LINE} stroke="red"/></defs><clipPath><path {LINE} stroke="red"/></clipPath>
      <symbol><path {LINE} stroke="red"/></symbol><path {LINE} stroke="none" fill="none"/>
      <path {LINE} stroke="red" stroke-width="0" fill="none"/><path {LINE} opacity="0"/>"""
    assert parse(body).drawing.stroke_count == 2


def test_gradients_are_drawn_in_their_mean_color():
    stops = [(0.0, (1.0, 0.0, 0.0, 1.0)), (1.0, (0.0, 0.0, 1.0, 1.0))]
    assert mean_color(stops) == pytest.approx((0.5, 0, 0.5, 1))
    # Before the first stop and after the last one the colour goes on.
    assert mean_color([(0.5, stops[0][1]), (0.5, stops[1][1])]) == pytest.approx((0.5, 0, 0.5, 1))
    late = [(0.8, stops[0][1]), (1.0, stops[1][1])]
    assert mean_color(late) == pytest.approx((0.9, 0, 0.1, 1))
    clear = [(0.0, (1.0, 0.0, 0.0, 1.0)), (1.0, (0.0, 0.0, 1.0, 0.0))]
    assert mean_color(clear) == pytest.approx((1, 0, 0, 0.5))

    body = f"""<linearGradient id="a"><stop offset="0%" style="stop-color:#f00"/>
      <stop offset="1" stop-color="blue" stop-opacity="1"/></linearGradient>
      <radialGradient id="b" href="#a"/><path {LINE} fill="url(#b)"/>"""
    assert fill_color(body) == [0.5, 0, 0.5, 1]
    assert "Gradients are drawn in their mean colour." in parse(body).warnings


def test_a_paint_that_is_missing_falls_back():
    assert fill_color(f'<path {LINE} fill="url(#gone) red"/>') == [1, 0, 0, 1]


def test_warnings_say_what_is_left_out():
    text = "<text><textPath>hello</textPath></text>"
    body = f'{text}<image/><path {LINE} filter="url(#blur)" stroke="red"/>'
    parsed = parse(body)
    assert len(parsed.warnings) == 3
    assert parsed.drawing.host["warnings"].split("\n") == list(parsed.warnings)


def squares(*directions: str, rule: str = "nonzero") -> np.ndarray:
    """Path ids of nested squares; "+" runs clockwise, "-" the other way."""
    data = ""
    for depth, direction in enumerate(directions):
        low, high = 10 + 10 * depth, 90 - 10 * depth
        first, third = (high, low) if direction == "+" else (low, high)
        data += f"M{low} {low}L{first} {third}L{high} {high}L{third} {first}Z"
    drawing = parse(f'<path d="{data}" fill="red" fill-rule="{rule}"/>').drawing
    return numpy_of(drawing.paths)


def test_holes_share_a_path_and_islands_do_not():
    assert len(set(squares("+", "-"))) == 1
    assert len(set(squares("+", "+"))) == 2
    assert len(set(squares("+", "-", "+"))) == 1
    assert len(set(squares("+", "+", rule="evenodd"))) == 1


def test_a_bad_color_leaves_the_good_one_before_it():
    assert fill_color(f'<path {LINE} style="fill: red; fill: oklch(1 2)"/>') == [1, 0, 0, 1]
    assert fill_color(f'<g fill="lime"><path {LINE} fill="#12"/></g>') == [0, 1, 0, 1]
    assert fill_color(f'<path {LINE} fill="#12"/>') == [0, 0, 0, 1]
    assert fill_color(f'<path {LINE} style="fill: var(--none, #182D6B)"/>') == [
        0.094,
        0.176,
        0.42,
        1,
    ]


def test_spaces_in_a_reference_and_gradients_of_one_color():
    body = f"""<linearGradient id="a"><stop stop-color="red"/></linearGradient>
      <linearGradient id="e"/><path {LINE} fill=" url( '#a' ) "/>"""
    assert fill_color(body) == [1, 0, 0, 1] and parse(body).warnings == ()
    assert fill_color(body.replace("url( '#a' )", "url(#e) lime")) == [0, 1, 0, 1]


def test_a_background_is_said():
    text = (
        b'<svg width="9" height="9" style="background: #eee"><path d="M1 1h5" stroke="red"/></svg>'
    )
    assert parse_svg(text).warnings == ("The page's background colour is left out.",)

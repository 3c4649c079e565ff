# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures in SVG files: traced, or read where they are SVG themselves."""

from __future__ import annotations

import base64
import gzip
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.geometry.svg import losses
from engine.geometry.svg.images import MOST_PICTURES, embedded_bytes
from engine.geometry.svg.reader import ParsedSvg, parse_svg
from engine.runtime.arrays import numpy_of

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
RED = SQUARE.format('<rect width="10" height="10" fill="#f00"/>')


def parsed(body: str) -> ParsedSvg:
    return parse_svg(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="200" height="100">{body}</svg>'.encode()
    )


def address(data: bytes, kind: str = "image/svg+xml") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def line_art(kind: str) -> str:
    """A picture of 100 x 50 pixels with one level line of 4 pixels, from (20, 25) to (80, 25)."""
    picture = Image.new("L", (100, 50), 255)
    ImageDraw.Draw(picture).line((20, 25, 80, 25), fill=0, width=4)
    out = io.BytesIO()
    picture.save(out, kind)
    return address(out.getvalue(), f"image/{kind.lower()}")


def box(svg: ParsedSvg) -> list[float]:
    points = numpy_of(svg.drawing.positions)
    return [*points.min(0).tolist(), *points.max(0).tolist()]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("name", ["href", "xlink:href"])
def test_lines_of_a_picture_are_strokes_in_their_place(kind: str, name: str) -> None:
    found = parsed(f'<image {name}="{line_art(kind)}" x="10" width="100" height="50"/>')
    assert found.drawing.stroke_count == 1
    assert box(found) == pytest.approx([31, 25, 89, 25], abs=3)
    assert found.warnings == (losses.TRACED,)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="20" height="20"', (0, 0, 20, 20)),
        ('x="30" y="5" width="40" height="20"', (40, 5, 60, 25)),
        ('width="40" height="20" preserveAspectRatio="none"', (0, 0, 40, 20)),
        ('width="40"', (0, 0, 40, 40)),
        ('width="20" height="20" transform="translate(50) scale(2)"', (50, 0, 90, 40)),
        ('width="40" height="20" preserveAspectRatio="xMinYMin slice"', (0, 0, 40, 20)),
    ],
)
def test_a_drawing_in_a_drawing(attributes: str, expected: tuple[float, ...]) -> None:
    found = parsed(f'<image href="{address(RED.encode())}" {attributes}/>')
    assert box(found) == pytest.approx(list(expected), abs=0.01)
    assert found.warnings == ()
    assert numpy_of(found.drawing.fills)[0].tolist() == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "source",
    [
        "data:image/svg+xml," + RED.replace("#", "%23").replace('"', "%22"),
        "data:image/svg+xml;charset=utf-8;base64," + base64.b64encode(RED.encode()).decode(),
        address(gzip.compress(RED.encode())),
        address(RED.encode()).rstrip("="),
        address(RED.encode())[:60] + "\n  " + address(RED.encode())[60:],
    ],
)
def test_ways_of_writing_an_address(source: str) -> None:
    source = source.replace("<", "&lt;")
    assert parsed(f'<image href="{source}" width="20" height="20"/>').drawing.stroke_count == 1


def test_opacity_and_clips_reach_into_a_picture() -> None:
    picture = f'<image href="{address(RED.encode())}" width="20" height="20"/>'
    clip = '<clipPath id="c"><rect width="10" height="50"/></clipPath>'
    found = parsed(f'{clip}<g opacity="0.5" clip-path="url(#c)">{picture}</g>')
    assert box(found) == pytest.approx([0, 0, 10, 20], abs=0.1)
    assert numpy_of(found.drawing.fills)[0, 3] == pytest.approx(0.5)


def photograph() -> str:
    noise = np.random.default_rng(0).integers(0, 255, (60, 60, 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "PNG")
    return address(out.getvalue(), "image/png")


@pytest.mark.parametrize(
    "source",
    ["picture.png", "http://localhost/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA",
     "data:,", "", "data:image/svg+xml,hello", photograph()],
)  # fmt: skip
def test_what_is_not_drawn_is_said(source: str) -> None:
    found = parsed(f'<rect width="9" height="9"/><image href="{source}" width="9" height="9"/>')
    assert found.drawing.stroke_count == 1
    assert found.warnings == (losses.NO_LINE_ART,)


def test_pictures_in_pictures_come_to_an_end() -> None:
    inner = RED
    for _ in range(MOST_PICTURES + 3):
        source = address(inner.encode())
        inner = SQUARE.format(f'<image href="{source}" width="10" height="10"/>')
    found = parsed(f'<rect width="9" height="9"/><image href="{address(inner.encode())}"/>')
    assert losses.NO_LINE_ART in found.warnings


def test_other_addresses_have_no_bytes() -> None:
    assert embedded_bytes("data:text/plain,a%20b") == b"a b"
    assert embedded_bytes("https://localhost/data:,a") == b""

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text as outlines: a made-up font whose letter x is a square of half its size."""

from __future__ import annotations

import base64
import io
from itertools import pairwise

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.svg import fonts
from engine.geometry.svg.reader import parse_svg
from engine.runtime.arrays import numpy_of

NOT_DRAWN = "Text is not drawn; turn it into paths first."
LINE = '<path d="M0 0L9 9" stroke="red"/>'


@pytest.fixture(scope="module")
def font() -> str:
    """A font of 1000 units an em: x is a square of 500, o one of 250, both 600 wide."""
    builder_of = pytest.importorskip("fontTools.fontBuilder")
    pens = pytest.importorskip("fontTools.pens.ttGlyphPen")

    def square(side: int) -> object:
        pen = pens.TTGlyphPen(None)
        pen.moveTo((0, 0))
        for corner in ((0, side), (side, side), (side, 0)):
            pen.lineTo(corner)
        pen.closePath()
        return pen.glyph()

    builder = builder_of.FontBuilder(1000, isTTF=True)
    empty = pens.TTGlyphPen(None).glyph()
    builder.setupGlyphOrder([".notdef", "space", "x", "o"])
    builder.setupCharacterMap({32: "space", ord("x"): "x", ord("o"): "o"})
    builder.setupGlyf({".notdef": square(100), "space": empty, "x": square(500), "o": square(250)})
    builder.setupHorizontalMetrics({n: (600, 0) for n in (".notdef", "space", "x", "o")})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)
    return base64.b64encode(data.getvalue()).decode()


def drawn(font: str, body: str) -> tuple[Drawing, tuple[str, ...]]:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">'
    face = f"@font-face{{font-family:'Squares';src:url(data:font/ttf;base64,{font})}}"
    style = f"<style>{face}text{{font-family:Squares;font-size:20px}}</style>"
    parsed = parse_svg(f"{head}{style}{body}</svg>".encode())
    return parsed.drawing, parsed.warnings


def boxes(drawing: Drawing) -> list[list[float]]:
    """Left, top, right and bottom of every stroke."""
    points, offsets = numpy_of(drawing.positions), numpy_of(drawing.stroke_offsets)
    parts = [points[a:b] for a, b in pairwise(offsets)]
    return [np.round([*part.min(0), *part.max(0)], 2).tolist() for part in parts]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<text x="10" y="50">xo</text>', [[10, 40, 20, 50], [22, 45, 27, 50]]),
        ('<text x="100" y="50" text-anchor="end">xx</text>', [[76, 40, 86, 50], [88, 40, 98, 50]]),
        ('<text x="100" y="50" text-anchor="middle">x</text>', [[94, 40, 104, 50]]),
        ('<text x="10 60" y="50">xx</text>', [[10, 40, 20, 50], [60, 40, 70, 50]]),
        ('<text y="50">\n  x \n x </text>', [[0, 40, 10, 50], [24, 40, 34, 50]]),
        ('<text y="50">x<tspan dx="3" dy="10" font-size="40">x</tspan></text>',
         [[0, 40, 10, 50], [15, 40, 35, 60]]),
        ('<text y="50" letter-spacing="5">xx</text>', [[0, 40, 10, 50], [17, 40, 27, 50]]),
        ('<text y="50" transform="scale(2)">x</text>', [[0, 80, 20, 100]]),
    ],
)  # fmt: skip
def test_letters_stand_where_they_should(font: str, body: str, expected: list[list[float]]) -> None:
    drawing, warnings = drawn(font, body)
    assert boxes(drawing) == expected
    assert not warnings


def test_spans_have_their_own_colour(font: str) -> None:
    drawing, _ = drawn(font, '<text y="50" fill="red">x<tspan fill="blue">o</tspan></text>')
    assert numpy_of(drawing.fills)[:, :3].tolist() == [[1, 0, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<text>\u0633\u0644\u0627\u0645</text>", "letters join"),
        ('<text><textPath href="#p">x</textPath></text>', "on a path"),
        ('<text y="50" rotate="30">x</text>', "set straight"),
    ],
)
def test_what_is_not_set_is_said(font: str, body: str, said: str) -> None:
    _, warnings = drawn(font, LINE + body)
    assert any(said in str(warning) for warning in warnings)


def test_a_font_that_is_not_here_is_said(font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = fonts._opened(io.BytesIO(base64.b64decode(font)), 0, "arial")
    found = {"arial": usual}
    monkeypatch.setattr(fonts, "_system_face", lambda family, *_: found.get(family))
    drawing, warnings = drawn("", '<text y="50" style="font-family:Nowhere Grotesk">x</text>')
    assert boxes(drawing) == [[0, 40, 10, 50]]
    assert warnings == ("The font “nowhere grotesk” is not here; its text is drawn in “arial”.",)


def test_without_fonts_text_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_opened", lambda *_: None)
    monkeypatch.setattr(fonts, "_system_face", lambda *_: None)
    drawing, warnings = drawn("AAAA", f"{LINE}<text>x</text>")
    assert drawing.stroke_count == 1 and NOT_DRAWN in warnings


def test_a_damaged_font_is_left_out() -> None:
    assert fonts._opened(io.BytesIO(b"no font"), 0, "x") is None

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Krita's vector layers as one drawing: in pixels at any resolution, each layer a group."""

from __future__ import annotations

import re

import pytest

from addon.contract.errors import BadInput
from addon.krita.capture.svg_layers import SvgLayer, in_document_pixels, one_drawing
from engine.geometry.svg.reader import parse_svg


def krita_svg(body: str, points: tuple[float, float] = (384, 288)) -> str:
    """As Krita writes it: in points, with a transform for each shape."""
    width, height = points
    return (
        '<?xml version="1.0" standalone="no"?>\n<!-- Created using Krita -->\n'
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f"<defs/>{body}</svg>"
    )


LINE = (
    '<path id="shape0" transform="translate(72, 36)" fill="none" stroke="#000" '
    'stroke-width="6" d="M0 0L144 0"/>'
)


@pytest.mark.parametrize("ppi", [72, 96, 300])
def test_points_become_pixels_at_any_resolution(ppi: int) -> None:
    size = (384 * ppi // 72, 288 * ppi // 72)
    drawing = parse_svg(one_drawing([SvgLayer("a", krita_svg(LINE))], size).encode()).drawing
    assert drawing.canvas == size
    found = drawing.positions.data.tolist()
    assert found[:2] == pytest.approx([ppi, ppi / 2])
    assert found[-2:] == pytest.approx([3 * ppi, ppi / 2])
    assert drawing.widths.data[0] == pytest.approx(6 * ppi / 72)


def test_every_layer_is_an_object_with_its_name() -> None:
    layers = [SvgLayer("the dog", krita_svg(LINE)), SvgLayer("ball & <rope>", krita_svg(LINE))]
    drawing = parse_svg(one_drawing(layers, (512, 384)).encode()).drawing
    assert drawing.object_names == ("the dog", "ball & <rope>")
    assert drawing.objects.data.tolist() == [0, 1]


def test_layers_with_the_same_ids_keep_their_own_paint() -> None:
    def filled(color: str) -> str:
        return krita_svg(
            f'<linearGradient id="g"><stop offset="0" stop-color="{color}"/></linearGradient>'
            '<rect id="r" x="10" y="10" width="50" height="50" fill="url(#g)" stroke="none"/>'
            '<use xlink:href="#r"/>'
        )

    text = one_drawing([SvgLayer("a", filled("#ff0000")), SvgLayer("b", filled("#0000ff"))], (9, 9))
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", text)) == {"layer0_g", "layer1_g"}
    assert set(re.findall(r'href="#([^"]+)"', text)) == {"layer0_r", "layer1_r"}


@pytest.mark.parametrize("svg", ["", "\n", krita_svg("<g/>")])
def test_an_empty_layer_is_told(svg: str) -> None:
    with pytest.raises(BadInput, match="nothing on this layer"):
        one_drawing([SvgLayer("empty", svg)], (512, 384))
    layers = [SvgLayer("empty", ""), SvgLayer("a", krita_svg(LINE))]
    assert parse_svg(one_drawing(layers, (512, 384)).encode()).drawing.stroke_count == 1


@pytest.mark.parametrize("svg", ["<svg", "<html/>"])
def test_what_is_no_svg_is_told(svg: str) -> None:
    with pytest.raises(BadInput):
        one_drawing([SvgLayer("odd", svg)], (512, 384))


def test_pixels_are_named_for_krita() -> None:
    found = in_document_pixels('<svg viewBox="0 0 9 9" width="512" height="38.5"><path/></svg>')
    assert found == '<svg viewBox="0 0 9 9" width="512px" height="38.5px"><path/></svg>'

# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are damaged, empty or hostile: one named error, never a crash."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.contract.errors import BadInput
from engine.geometry.svg import parse_svg, read_svg, reader

FISH = (Path(__file__).parents[2] / "drawings" / "filled_bird.svg").read_bytes()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"'
P = '<path d="M1 1 L9 9" stroke="black"/>'
BOMB = f"""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
{SVG}><text>&b;</text>{P}</svg>"""
OUTSIDE = f"""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
{SVG}><text>&x;</text>{P}</svg>"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not xml",
        f"{SVG}>",
        "<html></html>",
        f"{SVG}></svg>",
        f"{SVG}><text>only words</text></svg>",
        f"{SVG} viewBox='0 0 0 10'>{P}</svg>",
        f"<svg width='0' height='5'>{P}</svg>",
        f"<svg width='-3px' height='5'>{P}</svg>",
        f"{SVG}><path d='M1 1 L nan 5' stroke='red'/></svg>",
        f"{SVG}><path d='M1 1 L 1e999 5' stroke='red'/></svg>",
        f"{SVG}><path d='M1 1 L 5' stroke='red'/></svg>",
        f"{SVG}><path d='L 1 1 5 5' stroke='red'/></svg>",
        f"{SVG}><path d='hello' stroke='red'/></svg>",
        f"{SVG}><path d='M0 0 L1e9 5' stroke='red'/></svg>",
        f"{SVG}><g transform='scale(1e300)'><g transform='scale(1e300)'>{P}</g></g></svg>",
        f"{SVG}>" + "<g>" * 500 + P + "</g>" * 500 + "</svg>",
        BOMB,
        OUTSIDE,
    ],
)
def test_what_can_not_be_read_is_said(text):
    with pytest.raises(BadInput) as caught:
        parse_svg(text.encode())
    assert caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput):
        read_svg(tmp_path / "gone.svg")


def test_copies_of_copies_do_not_explode(monkeypatch):
    monkeypatch.setattr(reader, "MOST_SHAPES", 300)
    levels = "".join(
        f'<g id="l{k}">' + f'<use href="#l{k - 1}"/>' * 10 + "</g>" for k in range(1, 9)
    )
    text = f'{SVG}><defs><g id="l0">{P}</g>{levels}</defs><use href="#l8"/></svg>'
    with pytest.raises(BadInput, match="more than"):
        parse_svg(text.encode())


def test_a_document_type_without_entities_is_read():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd">'
    assert parse_svg(f"{doctype}{SVG}>{P}</svg>".encode()).drawing.stroke_count == 1


def test_files_without_a_namespace_are_read():
    assert parse_svg(f'<svg width="9" height="9">{P}</svg>'.encode()).drawing.stroke_count == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding):
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{name}"?>{SVG}><g id="ä">{P}</g></svg>'
    assert parse_svg(text.encode(encoding)).drawing.layer_names == ("ä",)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(FISH) - 1),
    st.integers(0, 30),
    st.sampled_from(
        [b"", b"0", b"-", b"e", b"nan", b"<", b'"', b"\xff", b"99999999999", b"z", b"("]
    ),
)
def test_damage_gives_a_drawing_or_a_named_error(place, length, instead):
    damaged = FISH[:place] + instead + FISH[place + length :]
    with suppress(BadInput):
        parse_svg(damaged).drawing.validate()
